#
# A streaming replica and a logical one give the answers of their origin.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $origin = PostgreSQL::Test::Cluster->new('origin');
$origin->init(allows_streaming => 'logical');
$origin->start;
load_documents($origin, 'postgres', 60);
build_indexes($origin, 'postgres');

# streaming
$origin->backup('base');
my $replica = PostgreSQL::Test::Cluster->new('replica');
$replica->init_from_backup($origin, 'base', has_streaming => 1);
$replica->start;

# logical, as text and where the server can (14) as binary
my $version = $origin->safe_psql('postgres', 'SHOW server_version_num');
my @subscribers;
$origin->safe_psql('postgres', 'CREATE PUBLICATION docs FOR TABLE docs');
foreach my $binary ($version >= 140000 ? (0, 1) : (0))
{
	my $node = PostgreSQL::Test::Cluster->new("subscriber$binary");
	$node->init;
	$node->start;
	$node->safe_psql('postgres', 'SET client_min_messages = warning; CREATE EXTENSION resolution;
		CREATE TABLE docs (file text PRIMARY KEY, doc resolution NOT NULL,
			symbol docsymbol GENERATED ALWAYS AS (resolution_symbol(doc)) STORED)');
	build_indexes($node, 'postgres');
	my $with = $binary ? ' WITH (binary = true)' : '';
	$node->safe_psql('postgres', "SET client_min_messages = warning;
		CREATE SUBSCRIPTION docs_$binary CONNECTION '" . $origin->connstr('postgres') =~ s/'/''/gr . "' PUBLICATION docs$with");
	push @subscribers, $node;
}
$_->poll_query_until('postgres', "SELECT count(*) = 0 FROM pg_subscription_rel WHERE srsubstate NOT IN ('r', 's')") foreach @subscribers;

# Every kind of change; a value that an update leaves alone stays in the
# origin's TOAST and is not sent again.
$origin->safe_psql('postgres', "INSERT INTO docs (file, doc) SELECT 'copy of ' || file, doc FROM docs");
$origin->safe_psql('postgres', "UPDATE docs SET doc = (doc::text || E'\\n\\n99. Decides to remain seized of the matter.\\n')::resolution WHERE file LIKE 'copy%1%'");
$origin->safe_psql('postgres', "UPDATE docs SET file = file || ' again' WHERE file LIKE 'copy%2%'");
$origin->safe_psql('postgres', "DELETE FROM docs WHERE file LIKE 'copy%3%'");
my $answers = answers($origin, 'postgres');

$origin->wait_for_catchup($replica, 'replay', $origin->lsn('insert'));
is(answers($replica, 'postgres'), $answers, 'streaming replica: the same answers');
is(same_by_every_index($replica, 'postgres'), '', 'streaming replica: the same with indexes and without');
foreach my $n (0 .. $#subscribers)
{
	my $as = $n ? 'as binary' : 'as text';
	$origin->wait_for_catchup("docs_$n");
	is(answers($subscribers[$n], 'postgres'), $answers, "logical replica, $as: the same answers");
	is(same_by_every_index($subscribers[$n], 'postgres'), '', "logical replica, $as: the same with indexes and without");
	is($subscribers[$n]->safe_psql('postgres', 'SELECT md5(string_agg(md5(symbol::text), NULL ORDER BY file COLLATE "C")) FROM docs'),
		$origin->safe_psql('postgres', 'SELECT md5(string_agg(md5(symbol::text), NULL ORDER BY file COLLATE "C")) FROM docs'),
		"logical replica, $as: generated columns");
}

# The replica takes over.
$origin->stop('immediate');
$replica->promote;
$replica->safe_psql('postgres', "INSERT INTO docs (file, doc) VALUES ('after', E'The General Assembly,\\n\\nRecalling its resolution 55/2,\\n\\n1. Decides to act.')");
is($replica->safe_psql('postgres', "SELECT doc -> '1' FROM docs WHERE file = 'after'"), 'Decides to act.', 'the replica takes over');

$_->stop('immediate') foreach @subscribers, $replica;
done_testing();
