--
-- Two documents compared
--
CREATE TABLE pair AS SELECT
E'A/80/L.1\n\nCuba: draft resolution\n\nSmall islands\n\nThe General Assembly,\n
Recalling its resolution 79/5 of 1 December 2024,\n
Noting with concern the state of small islands in the Pacific,\n
Welcoming the conference on oceans held at Nice,\n
1. Requests the Secretary-General to report to it at its eightieth session on the matter;\n
2. Invites Member States to contribute to the trust fund for small islands;\n
3. Urges Member States:\n
(a) To protect coral reefs and mangroves;\n
(b) To keep the beaches clean;\n
4. Encourages the regional commissions to continue their work on oceans, and calls upon the World Bank to lend to all small islands on fair terms.'::resolution AS old,
E'A/RES/80/1\n\nSmall islands and <oceans>\n\nThe General Assembly,\n
Recalling its resolutions 79/5 of 1 December 2024 and 80/2 of 3 December 2025,\n
Welcoming the conference on oceans held at Nice,\n
1. Invites Member States to contribute to the trust fund for small islands;\n
2. Also requests the Secretary-General to report to it at its eighty-first session on the matter;\n
3. Calls upon Member States, in this regard:\n
(a) To protect coral reefs and mangroves;\n
(b) To keep the beaches clean;\n
(c) To plant trees & shrubs;\n
4. Encourages the regional commissions to continue their work on oceans;\n
5. Calls upon the World Bank to lend to all small islands on fair terms.'::resolution AS new;

SELECT op, old_path, new_path, similarity::numeric(4,2) FROM pair, resolution_diff(old, new);
SELECT new_path, w ->> 0 AS op, w ->> 1 AS piece
FROM pair, resolution_diff(old, new), jsonb_array_elements(words) w
WHERE new_path IN ('title', 'p1', '2');

-- the other way round it is the same, mirrored
WITH there AS (SELECT d.* FROM pair, resolution_diff(old, new) d),
	back AS (SELECT d.* FROM pair, resolution_diff(new, old) d),
	mirrored AS (SELECT CASE op WHEN 'added' THEN 'removed' WHEN 'removed' THEN 'added' ELSE op END,
		new_path, old_path, similarity, new_text, old_text FROM back)
SELECT (SELECT count(*) FROM there) = (SELECT count(*) FROM back) AS same_number,
	NOT EXISTS (SELECT op, old_path, new_path, similarity, old_text, new_text FROM there EXCEPT TABLE mirrored) AS same_rows;

-- pieces make the texts; texts are those of the clauses
SELECT count(*), bool_and(coalesce(old_text, '') = (SELECT coalesce(string_agg(w ->> 1, '' ORDER BY n), '')
		FROM jsonb_array_elements(words) WITH ORDINALITY e (w, n) WHERE w ->> 0 IN ('=', '-'))) AS old_text,
	bool_and(coalesce(new_text, '') = (SELECT coalesce(string_agg(w ->> 1, '' ORDER BY n), '')
		FROM jsonb_array_elements(words) WITH ORDINALITY e (w, n) WHERE w ->> 0 IN ('=', '+'))) AS new_text,
	bool_and(old_path = 'title' OR old_text IS NOT DISTINCT FROM old -> old_path) AS old_clause,
	bool_and(new_path = 'title' OR new_text IS NOT DISTINCT FROM new -> new_path) AS new_clause
FROM pair, resolution_diff(old, new);

-- itself, nothing, NULL
SELECT op, count(*), min(similarity), min(words::text) FROM pair, resolution_diff(old, old) GROUP BY op;
SELECT resolution_similarity(old, old) AS itself, resolution_similarity(old, new)::numeric(4,2) AS there,
	resolution_similarity(old, new) = resolution_similarity(new, old) AS symmetric,
	resolution_similarity(old, E'Le Conseil de sécurité,\n\nRappelant sa résolution 1325 (2000),\n\n1. Décide de rester saisi.') AS none,
	resolution_similarity(old, NULL) AS unknown
FROM pair;
SELECT count(*) FROM pair, resolution_diff(old, NULL);

-- the page: text stays text
SELECT html LIKE '<!DOCTYPE html>%</html>_' AS whole, html LIKE '%Small islands<ins> and &lt;oceans&gt;</ins>%' AS escaped,
	html LIKE '%<del>Requests</del><ins>Also requests</ins> the Secretary-General%' AS marked,
	html NOT LIKE '%<oceans>%' AND html NOT LIKE '%<script%' AND html NOT LIKE '%http%' AS closed,
	(length(html) - length(replace(html, '<tr class=', ''))) / 10 = (SELECT count(*) FROM resolution_diff(old, new)) AS all_rows
FROM pair, resolution_diff_html(old, new) html;
SELECT resolution_diff_html(old, old) LIKE '%<p>10 same, 0 changed, 0 moved, 0 added, 0 removed; 100&nbsp;% of the words are the same.</p>%' AS same FROM pair;
SELECT resolution_diff_html(doc, doc) LIKE '%<td lang="en">Decides to &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;a&#65533;ct&quot;.</td>%' AS hostile
FROM (SELECT E'The General Assembly,\n\n1. Decides to <script>alert(''x'')</script> & "a\x7fct".'::resolution AS doc) d;

DROP TABLE pair;
