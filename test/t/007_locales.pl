#
# The answers do not depend on the encoding or the locale of the database.
#
use strict;
use warnings;

use Encode ();
use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

# Locales of our own making, where the system has their sources.
my $locales = PostgreSQL::Test::Utils::tempdir;
my %made;
foreach my $locale ([ 'en_US', 'UTF-8' ], [ 'tr_TR', 'UTF-8' ], [ 'en_US', 'ISO-8859-1' ], [ 'tr_TR', 'ISO-8859-9' ], [ 'ja_JP', 'EUC-JP' ])
{
	my $name = join('.', @$locale);
	system_log('localedef', '-i', $locale->[0], '-f', $locale->[1], "$locales/$name");
	$made{$name} = -e "$locales/$name/LC_CTYPE";
}
$ENV{LOCPATH} = $locales if grep { $_ } values %made;

my $node = PostgreSQL::Test::Cluster->new('locales');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
load_documents($node, 'postgres', 150);
$node->safe_psql('postgres', q{
	CREATE FUNCTION fits(body text, encoding text) RETURNS boolean LANGUAGE plpgsql AS $$
	BEGIN
		RETURN CASE encoding WHEN 'SQL_ASCII' THEN octet_length(body) = length(body)
			ELSE convert_from(convert_to(body, encoding), encoding) = body END;
	EXCEPTION WHEN OTHERS THEN
		RETURN false;
	END $$});

# What is said of the documents, in UTF-8.  Names of ours that the encoding
# lacks are shown with a substitute, which is put into both.
sub said
{
	my ($database, $where) = @_;
	# The server's text search folds words as the locale does; that is not ours.
	my $calls = $node->safe_psql($database, q{
		SELECT string_agg(CASE WHEN p.proretset
				THEN format('(SELECT string_agg(x::text, chr(10)) FROM %1$s(doc) x)', p.oid::regproc)
				ELSE format('%s(doc)::text', p.oid::regproc) END, ', ' ORDER BY p.proname COLLATE "C")
		FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
			JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
		WHERE p.pronargs = 1 AND p.proargtypes[0] = 'resolution'::regtype AND p.prokind = 'f' AND p.provolatile <> 'v' AND p.proname <> 'to_tsvector'
			AND p.prorettype NOT IN ('internal'::regtype, 'bytea'::regtype)});
	my $set = $node->safe_psql($database, 'SHOW server_encoding') eq 'SQL_ASCII' ? '' : 'SET client_encoding = UTF8;';
	my $said = $node->safe_psql($database, "$set SELECT concat_ws('|', file, $calls) FROM docs WHERE $where ORDER BY file COLLATE \"C\"");
	my $order = $node->safe_psql($database, "$set SELECT string_agg(file, ' ' ORDER BY doc) || string_agg(symbol::text, ' ' ORDER BY symbol) FROM docs WHERE $where");
	$said =~ s/\xE2\x80[\x98\x99]/'/g;
	$said =~ s/\xE2\x80[\x90-\x95]/-/g;
	return ($said, $order);
}

my @databases = (
	[ 'UTF8', 'en_US.UTF-8' ], [ 'UTF8', 'tr_TR.UTF-8' ], [ 'LATIN1', 'C' ], [ 'LATIN1', 'en_US.ISO-8859-1' ],
	[ 'LATIN5', 'tr_TR.ISO-8859-9' ], [ 'SQL_ASCII', 'C' ], [ 'EUC_JP', 'C' ], [ 'EUC_JP', 'ja_JP.EUC-JP' ]);
my $n = 0;
foreach my $case (@databases)
{
	my ($encoding, $locale) = @$case;
  SKIP:
	{
		skip "locale $locale is not to be had", 3 if $locale ne 'C' && !$made{$locale};
		my $database = 'db' . ++$n;
		my $where = "fits(doc::text, '$encoding')";
		my $file = $node->basedir . "/$database.csv";
		$node->safe_psql('postgres', "CREATE DATABASE $database ENCODING '$encoding' LC_COLLATE '$locale' LC_CTYPE '$locale' TEMPLATE template0");
		$node->safe_psql('postgres', "COPY (SELECT file, doc FROM docs WHERE $where ORDER BY file COLLATE \"C\") TO '$file' WITH (FORMAT csv, ENCODING 'UTF8')");
		my $with = $encoding eq 'SQL_ASCII' ? '' : ", ENCODING 'UTF8'";
		$node->safe_psql($database, "CREATE EXTENSION resolution;
			CREATE TABLE docs (file text PRIMARY KEY, doc resolution, symbol docsymbol GENERATED ALWAYS AS (resolution_symbol(doc)) STORED);
			COPY docs (file, doc) FROM '$file' WITH (FORMAT csv$with)");
		build_indexes($node, $database);
		my $rows = $node->safe_psql($database, 'SELECT count(*) FROM docs');
		cmp_ok($rows, '>', 3, "$encoding, $locale: $rows documents fit");
		my ($said, $order) = said($database, 'true');
		my ($expected, $expected_order) = said('postgres', $where);
		my $same = $said eq $expected && $order eq $expected_order;
		ok($same, "$encoding, $locale: the same answers in the same order");
		if (!$same)
		{
			my @a = split /[|\n]/, "$said\n$order";
			my @b = split /[|\n]/, "$expected\n$expected_order";
			my $shown = 0;
			for (my $i = 0; $i < @b && $shown < 10; $i++)
			{
				next if ($a[$i] // '') eq $b[$i];
				diag(($a[$i] // 'nothing') . "\n  expected " . $b[$i]);
				$shown++;
			}
		}
		is(same_by_every_index($node, $database), '', "$encoding, $locale: the same with indexes and without");
	}
}

$node->stop;
done_testing();
