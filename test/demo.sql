--
-- demo.sql: ten questions to the sample archive, with their SQL
--
-- Needs the tables of demo-tables.sql, loaded.  psql shows each query before
-- its answer.
--

\set QUIET on
\pset linestyle unicode
\pset border 1
\pset null '-'
\pset footer off

\echo '-- 1. What does a resolution decide, and of whom does it ask something?'
\echo '--    A/RES/80/146, clause by clause.'
\set ECHO queries
SELECT path, part, verb, fold(text, 70) AS text
FROM archive, resolution_clauses(doc)
WHERE symbol = 'A/RES/80/146'
ORDER BY clause;
\set ECHO none

\echo '-- 2. Which notes has a draft on human rights, and where are they called?'
\echo '--    Its text came out of a PDF without its head: the file has no symbol.'
\set ECHO queries
SELECT f.marker, f.anchor, c.path, left(c.text, 36) || ' …' AS clause, fold(f.text, 50) AS note
FROM archive
     CROSS JOIN resolution_footnotes(doc) f
     LEFT JOIN resolution_clauses(doc) c USING (clause)
WHERE file = 'international-cooperation-human-rights.txt'
ORDER BY f.footnote;
\set ECHO none

\echo '-- 3. From which regions do the sponsors of the drafts of 2025 come?'
\set ECHO queries
SELECT coalesce(a.region, 'all') AS region, a.subregion,
       count(DISTINCT d.symbol) AS drafts,
       count(DISTINCT s.iso3) AS states,
       count(DISTINCT s.iso3) FILTER (WHERE a.sids = 'x') AS small_islands
FROM archive d
     CROSS JOIN resolution_sponsors(doc) s
     JOIN areas a USING (iso3)
WHERE s.role = 'sponsor' AND d.year = 2025
GROUP BY GROUPING SETS ((a.region, a.subregion), ())
ORDER BY drafts DESC, states DESC, a.region, a.subregion;
\set ECHO none

\echo '-- 4. Which documents does one draft cite, where, and with which verb?'
\set ECHO queries
SELECT coalesce(c.symbol::text, c.title) AS cited, c.kind, c.date, c.pinpoint,
       CASE WHEN c.footnote IS NULL THEN 'clause ' || l.path ELSE 'note ' || f.marker END AS place, c.verb
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
       (SELECT fold(min(resolution_title(t.doc)), 60) FROM archive t
        WHERE t.symbol = c.symbol AND t.language = 'en') AS title_if_here
FROM archive a, resolution_citations(a.doc) c
WHERE c.kind = 'resolution'
GROUP BY c.symbol
ORDER BY documents DESC, c.symbol
LIMIT 12;
\set ECHO none

\echo '-- 6. Which verbs do the organs use, and how did that change over the years?'
\set ECHO queries
WITH said AS (
    SELECT CASE WHEN d.year < 1990 THEN 'to 1989' WHEN d.year < 2010 THEN '1990-2009'
                WHEN d.year < 2025 THEN '2010-2024' ELSE '2025-' END AS years,
           d.organ, d.year, c.verb_en
    FROM (SELECT DISTINCT ON (symbol) organ, doc,       -- a document once
                 coalesce(extract(year FROM resolution_adopted(doc)), year)::int AS year
          FROM archive ORDER BY symbol, language <> 'en', file) d,
         resolution_clauses(doc) c
    WHERE d.year IS NOT NULL AND c.part = 'operative' AND c.parent IS NULL AND c.verb_en IS NOT NULL
), counted AS (
    SELECT organ, years, min(year) AS since, verb_en,
           count(*) * 100.0 / sum(count(*)) OVER (PARTITION BY organ, years) AS share,
           row_number() OVER (PARTITION BY organ, years ORDER BY count(*) DESC, verb_en) AS place
    FROM said GROUP BY organ, years, verb_en
)
SELECT organ, years, string_agg(format('%s %s %%', verb_en, round(share)), ', ' ORDER BY place) AS most_used
FROM counted WHERE place <= 5
GROUP BY organ, years ORDER BY organ, min(since);
\set ECHO none

\echo '-- 7. Which drafts were adopted word for word?  Drafts and resolutions of the same title are'
\echo '--    compared by the letters of their clauses, from whatever extractor they come.'
\set ECHO queries
WITH document AS (
    SELECT DISTINCT ON (symbol) symbol, resolution_kind(doc) AS kind, resolution_title(doc) AS title,
           ARRAY(SELECT path || regexp_replace(text, '[^[:alnum:]]', '', 'g')
                 FROM resolution_clauses(doc) ORDER BY clause) AS clauses
    FROM archive WHERE year = 2025 AND language = 'en' ORDER BY symbol, file
)
SELECT d.clauses = r.clauses AS word_for_word, count(*) AS drafts,
       fold(string_agg(d.symbol::text || ' → ' || replace(r.symbol::text, 'A/RES/', ''), ', ' ORDER BY d.symbol), 90) AS which
FROM document d JOIN document r ON lower(d.title) = lower(r.title)
WHERE d.kind = 'draft resolution' AND r.kind = 'resolution'
GROUP BY 1 ORDER BY 1 DESC;
\set ECHO none

\echo '-- 8. What was changed in one of the others before it was adopted?'
\set ECHO queries
SELECT path, fold(d.text, 48) AS draft, fold(r.text, 48) AS adopted
FROM (SELECT c.* FROM archive, resolution_clauses(doc) c WHERE symbol = 'A/C.2/80/L.2') d
     FULL JOIN
     (SELECT c.* FROM archive, resolution_clauses(doc) c WHERE symbol = 'A/RES/80/146') r USING (path)
WHERE d.text IS DISTINCT FROM r.text
ORDER BY coalesce(r.clause, d.clause);
\set ECHO none

\echo '-- 9. The draft on the embargo against Cuba recalls the resolutions of earlier years.'
\echo '--    How did the Assembly vote on each?  (The table of votes ends in 2019 and lacks some.)'
\set ECHO queries
SELECT c.symbol, max(c.date) AS date,
       count(DISTINCT v.state) FILTER (WHERE v.vote = 'yes') AS yes,
       count(DISTINCT v.state) FILTER (WHERE v.vote = 'no') AS no,
       count(DISTINCT v.state) FILTER (WHERE v.vote = 'abstain') AS abstain,
       string_agg(DISTINCT v.state, ', ') FILTER (WHERE v.vote = 'no') AS against
FROM archive a
     CROSS JOIN resolution_citations(doc) c
     JOIN votes v ON v.symbol = c.symbol
WHERE a.symbol = 'A/80/L.6'
GROUP BY c.symbol
ORDER BY c.symbol;
\set ECHO none

\echo '-- 10. One resolution of the Security Council in seven languages: the verbs of its operative part.'
\set ECHO queries
SELECT path, max(verb_en) AS english,
       max(phrase) FILTER (WHERE language = 'fr') AS fr,
       max(phrase) FILTER (WHERE language = 'es') AS es,
       max(phrase) FILTER (WHERE language = 'ru') AS ru,
       max(phrase) FILTER (WHERE language = 'de') AS de,
       max(phrase) FILTER (WHERE language = 'zh') AS zh,
       max(phrase) FILTER (WHERE language = 'ar') AS ar
FROM archive, resolution_clauses(doc)
WHERE symbol = 'S/RES/2735 (2024)' AND extractor = 'akn-text' AND part = 'operative' AND parent IS NULL
GROUP BY path
ORDER BY min(clause);
\set ECHO none
