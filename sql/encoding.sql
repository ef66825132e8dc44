--
-- Databases of other encodings: texts go to the reader as UTF-8 and come
-- back the same; positions are characters of the database
--
CREATE DATABASE regress_resolution_latin1 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
CREATE DATABASE regress_resolution_ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
CREATE DATABASE regress_resolution_korean ENCODING 'EUC_KR' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
CREATE DATABASE regress_resolution_mule ENCODING 'MULE_INTERNAL' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
SELECT current_database() AS home \gset

\c regress_resolution_latin1
CREATE EXTENSION resolution;
CREATE TABLE docs AS SELECT E'Cuba, Côte d''Ivoire and Türkiye: draft resolution\n\nLakes\n\nThe General Assembly,\n\nRecalling the café of resolution 55/2,\n\n1. Decides to act.\n'::text AS body;
ALTER TABLE docs ADD doc resolution;
UPDATE docs SET doc = body::resolution;
SELECT doc::text = body AS same, octet_length(doc::text) = length(body) AS one_byte_each,
	octet_length(resolution_send(doc)) - length(body) AS wire FROM docs;
SELECT name, state, substring(body FROM lower(span) FOR upper(span) - lower(span)) AS piece FROM docs, resolution_sponsors(doc);
SELECT path, text, substring(body FROM lower(span) FOR upper(span) - lower(span)) = text AS exact FROM docs, resolution_clauses(doc);
SELECT count(*) AS "ones with ?" FROM resolution_states() WHERE name LIKE '%?%' OR array_to_string(other_names, ' ') LIKE '%?%';
SELECT DISTINCT language FROM resolution_phrases() ORDER BY 1;

-- bytes of no stated meaning
\c regress_resolution_ascii
CREATE EXTENSION resolution;
CREATE TABLE docs AS SELECT E'Lakes \xe9\xff\n\nThe General Assembly,\n\nRecalling the caf\xc3\xa9 of resolution 55/2,\n\n1. Decides to act.\n'::text AS body;
ALTER TABLE docs ADD doc resolution;
UPDATE docs SET doc = body::resolution;
SELECT doc::text = body AS same, octet_length(doc::text) = octet_length(body) AS as_long FROM docs;
SELECT path, octet_length(text), substring(body FROM lower(span) FOR upper(span) - lower(span)) = text AS exact FROM docs, resolution_clauses(doc);

-- a name that the database cannot hold is shown with a substitute
\c regress_resolution_korean
CREATE EXTENSION resolution;
SELECT name, state, iso3 FROM resolution_sponsors(E'Cuba and Ivory Coast: draft resolution\n\nLakes\n\nThe General Assembly,\n\nRecalling the 호수 of resolution 55/2,\n\n1. Decides to act.\n');
SELECT path, text FROM resolution_clauses(E'The General Assembly,\n\nRecalling the 호수 of resolution 55/2,\n\n1. Decides to act.\n');

-- an encoding from which no way leads to UTF-8
\c "dbname=regress_resolution_mule client_encoding=MULE_INTERNAL"
CREATE EXTENSION resolution;
DO $$
DECLARE
	state text;
	detail text;
BEGIN
	PERFORM E'The General Assembly,\n\nRecalling the caf\x81\xe9,\n\n1. Decides to act.'::text::resolution;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL;
	RAISE NOTICE '% % %', state, SQLERRM, detail;
END $$;
SELECT resolution_try(E'The General Assembly,\n\n1. Decides on caf\x81\xe9s.') IS NULL AS refused,
	resolution_try(E'The General Assembly,\n\n1. Decides to act.') -> '1' AS ascii;
SELECT * FROM resolution_problems(E'The General Assembly,\n\n1. Decides on caf\x81\xe9s.');

\set back 'dbname=' :home ' client_encoding=UTF8'
\c :back
DROP DATABASE regress_resolution_latin1;
DROP DATABASE regress_resolution_ascii;
DROP DATABASE regress_resolution_korean;
DROP DATABASE regress_resolution_mule;
