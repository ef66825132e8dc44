--
-- Texts in, texts out, and what is known of a text before it is a value
--
SELECT $$The General Assembly,

Recalling its resolution 69/179 of 18 December 2014,

1. Decides to remain seized of the matter.$$::resolution;

-- byte for byte
SELECT s.id, d.doc::text = s.body AS same, octet_length(d.doc::text) = octet_length(s.body) AS as_long
FROM docs d JOIN sample s USING (id) ORDER BY id;
SELECT s.id, resolution_source(resolution_from_text(s.body)) = s.body AS same FROM sample s ORDER BY id;

-- line ends and odd blanks are kept too
SELECT (E'The General Assembly,\r\n\r\nRecalling\u00a0its resolution 55/2,\r\n\r\n\f1. Decides to act.\r\n'::resolution)::text
	= E'The General Assembly,\r\n\r\nRecalling\u00a0its resolution 55/2,\r\n\r\n\f1. Decides to act.\r\n' AS same;

-- casts: to text in assignments, from text only on demand
CREATE TEMP TABLE t (t text, v varchar, r resolution);
INSERT INTO t (t, v) SELECT doc, doc FROM docs WHERE id = 2;
INSERT INTO t (r) SELECT body FROM sample WHERE id = 2;		-- error
UPDATE t SET r = t::resolution;
SELECT t = r::text AS t, v = r::text AS v FROM t;
SELECT v::resolution = r AS from_varchar FROM t;
SELECT castsource::regtype, casttarget::regtype, castcontext, castmethod
FROM pg_cast WHERE 'resolution'::regtype IN (castsource, casttarget) ORDER BY 1, 2;

-- NULL where the cast would raise an error
SELECT resolution_try('no resolution at all') IS NULL AS refused,
	resolution_try('') IS NULL AS empty,
	resolution_try(NULL) IS NULL AS strict,
	resolution_try(body) = body::resolution AS read
FROM sample WHERE id = 1;

-- what the reader has to say
SELECT s.id, p.* FROM sample s, resolution_problems(s.body) p WHERE p.severity = 'error';
SELECT severity, line, message FROM resolution_problems('') AS p;
SELECT severity FROM resolution_problems('nothing to see here') AS p;
SELECT severity, line, message
FROM resolution_problems(E'The General Assembly,\n\n1. Takes note of the report[^4] of the\n\n'
	'2. Decides to act;\n\n1. Urges States to act.') AS p;

-- rows of an older release
SELECT id, resolution_parser_version(doc) > 0 AS version,
	resolution_reparse(doc) = doc AS equal,
	resolution_reparse(doc)::text = doc::text AS same
FROM docs ORDER BY id;

-- binary form: a version byte, then the text
SELECT id, get_byte(resolution_send(doc), 0) AS version,
	substring(resolution_send(doc) FROM 2) = convert_to(doc::text, 'UTF8') AS source
FROM docs ORDER BY id;
