--
-- The install script against somebody who was there before
--
\set SHOW_CONTEXT never
CREATE ROLE regress_resolution_mallory;
CREATE SCHEMA trap;
GRANT ALL ON SCHEMA trap TO regress_resolution_mallory;
SET ROLE regress_resolution_mallory;

-- a function of ours made by somebody else: the script must stop
CREATE FUNCTION trap.resolution_version() RETURNS text LANGUAGE sql AS $$ SELECT 'mine'::text $$;
RESET ROLE;
DROP EXTENSION resolution CASCADE;
CREATE EXTENSION resolution SCHEMA trap;
SELECT proname, proowner::regrole FROM pg_proc WHERE pronamespace = 'trap'::regnamespace;
SELECT count(*) FROM pg_extension WHERE extname = 'resolution';
DROP FUNCTION trap.resolution_version();

-- a type of ours made by somebody else: the same
SET ROLE regress_resolution_mallory;
CREATE TYPE trap.resolution AS (a int);
RESET ROLE;
CREATE EXTENSION resolution SCHEMA trap;
DROP TYPE trap.resolution;

-- functions, operators and types with the names that the script uses from
-- the system: they must not be taken, though they lie in its schema
SET ROLE regress_resolution_mallory;
CREATE DOMAIN trap.text AS pg_catalog.int4;
CREATE DOMAIN trap.date AS pg_catalog.int4;
CREATE DOMAIN trap.int4range AS pg_catalog.int4;
CREATE FUNCTION trap.eqsel(a anyelement, b anyelement) RETURNS float8 LANGUAGE sql AS $$ SELECT 1.0::float8 $$;
RESET ROLE;
CREATE EXTENSION resolution SCHEMA trap;
SELECT pg_get_function_result('trap.resolution_title(trap.resolution)'::regprocedure) AS title,
	pg_get_function_result('trap.resolution_date(trap.resolution)'::regprocedure) AS date;
SELECT count(*) AS of_others FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
	JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
WHERE e.extname = 'resolution' AND p.proowner = 'regress_resolution_mallory'::regrole;
SELECT oprname, oprrest::oid::regproc FROM pg_operator
WHERE oprleft = 'trap.resolution'::regtype AND oprname IN ('=', '<') ORDER BY 1;

-- nothing runs with the rights of its owner, or sets anything
SELECT p.proname FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid
	JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
WHERE e.extname = 'resolution' AND p.prokind = 'f' AND (p.prosecdef OR p.proconfig IS NOT NULL
	OR p.prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c'));

-- it works without its schema in the search path, as pg_dump needs
SET search_path = '';
SELECT trap.resolution_organ(E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.') AS organ;
SELECT pg_catalog.count(*) FROM trap.resolution_clauses(E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.');
RESET search_path;

-- it can be moved
CREATE SCHEMA elsewhere;
ALTER EXTENSION resolution SET SCHEMA elsewhere;
SELECT count(*) > 0 AS clauses FROM elsewhere.resolution_clauses(E'The General Assembly,\n\nRecalling its resolution 55/2,\n\n1. Decides to act.');

DROP EXTENSION resolution CASCADE;
DROP SCHEMA trap CASCADE;
DROP SCHEMA elsewhere;
DROP ROLE regress_resolution_mallory;
CREATE EXTENSION resolution;

-- trusted: an owner of a database who is no superuser may create it
CREATE ROLE regress_resolution_owner;
DROP EXTENSION resolution;
DO $$ BEGIN
	EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_resolution_owner', current_database());
END $$;
CREATE SCHEMA of_owner AUTHORIZATION regress_resolution_owner;
SET ROLE regress_resolution_owner;
CREATE EXTENSION resolution SCHEMA of_owner;
SELECT of_owner.resolution_version();
DROP EXTENSION resolution;
RESET ROLE;
DROP SCHEMA of_owner;
DO $$ BEGIN
	EXECUTE format('REVOKE CREATE ON DATABASE %I FROM regress_resolution_owner', current_database());
END $$;
DROP ROLE regress_resolution_owner;
CREATE EXTENSION resolution;
