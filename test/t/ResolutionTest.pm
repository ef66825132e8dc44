#
# ResolutionTest.pm
#	  What the TAP tests share: servers with the extension, documents in them,
#	  and one figure for all that can be asked about these.
#
package ResolutionTest;

use strict;
use warnings;

use Exporter 'import';
use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

our @EXPORT = qw(has_extension load_documents answers index_kinds build_indexes
  same_by_every_index structures_are_sound start_psql wait_for_query);

# Can the server create this extension (contrib may not be installed)?
sub has_extension
{
	my ($node, $name) = @_;
	return $node->safe_psql('postgres',
		"SELECT count(*) FROM pg_available_extensions WHERE name = '$name'") > 0;
}

# Creates the extension and a table docs(file text, doc resolution) with
# documents of the sample archive, of which each has to be read; or of another
# file of that form, RES_ARCHIVE, from which those that are refused are left out.
sub load_documents
{
	my ($node, $database, $number) = @_;
	my $file = $ENV{RES_ARCHIVE} || ($ENV{RES_SRCDIR} // '.') . '/data/archive.csv';
	$node->safe_psql($database, "SET client_min_messages = warning;
		CREATE EXTENSION IF NOT EXISTS resolution;
		CREATE TABLE staging (file text, symbol text, organ text, year int, language text, extractor text, source text, body text)");
	$node->safe_psql($database, "\\copy staging FROM '$file' WITH (FORMAT csv, HEADER, ENCODING 'UTF8')");
	# a selection of all kinds: every n-th of the file
	$node->safe_psql($database, "CREATE TABLE docs (file text PRIMARY KEY, doc resolution NOT NULL,
			symbol docsymbol GENERATED ALWAYS AS (resolution_symbol(doc)) STORED);
		INSERT INTO docs SELECT file, doc FROM (SELECT file, resolution_try(body) AS doc FROM
			(SELECT file, body, row_number() OVER (ORDER BY md5(file)) AS n FROM staging) s WHERE n <= $number OFFSET 0) t
			WHERE doc IS NOT NULL;
		ANALYZE docs");
	my $refused = $node->safe_psql($database, "SELECT count(*), min(file) FROM
		(SELECT file, row_number() OVER (ORDER BY md5(file)) AS n FROM staging) s
		WHERE n <= $number AND NOT EXISTS (SELECT FROM docs d WHERE d.file = s.file)");
	die "documents are refused: $refused" if $refused !~ /^0/ && !$ENV{RES_ARCHIVE};
	note("documents that are refused: $refused") if $refused !~ /^0/;
	$node->safe_psql($database, 'DROP TABLE staging');
	return;
}

# All that the functions of the extension say about the documents of a table,
# as one figure.  The functions are looked up: new ones are asked too.
sub answers
{
	my ($node, $database, $table) = @_;
	$table //= 'docs';
	my $calls = $node->safe_psql($database, q{
		SELECT string_agg(CASE WHEN p.proretset
				THEN format('(SELECT string_agg(x::text, chr(10)) FROM %1$s(doc) x)', p.oid::regproc)
				ELSE format('%s(doc)::text', p.oid::regproc) END,
			', ' ORDER BY p.proname)
		FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
			JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
		WHERE p.pronargs = 1 AND p.proargtypes[0] = 'resolution'::regtype AND p.prokind = 'f'
			AND p.provolatile <> 'v' AND p.prorettype <> 'internal'::regtype});
	return $node->safe_psql($database, "SELECT count(*) || ' ' || md5(string_agg(a, '' ORDER BY file COLLATE \"C\"))
		FROM (SELECT file, md5(concat_ws('|', $calls)) AS a FROM $table) s");
}

# The indexes that the operator classes of the extension allow: triples of
# access method, column of docs, class.
sub index_kinds
{
	my ($node, $database) = @_;
	return map { [ split /\|/ ] } split /\n/, $node->safe_psql($database, q{
		SELECT a.amname, CASE c.opcintype WHEN 'resolution'::regtype THEN 'doc' ELSE 'symbol' END, c.opcname
		FROM pg_opclass c JOIN pg_am a ON a.oid = c.opcmethod
			JOIN pg_depend d ON d.classid = 'pg_opclass'::regclass AND d.objid = c.oid AND d.deptype = 'e'
			JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
		WHERE c.opcintype IN ('resolution'::regtype, 'docsymbol'::regtype)
			AND NOT (a.amname = 'btree' AND c.opcintype = 'resolution'::regtype)
		ORDER BY 1, 2, 3});
}

# One index of each kind.  A btree of whole documents has no room for long
# ones; it is tried on those that fit.
sub build_indexes
{
	my ($node, $database) = @_;
	my $sql = "CREATE INDEX docs_btree_short ON docs (doc) WHERE octet_length(doc::text) < 1500;\n";
	my $n = 0;
	foreach my $kind (index_kinds($node, $database))
	{
		my ($am, $column, $class) = @$kind;
		$n++;
		$sql .= "CREATE INDEX docs_${am}_${column}_$n ON docs USING $am ($column $class);\n";
	}
	$node->safe_psql($database, $sql);
	return $n + 1;
}

# The same rows with indexes and without, for questions that each kind of
# index can answer.  Returns what differs.
sub same_by_every_index
{
	my ($node, $database) = @_;
	my @questions = (
		"doc = (SELECT doc FROM docs ORDER BY md5(file) LIMIT 1)",
		"doc < (SELECT doc FROM docs ORDER BY md5(file) LIMIT 1) AND octet_length(doc::text) < 1500",
		"symbol = (SELECT symbol FROM docs WHERE symbol IS NOT NULL ORDER BY md5(file) LIMIT 1)",
		"symbol < 'A/RES/77/1'",
		"symbol <@ 'A/RES'",
		"symbol <@ 'S/RES'");
	push @questions, "doc @> 'A/RES/70/1'::docsymbol", "doc @> 'A/RES'::docsymbol"
	  if $node->safe_psql($database, "SELECT count(*) FROM pg_operator WHERE oprname = '\@>'
			AND oprleft = 'resolution'::regtype AND oprright = 'docsymbol'::regtype") > 0;
	push @questions, "doc @@ 'verb:request'", "doc @@ 'cites:A/RES/70/1 | sponsor:CUB'",
	  "doc @@ '{verb:request & word:\"Secretary-General\"}'", "doc @@ '!verb:decide & organ:A'"
	  if $node->safe_psql($database, "SELECT count(*) FROM pg_type WHERE typname = 'resquery'") > 0;
	my @different;
	foreach my $question (@questions)
	{
		my @answers = map {
			$node->safe_psql($database, "SET enable_seqscan = $_->[0]; SET enable_indexscan = $_->[1];
				SET enable_indexonlyscan = $_->[1]; SET enable_bitmapscan = $_->[1];
				SELECT count(*) || ' ' || coalesce(md5(string_agg(file, ',' ORDER BY file)), '') FROM docs WHERE $question")
		} ([ 'off', 'on' ], [ 'on', 'off' ]);
		push @different, "$question: $answers[0] by index, $answers[1] without" if $answers[0] ne $answers[1];
	}
	return join("\n", @different);
}

# amcheck over the table and its indexes, each as far as this version can.
# Returns what it complains about.
sub structures_are_sound
{
	my ($node, $database) = @_;
	$node->safe_psql($database, 'CREATE EXTENSION IF NOT EXISTS amcheck');
	my ($status, $out, $err) = $node->psql($database, q{
		SELECT bt_index_parent_check(c.oid, true, true) FROM pg_class c JOIN pg_am a ON a.oid = c.relam
			JOIN pg_index i ON i.indexrelid = c.oid WHERE i.indrelid = 'docs'::regclass AND a.amname = 'btree' AND i.indisvalid;
		SELECT to_regproc('gin_index_check') IS NOT NULL AS gin, to_regproc('verify_heapam') IS NOT NULL AS heap \gset
		\if :gin
		SELECT gin_index_check(c.oid) FROM pg_class c JOIN pg_am a ON a.oid = c.relam
			JOIN pg_index i ON i.indexrelid = c.oid WHERE i.indrelid = 'docs'::regclass AND a.amname = 'gin' AND i.indisvalid;
		\endif
		\if :heap
		SELECT 'heap: ' || h::text FROM verify_heapam('docs', check_toast => true) h;
		\endif
	});
	$out =~ s/^\n*//;
	return join("\n", grep { $_ ne '' } ($out, $err));
}

# psql in the background; the caller finishes it.
sub start_psql
{
	my ($node, $database, $sql) = @_;
	my ($out, $err) = ('', '');
	my $handle = IPC::Run::start(
		[ 'psql', '-X', '-A', '-t', '-q', '-d', $node->connstr($database), '-c', $sql ],
		'<', '/dev/null', '>', \$out, '2>', \$err);
	return $handle;
}

# Waits until a query that matches is at work.
sub wait_for_query
{
	my ($node, $like) = @_;
	return $node->poll_query_until('postgres', "SELECT count(*) = 1 FROM pg_stat_activity
		WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '$like'");
}

1;
