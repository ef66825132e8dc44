--
-- demo.sql: ten questions to the sample archive, with their SQL
--
-- Needs the tables of demo-tables.sql, loaded.  psql shows each query before
-- its answer.
--

\set QUIET on
\pset format wrapped
\pset columns 116
\pset linestyle unicode
\pset border 1
\pset null '-'
\pset footer off

\echo
\echo '-- 1. What does a resolution decide, and of whom does it ask something?'
\echo '--    A/RES/80/146, clause by clause.'
\set ECHO queries
SELECT path, part, verb, text
FROM archive, resolution_clauses(doc)
WHERE symbol = 'A/RES/80/146'
ORDER BY clause;
\set ECHO none

\echo '-- 2. Which notes has the draft on human rights that the project began with, and'
\echo '--    where are they called? Its text came out of a PDF without its head.'
\set ECHO queries
SELECT f.marker, f.anchor, c.path, left(c.text, 40) || ' …' AS clause, f.text AS note
FROM archive
	 CROSS JOIN resolution_footnotes(doc) f
	 LEFT JOIN resolution_clauses(doc) c USING (clause)
WHERE file = 'international-cooperation-human-rights.txt'
ORDER BY f.footnote;
\set ECHO none

\echo '-- 3. From which regions do the sponsors of the drafts come?'
\set ECHO queries
SELECT a.region, a.subregion,
	   count(DISTINCT d.symbol) AS drafts,
	   count(DISTINCT s.iso3) AS states,
	   count(DISTINCT s.iso3) FILTER (WHERE a.sids = 'x') AS small_islands
FROM archive d
	 CROSS JOIN resolution_sponsors(doc) s
	 JOIN areas a USING (iso3)
WHERE s.role = 'sponsor'
GROUP BY GROUPING SETS ((a.region, a.subregion), ())
ORDER BY drafts DESC, states DESC, a.region, a.subregion;
\set ECHO none

\echo '-- 4. Which documents does one draft cite, where, and with which verb?'
\set ECHO queries
SELECT c.citation, coalesce(c.symbol::text, c.title) AS cited, c.kind, c.date, c.pinpoint,
	   coalesce('note ' || f.marker, 'clause ' || l.path) AS place, c.verb
FROM archive
	 CROSS JOIN resolution_citations(doc) c
	 LEFT JOIN resolution_footnotes(doc) f USING (footnote)
	 LEFT JOIN resolution_clauses(doc) l ON l.clause = c.clause
WHERE file = 'international-cooperation-human-rights.txt'
ORDER BY c.citation;
\set ECHO none

\echo '-- 5. Which resolutions are cited by most documents?  A document counts once,'
\echo '--    in however many languages and from however many extractors it is here.'
\set ECHO queries
SELECT c.symbol AS cited,
	   count(DISTINCT a.symbol) AS documents,
	   string_agg(DISTINCT resolution_organ(a.doc), ', ') AS of_organs,
	   (SELECT min(coalesce(resolution_title(t.doc), '(no title)')) FROM archive t
		WHERE t.symbol = c.symbol AND t.language = 'en') AS title_if_here
FROM archive a, resolution_citations(a.doc) c
WHERE c.kind = 'resolution'
GROUP BY c.symbol
ORDER BY documents DESC, c.symbol
LIMIT 12;
\set ECHO none

\echo '-- 6. How did the verbs of the operative part change?'
\set ECHO queries
WITH said AS (
	SELECT CASE WHEN year < 1990 THEN 'to 1989' WHEN year < 2010 THEN '1990 to 2009'
				WHEN year < 2025 THEN '2010 to 2024' ELSE 'since 2025' END AS years,
		   min(year) OVER (PARTITION BY year >= 1990, year >= 2010, year >= 2025) AS since,
		   c.verb_en
	FROM (SELECT DISTINCT ON (symbol)
				 coalesce(extract(year FROM resolution_adopted(doc)), year)::int AS year, doc
		  FROM archive WHERE language = 'en' ORDER BY symbol, file) d,
		 resolution_clauses(doc) c
	WHERE year IS NOT NULL AND c.part = 'operative' AND c.parent IS NULL AND c.verb_en IS NOT NULL
), counted AS (
	SELECT years, since, verb_en, count(*) AS n,
		   count(*) * 100.0 / sum(count(*)) OVER (PARTITION BY years) AS share,
		   row_number() OVER (PARTITION BY years ORDER BY count(*) DESC, verb_en) AS rank
	FROM said GROUP BY years, since, verb_en
)
SELECT years, string_agg(format('%s %s %%', verb_en, round(share)), ', ' ORDER BY rank) AS most_used_verbs
FROM counted WHERE rank <= 7
GROUP BY years ORDER BY min(since);
\set ECHO none

\echo '-- 7. What did the Second Committee change in a draft before the Assembly adopted it?'
\set ECHO queries
SELECT path, d.text AS draft, a.text AS adopted
FROM (SELECT c.* FROM archive, resolution_clauses(doc) c WHERE symbol = 'A/C.2/80/L.2') d
	 FULL JOIN
	 (SELECT c.* FROM archive, resolution_clauses(doc) c WHERE symbol = 'A/RES/80/146') a USING (path)
WHERE d.text IS DISTINCT FROM a.text
ORDER BY coalesce(a.clause, d.clause);
\set ECHO none

\echo '-- 8. The draft on the embargo against Cuba recalls the earlier resolutions.'
\echo '--    How did the Assembly vote on each of them?'
\set ECHO queries
SELECT c.symbol, c.date,
	   count(*) FILTER (WHERE v.vote = 'yes') AS yes,
	   count(*) FILTER (WHERE v.vote = 'no') AS no,
	   count(*) FILTER (WHERE v.vote = 'abstain') AS abstain,
	   string_agg(v.state, ', ' ORDER BY v.state) FILTER (WHERE v.vote = 'no') AS against
FROM archive a
	 CROSS JOIN resolution_citations(doc) c
	 JOIN votes v ON v.symbol = c.symbol
WHERE a.symbol = 'A/80/L.6'
GROUP BY c.citation, c.symbol, c.date
ORDER BY c.citation;
\set ECHO none

\echo '-- 9. What could the reader not place?'
\set ECHO queries
SELECT p.severity, regexp_replace(p.message, '["“].*["”]|[0-9]+', '…', 'g') AS problem,
	   count(*) AS times, count(DISTINCT a.file) AS texts, min(a.file || ' line ' || p.line) AS for_example
FROM archive a, resolution_problems(a.doc::text) p
GROUP BY 1, 2
ORDER BY 1 DESC, times DESC, problem
LIMIT 12;
\set ECHO none

\echo '-- 10. One resolution of the Security Council in seven languages: what does it ask?'
\set ECHO queries
SELECT resolution_language(doc) AS language, path, phrase, verb, verb_en
FROM archive, resolution_clauses(doc)
WHERE symbol = 'S/RES/2735 (2024)' AND part = 'operative' AND path IN ('1', '2', '5')
ORDER BY path, language;
\set ECHO none
