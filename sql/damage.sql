--
-- Damaged values: whatever function meets them, it answers or says that the
-- data is corrupted (XX001); the server goes on
--
-- RES_DAMAGES in the environment is how many damaged copies of each value are
-- tried, RES_SEED chooses the damage.
--
\set damages `echo "${RES_DAMAGES:-40}"`
\set seed `echo "${RES_SEED:-1}"`
\set lines `cd "${PG_ABS_SRCDIR:-.}/data/images" && for f in *.hex; do tr -d '\n' < "$f"; echo; done`
SET client_min_messages = warning;
CREATE SCHEMA damage;
SET search_path = damage, public;

-- casts without a function take bytes for a value, unseen
DO $$
DECLARE
	name text;
BEGIN
	FOR name IN SELECT t.oid::regtype FROM pg_type t JOIN pg_depend d ON d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e'
		JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution' WHERE t.typtype = 'b' AND t.typlen = -1 AND t.typelem = 0
	LOOP
		EXECUTE format('CREATE CAST (bytea AS %s) WITHOUT FUNCTION', name);
		EXECUTE format('CREATE CAST (%s AS bytea) WITHOUT FUNCTION', name);
	END LOOP;
END $$;

CREATE TABLE whole (type text, image bytea);
INSERT INTO whole SELECT 'resolution', decode(line, 'hex') FROM regexp_split_to_table(trim(:'lines', E'\n'), E'\n') AS line;
INSERT INTO whole SELECT 'docsymbol', s::docsymbol::bytea
FROM unnest('{A/RES/69/179,S/RES/1325 (2000),A/C.3/70/L.29/Rev.1,E/CN.4/2001/2-E/CN.4/Sub.2/2000/46,A/RES/217 (III) A,A/RES/75/254 A-C,S/PV.10000}'::text[]) s;
DO $$
BEGIN
	IF to_regtype('resquery') IS NOT NULL THEN
		EXECUTE $q$ INSERT INTO whole SELECT 'resquery', s::resquery::bytea FROM unnest(ARRAY[
			'cites:A/RES/55/2 & sponsor:CUB & {verb:request & word:"Secretary-General"}', '!(part:operative | phrase:recall*)', 'session:80'])
			s $q$;
	END IF;
END $$;

-- a number below n that depends on the words alone
CREATE FUNCTION chance(words text, n int) RETURNS int LANGUAGE sql IMMUTABLE AS
$$ SELECT ((('x' || substr(md5(words), 1, 8))::bit(32)::bigint & 2147483647) % greatest(n, 1))::int $$;

-- the n-th damaged copy: bytes changed, most of them near the front where
-- counts and lengths are; cut off; longer than it says; a stretch moved
CREATE FUNCTION damaged(image bytea, n int, seed text) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS
$$
DECLARE
	key text := seed || ' ' || n || ' ' || md5(image);
	len int := octet_length(image);
	place int;
BEGIN
	CASE chance(key || 'kind', 8)
		WHEN 0 THEN
			RETURN substr(image, 1, chance(key || 'cut', len));
		WHEN 1 THEN
			RETURN substr(image, 1, chance(key || 'cut', least(len, 200)));
		WHEN 2 THEN
			RETURN image || substr(image, 1, 1 + chance(key || 'more', 30));
		WHEN 3 THEN
			place := chance(key || 'out', len);
			RETURN substr(image, 1, place) || substr(image, place + 2 + chance(key || 'away', 8));
		ELSE
			FOR i IN 0 .. chance(key || 'times', 3) LOOP
				place := chance(key || 'at' || i, CASE chance(key || 'where' || i, 3) WHEN 0 THEN least(len, 40) WHEN 1 THEN least(len, 1500) ELSE len END);
				image := set_byte(image, place, CASE chance(key || 'what' || i, 4) WHEN 0 THEN 255 WHEN 1 THEN 0 WHEN 2 THEN 127
					ELSE chance(key || 'byte' || i, 256) END);
			END LOOP;
			RETURN image;
	END CASE;
END
$$;

-- calls of every function that takes such a value; other arguments are given
-- something sensible
CREATE TABLE calls AS
SELECT t.type, p.oid::regprocedure::text AS function, call
FROM pg_proc p
	JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
	CROSS JOIN (SELECT DISTINCT type FROM whole) t
	CROSS JOIN LATERAL (
		SELECT format('%s(%s)', p.oid::regproc, string_agg(
				CASE WHEN a.type::regtype = t.type::regtype THEN '$1::' || t.type
					WHEN a.type::regtype = 'resolution'::regtype THEN '(SELECT image::resolution FROM damage.whole WHERE type = ''resolution'' LIMIT 1)'
					WHEN a.type::regtype = 'docsymbol'::regtype THEN '''A/RES/55/2''::docsymbol'
					WHEN a.type::regtype::text = 'resquery' THEN '''verb:request''::resquery'
					WHEN a.type::regtype = 'text'::regtype THEN CASE WHEN p.proname LIKE '%url' THEN '''en''::text' ELSE '''p1''::text' END
					WHEN a.type::regtype = 'regconfig'::regtype THEN '''english''::regconfig'
					WHEN a.type::regtype = 'boolean'::regtype THEN 'true'
					WHEN a.type::regtype IN ('int'::regtype, 'bigint'::regtype, 'smallint'::regtype, 'real'::regtype, 'float8'::regtype)
						THEN '1::' || a.type::regtype
					WHEN a.type::regtype::text LIKE '%[]' THEN 'ARRAY[$1::' || t.type || ']::' || a.type::regtype
					ELSE 'NULL::' || a.type::regtype END, ', ' ORDER BY a.n)) AS call,
			bool_or(a.type::regtype = t.type::regtype) AS takes, bool_or(a.type::regtype = 'internal'::regtype) AS internal
		FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, n)) c
WHERE c.takes AND NOT c.internal AND p.prokind = 'f' AND p.prorettype NOT IN ('internal'::regtype, 'trigger'::regtype);
SELECT type, count(*) >= CASE type WHEN 'resolution' THEN 30 ELSE 10 END AS functions FROM calls WHERE type <> 'resquery' GROUP BY type ORDER BY type;

CREATE FUNCTION try(call text, image bytea) RETURNS text LANGUAGE plpgsql AS
$$
BEGIN
	EXECUTE format('SELECT count(x::text) FROM (SELECT %s AS x) s', call) USING image;
	RETURN 'answered';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;

-- whole values are answered by all of them
SELECT type, function, try(call, image) AS result FROM whole JOIN calls USING (type) WHERE try(call, image) <> 'answered';

CREATE TABLE results AS
SELECT w.type, n, image, function, try(call, damaged) AS result
FROM (SELECT type, image, n, damaged(image, n, :'seed') FROM whole, generate_series(1, :damages) n) w JOIN calls USING (type);
SELECT type, function, result, count(*) FROM results WHERE result NOT IN ('answered', 'XX001')
	AND (function, result) <> ('resolution_reparse(resolution)', '22P02')	-- the text itself became something else
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3;
SELECT type, count(*) FILTER (WHERE result = 'XX001') > 0 AS noticed, count(*) FILTER (WHERE result = 'answered') > 0 AS harmless
FROM results GROUP BY type ORDER BY type;

-- in a table, through indexes, ANALYZE and pg_dump's way out
CREATE TABLE docs AS SELECT n, damaged(image, n, :'seed')::resolution AS doc FROM whole, generate_series(1, 5) n WHERE type = 'resolution';
DO $$
DECLARE
	command text;
	state text;
BEGIN
	FOREACH command IN ARRAY ARRAY['ANALYZE docs', 'CREATE INDEX ON docs USING hash (doc)', 'CREATE INDEX ON docs (resolution_symbol(doc))',
		'CREATE TABLE copy AS SELECT doc::text FROM docs', 'SELECT count(*) FROM docs a JOIN docs b ON a.doc = b.doc',
		'SELECT DISTINCT doc FROM docs', 'SELECT doc FROM docs ORDER BY doc']
	LOOP
		BEGIN
			EXECUTE command;
		EXCEPTION WHEN OTHERS THEN
			IF SQLSTATE NOT IN ('XX001', '54000') THEN
				RAISE WARNING '%: % %', command, SQLSTATE, SQLERRM;
			END IF;
		END;
	END LOOP;
END $$;

RESET search_path;
DROP SCHEMA damage CASCADE;
DO $$
DECLARE
	name text;
BEGIN
	FOR name IN SELECT format('(%s AS %s)', castsource::regtype, casttarget::regtype) FROM pg_cast
		WHERE castmethod = 'b' AND oid >= 16384 AND 'bytea'::regtype IN (castsource, casttarget)
	LOOP
		EXECUTE 'DROP CAST ' || name;
	END LOOP;
END $$;
