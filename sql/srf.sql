--
-- What documents hold, as rows
--
SELECT id, clause, parent, part, path, number, section, phrase, verb, verb_en, text
FROM docs, resolution_clauses(doc) ORDER BY id, clause;

SELECT id, footnote, marker, text, anchor, clause
FROM docs, resolution_footnotes(doc) ORDER BY id, footnote;

SELECT id, sponsor, name, role, state, iso3, m49, footnote
FROM docs, resolution_sponsors(doc) ORDER BY id, sponsor;

SELECT id, citation, symbol, kind, title, text, to_char(date, 'YYYY-MM-DD') AS date,
	pinpoint, verb, clause, footnote
FROM docs, resolution_citations(doc) ORDER BY id, citation;

SELECT id, clause, path, text FROM docs, resolution_annotated(doc)
WHERE text LIKE '%[^%' ORDER BY id, clause;

SELECT id, state, iso3, m49, vote FROM docs, resolution_votes(doc);

-- a span leads to the text: characters, not bytes
SELECT id, 'clause' AS what, substring(doc::text FROM lower(span) FOR upper(span) - lower(span)) AS piece
FROM docs, resolution_clauses(doc) WHERE path IN ('p1', '2(b)')
UNION ALL
SELECT id, 'footnote', substring(doc::text FROM lower(span) FOR upper(span) - lower(span))
FROM docs, resolution_footnotes(doc)
UNION ALL
SELECT id, 'sponsor', substring(doc::text FROM lower(span) FOR upper(span) - lower(span))
FROM docs, resolution_sponsors(doc)
UNION ALL
SELECT id, 'citation', substring(doc::text FROM lower(span) FOR upper(span) - lower(span))
FROM docs, resolution_citations(doc)
UNION ALL
SELECT id, 'vote', substring(doc::text FROM lower(span) FOR upper(span) - lower(span))
FROM docs, resolution_votes(doc)
ORDER BY 1, 2, 3;

-- spans are inside the text and agree with the pieces
SELECT count(*) > 0 AS some, bool_and(lower(span) >= 1 AND upper(span) <= length(doc::text) + 1) AS inside
FROM docs, resolution_clauses(doc);
SELECT bool_and(position(left(name, 1) IN substring(doc::text FROM lower(span) FOR 1)) = 1) AS exact
FROM docs, resolution_sponsors(doc);

-- in the list of columns, with a limit, on NULL and on nothing
SELECT (resolution_clauses(doc)).path FROM docs WHERE id = 2;
SELECT path FROM docs, resolution_clauses(doc) WHERE id = 1 LIMIT 2;
SELECT count(*) FROM resolution_clauses(NULL);
SELECT count(*) FROM resolution_votes((SELECT doc FROM docs WHERE id = 2));
SELECT d.id, c.n FROM docs d
	CROSS JOIN LATERAL (SELECT count(*) FROM resolution_clauses(d.doc) WHERE part = 'operative') c(n) ORDER BY 1;
SELECT * FROM ROWS FROM (resolution_sponsors((SELECT doc FROM docs WHERE id = 1)),
	resolution_footnotes((SELECT doc FROM docs WHERE id = 1))) WITH ORDINALITY AS r
WHERE ordinality = 1;

-- in PL/pgSQL, where a value may be held open
DO $$
DECLARE
	r resolution;
	n int := 0;
	c record;
BEGIN
	SELECT doc INTO r FROM docs WHERE id = 1;
	FOR c IN SELECT * FROM resolution_clauses(r) LOOP
		n := n + length(r -> c.path) - length(c.text);
	END LOOP;
	RAISE NOTICE 'difference %', n;
END $$;

-- rows expected by the planner: the number itself for a constant
CREATE FUNCTION pg_temp.rows_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
		RETURN substring(line FROM 'rows=(\d+)');
	END LOOP;
END $$;
SELECT f, pg_temp.rows_of(format('SELECT * FROM %s(%L)', f, (SELECT body FROM sample WHERE id = 1))) AS constant,
	pg_temp.rows_of(format('SELECT * FROM %s((SELECT doc FROM docs WHERE id = 1))', f)) AS unknown
FROM unnest(ARRAY['resolution_clauses', 'resolution_annotated', 'resolution_footnotes',
	'resolution_sponsors', 'resolution_citations', 'resolution_votes']) f;
SELECT pg_temp.rows_of('SELECT * FROM resolution_clauses(NULL)') AS nothing;

-- the tables of the field
SELECT name, iso2, iso3, m49, former, region, subregion, cardinality(other_names) > 0 AS others
FROM resolution_states() WHERE iso3 IN ('CIV', 'TUR', 'CUB', 'PSE', 'VAT', 'CSK') ORDER BY m49;
SELECT count(*) > 190 AS many, count(DISTINCT m49) = count(*) AS by_m49, bool_and(name <> '') AS named
FROM resolution_states();
SELECT DISTINCT phrase, part, verb, verb_en FROM resolution_phrases()
WHERE language = 'en' AND lower(phrase) IN ('recalling', 'urges', 'decides') ORDER BY 1, 2;
SELECT count(*) > 100 AS many, bool_and(part IN ('preambular', 'operative')) AS parts
FROM resolution_phrases();
