--
-- Every function with every kind of odd argument: an answer, NULL or an error
-- that names what is wrong (classes 22 and 54), never an internal one
--
-- RES_ROUNDS in the environment is how many sets of other arguments each odd
-- one is tried with.
--
\set rounds `echo "${RES_ROUNDS:-1}"`
SET client_min_messages = warning;
CREATE SCHEMA arguments;
SET search_path = arguments, public;

CREATE TABLE odd (type regtype, value text);
INSERT INTO odd SELECT 'text', quote_literal(v) FROM unnest(ARRAY['', ' ', 'p1', '1', '3(a)(ii)', 'annex.1', 'A', 'S', 'en', 'EN', 'xx', 'resolution', 'A/RES/69/179', '/',
	'A/', '//', '(((', '{', '}', '&', '!', '|', '"', '*', 'cites:', ':x', 'cites:A/RES/55/2', '{verb:request', E'\n', E'\f', E'\x7f', E'\u00a0', E'\u200b', E'\ufeff', 'é', '€',
	'𝕏', 'ı', 'ß', '<script>', '&amp;', ']]>', '''', '\', '%s%n', '$1', '-1', '999999999999999999999', 'NaN']) v;
INSERT INTO odd VALUES ('text', 'repeat(''x'', 1000000)'), ('text', 'repeat(''('', 100000)'), ('text', 'repeat(''A/'', 100000)'),
	('text', 'repeat(''1'', 100000)'), ('text', 'repeat(E''\n'', 100000)'), ('text', 'repeat(''(a) '', 100000)');
INSERT INTO odd SELECT 'docsymbol', quote_literal(v) FROM unnest(ARRAY['A/RES/69/179', 'S/RES/1325 (2000)', 'E/CN.4/2001/2-E/CN.4/Sub.2/2000/46',
	'A/RES/75/254 A-C', 'A/C.3/70', 'A', 'S/PV.10000']) v;
INSERT INTO odd SELECT 'resolution', quote_literal(v) FROM unnest(ARRAY[E'The General Assembly,\n\n1. Decides to act.', 'Decides to act.',
	E'A/80/L.1\n\nCuba: draft resolution\n\n<b>&"'']]>\n\nThe General Assembly,\n\nRecalling its resolution 55/2,¹\n\n1. Requests:\n\n(a) That <i>&amp;\n\n¹ See A/55/49.']) v;
INSERT INTO odd VALUES ('resolution', '(E''The General Assembly,\n\n'' || repeat(E''Recalling its resolution 55/2,\n\n'', 3000))::text'),
	('resolution', '(E''The General Assembly,\n\n1. Decides '' || repeat(''x'', 300000))::text');
INSERT INTO odd SELECT t::regtype, v FROM unnest('{smallint,integer,bigint}'::text[]) t, unnest('{0,1,-1,2,7,100,32767,-32768}'::text[]) v;
INSERT INTO odd SELECT 'integer', v FROM unnest('{2147483647,-2147483648,65536}'::text[]) v;
INSERT INTO odd SELECT 'bigint', v FROM unnest('{9223372036854775807,-9223372036854775808}'::text[]) v;
INSERT INTO odd SELECT t::regtype, quote_literal(v) FROM unnest('{real,double precision}'::text[]) t, unnest('{0,1,-1,0.5,NaN,Infinity,-Infinity,1e-30}'::text[]) v;
INSERT INTO odd VALUES ('boolean', 'true'), ('boolean', 'false'), ('date', '''infinity'''), ('date', '''2000-01-01'''), ('date', '''4714-01-01 BC'''),
	('regconfig', '''simple'''), ('regconfig', '''english'''), ('regconfig', '0'), ('regconfig', '1'),
	('text[]', '''{}'''), ('text[]', '''{NULL}'''), ('text[]', '''{a,NULL,""}'''), ('text[]', '''{{a,b},{c,d}}'''), ('text[]', '''[5:6]={a,b}'''),
	('resolution[]', '''{}'''), ('docsymbol[]', '''{}'''), ('docsymbol[]', '''{A/RES/55/2,NULL}'''),
	('jsonb', '''{}'''), ('jsonb', '''[]'''), ('jsonb', '''null'''), ('jsonb', '''{"clauses": 1}'''), ('json', '''{}'''),
	('tsquery', '''''::tsquery'), ('tsquery', '''a & !b''::tsquery'), ('bytea', '''\x'''), ('bytea', '''\x0001ff''');
DO $$
BEGIN
	IF to_regtype('resquery') IS NOT NULL THEN
		INSERT INTO odd SELECT 'resquery', quote_literal(v) FROM unnest(ARRAY['verb:request', '!cites:A/RES/55/2', '{verb:request & word:"x y"} | phrase:r*']) v;
	END IF;
	IF to_regtype('xml') IS NOT NULL THEN
		INSERT INTO odd VALUES ('xml', '''<a/>''::xml'), ('xml', '''''::xml'), ('xml', '''<akomaNtoso/>''::xml'), ('xml', '''a &lt; b''::xml');
	END IF;
END $$;
INSERT INTO odd SELECT DISTINCT type, 'NULL' FROM odd;

-- each argument takes all odd values in turn, the others one that goes round
CREATE TABLE functions AS
SELECT p.oid, p.oid::regproc::text AS name, p.proargtypes::oid[] AS types, p.proisstrict, p.prokind
FROM pg_proc p
	JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
WHERE p.prokind IN ('f', 'a') AND p.pronargs > 0
	AND NOT EXISTS (SELECT FROM unnest(p.proargtypes::oid[]) t WHERE t IN ('internal'::regtype, 'cstring'::regtype));
CREATE FUNCTION nth(kind oid, n bigint) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT coalesce((SELECT format('(%s)::%s', value, type) FROM odd WHERE type = kind::regtype
	ORDER BY md5(value) OFFSET n % greatest((SELECT count(*) FROM odd WHERE type = kind::regtype), 1) LIMIT 1), format('NULL::%s', kind::regtype)) $$;
CREATE TABLE calls AS
SELECT DISTINCT f.oid::regprocedure::text AS function, f.proisstrict, f.prokind, (SELECT format('%s(%s)', f.name,
		string_agg(CASE WHEN a.n = place.n THEN format('(%s)::%s', o.value, o.type) ELSE nth(a.type, (o.round + 13 * turn) * 7 + a.n * (1 + turn)) END, ', ' ORDER BY a.n))
	FROM unnest(f.types) WITH ORDINALITY a (type, n)) AS call
FROM functions f
	CROSS JOIN unnest(f.types) WITH ORDINALITY AS place (type, n)
	JOIN (SELECT *, row_number() OVER (PARTITION BY type ORDER BY md5(value)) AS round FROM odd) o ON o.type = place.type::regtype
	CROSS JOIN generate_series(0, :rounds - 1) AS turn;
SELECT count(*) > 1000 AS many FROM calls;

CREATE FUNCTION try(call text) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	EXECUTE format('SELECT count(x::text) FROM (SELECT %s AS x) s', call);
	RETURN 'answered';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT function, result, count(*), min(left(call, 200)) AS for_example FROM (SELECT function, call, try(call) AS result FROM calls) c
WHERE result <> 'answered' AND result !~ '^(22|54)'
	AND NOT (call LIKE '%resolution_from_xml%' AND result = '0A000' AND NOT resolution_libxml())
	AND NOT (call LIKE '%regconfig%' AND result IN ('XX000', '42704'))	-- the server's own, of a configuration that is none
GROUP BY function, result ORDER BY function, result;

-- a strict function of NULL is NULL, or no row
CREATE FUNCTION of_null(call text) RETURNS text LANGUAGE plpgsql AS
$$
DECLARE
	n bigint;
BEGIN
	EXECUTE format('SELECT count(x) FROM (SELECT %s AS x) s', call) INTO n;
	RETURN n;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT function, call FROM calls WHERE proisstrict AND prokind = 'f' AND call ~ '\(NULL\)' AND of_null(call) NOT IN ('0') AND of_null(call) !~ '^(22|54|XX000|42704)';

-- casts from text of every odd text
SELECT type, result, count(*) > 0 AS some FROM (SELECT t AS type, try(format('(%s)::text::%s', value, t)) AS result
	FROM odd, unnest('{resolution,docsymbol}'::text[]) t WHERE odd.type = 'text'::regtype) c
GROUP BY type, result ORDER BY type, result;

RESET search_path;
DROP SCHEMA arguments CASCADE;
