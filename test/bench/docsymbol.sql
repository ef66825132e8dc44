--
-- docsymbol.sql: docsymbol against text COLLATE "C"; see docsymbol.sh
--
-- Variables: rows, rounds, list.
--
\pset footer off
SET client_min_messages = warning;
CREATE EXTENSION resolution;
SET max_parallel_workers_per_gather = 0;
SET max_parallel_maintenance_workers = 0;
SET work_mem = '2GB';
SET hash_mem_multiplier = 1;
SET maintenance_work_mem = '2GB';
SET jit = off;
DO $$ BEGIN PERFORM setseed(0.5); END $$;

-- Each symbol of the archive in pieces: text, number, text, number ...  Only
-- numbers that are components of their own, of a draft, suffix or year vary.
\set content `cat "$BENCH_LIST"`
CREATE TEMP TABLE form AS
SELECT row_number() OVER () AS id,
	string_to_array(regexp_replace(docsymbol_try(printed)::text, '(?<=/|/L\.|/Add\.|/Rev\.|/Res\.|-| \()(\d{1,6})(?!\d)', '#\1#', 'g'), '#') AS piece
FROM (SELECT split_part(l, E'\t', 1) FROM unnest(string_to_array(:'content', E'\n')) AS l WHERE l <> '' AND l !~ '^#') s (printed)
WHERE docsymbol_try(printed) IS NOT NULL;

CREATE FUNCTION pg_temp.vary(n int) RETURNS text LANGUAGE sql AS $$
	SELECT CASE WHEN n BETWEEN 1946 AND 2030 THEN (1946 + floor(random() * 80))::int
		WHEN n BETWEEN 31 AND 80 THEN (31 + floor(random() * 60))::int
		ELSE (1 + floor(random() * greatest(4 * n, 2000)))::int END::text
$$;
CREATE UNLOGGED TABLE printed AS
SELECT piece[1] ||
	CASE WHEN piece[2] IS NULL THEN '' ELSE pg_temp.vary(piece[2]::int) || piece[3] END ||
	CASE WHEN piece[4] IS NULL THEN '' ELSE pg_temp.vary(piece[4]::int) || piece[5] END ||
	CASE WHEN piece[6] IS NULL THEN '' ELSE pg_temp.vary(piece[6]::int) || array_to_string(piece[7:], '') END
	COLLATE "C" AS t
FROM (SELECT 1 + floor(random() * (SELECT count(*) FROM form))::int AS id
	FROM generate_series(1, :rows + :rows / 50) OFFSET 0) r
	JOIN form USING (id);

-- the same rows in the same order
CREATE TABLE many_symbol WITH (autovacuum_enabled = off) AS SELECT docsymbol_try(t) AS s FROM printed WHERE docsymbol_try(t) IS NOT NULL LIMIT :rows;
CREATE TABLE many_text WITH (autovacuum_enabled = off) AS SELECT s::text COLLATE "C" AS s FROM many_symbol;
CREATE TABLE each_symbol WITH (autovacuum_enabled = off) AS SELECT s FROM many_symbol GROUP BY s ORDER BY random();
CREATE TABLE each_text WITH (autovacuum_enabled = off) AS SELECT s::text COLLATE "C" AS s FROM each_symbol;
DROP TABLE printed;
CREATE INDEX many_symbol_idx ON many_symbol (s);
CREATE INDEX many_text_idx ON many_text (s);
CREATE INDEX each_symbol_idx ON each_symbol (s);
CREATE INDEX each_text_idx ON each_text (s);
VACUUM (FREEZE, ANALYZE) many_symbol, many_text, each_symbol, each_text;
CHECKPOINT;

CREATE TABLE measured (step text, kind text, cpu double precision, elapsed double precision);

-- processor time of this process in seconds, where the system tells it
CREATE FUNCTION cpu_time() RETURNS double precision LANGUAGE plpgsql AS $$
DECLARE
	field text[];
BEGIN
	field := string_to_array(split_part(pg_read_file('/proc/' || pg_backend_pid() || '/stat', 0, 4000), ') ', 2), ' ');
	RETURN (field[12]::float + field[13]::float) / 100;
EXCEPTION WHEN OTHERS THEN
	RETURN NULL;
END
$$;

-- run a statement, write down how long it took in seconds
CREATE PROCEDURE run(step text, kind text, statement text) LANGUAGE plpgsql AS $$
DECLARE
	start timestamptz := clock_timestamp();
	cpu double precision := cpu_time();
BEGIN
	EXECUTE statement;
	INSERT INTO measured VALUES (step, kind, cpu_time() - cpu, extract(epoch FROM clock_timestamp() - start));
	COMMIT;
END
$$;

CREATE PROCEDURE one_round(n int) LANGUAGE plpgsql AS $$
DECLARE
	kinds text[] := CASE WHEN n % 2 = 0 THEN '{symbol,text}' ELSE '{text,symbol}' END;
	k text;
BEGIN
	SET enable_indexscan = off;
	SET enable_indexonlyscan = off;
	FOREACH k IN ARRAY kinds LOOP
		CALL run('sort', k, format('SELECT s FROM many_%s ORDER BY s OFFSET 1000000000', k));
	END LOOP;
	RESET enable_indexscan;
	RESET enable_indexonlyscan;
	FOREACH k IN ARRAY kinds LOOP
		CALL run('index build', k, format('CREATE INDEX again ON many_%s (s)', k));
		DROP INDEX again;
		COMMIT;
	END LOOP;
	SET enable_hashjoin = off;
	SET enable_nestloop = off;
	SET enable_sort = off;
	FOREACH k IN ARRAY kinds LOOP
		CALL run('merge join', k, format('SELECT count(*) FROM many_%1$s JOIN each_%1$s USING (s)', k));
	END LOOP;
	RESET enable_hashjoin;
	RESET enable_sort;
	SET enable_mergejoin = off;
	FOREACH k IN ARRAY kinds LOOP
		CALL run('hash join', k, format('SELECT count(*) FROM many_%1$s JOIN each_%1$s USING (s)', k));
	END LOOP;
	RESET enable_mergejoin;
	RESET enable_nestloop;
	CALL run('input', 'symbol', 'SELECT count(s::docsymbol) FROM many_text');
	CALL run('input', 'text', 'SELECT count(s || '''') FROM many_text');
END
$$;

SELECT format('CALL one_round(%s)', n) FROM generate_series(1, :rounds) n \gexec

INSERT INTO measured
SELECT v.step, v.kind, size / 1048576.0, size / 1048576.0
FROM (VALUES ('table size', 'symbol', pg_table_size('many_symbol')), ('table size', 'text', pg_table_size('many_text')),
	('index size', 'symbol', pg_table_size('many_symbol_idx')), ('index size', 'text', pg_table_size('many_text_idx'))) AS v (step, kind, size);

SELECT (SELECT count(*) FROM many_symbol) AS symbols, (SELECT count(*) FROM each_symbol) AS different,
	(SELECT round(avg(pg_column_size(s)), 1) FROM many_symbol) AS "bytes of a symbol",
	(SELECT round(avg(pg_column_size(s)), 1) FROM many_text) AS "of a text";

-- What counts is processor time: others may be at work on the machine.
CREATE TEMP TABLE median AS
SELECT step, kind, percentile_cont(0.5) WITHIN GROUP (ORDER BY coalesce(cpu, elapsed)) AS value,
	percentile_cont(0.5) WITHIN GROUP (ORDER BY elapsed) AS elapsed
FROM measured GROUP BY step, kind;
CREATE TEMP TABLE verdict AS
SELECT ord, step, CASE WHEN step ~ 'size' THEN 'MB' ELSE 's' END AS unit,
	round(s.value::numeric, 2) AS docsymbol, round(t.value::numeric, 2) AS "text C",
	round((s.value / t.value)::numeric, 3) AS ratio, most AS "at most", s.value / t.value <= most AS held,
	CASE WHEN step !~ 'size' THEN round((s.elapsed / t.elapsed)::numeric, 3) END AS "ratio, elapsed"
FROM (VALUES (1, 'table size', 1.0), (2, 'index size', 1.0), (3, 'sort', 1.0), (4, 'index build', 1.1),
		(5, 'merge join', 1.1), (6, 'hash join', 1.1)) AS l (ord, step, most)
	JOIN median s USING (step) JOIN median t USING (step)
WHERE s.kind = 'symbol' AND t.kind = 'text';
SELECT step, unit, docsymbol, "text C", ratio, "at most", held, "ratio, elapsed" FROM verdict ORDER BY ord;
CREATE TEMP TABLE input AS
SELECT round((:rows / value / 1000000)::numeric, 2) AS "input, million symbols a second", 2.0 AS "at least",
	:rows / value >= 2000000 AS held, round((:rows / elapsed / 1000000)::numeric, 2) AS elapsed
FROM median WHERE step = 'input' AND kind = 'symbol';
SELECT * FROM input;
DO $$
BEGIN
	IF EXISTS (SELECT FROM verdict WHERE NOT held) OR EXISTS (SELECT FROM input WHERE NOT held) THEN
		RAISE 'a limit is missed';
	END IF;
END
$$;
