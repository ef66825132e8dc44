--
-- Equality, order, hash: by the bytes of the source
--
SELECT a.id, b.id, a.doc = b.doc AS eq, a.doc <> b.doc AS ne,
	(a.doc < b.doc) = (a.doc::text COLLATE "C" < b.doc::text COLLATE "C") AS lt,
	(a.doc <= b.doc) = (a.doc::text COLLATE "C" <= b.doc::text COLLATE "C") AS le,
	(a.doc > b.doc) = (a.doc::text COLLATE "C" > b.doc::text COLLATE "C") AS gt,
	(a.doc >= b.doc) = (a.doc::text COLLATE "C" >= b.doc::text COLLATE "C") AS ge
FROM docs a, docs b ORDER BY 1, 2;

-- one byte is a difference, at the end too, and a blank
SELECT doc = (doc::text || ' ')::resolution AS longer,
	doc = (doc::text || E'\n')::resolution AS line_end,
	doc < (doc::text || ' ')::resolution AS prefix_first,
	doc = replace(doc::text, 'seized', 'Seized')::resolution AS letter
FROM docs WHERE id = 2;

-- equal documents have equal hashes, of 32 and of 64 bits
SELECT bool_and(resolution_hash(d.doc) = resolution_hash(s.body::resolution)) AS hash,
	bool_and(resolution_hash_extended(d.doc, 0) = resolution_hash_extended(s.body::resolution, 0)) AS extended,
	bool_and(resolution_hash_extended(d.doc, 0) <> resolution_hash_extended(d.doc, 1)) AS seeded,
	bool_and((resolution_hash_extended(d.doc, 0) & 4294967295)::bit(32) = resolution_hash(d.doc)::bit(32)) AS agree
FROM docs d JOIN sample s USING (id);

CREATE TABLE many (id int, doc resolution);
INSERT INTO many SELECT i, (repeat('United Nations ', 10) || i % 100 ||
	E'\n\nThe General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.')::resolution
FROM generate_series(1, 1000) i;
INSERT INTO many VALUES (0, NULL);
ANALYZE many;

-- sorting, with abbreviated keys and without, in memory and not
SELECT count(*) AS wrong FROM (SELECT doc, lag(doc) OVER (ORDER BY doc) AS before FROM many) s
WHERE before::text COLLATE "C" > doc::text COLLATE "C";
SET work_mem = '64kB';
SELECT count(*) AS wrong FROM (SELECT doc, lag(doc) OVER (ORDER BY doc DESC) AS before FROM many) s
WHERE before::text COLLATE "C" < doc::text COLLATE "C";
RESET work_mem;
SELECT split_part(doc::text, E'\n', 1) LIKE '%Nations 0' AS first FROM many ORDER BY doc LIMIT 3;

-- keys on both sides of the first document, its beginnings and continuations
CREATE TABLE around (id serial, doc resolution);
INSERT INTO around (doc) SELECT (E'The General Assembly,\n\nRecalling its resolution ' || n || E'/2,\n\n1. Decides to act.' || tail)::resolution
FROM unnest(ARRAY['55', '54', '56', '5', '555', '', '55é', 'A/55', E'\u00e9']) n, unnest(ARRAY['', ' ', E'\n', E'\n\n2. Decides to act again.', 'é', '!']) tail;
SELECT array_agg(id ORDER BY doc) = array_agg(id ORDER BY doc::text COLLATE "C") AS ascending,
	array_agg(id ORDER BY doc DESC) = array_agg(id ORDER BY doc::text COLLATE "C" DESC) AS descending,
	count(DISTINCT doc) = count(*) AS distinct
FROM around;
INSERT INTO around (doc) SELECT doc FROM around;
SELECT count(DISTINCT doc) * 2 = count(*) AS twice FROM around;
SELECT count(*) * 2 = (SELECT count(*) FROM around) AS twice FROM (SELECT DISTINCT ON (doc) doc FROM around ORDER BY doc) s;
DROP TABLE around;

-- grouping and joining by hash and by merge
SET enable_sort = off;
EXPLAIN (COSTS OFF) SELECT doc, count(*) FROM many GROUP BY doc;
SELECT count(*), sum(n) FROM (SELECT doc, count(*) AS n FROM many GROUP BY doc) s;
RESET enable_sort;
SET enable_hashagg = off;
SELECT count(*), sum(n) FROM (SELECT doc, count(*) AS n FROM many GROUP BY doc) s;
RESET enable_hashagg;
SELECT count(DISTINCT doc) FROM many;

SET enable_nestloop = off;
SET enable_mergejoin = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM many a JOIN many b USING (doc);
SELECT count(*) FROM many a JOIN many b USING (doc);
RESET enable_mergejoin;
SET enable_hashjoin = off;
EXPLAIN (COSTS OFF) SELECT count(*) FROM many a JOIN many b USING (doc);
SELECT count(*) FROM many a JOIN many b USING (doc);
RESET enable_hashjoin;
RESET enable_nestloop;

-- indexes
CREATE INDEX many_btree ON many (doc);
CREATE INDEX many_hash ON many USING hash (doc);
SET enable_seqscan = off;
SET enable_bitmapscan = off;
CREATE FUNCTION pg_temp.index_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
BEGIN
	FOR line IN EXECUTE 'EXPLAIN ' || query LOOP
		IF line ~ 'using many_' THEN
			RETURN substring(line FROM 'using (many_\w+)');
		END IF;
	END LOOP;
	RETURN NULL;
END $$;
SELECT doc::text AS wanted FROM many WHERE id = 5 LIMIT 1 \gset
SELECT pg_temp.index_of(format('SELECT * FROM many WHERE doc = %L', :'wanted')) AS "=",
	pg_temp.index_of(format('SELECT * FROM many WHERE doc > %L', :'wanted')) AS ">",
	pg_temp.index_of('SELECT * FROM many ORDER BY doc') AS "order";
SELECT count(*) FROM many WHERE doc = :'wanted';
SELECT count(*) FROM many WHERE doc > :'wanted';
DROP INDEX many_hash;
SELECT pg_temp.index_of(format('SELECT * FROM many WHERE doc = %L', :'wanted')) AS "=";
SELECT count(*) FROM many WHERE doc = :'wanted';
RESET enable_seqscan;
RESET enable_bitmapscan;

-- partitions by hash use the hash of 64 bits
CREATE TABLE parts (doc resolution) PARTITION BY HASH (doc);
CREATE TABLE parts_0 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO parts SELECT doc FROM many WHERE doc IS NOT NULL;
SELECT (SELECT count(*) FROM parts) AS rows, (SELECT count(*) FROM parts_0) BETWEEN 200 AND 800 AS spread;

-- unique documents
CREATE TABLE once (doc resolution PRIMARY KEY);
INSERT INTO once SELECT doc FROM docs WHERE id = 2;
INSERT INTO once SELECT doc FROM docs WHERE id = 2 ON CONFLICT DO NOTHING;
SELECT count(*) FROM once;
DROP TABLE many, parts, once;
