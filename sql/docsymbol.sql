--
-- docsymbol: symbols of documents
--

-- what is and what is no symbol: test/data/symbols.tsv
\set lines `cat "${PG_ABS_SRCDIR:-.}/test/data/symbols.tsv"`
CREATE TABLE symbol_table AS
SELECT c[1] AS printed, nullif(c[2], '') AS normal, nullif(c[3], '') AS kind, nullif(c[4], '') AS organ,
	nullif(c[5], '') AS session, nullif(c[6], '') AS number, nullif(c[7], '')::int AS year
FROM (SELECT string_to_array(l, E'\t') AS c FROM unnest(string_to_array(:'lines', E'\n')) AS l OFFSET 1) s;

SELECT count(normal) > 600 AS symbols, count(*) FILTER (WHERE normal IS NULL) > 80 AS others,
	count(*) FILTER (WHERE normal IS NOT NULL AND docsymbol_try(printed) IS NULL) AS refused,
	count(*) FILTER (WHERE normal IS NULL AND docsymbol_try(printed) IS NOT NULL) AS accepted
FROM symbol_table;

SELECT printed, normal, docsymbol_try(printed) AS is
FROM symbol_table WHERE docsymbol_try(printed)::text IS DISTINCT FROM normal;

SELECT normal, kind, docsymbol_kind(s), organ, docsymbol_organ(s), session, docsymbol_session(s),
	number, docsymbol_number(s), year, docsymbol_year(s)
FROM (SELECT *, docsymbol_try(printed) AS s FROM symbol_table WHERE normal IS NOT NULL) t
WHERE (kind, organ, session, number, year) IS DISTINCT FROM
	(docsymbol_kind(s), docsymbol_organ(s), docsymbol_session(s), docsymbol_number(s), docsymbol_year(s));

CREATE TABLE symbols AS SELECT DISTINCT normal::docsymbol AS s FROM symbol_table WHERE normal IS NOT NULL;

-- refused, with a reason
SELECT 'A//70/1'::docsymbol;
SELECT 'A/RES/69/179/'::docsymbol;
SELECT 'HIV/AIDS'::docsymbol;
SELECT 'T/PCCs'::docsymbol;
SELECT '(S/2015/3)'::docsymbol;
SELECT 'resolution 55/2'::docsymbol;
SELECT 'https://undocs.org/A/RES/70/1'::docsymbol;
SELECT 'A/70/53 and A/70/54'::docsymbol;
SELECT 'A/RES/60/1 (2005)'::docsymbol;
SELECT 'A/70/1 (Part I'::docsymbol;
SELECT repeat('A/', 2000)::docsymbol;
SELECT ''::docsymbol;
SELECT 'S/RES/1325/2000'::docsymbol;
SELECT 'A/RES/69/179 A/RES/69/180'::docsymbol;
SELECT '"A/RES/69/179"'::docsymbol;
SELECT 'A/RES/69/179 (E)'::docsymbol;
SELECT 'GA decision 76/550/E'::docsymbol;

-- order
SELECT string_agg(s::text, ' < ' ORDER BY s)
FROM unnest('{A/RES/55/10,A/RES/55/2,A/RES/1514 (XV),A/RES/217 (III) A,A/RES/31/16,A/70/53/Rev.1,A/70/53/Add.2,
	A/70/53/Add.10,A/70/53,A/70,A/C.3/70/L.2,A/C.10/70/L.1,S/RES/1325 (2000),S/RES/1325,E/CN.4/5,E/CN.11/5}'::docsymbol[]) AS s;
SELECT count(*) AS wrong FROM symbols a, symbols b
WHERE (a.s < b.s) <> (docsymbol_cmp(a.s, b.s) < 0) OR (a.s <= b.s) <> (docsymbol_cmp(a.s, b.s) <= 0)
	OR (a.s = b.s) <> (a.s::text = b.s::text) OR (a.s <> b.s) = (a.s = b.s)
	OR (a.s >= b.s) <> (b.s <= a.s) OR (a.s > b.s) <> (b.s < a.s);
SELECT min(s), max(s) FROM symbols;
SELECT count(*) AS wrong FROM (SELECT s, lag(s) OVER (ORDER BY s) AS before FROM symbols) o
WHERE before >= s;

-- equal symbols have equal hashes
SELECT count(*) AS wrong FROM symbols, LATERAL (SELECT lower(s::text)::docsymbol AS t) l
WHERE s <> t OR docsymbol_hash(s) <> docsymbol_hash(t)
	OR docsymbol_hash_extended(s, 7) <> docsymbol_hash_extended(t, 7)
	OR (docsymbol_hash_extended(s, 0) & 4294967295)::bit(32) <> docsymbol_hash(s)::bit(32);

-- text, binary, and how much room they take
SELECT count(*) AS wrong FROM symbols WHERE s::text::docsymbol <> s OR pg_column_size(s) > pg_column_size(s::text);
SELECT docsymbol_send('S/RES/1325 (2000)');
\copy symbols TO 'results/symbols.bin' WITH (FORMAT binary)
CREATE TABLE symbols_back (s docsymbol);
\copy symbols_back FROM 'results/symbols.bin' WITH (FORMAT binary)
SELECT count(*) AS wrong FROM symbols FULL JOIN symbols_back b USING (s) WHERE symbols.s IS NULL OR b.s IS NULL;
INSERT INTO symbols_back VALUES ('A/1'::text), (' a/ 2');

-- hierarchy
SELECT a.s AS above, b.s AS below
FROM unnest('{A/C.3/70,A/70/53,A/7,S/RES/1325,A/56,A/RES/46/36}'::docsymbol[]) AS a (s),
	unnest('{A/C.3/70/L.29,A/70/53/Corr.1,A/70,S/RES/1325 (2000),A/56/1026-S/2002/932,A/RES/46/36 L,A/RES/46/361}'::docsymbol[]) AS b (s)
WHERE a.s @> b.s ORDER BY a.s, b.s;
SELECT count(*) AS wrong FROM symbols a, symbols b
WHERE (a.s @> b.s) <> (b.s <@ a.s) OR (a.s @> b.s) <> (b.s >= a.s AND b.s < docsymbol_range_end(a.s));

CREATE INDEX symbols_idx ON symbols (s);
ANALYZE symbols;
SET enable_seqscan = off;
SET enable_bitmapscan = off;
EXPLAIN (COSTS OFF) SELECT s FROM symbols WHERE s <@ 'A/C.3/70';
EXPLAIN (COSTS OFF) SELECT s FROM symbols WHERE 'A/C.3/70' @> s;
EXPLAIN (COSTS OFF) SELECT s FROM symbols WHERE s @> 'A/C.3/70/L.29/Rev.1';
EXPLAIN (COSTS OFF) SELECT p.s, i.s FROM (VALUES ('A/C.3/70'::docsymbol), ('S/PRST')) p (s) JOIN symbols i ON i.s <@ p.s;
EXPLAIN (COSTS OFF) SELECT p.s, i.s FROM (VALUES ('A/C.3/70/L.29'::docsymbol), ('S/PRST/2018')) p (s) JOIN symbols i ON i.s @> p.s;
SELECT s FROM symbols WHERE s <@ 'A/C.3/70' ORDER BY s;
SELECT s FROM symbols WHERE s @> 'A/C.3/70/L.29/Rev.1' ORDER BY s;
SELECT p.s, count(*) FROM (VALUES ('A/C.3/70'::docsymbol), ('S/PRST')) p (s) JOIN symbols i ON p.s @> i.s GROUP BY 1 ORDER BY 1;
SELECT count(*) AS wrong FROM (SELECT p.s, i.s FROM symbols p, LATERAL (SELECT s FROM symbols i WHERE i.s @> p.s OFFSET 0) i) a (p, i)
	FULL JOIN (SELECT p.s, i.s FROM symbols p, symbols i WHERE (i.s @> p.s) IS TRUE) b (p, i) USING (p, i) WHERE a.p IS NULL OR b.p IS NULL;
RESET enable_seqscan;
RESET enable_bitmapscan;
SELECT s, docsymbol_prefixes(s) FROM unnest('{A,A/C.3/70/L.29/Rev.1,A/RES/3411 (XXX) A-B,A/56/1026-S/2002/932,CRC/C/RUS/CO/6-7,ICCD/COP(13)/21,A/75/6 (Sect. 29A)/Corr.1}'::docsymbol[]) AS s;
SELECT count(*) AS wrong FROM symbols a, symbols b WHERE (a.s @> b.s) <> (a.s = ANY (docsymbol_prefixes(b.s)));

-- parts
SELECT s, docsymbol_organ(s) AS organ, docsymbol_committee(s) AS committee, docsymbol_session(s) AS session,
	docsymbol_series(s) AS series, docsymbol_number(s) AS number, docsymbol_year(s) AS year,
	docsymbol_kind(s) AS kind, docsymbol_revision(s) AS rev, docsymbol_base(s) AS base
FROM unnest('{A/C.3/70/L.29/Rev.1,S/RES/1325 (2000),A/RES/3201 (S-VI),UNEP/EA.5/Res.2,CERD/C/RUS/CO/25-26,A/HRC,
	A/80/74/Add.1-E/2025/53/Add.1}'::docsymbol[]) AS s;
SELECT docsymbol_url('S/RES/1325 (2000)'), docsymbol_url('A/RES/69/179', 'fr');
SELECT docsymbol_url('A/RES/69/179', '../');
SELECT s, array_agg(m) AS members
FROM unnest('{A/RES/75/254 A-C,A/56/1026-S/2002/932,A/70/1}'::docsymbol[]) AS s, docsymbol_members(s) AS m
GROUP BY s ORDER BY s;

-- from columns
SELECT docsymbol_make('A', '69', '179') AS a, docsymbol_make('A', '15', '1514') AS a15,
	docsymbol_make('A', 'S-6', '3201') AS s6, docsymbol_make('A', 'III', '217 A') AS a3,
	docsymbol_make('S', NULL, '1325', year => 2000) AS s, docsymbol_make('E', NULL, '31', year => 1996) AS e;
SELECT docsymbol_make('A', 69, 179) AS a, docsymbol_make('S', NULL, 1325, year => 2000) AS s,
	docsymbol_make('A/HRC', 28, 2) AS hrc, docsymbol_make('UNEP/EA', 5, 2) AS ea,
	docsymbol_make('A/C.3', 70, 29, 'L', suffix => 'Rev.1') AS draft,
	docsymbol_make('S', NULL, 3, 'PRST', 2015) AS prst, docsymbol_make('A', 70, 1, NULL) AS document;
SELECT docsymbol_make('General Assembly', 69, 179) AS a, docsymbol_make('security council', '2000', '1325') AS s,
	docsymbol_make('HRC', 'S-31', '1') AS hrc, docsymbol_make('A/RES', 69, 179) AS res, docsymbol_make('S', NULL, '1325 (2000)') AS printed,
	docsymbol_make('E/CN.4', '36', '20') AS cn4, docsymbol_make('A', 'ES-11', '1') AS es, docsymbol_make('A', 60, 519, 'dec') AS decision,
	docsymbol_make('A', 75, 1, 'PV') AS record, docsymbol_make('S', 55, 1325) AS none;
SELECT docsymbol_make(NULL, '69', '179') AS organ, docsymbol_make('A', '69', NULL) AS number,
	docsymbol_make('XYZ', '69', '179') AS unknown, docsymbol_make('A', '69', 'R/3/11?') AS odd;


-- in running text
SELECT docsymbol_cited('its resolution 69/179 of 18 December 2014') AS a,
	docsymbol_cited('Security Council resolution 1325 (2000)') AS s,
	docsymbol_cited('its resolution 28/2', 'A/HRC') AS hrc, docsymbol_cited('nothing is cited') AS none;
SELECT docsymbols_in('Recalling its resolutions 55/2 and 60/1, and taking note of A/70/53 (Part I),');


-- test/data/citations.tsv, each text alone
\set lines `cat "${PG_ABS_SRCDIR:-.}/test/data/citations.tsv"`
CREATE TABLE citation_table AS
SELECT c[1] AS language, c[2] AS organ, c[3] AS source, coalesce(c[4], '') AS symbols
FROM (SELECT string_to_array(l, E'\t') AS c FROM unnest(string_to_array(:'lines', E'\n')) AS l WHERE l <> '' AND l !~ '^(#|language\t)') s
WHERE c[7] IS DISTINCT FROM 'document';
SELECT count(*) > 570 AS texts, count(DISTINCT language) AS languages FROM citation_table;
SELECT language, organ, source, symbols, found
FROM citation_table, LATERAL (SELECT coalesce(string_agg(s::text, '; ' ORDER BY n), '') AS found
	FROM docsymbols_in(source, organ) WITH ORDINALITY AS d (s, n)) d
WHERE symbols <> found OR docsymbol_cited(source, organ)::text IS DISTINCT FROM nullif(split_part(symbols, '; ', 1), '');

DROP TABLE citation_table, symbol_table, symbols, symbols_back;
