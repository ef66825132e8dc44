--
-- What the planner expects of "=", "@>" and "<@" on the symbols of a large
-- archive: test/data/archive-symbols.tsv
--
\set lines `cat "${PG_ABS_SRCDIR:-.}/test/data/archive-symbols.tsv"`
CREATE TABLE list AS
SELECT c[1] AS printed, c[2] IS DISTINCT FROM '-' AS is_symbol, nullif(c[2], '') AS normal, coalesce(c[3]::int, 1) AS texts
FROM (SELECT string_to_array(l, E'\t') AS c FROM unnest(string_to_array(:'lines', E'\n')) AS l WHERE l <> '' AND l !~ '^#') s;

-- what is accepted and what is not
SELECT count(*) > 5000 AS names, count(*) FILTER (WHERE NOT is_symbol) AS no_symbols,
	count(*) FILTER (WHERE is_symbol <> (docsymbol_try(printed) IS NOT NULL)) AS wrong,
	count(*) FILTER (WHERE is_symbol AND docsymbol_try(printed)::text <> coalesce(normal, printed)) AS other_form
FROM list;

CREATE TABLE texts AS SELECT printed::docsymbol AS s FROM list, generate_series(1, texts) WHERE is_symbol;
ANALYZE texts;
SELECT count(*) > 11000 AS texts, count(DISTINCT s) > 4500 AS symbols FROM texts;

-- rows that the planner expects of a query
CREATE FUNCTION expected(query text) RETURNS float LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT json) ' || query INTO plan;
	RETURN plan -> 0 -> 'Plan' ->> 'Plan Rows';
END
$$;

-- every symbol, and all that stand above one
CREATE TABLE probes AS
SELECT DISTINCT s FROM (
	SELECT s FROM texts
	UNION ALL SELECT docsymbol_try(regexp_replace(s::text, '(/[^/]*| \([^)]*\)| [A-Z](-[A-Z])?)$', '')) FROM texts
	UNION ALL SELECT docsymbol_try(regexp_replace(s::text, '/[^/]*/[^/]*$', '')) FROM texts
	UNION ALL SELECT docsymbol_try(split_part(s::text, '/', 1)) FROM texts) p
WHERE s IS NOT NULL;
CREATE INDEX texts_idx ON texts (s);
CREATE TABLE counted AS
SELECT s, (SELECT count(*) FROM texts t WHERE t.s = p.s) AS equal, expected(format('SELECT FROM texts WHERE s = %L', s::text)) AS equal_expected,
	(SELECT count(*) FROM texts t WHERE t.s <@ p.s) AS below, expected(format('SELECT FROM texts WHERE s <@ %L', s::text)) AS below_expected,
	expected(format('SELECT FROM texts WHERE %L @> s', s::text)) AS below_commuted
FROM probes p;
SELECT count(*) > 5000 AS probes, max(below) > 5000 AS of_large_ones FROM counted;
SELECT * FROM counted WHERE greatest(equal_expected, 1) NOT BETWEEN greatest(equal, 1) / 3.0 AND greatest(equal, 1) * 3.0;
SELECT * FROM counted WHERE greatest(below_expected, 1) NOT BETWEEN greatest(below, 1) / 3.0 AND greatest(below, 1) * 3.0
	OR below_commuted <> below_expected;

-- what stands above a symbol; a symbol of no row; null
SELECT count(*) AS wrong FROM (
	SELECT s, (SELECT count(*) FROM texts t WHERE t.s @> p.s) AS above, expected(format('SELECT FROM texts WHERE s @> %L', s::text)) AS e
	FROM probes p WHERE docsymbol_hash(s) % 10 = 0) a
WHERE greatest(e, 1) NOT BETWEEN greatest(above, 1) / 3.0 AND greatest(above, 1) * 3.0;
SELECT expected('SELECT FROM texts WHERE s <@ ''MEPC/1''') < 10 AS none, expected('SELECT FROM texts WHERE s <@ NULL') <= 1 AS of_null;

-- nulls and joins
INSERT INTO texts SELECT NULL FROM generate_series(1, 11000);
ANALYZE texts;
SELECT max(greatest(e / below, below / e)) < 3 AS with_nulls
FROM (SELECT below, expected(format('SELECT FROM texts WHERE s <@ %L', s::text)) AS e FROM counted WHERE below > 500) n;
CREATE TABLE prefixes AS SELECT s FROM probes WHERE docsymbol_kind(s) = 'prefix';
ANALYZE prefixes;
SELECT e BETWEEN n / 3.0 AND n * 3.0 AS joined
FROM (SELECT expected('SELECT FROM texts t JOIN prefixes p ON t.s <@ p.s') AS e, count(*) AS n
	FROM texts t JOIN prefixes p ON t.s <@ p.s) j;

-- a sample of a larger table: what is common is known
CREATE TABLE larger AS SELECT docsymbol_make('A', 31 + i % 50, 1 + i / 50 % 300) AS s FROM generate_series(1, 100000) i;
ANALYZE larger;
SELECT count(*) AS wrong
FROM (SELECT p, (SELECT count(*) FROM larger WHERE s <@ p) AS n, expected(format('SELECT FROM larger WHERE s <@ %L', p::text)) AS e
	FROM (SELECT docsymbol_try('A/RES/' || i) FROM generate_series(31, 80) i UNION ALL SELECT 'A' UNION ALL SELECT 'A/RES') x (p)) c
WHERE e NOT BETWEEN n / 3.0 AND n * 3.0;

DROP FUNCTION expected(text);
DROP TABLE list, texts, probes, counted, prefixes, larger;
