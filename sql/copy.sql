--
-- COPY into and out of a column of the type, text and binary
--
\copy docs (id, doc) TO 'results/docs.txt'
\copy docs (id, doc) TO 'results/docs.csv' WITH (FORMAT csv)
\copy docs (id, doc) TO 'results/docs.bin' WITH (FORMAT binary)
CREATE TABLE back (id int, doc resolution);

\copy back FROM 'results/docs.txt'
SELECT count(*), bool_and(b.doc = d.doc AND b.doc::text = d.doc::text) AS same FROM back b JOIN docs d USING (id);
TRUNCATE back;
\copy back FROM 'results/docs.csv' WITH (FORMAT csv)
SELECT count(*), bool_and(b.doc = d.doc AND b.doc::text = d.doc::text) AS same FROM back b JOIN docs d USING (id);
TRUNCATE back;
\copy back FROM 'results/docs.bin' WITH (FORMAT binary)
SELECT count(*), bool_and(b.doc = d.doc AND b.doc::text = d.doc::text) AS same FROM back b JOIN docs d USING (id);
SELECT bool_and(pg_column_size(b.doc) = pg_column_size(d.doc)) AS same_image FROM back b JOIN docs d USING (id);
TRUNCATE back;

-- the error says where in the file
COPY back FROM stdin WITH (FORMAT csv);
1,"The General Assembly,

Recalling its resolution 55/2,

1. Decides to act."
2,no document
\.

-- a staging table keeps what is refused
CREATE TABLE staging (id int, body text);
COPY staging FROM stdin WITH (FORMAT csv);
1,"The General Assembly,

Recalling its resolution 55/2,

1. Decides to act."
2,no document
\.
INSERT INTO back SELECT id, resolution_try(body) FROM staging;
SELECT s.id, b.doc IS NULL AS refused FROM staging s JOIN back b USING (id) ORDER BY 1;
TRUNCATE back;

-- binary noise: unknown version, no version, no text, a text that is none
\! printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\002\0\0\0\004\0\0\0\001\0\0\0\003\007ab\377\377' > results/bad.bin
\copy back FROM 'results/bad.bin' WITH (FORMAT binary)
\! printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\002\0\0\0\004\0\0\0\001\0\0\0\0\377\377' > results/bad.bin
\copy back FROM 'results/bad.bin' WITH (FORMAT binary)
\! printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\002\0\0\0\004\0\0\0\001\0\0\0\001\001\377\377' > results/bad.bin
\copy back FROM 'results/bad.bin' WITH (FORMAT binary)
\! printf 'PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\002\0\0\0\004\0\0\0\001\0\0\0\003\001ab\377\377' > results/bad.bin
\copy back FROM 'results/bad.bin' WITH (FORMAT binary)
SELECT count(*) FROM back;

-- refused rows are left out where COPY can do that (17)
SELECT current_setting('server_version_num')::int >= 170000 AS can_ignore \gset
\if :can_ignore
\else
DELETE FROM staging WHERE resolution_try(body) IS NULL;
\endif
\copy (SELECT * FROM staging) TO 'results/staging.csv' WITH (FORMAT csv)
SET client_min_messages = warning;
\if :can_ignore
\copy back FROM 'results/staging.csv' WITH (FORMAT csv, ON_ERROR ignore)
\else
\copy back FROM 'results/staging.csv' WITH (FORMAT csv)
\endif
RESET client_min_messages;
SELECT id FROM back;
DROP TABLE back, staging;
