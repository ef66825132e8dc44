#
# ALTER EXTENSION UPDATE from the first release to the present one, and to one
# that is yet to come: what the first release stored is answered as before,
# and an updated extension is like a new one.
#
# RES_NEXT_VERSION names a version whose script, resolution--1.0--VERSION.sql,
# was put beside the others for this test (see run.sh).
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('update');
$node->init;
$node->start;
my $present = $node->safe_psql('postgres', "SELECT default_version FROM pg_available_extensions WHERE name = 'resolution'");

# All members of the extension and what they are.
sub members
{
	my ($database) = @_;
	return $node->safe_psql($database, q{
		SELECT pg_describe_object(d.classid, d.objid, 0),
			CASE WHEN d.classid = 'pg_proc'::regclass AND p.prokind <> 'a' THEN pg_get_functiondef(d.objid) END,
			(SELECT string_agg(pg_describe_object(m.classid, m.objid, 0), '; ' ORDER BY pg_describe_object(m.classid, m.objid, 0))
				FROM pg_depend m WHERE m.refclassid = d.classid AND m.refobjid = d.objid AND m.deptype IN ('a', 'i')
					AND m.classid IN ('pg_amop'::regclass, 'pg_amproc'::regclass)),
			obj_description(d.objid, d.classid::regclass::name)
		FROM pg_depend d JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
			LEFT JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
		WHERE e.extname = 'resolution' AND d.deptype = 'e'
		ORDER BY 1});
}

# A database with the first release and what it stored.
sub first_release
{
	my ($database) = @_;
	my @files = glob(($ENV{RES_SRCDIR} // '.') . '/data/images/1.0-*.hex');
	cmp_ok(scalar @files, '>', 10, 'stored images of release 1.0 are there');
	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql($database, "CREATE EXTENSION resolution VERSION '1.0';
		CREATE CAST (bytea AS resolution) WITHOUT FUNCTION;
		CREATE TABLE docs (file text, doc resolution, symbol docsymbol GENERATED ALWAYS AS (resolution_symbol(doc)) STORED)");
	foreach my $file (@files)
	{
		my ($name) = $file =~ m{([^/]+)\.hex$};
		my $hex = slurp_file($file);
		$hex =~ s/\s//g;
		$node->safe_psql($database, "INSERT INTO docs (file, doc) VALUES ('$name', decode('$hex', 'hex')::resolution)");
	}
	$node->safe_psql($database, 'CREATE MATERIALIZED VIEW cited AS SELECT d.file, c.* FROM docs d, resolution_citations(d.doc) c');
	build_indexes($node, $database);
	return;
}

# The single functions that release 1.0 had, so that what a later one adds
# does not count.
sub old_answers
{
	my ($database) = @_;
	return $node->safe_psql($database, q{
		SELECT md5(string_agg(concat_ws('|', file, doc::text, resolution_header(doc), resolution_text(doc), resolution_parser_version(doc),
			(SELECT string_agg(c::text, ' ') FROM (SELECT clause, path, text, verb_en, span FROM resolution_clauses(doc)) c),
			(SELECT string_agg(c::text, ' ') FROM (SELECT marker, text, anchor, span FROM resolution_footnotes(doc)) c),
			(SELECT string_agg(c::text, ' ') FROM (SELECT name, role, iso3, span FROM resolution_sponsors(doc)) c),
			(SELECT string_agg(c::text, ' ') FROM (SELECT symbol, kind, text, span FROM resolution_citations(doc)) c)), '' ORDER BY file COLLATE "C"))
		FROM docs});
}

# to the present release
$node->safe_psql('postgres', 'CREATE DATABASE fresh');
$node->safe_psql('fresh', 'CREATE EXTENSION resolution');
first_release('present');
my $before = old_answers('present');
$node->safe_psql('present', 'ALTER EXTENSION resolution UPDATE');
is($node->safe_psql('present', "SELECT extversion FROM pg_extension WHERE extname = 'resolution'"), $present, 'updated to the present release');
is(old_answers('present'), $before, 'present release: the same answers');
is(same_by_every_index($node, 'present'), '', 'present release: the same with indexes and without');
is(members('present'), members('fresh'), 'present release: an updated extension is like a new one');

# every way there is leads somewhere
is($node->safe_psql('postgres', "SELECT count(*) FROM pg_extension_update_paths('resolution')
	WHERE source = '1.0' AND target = '$present' AND path IS NULL"), '0', 'a way leads from 1.0 to the present release');

# to the next one
SKIP:
{
	my $next = $ENV{RES_NEXT_VERSION};
	skip 'no script for a next release', 6 if !defined $next;
	first_release('next');
	$node->safe_psql('next', "ALTER EXTENSION resolution UPDATE TO '$next'");
	is($node->safe_psql('next', "SELECT extversion FROM pg_extension WHERE extname = 'resolution'"), $next, 'updated to the next release');
	is(old_answers('next'), $before, 'next release: the same answers');
	is(same_by_every_index($node, 'next'), '', 'next release: the same with indexes and without');
	is($node->safe_psql('next', 'SELECT count(*) FROM docs WHERE resolution_of_next_release(doc) = resolution_title(doc)'),
		$node->safe_psql('next', 'SELECT count(resolution_title(doc)) FROM docs'), 'next release: its new function works on old images');
	# rows read anew
	$node->safe_psql('next', 'UPDATE docs SET doc = resolution_reparse(doc); REFRESH MATERIALIZED VIEW cited');
	is(same_by_every_index($node, 'next'), '', 'next release: documents read anew, the same with indexes and without');
}

$node->stop;
done_testing();
