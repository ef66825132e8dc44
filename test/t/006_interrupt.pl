#
# Whatever text of 64 MB is being read, a cancel or statement_timeout ends it
# at once; nothing of it stays in memory.
#
# RES_TIMEOUTS are the milliseconds after which it is stopped (with it, every
# stretch is tried in every place), RES_MEGABYTES the size.  The server is asked how long after its timeout the query ended.
# The aim is 100 ms.  On a machine that has other work the same text is tried
# again, and the best of the tries counts: what cannot be stopped is late each
# time.  (test/tool/hostile.c measures the same without a server, in CPU time.)
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my @timeouts = split /,/, $ENV{RES_TIMEOUTS} || '300';
my $all = defined $ENV{RES_TIMEOUTS};	# each call on each text
my $megabytes = $ENV{RES_MEGABYTES} || 64;
my $allowed = $ENV{RES_ALLOWED} || 200;

my $node = PostgreSQL::Test::Cluster->new('interrupt');
$node->init;
$node->start;
$node->safe_psql('postgres', q{
	CREATE EXTENSION resolution;
	-- Runs the call on a text made of a stretch, with something in front and
	-- behind; NULL if it was done before the timeout, else how many
	-- milliseconds after it it ended.
	CREATE FUNCTION stopped(call text, front text, stretch text, behind text, megabytes int) RETURNS float8 LANGUAGE plpgsql AS $$
	DECLARE
		page text := repeat(stretch, 8192 / octet_length(stretch));
		body text := front || repeat(page, (megabytes * 1048576 - 200) / octet_length(page)) || behind;
		after float8 := 1000 * extract(epoch FROM clock_timestamp() - statement_timestamp());
	BEGIN
		EXECUTE format('SELECT count(x) FROM (SELECT %s AS x) s', call) USING body;
		RETURN NULL;
	EXCEPTION
		WHEN query_canceled THEN
			RETURN 1000 * extract(epoch FROM clock_timestamp() - statement_timestamp())
				- greatest(after, (SELECT setting::float8 FROM pg_settings WHERE name = 'statement_timeout'));
		WHEN program_limit_exceeded OR invalid_text_representation THEN
			RETURN NULL;
	END $$;
});

my %hostile = (
	'open brackets' => '(',
	'closing brackets' => '[)',
	'recalling' => 'Recalling\n\n',
	'recalling resolutions' => 'Recalling its resolution 55/2 of 3 November 2000,\n\n',
	'digits' => '1234567890',
	'numbers on lines' => '1\n',
	'footnote markers' => 'word¹ ',
	'asterisks' => '*',
	'slashes' => 'A/',
	'symbols' => 'A/RES/55/2, ',
	'labels' => '(a) (i) 1. ',
	'blanks' => ' ',
	'line ends' => '\n',
	'form feeds' => '\f1\n',
	'hyphens' => 'resolu-\ntion ',
	'sponsors' => 'Cuba, Viet Nam and ',
	'quotes' => '“',
	'one word' => 'x',
	'Chinese' => '回顾',
	'page heads' => 'A/80/L.1\n\n2/3\n\f');

# Where in a document the stretches stand, as in test/tool/hostile.c.
my %places = (
	body => [ 'The General Assembly,\n\n', '' ],
	head => [ 'United Nations\n', '\n\nThe General Assembly,\n\n1. Decides to act.\n' ],
	line => [ 'The General Assembly,\n\n1. Decides ', ' x\n' ],
	title => [ 'Resolution ', ' x\nThe General Assembly,\n\n1. Decides to act.\n' ],
	note => [ 'The General Assembly,\n\n1. Decides to act.1\n\n________\n1 See ', 'x\n' ],
	nothing => [ '', '' ]);
my %calls = (
	resolution_try => '(resolution_try($1) IS NULL)',
	resolution_problems => '(SELECT count(*) FROM resolution_problems($1))',
	docsymbols_in => '(SELECT count(*) FROM docsymbols_in($1))');

foreach my $call (sort keys %calls)
{
	my @late;
	my ($worst, $worst_name, $done, $n) = (0, '', 0, 0);
	# all stretches in a body; unless everything is asked for, each in one other
	# place too, and some for the other calls
	my @texts = $call eq 'docsymbols_in' || !$all ? map({ [ $_, 'body' ] } sort keys %hostile) :
	  map({ my $place = $_; map({ [ $_, $place ] } sort keys %hostile) } sort keys %places);
	my @others = grep { $_ ne 'body' } sort keys %places;
	push @texts, map { [ (sort keys %hostile)[$_], $others[ $_ % @others ] ] } 0 .. keys(%hostile) - 1
	  if !$all && $call eq 'resolution_try';
	foreach my $text (@texts)
	{
		my ($stretch, $place) = @$text;
		my $name = $place eq 'body' ? $stretch : "$stretch, $place";
		my ($front, $behind) = @{ $places{$place} };
		next unless $all || $call eq 'resolution_try' || $n++ % 4 == 0;
		foreach my $timeout (@timeouts)
		{
			my $ms;
			foreach my $try (1 .. 5)
			{
				my ($status, $out, $err) = $node->psql('postgres',
					"SET statement_timeout = $timeout; SELECT stopped('$calls{$call}', E'$front', E'$hostile{$stretch}', E'$behind', $megabytes)");
				die "$name: $err" if $status != 0 && $err !~ /statement timeout/;
				next if $status != 0;	# stopped just before or after the call
				$ms = $out if $out ne '' && (!defined $ms || $out < $ms);
				last if $out eq '' || $out <= $allowed;
			}
			if (!defined $ms)
			{
				$done++;
				next;
			}
			($worst, $worst_name) = ($ms, "$name, $timeout ms") if $ms > $worst;
			push @late, sprintf('%s, %d ms: %.0f ms late', $name, $timeout, $ms) if $ms > $allowed;
		}
	}
	is(join("\n", @late), '', "$call on $megabytes MB ends in time");
	note(sprintf('%s: worst %.0f ms (%s); %d were done before', $call, $worst, $worst_name, $done));
}

# A cancelled query leaves nothing behind.
my ($status, $grown) = (0, 't');
($status, $grown) = $node->psql('postgres', q{
	SET statement_timeout = 400;
	SELECT stopped('(resolution_try($1) IS NULL)', E'The General Assembly,\n\n', E'Recalling\n\n', '', 64) IS NOT NULL;
	RESET statement_timeout;
	SELECT pg_size_bytes((regexp_match(pg_read_file('/proc/' || pg_backend_pid() || '/status', 0, 100000), 'VmRSS:\s+(\d+ kB)'))[1]) < 200 * 1048576;
}, on_error_stop => 0) if -e '/proc/self/status';
like($grown, qr/t$/, 'memory is given back after a cancel');

$node->stop;
done_testing();
