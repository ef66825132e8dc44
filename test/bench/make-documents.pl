#!/usr/bin/perl
#
# make-documents.pl
#	  Many documents out of few, for measurements.
#
# usage: make-documents.pl ARCHIVE.csv NUMBER > rows
#
# Writes rows for COPY (text format): a number and the text of a document.
# Each is a document of the archive with another number in its symbol, its
# paragraphs in another order, every fifth paragraph from another document of
# the same language, and every fourth cited resolution with another number, so
# that words go together as in the originals while values differ.  The same
# arguments give the same rows.
#
use strict;
use warnings;

my ($file, $number) = @ARGV;
die "usage: make-documents.pl ARCHIVE.csv NUMBER\n" if !defined $number;

# The archive: CSV with quoted fields that hold line ends.
open(my $in, '<:raw', $file) or die "$file: $!\n";
my $csv = do { local $/; <$in> };
close($in);
my (@rows, @fields);
while ($csv =~ /\G(?:"((?:[^"]++|"")*+)"|([^,\n]*))(,|\r?\n|\z)/gc)
{
	my ($field, $end) = (defined $1 ? $1 : $2, $3);
	$field =~ s/""/"/g;
	push @fields, $field;
	next if $end eq ',';
	push @rows, [@fields] if @fields > 1;
	@fields = ();
	last if $end eq '';
}
my $head = shift @rows;
my %column = map { $head->[$_] => $_ } 0 .. $#$head;

# A generator of its own: perl's differs between platforms.
my $state = 1;
sub chance
{
	my ($n) = @_;
	$state = ($state * 1103515245 + 12345) & 0x7FFFFFFF;
	return ($state >> 8) % $n;
}

my (@documents, %paragraphs);
foreach my $row (@rows)
{
	my $language = $row->[ $column{language} ];
	my @paragraphs = split /\n[ \t]*\n/, $row->[ $column{body} ];
	push @documents, [ $language, \@paragraphs ];
	push @{ $paragraphs{$language} }, grep { length($_) > 60 && length($_) < 2000 } @paragraphs;
}

my %escapes = ("\\" => "\\\\", "\n" => "\\n", "\r" => "\\r", "\t" => "\\t");
for (my $i = 0; $i < $number; $i++)
{
	my ($language, $original) = @{ $documents[ $i % @documents ] };
	my @paragraphs = @$original;

	# long paragraphs change places among themselves, short lines stay
	my @long = grep { length($paragraphs[$_]) > 60 && length($paragraphs[$_]) < 2000 } 0 .. $#paragraphs;
	for (my $j = $#long; $j > 0; $j--)
	{
		my $k = chance($j + 1);
		next if $k < 2;				# the first ones are often the masthead
		@paragraphs[ $long[$j], $long[$k] ] = @paragraphs[ $long[$k], $long[$j] ];
	}
	foreach my $j (@long)
	{
		$paragraphs[$j] = $paragraphs{$language}[ chance(scalar @{ $paragraphs{$language} }) ] if chance(5) == 0;
	}
	my $text = join("\n\n", @paragraphs);
	$text =~ s{\b(A/RES/|A/[A-Z0-9./]*?L\.|S/RES/|S/\d{4}/)(\d+)}{$1 . ($2 + $i)}e;
	$text =~ s{(resolutions?\s+)(\d\d)/(\d+)}{chance(4) ? "$1$2/$3" : $1 . (40 + chance(40)) . '/' . (1 + chance(250))}ge;
	$text =~ s/([\\\n\r\t])/$escapes{$1}/g;
	print $i + 1, "\t", $text, "\n";
}
