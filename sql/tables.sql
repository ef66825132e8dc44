--
-- In tables: generated columns, constraints, indexes on single values,
-- parallel plans, prepared statements
--
CREATE TABLE archive (
	doc resolution NOT NULL CHECK (resolution_language(doc) = 'en'),
	symbol docsymbol GENERATED ALWAYS AS (resolution_symbol(doc)) STORED,
	organ text GENERATED ALWAYS AS (resolution_organ(doc)) STORED
);
INSERT INTO archive SELECT doc FROM docs;
CREATE UNIQUE INDEX archive_symbol ON archive (symbol);
CREATE INDEX archive_adopted ON archive (resolution_adopted(doc));
SELECT symbol, organ FROM archive ORDER BY symbol;
SELECT symbol FROM archive WHERE symbol <@ 'A' ORDER BY symbol;
INSERT INTO archive SELECT doc FROM docs WHERE id = 2;
SET enable_seqscan = off;
SELECT symbol FROM archive WHERE resolution_adopted(doc) = DATE '2024-12-17';
RESET enable_seqscan;

-- joined to what it cites
SELECT DISTINCT a.symbol, c.symbol AS cites
FROM archive a, resolution_citations(a.doc) c WHERE c.kind = 'resolution'
ORDER BY 1, 2;

-- States of sponsors and votes
SELECT s.region, count(*) FROM archive a, resolution_votes(a.doc) v JOIN resolution_states() s USING (m49)
GROUP BY 1 ORDER BY 1;

-- the type in PL/pgSQL, in arrays and rows, through a cursor
DO $$
DECLARE
	r resolution := E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.';
	many resolution[];
	c CURSOR FOR SELECT doc FROM docs ORDER BY id;
	n int := 0;
BEGIN
	many := ARRAY[r, r];
	RAISE NOTICE '% %', many[1] = many[2], resolution_organ(many[2]);
	FOR row IN c LOOP
		n := n + (SELECT count(*) FROM resolution_clauses(row.doc));
	END LOOP;
	RAISE NOTICE '% clauses', n;
END $$;
SELECT (d).id, resolution_organ((d).doc) FROM docs d ORDER BY 1;

-- prepared, with a plan for any value
PREPARE clauses(resolution) AS SELECT count(*) FROM resolution_clauses($1);
SET plan_cache_mode = force_generic_plan;
EXECUTE clauses(E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.');
RESET plan_cache_mode;
EXECUTE clauses(NULL);
DEALLOCATE clauses;

-- by several workers
CREATE TABLE more AS SELECT i AS id, doc FROM docs, generate_series(1, 500) i;
ANALYZE more;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET max_parallel_workers_per_gather = 2;
EXPLAIN (COSTS OFF) SELECT resolution_organ(doc), sum(length(resolution_text(doc))) FROM more GROUP BY 1;
SELECT organ, count(*), sum(characters) = 500 * (SELECT sum(length(body)) FROM sample s
	WHERE resolution_organ(s.body::resolution) = organ) AS same
FROM (SELECT resolution_organ(doc), length(doc::text) FROM more) m(organ, characters) GROUP BY 1 ORDER BY 1;
SELECT count(DISTINCT doc), count(*) FROM more;
DROP TABLE archive, more;
