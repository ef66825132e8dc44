#
# The server dies in the middle of COPY, of an index build and of an update:
# what was committed is there afterwards, all of it, and nothing else.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('recovery');
$node->init;
$node->append_conf('postgresql.conf', "autovacuum = off\ncheckpoint_timeout = 1h");
$node->start;
load_documents($node, 'postgres', 60);
build_indexes($node, 'postgres');
my $amcheck = has_extension($node, 'amcheck');
my $before = answers($node, 'postgres');
my $copy = $node->basedir . '/docs.bin';
$node->safe_psql('postgres', "COPY (SELECT 'copy of ' || file, doc FROM docs) TO '$copy' WITH (FORMAT binary)");

# Work that takes long enough to be killed in.
$node->safe_psql('postgres', q{
	CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS
		$$ BEGIN IF NEW.file LIKE '%7%' THEN PERFORM pg_sleep(0.5); END IF; RETURN NEW; END $$;
	CREATE TRIGGER slowly BEFORE INSERT OR UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION slowly();
	CREATE FUNCTION slow_title(resolution) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
		$$ BEGIN PERFORM pg_sleep(0.2); RETURN resolution_title($1); END $$;
});

# What outlived the server sees only when its work pauses that it is gone.
sub start_again
{
	my $tries = 0;
	while (system_log('pg_ctl', '-D', $node->data_dir, '-l', $node->logfile, '-w', 'start') != 0)
	{
		die 'the server does not start' if $tries++ > 30;
		sleep 1;
	}
	$node->_update_pid(1);
	return;
}

sub check_all
{
	my ($when) = @_;
	is(answers($node, 'postgres'), $before, "$when: the documents and all that is said of them");
	is(same_by_every_index($node, 'postgres'), '', "$when: the same with indexes and without");
	is($node->safe_psql('postgres', 'SELECT count(*) FROM pg_index WHERE NOT indisvalid'), '0', "$when: no index is half made");
  SKIP:
	{
		skip 'no amcheck here', 1 if !$amcheck;
		is(structures_are_sound($node, 'postgres'), '', "$when: amcheck has no complaint");
	}
	return;
}

my @deaths = (
	[ 'COPY', "COPY docs (file, doc) FROM '$copy' WITH (FORMAT binary)" ],
	[ 'an index build', 'CREATE INDEX docs_slow ON docs (slow_title(doc))' ],
	[ 'an update', "UPDATE docs SET doc = resolution_reparse(doc), file = file || ' again'" ]);
foreach my $death (@deaths)
{
	my ($what, $sql) = @$death;
	my $psql = start_psql($node, 'postgres', $sql);
	(my $like = $sql) =~ s/'/''/g;
	ok(wait_for_query($node, $like), "$what is under way");
	$node->kill9;
	$psql->finish;
	start_again();
	check_all("killed in $what");
}

# A backend dies: the server restarts by itself where it may, else we do it.
my $psql = start_psql($node, 'postgres', $deaths[0][1]);
(my $like = $deaths[0][1]) =~ s/'/''/g;
wait_for_query($node, $like);
kill 'KILL', $node->safe_psql('postgres', "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '$like'");
$psql->finish;
# With restart_after_crash = off, as these servers have it, all of it ends.
my $waited = 0;
while (-e $node->data_dir . '/postmaster.pid')
{
	die 'the server does not end' if $waited++ > 30;
	sleep 1;
}
start_again();
check_all('a backend killed in COPY');

# Work goes on.
$node->safe_psql('postgres', 'DROP TRIGGER slowly ON docs');
$node->safe_psql('postgres', $deaths[0][1]);
$node->safe_psql('postgres', 'REINDEX TABLE docs');
is($node->safe_psql('postgres', "SELECT count(*) FROM docs a JOIN docs b ON b.file = 'copy of ' || a.file AND b.doc = a.doc"),
	'60', 'COPY afterwards');
is(same_by_every_index($node, 'postgres'), '', 'afterwards: the same with indexes and without');

$node->stop;
done_testing();
