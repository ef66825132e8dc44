#!/usr/bin/perl
#
# symbols.pl
#	  Make the tables of document symbols: data/symbols.tsv in, C out.
#
# Usage: perl src/gen/symbols.pl DATADIR OUTFILE
#
# Stops with a message if the codes of the table would break the order of
# stored symbols.
#
use strict;
use warnings;
no warnings 'portable';		# 64-bit numbers

@ARGV == 2 or die "usage: symbols.pl DATADIR OUTFILE\n";
my ($datadir, $outfile) = @ARGV;

my $word_max = 15;
my $hash_bits = 10;

my %role = (
	'-' => 'RES_WORD_PLAIN', word => 'RES_WORD_PLAIN', body => 'RES_WORD_BODY',
	session => 'RES_WORD_SESSION', conference => 'RES_WORD_CONFERENCE',
	special => 'RES_WORD_SPECIAL', series => 'RES_WORD_SERIES',
	suffix => 'RES_WORD_SUFFIX', part => 'RES_WORD_PART',
	name => 'RES_WORD_NAME', treaty => 'RES_WORD_TREATY',
	numbered => 'RES_WORD_NUMBERED',
	input => 'RES_WORD_INPUT');

# In the order of ResSymbolKind.
my @kinds = (
	'meeting record', 'resolution', 'decision', 'statement', 'amendment',
	'draft', 'conference room paper', 'written statement', 'petition',
	'information', 'agenda', 'general comment', 'concluding observations',
	'bulletin', 'instruction', 'circular', 'report', 'communication',
	'working paper', 'press release');
my %kind = map { $kinds[$_] => $_ } 0 .. $#kinds;
$kind{'-'} = @kinds;

# The order of names: full stop, blank, hyphen, letters, low line.
sub order_of
{
	my $name = uc shift;
	$name =~ tr/. \-A-Z_/\x01-\x1e/;
	return $name;
}

my %rows = (root => [], word => [], part => []);
my @eras;
my @names;
my $file = "$datadir/symbols.tsv";
open my $in, '<', $file or die "could not open $file: $!\n";
while (my $line = <$in>)
{
	chomp $line;
	next if $line =~ /^#/ || $line eq '';
	my ($class, $spelling, $code, $role, $kind, $under, $old, $meaning) =
	  split /\t/, $line, -1;
	next if $class eq 'class';
	my $where = "$file line $.";
	if ($class eq 'era')
	{
		die "$where: three sessions are wanted\n" if $old !~ /^\d+,\d+,\d+$/;
		die "$where: $spelling is too long\n" if length $spelling > $word_max;
		push @eras, sprintf qq(\t{"%s", %d, %d, %d},\n), uc $spelling, split /,/, $old;
		next;
	}
	if ($class eq 'name')
	{
		die "$where: symbol of $spelling is too long\n" if length $under > 7;
		push @names, qq(\t{"$spelling", "$under"},\n);
		next;
	}
	die "$where: unknown class $class\n" if !$rows{$class};
	die "$where: a column is missing\n" if !defined $meaning || $meaning eq '';
	die "$where: unknown role $role\n" if !$role{$role};
	die "$where: unknown kind $kind\n" if !defined $kind{$kind};
	die "$where: $spelling is too long\n" if length $spelling > $word_max;
	die "$where: bad code $code\n" if $code !~ /^([0-9a-f]{2}|-)$/;
	my ($from, $to) = $old =~ /^(\d+)-(\d+)$/ ? ($1, $2) : (1, 0);
	push @{ $rows{$class} },
	  { spelling => $spelling, name => uc $spelling, role => $role{$role},
		code => $code eq '-' ? 0 : hex $code, kind => $kind{$kind},
		under => $under eq '-' ? '' : $under, from => $from, to => $to,
		where => $where };
}
close $in;

for my $class (keys %rows)
{
	$rows{$class} =
	  [ sort { order_of($a->{name}) cmp order_of($b->{name}) } @{ $rows{$class} } ];
	my ($last, %seen);
	for my $row (@{ $rows{$class} })
	{
		die "$row->{where}: $row->{spelling} stands twice\n" if $seen{ $row->{name} }++;
		if (!$row->{code})
		{
			die "$row->{where}: a $class needs a code\n" if $class ne 'word';
			next;
		}
		if ($last)
		{
			# Behind a coded word there is room for the words between it and
			# the next; there are none between X and "X.".
			my $step = $row->{code} - $last->{code};
			my $least = $class eq 'root' ? 1
			  : $class eq 'word' && $row->{name} eq "$last->{name}." ? 1 : 2;
			die "$row->{where}: code of $row->{spelling} is out of order\n" if $step < $least;
		}
		elsif ($class eq 'word')
		{
			die "$row->{where}: code below 81\n" if $row->{code} < 0x81;
		}
		die "$row->{where}: code above ee\n" if $class eq 'word' && $row->{code} > 0xee;
		die "$row->{where}: bad code\n" if $row->{code} < 1 || $row->{code} > 0xfd;
		$last = $row;
	}
}

sub key_of
{
	my $key = 0;
	for my $c (unpack 'C8', substr $_[0] . "\0" x 8, 0, 8)
	{
		last if $c == 0;
		$key = $key << 8 | $c;
	}
	return $key ^ (length($_[0]) << 56);
}

# A factor under which no two names fall into one slot.  The search is the
# same on every machine.
sub perfect_hash
{
	my @keys = map { key_of($_->{name}) } @_;
	my $state = 0x9e3779b97f4a7c15;
	for my $try (1 .. 1000000)
	{
		use integer;
		$state ^= $state << 13;
		$state ^= ($state >> 7) & 0x1ffffffffffffff;
		$state ^= $state << 17;
		my $factor = $state | 1;
		my (%slot, $i);
		for my $key (@keys)
		{
			my $slot = (($key * $factor) >> (64 - $hash_bits)) & ((1 << $hash_bits) - 1);
			last if exists $slot{$slot};
			$slot{$slot} = ++$i;
		}
		return ($factor, \%slot) if keys %slot == @keys;
	}
	die "found no perfect hash\n";
}

my $out = <<'END';
/*-------------------------------------------------------------------------
 *
 * symbol_tables.c
 *	  Words of document symbols.  Made from data/symbols.tsv by
 *	  src/gen/symbols.pl; do not edit.
 *
 *-------------------------------------------------------------------------
 */
#include "symbol_tables.h"

END

sub bytes
{
	my ($head, @v) = @_;
	my $text = "$head =\n{\n";
	while (my @line = splice @v, 0, 16)
	{
		$text .= "\t" . join(', ', @line) . ",\n";
	}
	return "$text};\n\n";
}

sub words
{
	my ($head, $rows) = @_;
	my $text = "$head =\n{\n";
	for my $r (@$rows)
	{
		$text .= sprintf qq(\t{"%s", "%s", %d, 0x%02x, %s, %d, "%s", %d, %d},\n),
		  @$r{qw(name spelling)}, length $r->{name}, @$r{qw(code role kind under from to)};
	}
	return "$text};\n\n";
}

sub by_code
{
	my ($rows) = @_;
	my @index = (0) x 256;
	$index[ $rows->[$_]{code} ] = $_ + 1 for grep { $rows->[$_]{code} } 0 .. $#$rows;
	return @index;
}

$out .= "const char *const res_symbol_kind_names[RES_SYMBOL_NO_KIND] =\n{\n";
$out .= qq(\t"$_",\n) for @kinds;
$out .= "};\n\n";

$out .= words('const ResSymbolWord res_symbol_roots[]', $rows{root});
$out .= bytes('const uint8_t res_symbol_root_of_code[256]', by_code($rows{root}));
$out .= words('const ResSymbolWord res_symbol_words[]', $rows{word});
$out .= bytes('const uint8_t res_symbol_word_of_code[256]', by_code($rows{word}));

my @coded = grep { $rows{word}[$_]{code} } 0 .. $#{ $rows{word} };
$out .= bytes('const uint8_t res_symbol_coded[]', @coded);
$out .= sprintf "const uint32_t res_symbol_ncoded = %d;\n\n", scalar @coded;

$out .= words('const ResSymbolWord res_symbol_partwords[]', $rows{part});
$out .= sprintf "const uint32_t res_symbol_npartwords = %d;\n\n", scalar @{ $rows{part} };
$out .= bytes('const uint8_t res_symbol_partword_of_code[256]', by_code($rows{part}));

$out .= "const ResSymbolEra res_symbol_eras[] =\n{\n" . join('', @eras) . "};\n\n";
$out .= sprintf "const uint32_t res_symbol_neras = %d;\n\n", scalar @eras;

$out .= "const ResSymbolName res_symbol_names[] =\n{\n" . join('', @names) . "};\n\n";
$out .= sprintf "const uint32_t res_symbol_nnames = %d;\n\n", scalar @names;

for my $class ('root', 'word')
{
	my ($factor, $slot) = perfect_hash(@{ $rows{$class} });
	$out .= sprintf "const uint64_t res_symbol_%s_factor = UINT64_C(0x%016x);\n\n", $class, $factor;
	$out .= bytes("const uint8_t res_symbol_${class}_slots[1 << RES_SYMBOL_HASH_BITS]",
		map { $slot->{$_} // 0 } 0 .. (1 << $hash_bits) - 1);
}
$out =~ s/\n\n\z/\n/;

open my $fh, '>', $outfile or die "could not write $outfile: $!\n";
print $fh $out;
close $fh or die "could not write $outfile: $!\n";
