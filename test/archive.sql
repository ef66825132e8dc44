--
-- archive.sql: the sample archive comes back as it went in
--
-- Needs the tables of demo-tables.sql, loaded, and the texts in the table
-- "staging" as they lie in the file.  Variable: folder, where the server may
-- write.  Ends with an error at the first thing that is not right.
--

CREATE FUNCTION must(held boolean, what text) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
	IF held IS NOT TRUE THEN
		RAISE EXCEPTION 'not so: %', what;
	END IF;
END
$$;

SELECT must((SELECT count(*) FROM archive) = (SELECT count(*) FROM staging) AND (SELECT count(*) FROM archive) >= 120,
			'the archive holds all documents of the file');
SELECT must(NOT EXISTS (SELECT FROM archive JOIN staging USING (file) WHERE doc::text <> body),
			'every text comes back byte for byte');
SELECT must(NOT EXISTS (SELECT FROM staging WHERE resolution_try(body) IS NULL),
			'resolution_try reads what input reads');
SELECT must((SELECT count(DISTINCT organ) FROM archive) = 4 AND (SELECT count(DISTINCT language) FROM archive) = 7,
			'four organs and seven languages');
SELECT must(NOT EXISTS (SELECT FROM archive WHERE NOT EXISTS (SELECT FROM resolution_clauses(doc))),
			'every document has clauses');
SELECT must(NOT EXISTS (SELECT FROM archive, resolution_clauses(doc) c GROUP BY file, c.path HAVING count(*) > 1),
			'the paths of a document are unique');
SELECT must(NOT EXISTS (SELECT FROM archive, resolution_clauses(doc) c
						WHERE c.span IS NULL OR isempty(c.span) OR upper(c.span) > length(doc::text) + 1),
			'every clause has a place in its text');
SELECT must((SELECT count(DISTINCT symbol) FROM votes) > 100, 'the symbols of the votes are document symbols');

-- COPY out and in again, as text and binary
CREATE TABLE again (LIKE archive);
\set file :folder /archive.txt
COPY archive TO :'file';
COPY again FROM :'file';
SELECT must((SELECT count(*) FROM archive JOIN again USING (file, symbol, doc)) = (SELECT count(symbol) FROM archive)
			AND NOT EXISTS (SELECT doc FROM archive EXCEPT SELECT doc FROM again),
			'COPY as text and back gives equal values');
TRUNCATE again;
\set file :folder /archive.bin
COPY archive TO :'file' WITH (FORMAT binary);
COPY again FROM :'file' WITH (FORMAT binary);
SELECT must((SELECT count(*) FROM archive JOIN again USING (file, symbol, doc)) = (SELECT count(symbol) FROM archive)
			AND NOT EXISTS (SELECT doc FROM archive EXCEPT SELECT doc FROM again),
			'COPY as binary and back gives equal values');
DROP TABLE again;
