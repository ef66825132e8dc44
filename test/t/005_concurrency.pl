#
# Eight clients load, change, ask, vacuum and reindex at the same time; each
# question is answered the same with indexes and without, in one snapshot.
#
# RES_SECONDS is for how long (10).
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $seconds = $ENV{RES_SECONDS} || 10;
my $node = PostgreSQL::Test::Cluster->new('concurrency');
$node->init;
$node->append_conf('postgresql.conf', "autovacuum_naptime = 1\nmax_connections = 50\ndeadlock_timeout = 100ms");
$node->start;
load_documents($node, 'postgres', 80);
my $indexes = build_indexes($node, 'postgres');
cmp_ok($indexes, '>=', 4, 'indexes of all kinds');
my $before = answers($node, 'postgres');

$node->safe_psql('postgres', q{
	CREATE TABLE originals AS SELECT * FROM docs;
	CREATE SEQUENCE copies;
	-- the rows that a question finds, by index and without, in one snapshot
	CREATE FUNCTION both_ways(question text) RETURNS bigint LANGUAGE plpgsql AS $$
	DECLARE
		a text;
		b text;
		n bigint;
	BEGIN
		SET LOCAL enable_seqscan = off;
		EXECUTE format('SELECT count(*), md5(string_agg(file, '','' ORDER BY file)) FROM docs WHERE %s', question) INTO n, a;
		SET LOCAL enable_seqscan = on;
		SET LOCAL enable_indexscan = off;
		SET LOCAL enable_indexonlyscan = off;
		SET LOCAL enable_bitmapscan = off;
		EXECUTE format('SELECT md5(string_agg(file, '','' ORDER BY file)) FROM docs WHERE %s', question) INTO b;
		IF a IS DISTINCT FROM b THEN
			RAISE EXCEPTION 'not the same by index: %', question;
		END IF;
		RETURN n;
	END $$;
	-- an original never changes, whatever happens to its copies
	CREATE FUNCTION unchanged(which int) RETURNS void LANGUAGE plpgsql AS $$
	BEGIN
		PERFORM FROM originals o JOIN docs d USING (file)
		WHERE o.file = (SELECT file FROM originals ORDER BY file OFFSET which LIMIT 1)
			AND d.doc = o.doc AND d.doc::text = o.doc::text AND d.symbol IS NOT DISTINCT FROM o.symbol
			AND (SELECT count(*) FROM resolution_clauses(d.doc)) = (SELECT count(*) FROM resolution_clauses(o.doc));
		IF NOT FOUND THEN
			RAISE EXCEPTION 'an original has changed: %', which;
		END IF;
	END $$;
});
my $gin = $node->safe_psql('postgres', "SELECT count(*) FROM pg_operator WHERE oprname = '\@>'
	AND oprleft = 'resolution'::regtype AND oprright = 'docsymbol'::regtype") > 0;
my %scripts = (
	'load@6' => "\\set n random(0, 79)\nINSERT INTO docs (file, doc) SELECT 'copy ' || nextval('copies'), doc::text::resolution FROM originals ORDER BY file OFFSET :n LIMIT 1;\n",
	'change@3' => "UPDATE docs SET doc = (doc::text || E'\\n\\n99. Decides to remain seized of the matter.\\n')::resolution WHERE file = (SELECT min(file) FROM docs WHERE file LIKE 'copy %' AND octet_length(doc::text) < 20000);\n",
	'remove@4' => "DELETE FROM docs WHERE file IN (SELECT file FROM docs WHERE file LIKE 'copy %' ORDER BY random() LIMIT 2);\n",
	'ask@8' => "\\set n random(0, 79)\nBEGIN ISOLATION LEVEL REPEATABLE READ;\n" .
	  "SELECT both_ways('symbol <\@ ''A/RES''');\nSELECT both_ways(\$\$doc = (SELECT doc FROM originals ORDER BY file OFFSET \$\$ || :n || ' LIMIT 1)');\n" .
	  ($gin ? "SELECT both_ways('doc \@> ''A/RES/70/1''::docsymbol');\n" : '') . "SELECT unchanged(:n);\nCOMMIT;\n",
	'vacuum@1' => "VACUUM (ANALYZE) docs;\n",
	'reindex@1' => "REINDEX TABLE docs;\n",
	'reindex_concurrently@1' => "\\set n random(1, $indexes)\nSELECT pg_try_advisory_lock(1) AS mine \\gset\n" .
	  "\\if :mine\nREINDEX INDEX CONCURRENTLY docs_btree_short;\nSELECT pg_advisory_unlock(1);\n\\endif\n");

my @arguments;
foreach my $name (sort keys %scripts)
{
	my $file = $node->basedir . "/$name";
	(my $plain = $file) =~ s/@\d+$//;
	append_to_file($plain, $scripts{$name});
	my ($weight) = $name =~ /@(\d+)$/;
	push @arguments, '-f', "$plain\@$weight";
}
my @command = ('pgbench', '-n', '-c', '8', '-j', '2', '-T', $seconds, @arguments, $node->connstr('postgres'));
my ($stdout, $stderr) = ('', '');
my $result = IPC::Run::run(\@command, '>', \$stdout, '2>', \$stderr);
# A deadlock with a REINDEX is no fault of the data; anything else is.
my @errors = grep { /ERROR|fatal/i && !/deadlock|could not serialize|Run was aborted/ } split /\n/, $stderr;
is(join("\n", @errors), '', "eight clients for $seconds seconds: no error");
my ($transactions) = $stdout =~ /number of transactions actually processed: (\d+)/;
cmp_ok($transactions // 0, '>', 20, 'they did something');
note("$transactions transactions");

$node->safe_psql('postgres', 'DROP INDEX IF EXISTS docs_btree_short_ccnew');
is(same_by_every_index($node, 'postgres'), '', 'afterwards: the same with indexes and without');
is($node->safe_psql('postgres', 'SELECT count(*) FROM originals o JOIN docs d USING (file) WHERE d.doc = o.doc AND d.doc::text = o.doc::text'),
	'80', 'afterwards: the originals are as they were');
SKIP:
{
	skip 'no amcheck here', 1 if !has_extension($node, 'amcheck');
	is(structures_are_sound($node, 'postgres'), '', 'afterwards: amcheck has no complaint');
}
$node->safe_psql('postgres', "DELETE FROM docs WHERE file LIKE 'copy %'");
is(answers($node, 'postgres'), $before, 'afterwards: the same answers');
my $log = slurp_file($node->logfile);
unlike($log, qr/PANIC|terminated by signal|TRAP:|WARNING:  (?!.*(deadlock|vacuum))/, 'nothing odd in the log');

$node->stop;
done_testing();
