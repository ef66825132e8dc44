--
-- search.sql: the measurements of search.sh
--
CREATE OR REPLACE FUNCTION pg_temp.best(question text, OUT ms float8, OUT hits bigint, OUT plan text, OUT estimate float8) LANGUAGE plpgsql AS $$
DECLARE
	start timestamptz;
	said json;
BEGIN
	FOR i IN 1 .. 3 LOOP
		start := clock_timestamp();
		EXECUTE question INTO hits;
		ms := least(ms, 1000 * extract(epoch FROM clock_timestamp() - start));
		EXIT WHEN ms > 3000;
	END LOOP;
	EXECUTE 'EXPLAIN (FORMAT json) ' || question INTO said;
	plan := said #>> '{0,Plan,Plans,0,Node Type}';
	estimate := said #>> '{0,Plan,Plans,0,Plan Rows}';
END $$;

-- what one word costs a scan, which looks at each document in any case
\echo
\echo query | rows | index, ms | plan | scan, ms | times faster | to_tsvector index, ms
CREATE TEMP TABLE asked (n serial, q text, ts text);
INSERT INTO asked (q, ts) VALUES
	('word:chornobyl', 'chornobyl'), ('word:multidimensional', 'multidimensional'), ('word:moratorium', 'moratorium'),
	('word:embargo & word:cuba', 'embargo & cuba'), ('word:lakes | word:glaciers', 'lakes | glaciers'), ('word:desertific*', 'desertific:*'),
	('word:"climate change" & word:pastoralists', 'climate <-> change & pastoralists'), ('word:fisheries & !word:sea', 'fisheries & !sea'),
	('cites:A/RES/70/299', NULL), ('cites:"S/RES/1325 (2000)"', NULL), ('sponsor:PLW', NULL), ('symbol:A/RES/80/99999 | symbol:A/C.2/80/L.302', NULL),
	('sponsor:CUB & cites:A/RES/55/2', NULL), ('{verb:demand & word:hostages}', NULL), ('phrase:"strongly condemns" & organ:S & word:piracy', NULL);
DO $$
DECLARE
	a record;
	x record;
	s record;
	t record;
BEGIN
	FOR a IN SELECT * FROM asked ORDER BY n LOOP
		SELECT * INTO x FROM pg_temp.best(format('SELECT count(*) FROM docs WHERE doc @@ %L', a.q));
		SET enable_bitmapscan = off;
		IF a.n IN (1, 9, 11, 14) THEN
			SELECT * INTO s FROM pg_temp.best(format('SELECT count(*) FROM docs WHERE doc @@ %L', a.q));
			IF s.hits <> x.hits THEN
				RAISE EXCEPTION '% finds % by index, % by scan', a.q, x.hits, s.hits;
			END IF;
		ELSE
			SELECT NULL::float8 AS ms, NULL::bigint AS hits INTO s;
		END IF;
		RESET enable_bitmapscan;
		IF a.ts IS NOT NULL THEN
			SELECT * INTO t FROM pg_temp.best(format('SELECT count(*) FROM docs WHERE to_tsvector(''simple''::regconfig, doc) @@ %L::tsquery', a.ts));
		ELSE
			SELECT NULL::float8 AS ms, NULL::bigint AS hits INTO t;
		END IF;
		RAISE WARNING '% | % | % | % | % | % | %', a.q, x.hits, round(x.ms::numeric, 2), x.plan,
			coalesce(round(s.ms::numeric)::text, ''), coalesce(round((s.ms / x.ms)::numeric)::text, ''),
			coalesce(round(t.ms::numeric, 2) || CASE WHEN t.hits <> x.hits THEN ' (' || t.hits || ' rows)' ELSE '' END, '');
	END LOOP;
END $$;

-- estimates of 200 random queries of one to three terms
\echo
\echo estimates
SELECT setseed(0.5);
CREATE TEMP TABLE terms AS
WITH d AS MATERIALIZED (SELECT doc FROM docs WHERE id % (SELECT greatest(count(*) / 200, 1)::int FROM docs) = 0)
SELECT v, row_number() OVER (ORDER BY random()) AS n FROM (
	(SELECT format('word:"%s"', m[1]) AS v FROM d, resolution_clauses(doc) c, regexp_matches(c.text, '([[:alnum:]]{4,})', 'g') m ORDER BY random() LIMIT 120)
	UNION ALL (SELECT format('cites:"%s"', symbol) FROM d, resolution_citations(doc) WHERE symbol IS NOT NULL ORDER BY random() LIMIT 60)
	UNION ALL (SELECT 'sponsor:' || iso3 FROM d, resolution_sponsors(doc) WHERE iso3 IS NOT NULL ORDER BY random() LIMIT 40)
	UNION ALL (SELECT format('verb:"%s"', verb_en) FROM d, resolution_clauses(doc) WHERE verb_en IS NOT NULL ORDER BY random() LIMIT 40)
	UNION ALL (SELECT format('{verb:"%s" & word:"%s"}', verb_en, (regexp_match(text, '\m([[:alnum:]]{5,})[^[:alnum:]]*$'))[1]) FROM d, resolution_clauses(doc)
		WHERE verb_en IS NOT NULL AND text ~ '\m([[:alnum:]]{5,})[^[:alnum:]]*$' ORDER BY random() LIMIT 30)
	UNION ALL (SELECT format('session:%s', resolution_session(doc)) FROM d WHERE resolution_session(doc) IS NOT NULL ORDER BY random() LIMIT 10)) a;
CREATE TEMP TABLE estimated (q text, rows bigint, estimate float8);
DO $$
DECLARE
	question text;
	x record;
	said json;
	rows bigint;
BEGIN
	FOR i IN 1 .. 200 LOOP
		SELECT string_agg(v, CASE WHEN i % 5 = 4 THEN ' | ' ELSE ' & ' END ORDER BY n) INTO question FROM terms
		WHERE n > (i - 1) % 100 * 3 AND n <= (i - 1) % 100 * 3 + 1 + (i + i / 100) % 3;
		EXECUTE format('EXPLAIN (FORMAT json) SELECT FROM docs WHERE doc @@ %L', question) INTO said;
		EXECUTE format('SELECT count(*) FROM docs WHERE doc @@ %L', question) INTO rows;
		INSERT INTO estimated VALUES (question, rows, (said #>> '{0,Plan,Plan Rows}')::float8);
	END LOOP;
END $$;
SELECT format('of %s queries %s within a factor of 5 (%s %%), %s within 2; a query that finds nothing counts as one row', count(*),
	count(*) FILTER (WHERE greatest(estimate, 1) / greatest(rows, 1) BETWEEN 0.2 AND 5),
	round(100.0 * count(*) FILTER (WHERE greatest(estimate, 1) / greatest(rows, 1) BETWEEN 0.2 AND 5) / count(*)),
	count(*) FILTER (WHERE greatest(estimate, 1) / greatest(rows, 1) BETWEEN 0.5 AND 2)) FROM estimated;
SELECT format('  %s: %s rows, estimate %s', q, rows, round(estimate::numeric)) FROM estimated
WHERE NOT greatest(estimate, 1) / greatest(rows, 1) BETWEEN 0.2 AND 5 ORDER BY abs(ln(greatest(estimate, 1) / greatest(rows, 1))) DESC LIMIT 15;
