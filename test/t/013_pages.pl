#
# Pages whose bytes were changed on the disk: whatever function meets such a
# document, it answers or says that the data is corrupted (XX001), and the
# server goes on.
#
# Only what the extension wrote is changed, the data of TOAST rows; the server
# looks after its own headers.  RES_ROUNDS is how often it is done (3),
# RES_SEED chooses the bytes.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $rounds = $ENV{RES_ROUNDS} || 3;
my $node = PostgreSQL::Test::Cluster->new('pages');
# with checksums the server would refuse the pages before the extension sees them
$node->init(extra => [ `initdb --help` =~ /(--no-data-checksums)/ ]);
$node->append_conf('postgresql.conf', 'autovacuum = off');
$node->start;
load_documents($node, 'postgres', 80);

# Long enough for TOAST and not compressed, so that a changed byte is one of the
# stored form.
$node->safe_psql('postgres', q{
	CREATE TABLE pages (file text, doc resolution);
	ALTER TABLE pages ALTER doc SET STORAGE EXTERNAL;
	INSERT INTO pages SELECT file, doc::text::resolution FROM docs;
	CREATE FUNCTION outcome(call text, of text) RETURNS text LANGUAGE plpgsql AS $$
	BEGIN
		EXECUTE format('SELECT count(x) FROM (SELECT %s AS x FROM pages WHERE file = %L OFFSET 0) s', call, of);
		RETURN 'answer';
	EXCEPTION WHEN OTHERS THEN
		RETURN SQLSTATE || CASE WHEN SQLSTATE <> 'XX001' THEN ' ' || call || ': ' || SQLERRM ELSE '' END;
	END $$;
	CREATE TABLE calls AS SELECT format('%s(doc)', p.oid::regproc) AS call
		FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
			JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
		WHERE p.pronargs = 1 AND p.proargtypes[0] = 'resolution'::regtype AND p.prokind = 'f' AND p.prorettype <> 'internal'::regtype
		UNION ALL VALUES ('doc = doc'), ('doc < (SELECT doc FROM docs ORDER BY file LIMIT 1)'), ('doc @@ ''{verb:request & word:report}'''),
			('doc @> ''A/RES''::docsymbol'), ('resolution_headline(doc, ''word:report | verb:request'')'),
			('resolution_clause(doc, ''1'')'), ('resolution_diff(doc, (SELECT doc FROM docs ORDER BY file LIMIT 1))'), ('doc::jsonb');
	VACUUM FREEZE pages;
	CHECKPOINT;
});
my $file = $node->data_dir . '/'
  . $node->safe_psql('postgres', "SELECT pg_relation_filepath(reltoastrelid) FROM pg_class WHERE relname = 'pages'");
my $whole = slurp_file($file);
my $page_size = $node->safe_psql('postgres', 'SHOW block_size');
my $calls = $node->safe_psql('postgres', 'SELECT count(*) FROM calls');
cmp_ok(length($whole), '>', 20 * $page_size, 'documents fill pages');
cmp_ok($calls, '>', 40, "$calls functions and operators are asked");

# Where the data of each row of a page begins and ends: behind the header of
# the row, its two numbers and the length of the piece.
my @pieces;
for (my $page = 0; $page < length($whole); $page += $page_size)
{
	my $lower = unpack('S', substr($whole, $page + 12, 2));
	for (my $at = 24; $at < $lower; $at += 4)
	{
		my $pointer = unpack('L', substr($whole, $page + $at, 4));
		my ($from, $flags, $length) = ($pointer & 0x7fff, ($pointer >> 15) & 3, $pointer >> 17);
		push @pieces, [ $page + $from + 36, $page + $from + $length ] if $flags == 1 && $length > 60;
	}
}

srand($ENV{RES_SEED} || 1);
my %outcomes;
foreach my $round (1 .. $rounds)
{
	my $damaged = $whole;
	foreach (1 .. (500, 5000, 50000)[ $round % 3 ])
	{
		# counts and lengths stand in front
		my ($from, $to) = @{ $pieces[ rand @pieces ] };
		my $at = int($from + rand(rand() < 0.5 && $to - $from > 120 ? 120 : $to - $from));
		my $byte = ord(substr($damaged, $at, 1));
		substr($damaged, $at, 1) = chr((0, 255, int(rand 256), $byte ^ (1 << int(rand 8)), ($byte + 1) & 255)[ rand 5 ]);
	}
	$node->stop;
	spill($file, $damaged);
	$node->start;
	my ($status, $out, $err) = $node->psql('postgres', "SET statement_timeout = '60s';
		SELECT outcome(call, file) AS o, count(*) FROM calls, pages GROUP BY o ORDER BY o");
	is($status, 0, "round $round: the server goes on") or note($err);
	foreach (split /\n/, $out)
	{
		my ($outcome, $count) = /(.*)\|(\d+)/;
		$outcomes{$outcome} += $count;
	}
}
note(join(', ', map { "$_: $outcomes{$_}" } sort keys %outcomes));
# what reads the text anew refuses one that is no document any more
is(join("\n", grep { !/^(answer|XX001|22P02 resolution_reparse.*)$/s } sort keys %outcomes), '', 'nothing but answers and XX001');
cmp_ok($outcomes{XX001} // 0, '>', 0, 'damage is noticed');

# What was damaged on the disk is all that was: the text as it was written.
$node->stop;
spill($file, $whole);
$node->start;
is($node->safe_psql('postgres', 'SELECT count(*) FROM pages JOIN docs USING (file) WHERE pages.doc::text <> docs.doc::text'),
	'0', 'every text is there again');
$node->stop;
done_testing();

sub spill
{
	my ($name, $bytes) = @_;
	open(my $out, '>:raw', $name) or die "$name: $!";
	print $out $bytes;
	close($out) or die "$name: $!";
	return;
}
