#
# pg_dump and restore into an empty cluster: indexes, generated columns,
# materialized views, domains, constraints, partitions and statistics.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $old = PostgreSQL::Test::Cluster->new('old');
$old->init;
$old->start;
load_documents($old, 'postgres', 60);
build_indexes($old, 'postgres');
$old->safe_psql('postgres', q{
	ALTER TABLE docs ADD organ text GENERATED ALWAYS AS (resolution_organ(doc)) STORED;
	ALTER TABLE docs ADD CONSTRAINT has_kind CHECK (resolution_kind(doc) IS NOT NULL OR doc IS NOT NULL);
	CREATE INDEX docs_by_title ON docs (resolution_title(doc));
	CREATE INDEX docs_by_year ON docs (resolution_date(doc)) WHERE resolution_organ(doc) = 'A';
	CREATE DOMAIN assembly_text AS resolution CHECK (resolution_organ(VALUE) IS DISTINCT FROM 'S');
	CREATE TABLE assembly (file text REFERENCES docs, doc assembly_text);
	INSERT INTO assembly SELECT file, doc FROM docs WHERE resolution_organ(doc) = 'A';
	CREATE TYPE pair AS (symbol docsymbol, doc resolution);
	CREATE TABLE pairs (p pair, all_of resolution[]);
	INSERT INTO pairs SELECT ROW(symbol, doc)::pair, ARRAY[doc, doc] FROM docs WHERE symbol IS NOT NULL;
	CREATE MATERIALIZED VIEW clauses AS SELECT d.file, d.symbol, c.* FROM docs d, resolution_clauses(d.doc) c;
	CREATE UNIQUE INDEX ON clauses (file, path);
	CREATE INDEX ON clauses (symbol);
	CREATE MATERIALIZED VIEW citations AS SELECT d.file, c.* FROM docs d, resolution_citations(d.doc) c;
	CREATE INDEX ON citations (symbol);
	CREATE VIEW heads AS SELECT d.file, (resolution_header(d.doc)).* FROM docs d;
	CREATE TABLE by_symbol (symbol docsymbol NOT NULL, doc resolution) PARTITION BY RANGE (symbol);
	CREATE TABLE by_symbol_a PARTITION OF by_symbol FOR VALUES FROM ('A/1') TO ('E/1');
	CREATE TABLE by_symbol_rest PARTITION OF by_symbol DEFAULT;
	INSERT INTO by_symbol SELECT symbol, doc FROM docs WHERE symbol IS NOT NULL;
	CREATE TABLE by_hash (symbol docsymbol, doc resolution) PARTITION BY HASH (symbol);
	CREATE TABLE by_hash_0 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 0);
	CREATE TABLE by_hash_1 PARTITION OF by_hash FOR VALUES WITH (MODULUS 2, REMAINDER 1);
	INSERT INTO by_hash SELECT symbol, doc FROM docs;
	CREATE STATISTICS docs_stats ON file, symbol FROM docs;
	ANALYZE;
});

sub figures
{
	my ($node, $database) = @_;
	return join("\n", answers($node, $database),
		map { $node->safe_psql($database, "SELECT '$_', count(*), md5(string_agg(md5(t::text), '' ORDER BY md5(t::text))) FROM $_ t") }
		  qw(assembly pairs clauses citations heads by_symbol_a by_symbol_rest by_hash_0 by_hash_1));
}
my $figures = figures($old, 'postgres');
my $schema = structure($old, 'postgres');

# The definitions, without the key that newer versions write into each dump.
sub structure
{
	my ($node, $database) = @_;
	my ($out, $err) = run_command([ 'pg_dump', '--schema-only', '-d', $node->connstr($database) ]);
	$out =~ s/^\\(un)?restrict .*\n//mg;
	return $out;
}

my $new = PostgreSQL::Test::Cluster->new('new');
$new->init;
$new->start;
my $folder = $old->basedir;
my %formats = (plain => 'p', custom => 'c', directory => 'd');
foreach my $format (sort keys %formats)
{
	my $file = "$folder/dump.$format";
	command_ok([ 'pg_dump', '-F', $formats{$format}, '-f', $file, '-d', $old->connstr('postgres') ], "pg_dump, $format");
	$new->safe_psql('postgres', "CREATE DATABASE $format");
	my @restore = $format eq 'plain' ?
	  ('psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $new->connstr($format), '-f', $file) :
	  ('pg_restore', '--exit-on-error', '-d', $new->connstr($format), $file);
	command_ok(\@restore, "restore, $format");
	is(figures($new, $format), $figures, "the same answers, $format");
	is(structure($new, $format), $schema, "the same definitions, $format");
	is(same_by_every_index($new, $format), '', "the same with indexes and without, $format");
}

# Restored data alone, with INSERT instead of COPY.
command_ok([ 'pg_dump', '--inserts', '-t', 'docs', '-f', "$folder/inserts.sql", '-d', $old->connstr('postgres') ], 'pg_dump --inserts');
$new->safe_psql('postgres', 'CREATE DATABASE inserts');
$new->safe_psql('inserts', 'CREATE EXTENSION resolution');
command_ok([ 'psql', '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-d', $new->connstr('inserts'), '-f', "$folder/inserts.sql" ], 'restore of INSERTs');
is(answers($new, 'inserts'), answers($old, 'postgres'), 'the same answers, inserts');

$_->stop foreach $old, $new;
done_testing();
