#
# A session that calls one function again and again stays as large as it was.
#
# RES_CALLS is how many calls of each function are made (20,000); with
# RES_SECONDS, a function whose calls would take longer is called less often.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

plan skip_all => 'no /proc/PID/status here' if !-e '/proc/self/status';

my $calls = $ENV{RES_CALLS} || 20000;
my $seconds = $ENV{RES_SECONDS} || 'infinity';
my $node = PostgreSQL::Test::Cluster->new('memory');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->append_conf('postgresql.conf', "jit = off\nmax_parallel_workers_per_gather = 0");
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION resolution;
	CREATE TABLE arguments AS SELECT
		E'A/80/L.1\n\nCuba: draft resolution\n\nLakes\n\nThe General Assembly,\n\nRecalling its resolution 55/2 of 3 November 2000,1\n\n1. Decides to act.\n\n1 See A/55/49.\n'::text AS of_text,
		NULL::resolution AS of_resolution, 'A/RES/75/254 A-C'::docsymbol AS of_docsymbol, 1 AS of_integer, 2::bigint AS of_bigint, true AS of_boolean,
		0.5::real AS of_real, 'english'::regconfig AS of_regconfig, '{a,b}'::text[] AS of_text_array, '2000-01-01'::date AS of_date;
	UPDATE arguments SET of_resolution = of_text::resolution;
	ALTER TABLE arguments ADD of_short text DEFAULT '1', ADD of_symbol text DEFAULT 'A/RES/55/2', ADD of_query text DEFAULT 'verb:decide',
		ADD of_language text DEFAULT 'en';
	DO $$
	BEGIN
		IF to_regtype('resquery') IS NOT NULL THEN
			ALTER TABLE arguments ADD of_resquery resquery DEFAULT 'cites:A/RES/55/2 & {verb:decide | word:act*}';
		END IF;
	END $$;
	ALTER TABLE arguments ADD of_markup text;
	DO $$
	BEGIN
		UPDATE arguments SET of_markup = of_resolution::xml;
	EXCEPTION WHEN feature_not_supported THEN		-- built without libxml2
	END $$;
	ANALYZE arguments;
	CREATE FUNCTION resident() RETURNS bigint LANGUAGE sql VOLATILE AS
	$$ SELECT pg_size_bytes((regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status', 0, 100000), 'RssAnon:\s+(\d+ kB)'))[1]) $$;
	CREATE FUNCTION column_of(type oid, function text) RETURNS text LANGUAGE sql STABLE AS
	$$ SELECT CASE WHEN function = 'resquery_term' AND type = 'text'::regtype THEN '''word''::text'
		WHEN function = 'resolution_from_xml' THEN (SELECT 'of_markup' FROM arguments WHERE of_markup IS NOT NULL)
		WHEN function ~ '_url$' AND type = 'text'::regtype THEN 'of_language'
		WHEN function ~ '(_clause|_make|_headline)$' AND type = 'text'::regtype THEN 'of_short'
		WHEN function ~ '^(docsymbol|resquery)(_from_text)?$' AND type = 'text'::regtype
		THEN CASE WHEN function ~ 'docsymbol' THEN 'of_symbol' ELSE 'of_query' END
		WHEN type = 'cstring'::regtype THEN CASE WHEN function ~ 'docsymbol' THEN '''A/RES/55/2''::text::cstring'
			WHEN function ~ 'resquery' THEN '''verb:decide''::text::cstring' ELSE 'of_text::cstring' END
		WHEN 'of_' || replace(type::regtype::text, '[]', '_array') IN (SELECT attname FROM pg_attribute WHERE attrelid = 'arguments'::regclass)
		THEN 'of_' || replace(type::regtype::text, '[]', '_array') END $$;
	CREATE FUNCTION grown(call text, n int, seconds float8, OUT calls int, OUT bytes bigint) LANGUAGE plpgsql AS
	$$
	DECLARE
		first int := greatest(least(n / 20, 5000), 500);
		start timestamptz := clock_timestamp();
	BEGIN
		EXECUTE format('SELECT count(x) FROM (SELECT %s AS x FROM arguments, generate_series(1, $1) OFFSET 0) s', call) USING first;
		calls := least(n, seconds / greatest(extract(epoch FROM clock_timestamp() - start), 0.000001) * first);
		bytes := resident();
		EXECUTE format('SELECT count(x) FROM (SELECT %s AS x FROM arguments, generate_series(1, $1) OFFSET 0) s', call) USING calls;
		bytes := resident() - bytes;
	END
	$$;
});

# generate_series in FROM keeps its rows; they count in both runs alike, so
# work_mem is small and they go to disk.
my $result = $node->safe_psql('postgres', "SET work_mem = '64kB'; SET client_min_messages = error;
	SELECT concat_ws(' ', function, g.calls, g.bytes) FROM (
		SELECT p.oid::regprocedure::text AS function, format('%s(%s)', p.oid::regproc, string_agg(column_of(a.type, p.proname::text), ', ' ORDER BY a.n)) AS call
		FROM pg_proc p
			JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
			JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
			CROSS JOIN unnest(p.proargtypes::oid[]) WITH ORDINALITY a (type, n)
		WHERE p.prokind = 'f' AND p.prorettype <> 'internal'::regtype
		GROUP BY p.oid HAVING bool_and(column_of(a.type, p.proname::text) IS NOT NULL) ORDER BY 1) c
		CROSS JOIN LATERAL grown(call, $calls, '$seconds') g");
my @functions = split /\n/, $result;
cmp_ok(scalar @functions, '>', 50, scalar @functions . ' functions called');
# A megabyte is what the allocator itself comes and goes with.
my @leaks = grep { / (\d+)$/ && $1 > 1048576 } @functions;
is(join("\n", @leaks), '', "$calls calls of each: the session stays as large as it was");
my @fewer = grep { (/ (\d+) -?\d+$/)[0] < $calls } @functions;
note(@functions - @fewer . " functions were called $calls times");
note("fewer calls, and bytes: $_") foreach @fewer;
my ($most) = sort { ($b =~ / (-?\d+)$/)[0] <=> ($a =~ / (-?\d+)$/)[0] } @functions;
note("the most: $most bytes");

# Functions in FROM and in a subquery.
my $grown = $node->safe_psql('postgres', "SET work_mem = '64kB';
	SELECT sum((grown(call, $calls / 4, '$seconds')).bytes) FROM unnest(ARRAY[
		'(SELECT count(*) FROM resolution_clauses(of_resolution))',
		'(SELECT count(*) FROM resolution_citations(resolution_reparse(of_resolution)))']) call");
cmp_ok($grown, '<', 1048576, 'functions in FROM');

$node->stop;
done_testing();
