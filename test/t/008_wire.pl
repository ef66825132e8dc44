#
# The binary forms, with bytes changed: what is received is read anew, refused
# with an error that says so, and never trusted.
#
# RES_ROUNDS is how many changed copies of each value are sent (60), RES_SEED
# chooses the changes.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $rounds = $ENV{RES_ROUNDS} || 60;
my $node = PostgreSQL::Test::Cluster->new('wire');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
load_documents($node, 'postgres', 40);

# a generator of our own: the same changes on every machine
my $state = $ENV{RES_SEED} || 1;
sub chance
{
	my ($n) = @_;
	$state = ($state * 1103515245 + 12345) % 2147483648;
	return $n > 0 ? int($state / 65536) % $n : 0;
}

sub changed
{
	my ($bytes) = @_;
	my $times = 1 + chance(3);
	while ($times-- > 0)
	{
		my $len = length $bytes;
		my $at = chance($len);
		my $what = chance(7);
		if ($what == 0) { substr($bytes, $at) = ''; }
		elsif ($what == 1) { $bytes .= substr($bytes, 0, chance(50)); }
		elsif ($what == 2) { substr($bytes, $at, 1) = chr(chance(256)) if $len; }
		elsif ($what == 3) { substr($bytes, 0, 1) = chr(chance(256)) if $len; }
		elsif ($what == 4) { substr($bytes, $at, 0) = "\0"; }
		elsif ($what == 5) { substr($bytes, $at, 1 + chance(40)) = ''; }
		else { substr($bytes, $at, 0) = substr($bytes, chance($len), chance(60)); }
	}
	return $bytes;
}

# Values as they are sent.
my %values;
my $types = $node->safe_psql('postgres', "SELECT string_agg(typname, ' ') FROM pg_type WHERE typname IN ('resolution', 'docsymbol', 'resquery')
	AND typreceive <> 0");
foreach my $type (split / /, $types)
{
	my $from =
	  $type eq 'resolution' ? 'SELECT doc AS v FROM docs ORDER BY octet_length(doc::text) LIMIT 12' :
	  $type eq 'docsymbol' ? 'SELECT symbol AS v FROM docs WHERE symbol IS NOT NULL LIMIT 12' :
	  "SELECT q::resquery AS v FROM unnest(ARRAY['verb:request', 'cites:A/RES/55/2 & !{verb:urge* & word:\"x\"}']) q";
	my $hex = $node->safe_psql('postgres', "SELECT encode(${type}_send(v), 'hex') FROM ($from) s");
	$values{$type} = [ map { pack 'H*', $_ } split /\n/, $hex ];
	$node->safe_psql('postgres', "CREATE TABLE got_$type (v $type)");
}

foreach my $type (sort keys %values)
{
	# Many COPY commands in one session, so that it is seen if it dies.
	my $folder = $node->basedir . "/wire_$type";
	mkdir $folder;
	my $script = '';
	my $n = 0;
	foreach my $value (@{ $values{$type} })
	{
		foreach my $round (0 .. $rounds)
		{
			my $payload = $round ? changed($value) : $value;
			$n++;
			open my $file, '>:raw', "$folder/$n" or die $!;
			print $file "PGCOPY\n\377\r\n\0", pack('N N n N', 0, 0, 1, length $payload), $payload, pack('n', 65535);
			close $file;
			$script .= "COPY got_$type FROM '$folder/$n' WITH (FORMAT binary);\n\\echo state $n :SQLSTATE\n";
		}
	}
	append_to_file("$folder/script", $script);
	my ($out, $err) = run_command([ 'psql', '-X', '-q', '-d', $node->connstr('postgres'), '-f', "$folder/script" ]);
	my %states;
	my @wrong;
	foreach my $line (split /\n/, $out)
	{
		next unless $line =~ /^state (\d+) (\S+)/;
		$states{$2}++;
		push @wrong, "$1: $2" if $2 !~ /^(00000|22|08P01|54)/;
	}
	is(join(', ', @wrong), '', "$type: every answer is a value or an error that names what is wrong");
	my $answers = 0;
	$answers += $_ foreach values %states;
	is($answers, $n, "$type: one session answered all");
	cmp_ok($states{'00000'} // 0, '>=', scalar @{ $values{$type} }, "$type: what was sent unchanged is a value");
	cmp_ok($n - ($states{'00000'} // 0), '>', $n / 10, "$type: much of what was changed is refused");
	note(join(', ', map { "$_: $states{$_}" } sort keys %states));
	is($node->safe_psql('postgres', "SELECT count(*) FROM got_$type WHERE v::text IS NULL OR ${type}_send(v) IS NULL"), '0',
		"$type: what was taken can be given back");
}
unlike(slurp_file($node->logfile), qr/PANIC|terminated by signal|TRAP:/, 'the server went on');

$node->stop;
done_testing();
