#!/usr/bin/perl
#
# tables.pl
#	  Makes the C tables of the reader from the facts in data/.
#
# Usage: perl src/gen/tables.pl DATADIR OUTFILE
#
# Reads DATADIR/lexicon*.tsv, phrases.tsv, states.tsv and vocabulary.tsv
# (columns: see src/core/language.h) and writes one C file, declared in
# src/core/tables.h.  Equal input gives equal output.  A row that cannot be
# right ends the run with file and line.
#
use strict;
use warnings;
use utf8;
use FindBin;
use Unicode::Normalize qw(NFD);

die "usage: tables.pl DATADIR OUTFILE\n" unless @ARGV == 2;
my ($datadir, $outfile) = @ARGV;

my @languages = qw(en fr es ru zh ar de);
my %language = map { $_ => 1 } @languages;

# A key longer than this is no word or name but an accident.
my $MAX_KEY = 255;

my ($file, $line) = ('', 0);

sub bad
{
	my ($what) = @_;

	die "$file:$line: $what\n";
}

# ---------- reading ----------

# Calls $row with the columns of every row; blank columns at the end may be
# left out.
sub read_table
{
	my ($name, $ncols, $row) = @_;

	($file, $line) = ($name, 0);
	open(my $in, '<:raw', "$datadir/$name") or die "cannot read $datadir/$name: $!\n";
	while (my $text = <$in>)
	{
		$line++;
		$text =~ s/\r?\n\z//;
		next if $text =~ /^#/ || $text eq '';
		utf8::decode($text) or bad('not UTF-8');
		bad('control character') if $text =~ /[\x00-\x08\x0a-\x1f]/;
		my @cols = split(/\t/, $text, -1);
		bad('more than ' . $ncols . ' columns') if @cols > $ncols;
		push @cols, ('') x ($ncols - @cols);
		foreach my $col (@cols)
		{
			bad('blank at the beginning or end of a column') if $col =~ /^\s|\s$/;
			bad('two blanks in a row') if $col =~ /\s\s/;
		}
		$row->(@cols);
	}
	close($in);
}

# ---------- folding: the same as res_key_fold in language.c ----------

# Base letters of accented Latin letters.
my %base;
foreach my $code (0xC0 .. 0x17F)
{
	my $nfd = NFD(chr($code));

	$base{ chr($code) } = lc($1) if $nfd =~ /^([A-Za-z])\p{Mn}+$/;
}

# Lower case as res_fold in chars.c knows it.
sub lower
{
	my ($text) = @_;

	$text =~ s/([A-Z\x{C0}-\x{D6}\x{D8}-\x{DE}\x{100}-\x{12F}\x{132}-\x{137}\x{139}-\x{148}\x{14A}-\x{17E}\x{391}-\x{3A9}\x{400}-\x{42F}])/lc($1)/ge;
	return $text;
}

sub fold_text
{
	my ($text) = @_;

	$text =~ s/[\x{AD}\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}\x{FEFF}]//g;
	$text =~ s/[\x{640}\x{64B}-\x{652}]//g;
	$text =~ s/[\x{FF01}-\x{FF5E}]/chr(ord($&) - 0xFEE0)/ge;
	$text =~ s/[\x{2018}\x{2019}\x{2BC}\x{B4}`]/'/g;
	$text =~ s/[\x{2010}-\x{2015}\x{2212}]/-/g;
	$text =~ s/\s+/ /g;
	return lower($text);
}

sub fold_name
{
	my ($text) = @_;

	$text = fold_text($text);
	$text =~ s/[\x{300}-\x{36F}']//g;
	$text =~ s/([\x{C0}-\x{17F}])/$base{$1} \/\/ $1/ge;
	$text =~ s/[-()\[\],]/ /g;
	return join(' ', grep { $_ ne 'the' } split(' ', $text));
}

# ---------- C text ----------

my $pool     = '';
my %pool_at;

sub bytes
{
	my ($text) = @_;

	utf8::encode($text);
	return $text;
}

# Place of a byte string in the pool.
sub pooled
{
	my ($bytes) = @_;

	if (!defined $pool_at{$bytes})
	{
		$pool_at{$bytes} = length($pool);
		$pool .= $bytes;
	}
	return $pool_at{$bytes};
}

sub c_string
{
	my ($text) = @_;

	return 'NULL' unless defined $text && $text ne '';
	$text = bytes($text);
	$text =~ s/([\\"?])/\\$1/g;
	return "\"$text\"";
}

# A long byte string as lines of C string literals.
sub c_bytes
{
	my ($bytes) = @_;
	my $out = '';

	foreach my $piece (unpack('(a64)*', $bytes))
	{
		$piece =~ s/([\\"?])/\\$1/g;
		$piece =~ s/([^\x20-\x7e])/sprintf('\\%03o', ord($1))/ge;
		$out .= "\t\"$piece\"\n";
	}
	return $out;
}

# ---------- sets of keys ----------

my @keys;						# byte strings

# The keys of a set as a trie: a node is the bytes that lead on from its
# first one without a fork, and the nodes that go on from there, which stand
# side by side in the order of their first bytes.
my @nodes;						# first child, children, key, label
my @node_byte;					# first byte of each node

# Adds the trie of $keys[$first .. $first + $n - 1] and returns its root.
sub trie
{
	my ($first, $n) = @_;
	my $root = @nodes;
	my @todo = ([ $root, $first, $first + $n, 0 ]);

	push @nodes,     undef;
	push @node_byte, 0;
	while (my $todo = shift @todo)
	{
		my ($node, $lo, $hi, $depth) = @$todo;
		my $from = $depth;
		my $key  = -1;
		my @child;

		# the keys are in order: what the first and last share, all share
		$depth++
		  while $depth < length($keys[$lo]) && $depth < length($keys[ $hi - 1 ])
		  && substr($keys[$lo], $depth, 1) eq substr($keys[ $hi - 1 ], $depth, 1);
		my $label = pooled($keys[$lo]) + $from;
		my $len   = $depth - $from;
		$key = $lo++ if length($keys[$lo]) == $depth;
		my $children = @nodes;
		while ($lo < $hi)
		{
			my $c    = substr($keys[$lo], $depth, 1);
			my $next = $lo;

			$next++ while $next < $hi && substr($keys[$next], $depth, 1) eq $c;
			push @todo, [ scalar(@nodes), $lo, $next, $depth + 1 ];
			push @nodes,     undef;
			push @node_byte, ord($c);
			$lo = $next;
		}
		$nodes[$node] = [ $children, @nodes - $children, $key, $label, $len ];
	}
	return $root;
}

# For each language which sets have a key that begins with a pair of
# characters: see res_key_pair in language.h.
my %pair;

sub pair_bits
{
	my ($lang, $bit, $key) = @_;
	my @c = unpack('C2', $key);

	return if $c[0] >= 0x80;

	# a letter or digit and what follows it, 0 for nothing and all other signs;
	# anything behind a sign
	my $row     = chr($c[0]) =~ /[a-z0-9]/ ? $c[0] & 31 : 0;
	my @columns = $row == 0 ? 0 .. 31 : @c > 1 && chr($c[1]) =~ /[a-z0-9]/ ? $c[1] & 31 : 0;

	$pair{$lang}[ $row << 5 | $_ ] |= 1 << $bit foreach @columns;
}

# The same for letters of the scripts that wide_letter in language.c knows:
# see res_key_wide in tables.h.
my %wide;
my %single;

sub wide_letter
{
	my ($ch) = @_;

	return ($ch >= 0x400 && $ch < 0x500)
	  || ($ch >= 0x600 && $ch < 0x700 && $ch != 0x640 && !($ch >= 0x64B && $ch <= 0x652))
	  || ($ch > 0x3040 && $ch < 0xA000);
}

sub wide_bits
{
	my ($lang, $bit, $key) = @_;
	my $text = $key;
	utf8::decode($text) or die "a key is not UTF-8\n";
	my @c = map { ord } split //, $text;

	return unless wide_letter($c[0]);
	if (@c == 1)
	{
		$single{$lang}[ $c[0] & 255 ] |= 1 << $bit;
	}
	elsif (wide_letter($c[1]))
	{
		$wide{$lang}[ ($c[0] * 37 + $c[1]) & 2047 ] |= 1 << $bit;
	}
}

# What the keys of a language begin with: for each set and each beginning the
# place in the trie to which it leads (see ResFirst in tables.h).
my %first;

sub first_word_of
{
	my ($key) = @_;
	my ($head) = $key =~ /^([0-9a-z]{0,8})/;

	return $head;
}

# Notes the beginnings of the keys of a set, whose trie has this root.
sub firsts
{
	my ($lang, $id, $root, @set) = @_;

	foreach my $key (@set)
	{
		my $head = first_word_of($key);
		my ($node, $at) = ($root, 0);

		next if $head eq '' || defined $first{$lang}{"$id $head"};
		foreach my $c (split(//, $head))
		{
			my ($child, $n, undef, $label, $len) = @{ $nodes[$node] };

			if ($at < $len)
			{
				$at++;
				next;
			}
			($node) = grep { $node_byte[$_] == ord($c) } ($child .. $child + $n - 1);
			$at = 0;
		}
		$first{$lang}{"$id $head"} = [ $head, $node, $id, $at ];
	}
}

# RES_NO_BIT in tables.h: the set has no bit in res_key_pair.
my $NO_BIT = 64;

# Adds the keys of one set (byte strings in byte order) and returns its C form.
# The number of the set is its own within the language.
sub key_set
{
	my ($lang, $id, $bit, @set) = @_;
	my $first = @keys;
	my @start = (0) x 32;

	foreach my $key (@set)
	{
		my $c = ord($key);

		pooled($key);
		push @keys, $key;
		$start[ $c >> 3 ] |= 1 << ($c & 7);
		next if $bit == $NO_BIT;
		pair_bits($lang, $bit, $key);
		wide_bits($lang, $bit, $key);
	}
	my $root = @set ? trie($first, scalar(@set)) : 0;

	firsts($lang, $id, $root, @set);
	return sprintf('{%u, %u, %u, %s, %u, %u, {%s}}', @set ? $first : 0, scalar(@set), $root,
		$lang eq '*' ? 'RES_LANGUAGES' : 'RES_' . uc($lang), $bit, $id, join(', ', @start));
}

# ---------- lexicon ----------

# The classes are those of the enumeration in language.h.
my %class;
my %class_number;
my %class_bit;					# its bit in res_key_pair
my @classes;
{
	my $header = "$FindBin::Bin/../core/language.h";

	open(my $in, '<', $header) or die "cannot read $header: $!\n";
	local $/;
	my $text = <$in>;
	close($in);
	my ($body) = $text =~ /typedef enum ResLexClass\s*\{(.*?)\}\s*ResLexClass;/s
	  or die "$header: no ResLexClass\n";
	$body =~ s{/\*.*?\*/}{}gs;
	foreach my $name ($body =~ /\bRES_LEX_(\w+)/g)
	{
		next if $name eq 'CLASSES';
		$class{ lc($name) } = "RES_LEX_$name";
		$class_number{ lc($name) } = @classes;
		$class_bit{ lc($name) } = @classes % 63;
		push @classes, lc($name);
	}
}

my %lexicon;					# language → class → key → row

opendir(my $dir, $datadir) or die "cannot read $datadir: $!\n";
my @lexicons = sort grep { /^lexicon.*\.tsv$/ } readdir($dir);
closedir($dir);
foreach my $name (@lexicons)
{
	read_table(
		$name, 5,
		sub {
			my ($langs, $cls, $text, $value, $number) = @_;

			return if $langs eq 'language' && $cls eq 'class';
			bad("no class \"$cls\"") unless $class{$cls};
			bad('no text') if $text eq '';
			bad("number is \"$number\"") unless $number =~ /^(?:-?[0-9]{1,9})?$/;
			my $key = bytes(fold_text($text));
			bad('text folds to nothing') if $key eq '' || $key =~ /^ | $/;
			bad('text too long') if length($key) > $MAX_KEY;
			foreach my $lang ($langs eq '*' ? @languages : split(/,/, $langs, -1))
			{
				bad("no language \"$lang\"") unless $language{$lang};
				my $old = $lexicon{$lang}{$cls}{$key};

				# spellings that fold to the same are welcome, contradictions are not
				bad("other value or number than in $old->{place}")
				  if $old && ($old->{value} ne $value || $old->{number} != ($number || 0));
				next if $old;
				$lexicon{$lang}{$cls}{$key} =
				  { text => $text, value => $value, number => $number || 0, place => "$file:$line" };
			}
		});
}

my $lex_entries = '';
my $lex_sets    = '';
my $nlex        = 0;
my %lex_index;					# language → class → key → its place in res_lex_entry
foreach my $lang (@languages)
{
	my $l = 'RES_' . uc($lang);

	foreach my $cls (@classes)
	{
		my $rows = $lexicon{$lang}{$cls} or next;
		my @set = sort keys %$rows;

		$lex_sets .= "\t[$l][$class{$cls}] = " . key_set($lang, $class_number{$cls}, $class_bit{$cls}, @set) . ",\n";
		foreach my $key (@set)
		{
			my $row = $rows->{$key};

			$lex_entries .= sprintf("\t{%s, %u, %s, %s, %d, %s},\n",
				c_string($row->{text}), length(bytes($row->{text})),
				$l, $class{$cls}, $row->{number}, c_string($row->{value}));
			$lex_index{$lang}{$cls}{$key} = $nlex++;
		}
	}
}

# ---------- what opens a citation ----------

# RES_OPENS_… in tables.h; the others are only looked for
my %opens = (
	resolution => 0x01, decision => 0x01, cite_organ => 0x02, instrument => 0x04,
	treaty_series => 0x08, ibid => 0x08, records => 0x10, pinpoint => 0x20,
	possessive => 0, cite_join => 0, cite_letter => 0, cite_era => 0, date_lead => 0,
	number_sign => 0, organ_link => 0, owner_in => 0, cite_subject => 0, pin_number => 0);

# Upper half of the product of 64 bits that is res_first_hash in tables.h.
sub upper_product
{
	my ($lo, $hi) = @_;
	my ($khi, $klo) = (0x9E3779B9, 0x7F4A7C15);

	return ((($lo * $klo) >> 32) + (($lo * $khi) & 0xFFFFFFFF) + (($hi * $klo) & 0xFFFFFFFF)) & 0xFFFFFFFF;
}

sub first_hash
{
	my ($word) = @_;

	return upper_product(unpack('V2', substr($word . "\0" x 8, 0, 8)));
}

# The first word of a text of bytes, at most so many characters of it in
# scripts without blanks, with the bit of ASCII case set.
sub first_word
{
	my ($text, $characters) = @_;
	my $word;

	if ($text =~ /^[\xe3-\xef]/)
	{
		$word = substr($text, 0, 3 * $characters);
	}
	else
	{
		($word) = $text =~ /^([0-9A-Za-z\x80-\xbf\xc3-\xdf]*)/;
	}
	return join('', map { chr(ord($_) | 0x20) } split(//, $word));
}

# A letter of two bytes in the other case.
sub other_case
{
	my ($c) = @_;

	return lower($c) if lower($c) ne $c;
	foreach my $code ((ord($c) > 0x60 ? ord($c) - 0x60 : 1) .. ord($c) - 1)
	{
		return chr($code) if lower(chr($code)) eq $c;
	}
	return $c;
}

# The bits of res_cite_prefix in tables.h that words beginning with this text
# have, each as its place times eight and its number: if the first word is
# shorter, what is behind it may be anything.
sub prefix_bits
{
	my ($text) = @_;
	my ($word) = $text =~ /^([0-9A-Za-z\x80-\xff]{1,3})/ or return ();
	my @second = length($word) > 1 ? (ord(substr($word, 1)) & 0x1F) : (0 .. 31);
	my @third  = length($word) > 2 ? (ord(substr($word, 2)) & 0x07) : (0 .. 7);

	return map { my $place = ord(lc($word)) | $_ << 8; map { $place * 8 + $_ } @third } @second;
}

my %cite_opens;
my %cite_filter;
my %cite_prefix;
foreach my $lang (@languages)
{
	my @opens  = (0) x 8192;
	my @filter = (0) x 4096;
	my @prefix = map { ($_ & 0xFF) < ord('a') ? 255 : 0 } 0 .. 8191;

	foreach my $cls (keys %opens)
	{
		die "no class \"$cls\"\n" unless $class{$cls};
		foreach my $row (values %{ $lexicon{$lang}{$cls} || {} })
		{
			my @spellings = ($row->{text});

			push @spellings, other_case($1) . $2
			  if $row->{text} =~ /^([\x{80}-\x{7ff}])(.*)$/;
			foreach my $text (map { bytes($_) } @spellings)
			{
				$filter[ first_hash(first_word($text, 1)) >> 20 ] |= 1 << ($class_number{$cls} & 31);

				# signs of one or two bytes are looked for, never met
				next if length($text) < 3;
				$opens[ first_hash(first_word($text, 2)) >> 19 ] |= $opens{$cls};

				# names are written with a capital, which is always looked at
				$prefix[ $_ >> 3 ] |= 1 << ($_ & 7)
				  foreach $opens{$cls} && !($text =~ /^[A-Za-z]/ && $opens{$cls} & 0x06) ? prefix_bits($text) : ();
			}
		}
	}
	$cite_opens{$lang}  = \@opens;
	$cite_filter{$lang} = \@filter;
	$cite_prefix{$lang} = \@prefix;
}

# The entries of all the classes that open one, a set for each language.  Keys
# that several classes have are there once.
my @cite_classes  = grep { $opens{$_} } @classes;
my $cite_base     = @keys;
my $cite_sets     = '';
my @cite_first    = (0);
my @cite_entries;
foreach my $lang (@languages)
{
	my %of_key;

	foreach my $cls (@cite_classes)
	{
		push @{ $of_key{$_} }, $lex_index{$lang}{$cls}{$_} foreach keys %{ $lexicon{$lang}{$cls} || {} };
	}
	my @set = sort keys %of_key;

	$cite_sets .= "\t" . key_set($lang, scalar(@classes) + 1, $NO_BIT, @set) . ",\n";
	foreach my $key (@set)
	{
		push @cite_entries, @{ $of_key{$key} };
		push @cite_first,   scalar(@cite_entries);
	}
}

# The words that tell the language, those of all languages in one set.
my %stopword;
foreach my $i (0 .. $#languages)
{
	$stopword{$_} |= 1 << $i foreach keys %{ $lexicon{ $languages[$i] }{stopword} || {} };
}
my @stopwords     = sort keys %stopword;
my $stopword_base = @keys;
my $stopword_set  = key_set('*', 1, 1, @stopwords);

# The short ones of ASCII letters once more, each with a slot of its own: the
# smallest table, and the place of its bits in the hash, for which that goes.
my ($stop_bits, $stop_shift, @stop_slots);
SIZE: for ($stop_bits = 7; $stop_bits < 16; $stop_bits++)
{
	for ($stop_shift = 32; $stop_shift <= 64 - $stop_bits; $stop_shift++)
	{
		my %slot;

		foreach my $word (grep { /^[a-z]{1,7}\z/ } @stopwords)
		{
			push @{ $slot{ first_hash($word) >> ($stop_shift - 32) & ((1 << $stop_bits) - 1) } }, $word;
		}
		next if grep { @$_ > 1 } values %slot;
		@stop_slots = ('0') x (1 << $stop_bits);
		foreach my $h (keys %slot)
		{
			my $word = $slot{$h}[0];
			my ($lo, $hi) = unpack('V2', $word . "\0" x 8);

			$stop_slots[$h] = sprintf('0x%02x%06x%08xu', $stopword{$word}, $hi, $lo);
		}
		last SIZE;
	}
}
die "no table for the words that tell the language\n" unless @stop_slots;

# ---------- phrases ----------

my %phrases;
my %phrase_lower;				# languages with phrases in lower case

# ResItalics in tables.h
my %italics = ('' => 3, assembly => 1, council => 2, never => 0);
my %parts = (
	preambular => 'RES_PHRASE_PREAMBULAR',
	operative  => 'RES_PHRASE_OPERATIVE',
	both       => 'RES_PHRASE_PREAMBULAR | RES_PHRASE_OPERATIVE');

{
	read_table(
		'phrases.tsv', 7,
		sub {
			my ($lang, $phrase, $part, $verb, $verb_en, $count, $italics) = @_;

			return if $lang eq 'language' && $phrase eq 'phrase';
			bad("no language \"$lang\"") unless $language{$lang};
			bad('no phrase')             if $phrase eq '';
			bad("no part \"$part\"")     unless $parts{$part};
			bad('no verb')               if $verb eq '';
			bad('no English verb')       if $verb_en eq '';
			bad("count is \"$count\"")   unless $count =~ /^[0-9]*$/;
			bad("italics is \"$italics\"") unless defined $italics{$italics};
			my $key = bytes(fold_text($phrase));
			bad('phrase folds to nothing') if $key eq '';
			bad('phrase too long')         if length($key) > $MAX_KEY;
			my $old = $phrases{$lang}{$key};
			bad("same phrase as in $old->{place}") if $old;
			$phrase_lower{$lang} = 1 if $phrase ne ucfirst($phrase);
			$phrases{$lang}{$key} =
			  { phrase => $phrase, part => $part, verb => $verb, verb_en => $verb_en,
				italics => $italics{$italics}, place => "$file:$line" };
		});
}

my $phrase_base = @keys;
my $phrase_rows = '';
my $phrase_sets = '';
my @phrase_italics;
my @phrase_more;
my $nphrases    = 0;
foreach my $lang (@languages)
{
	my $rows = $phrases{$lang} or next;
	my @set = sort keys %$rows;
	my %tail;
	my @before = keys %{ $lexicon{$lang}{phrase_before} || {} };

	# verbs that a tail completes: "call|call upon|call upon"
	foreach my $row (values %{ $lexicon{$lang}{phrase_tail} || {} })
	{
		$tail{$1} = 1 if $row->{value} =~ m{^([^|/]*)};
	}
	$phrase_sets .= "\t[RES_" . uc($lang) . '] = ' . key_set($lang, scalar(@classes), 63, @set) . ",\n";
	foreach my $key (@set)
	{
		my $row = $rows->{$key};

		$phrase_rows .= sprintf("\t{RES_%s, %s, %s, {%s, %d}, {%s, %d}},\n",
			uc($lang), $parts{ $row->{part} }, c_string($row->{phrase}),
			c_string($row->{verb}), length(bytes($row->{verb})),
			c_string($row->{verb_en}), length(bytes($row->{verb_en})));
		push @phrase_italics, $row->{italics};

		# ResPhraseMore in tables.h
		push @phrase_more,
		  ($lexicon{$lang}{phrase_express}{ bytes(fold_text($row->{verb})) } ? 1 : 0) |
		  ($tail{ $row->{verb} } ? 2 : 0) |
		  ((grep { index($key, $_) == 0 || index($_, $key) == 0 } @before) ? 4 : 0);
		$nphrases++;
	}
}

# ---------- States ----------

my @states;
my %state_key;					# folded name → index of the State
my %state_code;
my %state_m49;

{
	my @rows;

	read_table(
		'states.tsv', 8,
		sub {
			my ($m49, $iso2, $iso3, $kind, $name, $region, $subregion, $others) = @_;

			return if $m49 eq 'm49';
			bad("M49 is \"$m49\"") unless $m49 =~ /^[1-9][0-9]{0,2}$/;
			bad("M49 $m49 is there twice") if $state_m49{$m49}++;
			bad("alpha-2 is \"$iso2\"") unless $iso2 =~ /^(?:[A-Z]{2})?$/;
			bad("alpha-3 is \"$iso3\"") unless $iso3 =~ /^[A-Z]{3}$/;
			bad("no kind \"$kind\"") unless $kind =~ /^(?:member|observer|former)$/;
			bad('no name') if $name eq '';
			push @rows,
			  { m49 => $m49, iso2 => $iso2, iso3 => $iso3, former => $kind eq 'former', name => $name,
				region => $region, subregion => $subregion,
				others => [ grep { $_ ne '' } split(/\s*\|\s*/, $others) ], place => "$file:$line" };
		});
	@states = sort { $a->{m49} <=> $b->{m49} } @rows;
	foreach my $i (0 .. $#states)
	{
		my $st = $states[$i];

		($file, $line) = $st->{place} =~ /^(.*):(\d+)$/;
		foreach my $code ($st->{iso2}, $st->{iso3})
		{
			next if $code eq '';
			bad("code $code is there twice") if defined $state_code{$code};
			$state_code{$code} = $i;
		}
		my %mine;
		foreach my $name ($st->{name}, @{ $st->{others} })
		{
			my $key = bytes(fold_name($name));

			bad("name \"" . bytes($name) . "\" folds to nothing") if $key eq '';
			bad('name too long') if length($key) > $MAX_KEY;
			next if $mine{$key}++;
			bad("name \"" . bytes($name) . "\" is also that of " . $states[ $state_key{$key} ]{place})
			  if defined $state_key{$key};
			$state_key{$key} = $i;
		}
	}
}

my $state_base = @keys;
my @state_keys = sort keys %state_key;
my $state_set  = key_set('*', 0, 0, @state_keys);
my @backward   = sort { reverse($state_keys[$a]) cmp reverse($state_keys[$b]) }
  grep { $state_keys[$_] =~ /^[\x20-\x7e]+$/ } (0 .. $#state_keys);

# ---------- vocabulary ----------

# The hash of tables.h, of a word that is padded with zero bytes, without the bit
# of case: 64 bits, as two halves, since a product of two of those fits a number
# of Perl's.
sub word_hash
{
	my ($word) = @_;
	my ($hi, $lo) = (0, 0);
	my ($khi, $klo) = (0x9E3779B9, 0x7F4A7C15);

	$word &= "\xDF" x length($word);
	$word .= "\0" x (-length($word) % 8);
	foreach my $chunk (unpack('(a8)*', $word))
	{
		my ($clo, $chi) = unpack('V2', $chunk);
		my $low = $clo * $klo;

		$hi += ($low >> 32) + (($clo * $khi) & 0xFFFFFFFF) + (($chi * $klo) & 0xFFFFFFFF);
		$lo += $low & 0xFFFFFFFF;
		$hi  = ($hi + ($lo >> 32)) & 0xFFFFFFFF;
		$lo &= 0xFFFFFFFF;

		# the factor of the next eight bytes
		$klo += 0x27D4EB4E;
		$khi = ($khi + 0xC2B2AE3D + ($klo >> 32)) & 0xFFFFFFFF;
		$klo &= 0xFFFFFFFF;
	}
	return ($lo, $hi);
}

my %words = map { $_ => [] } @languages;

{
	my %seen;

	read_table(
		'vocabulary.tsv', 2,
		sub {
			my ($lang, $word) = @_;

			return if $lang eq 'language' && $word eq 'word';
			bad("no language \"$lang\"") unless $language{$lang};
			bad("\"$word\" is no word")  unless $word =~ /^\p{L}+$/;
			$word = bytes(lower($word));
			bad('word too long')         if length($word) > 63;
			bad('word is there twice')   if $seen{$lang}{$word}++;
			push @{ $words{$lang} }, $word;
		});
}

my %word_slots;
my %word_shift;
foreach my $lang (@languages)
{
	my @list = @{ $words{$lang} } or next;
	my $bits = 6;

	$bits++ while 1 << $bits < 2 * @list;
	my @slots = ('0') x ((1 << $bits) + 64);
	my %seen;

	# the short ones are the frequent ones: they get the slots of their own
	foreach my $word (sort { length($a) <=> length($b) || $a cmp $b } @list)
	{
		my ($lo, $hi) = word_hash($word);
		my $slot = sprintf('0x%08x%08xu', $hi, $lo);
		my $h    = $hi >> (32 - $bits);

		die "vocabulary.tsv: \"$word\" and \"$seen{$slot}\" have the same hash\n" if defined $seen{$slot};
		$seen{$slot} = $word;
		$h++ while $slots[$h] ne '0';
		die "vocabulary.tsv: too many words of one hash\n" if $h + 2 >= @slots;
		$slots[$h] = $slot;
	}
	$word_slots{$lang} = \@slots;
	$word_shift{$lang} = 64 - $bits;
}

# ---------- writing ----------

sub numbers
{
	my @list = @_;
	my $out = '';

	while (my @row = splice(@list, 0, 16))
	{
		$out .= "\t" . join(', ', @row) . ",\n";
	}
	return $out;
}

my $c = <<'HEAD';
/*
 * Generated by src/gen/tables.pl from data/.  Do not edit.
 */
#include "tables.h"

HEAD

$pool .= "\0" x 8;
my @key_rows = map { sprintf('{%u, %u}', $pool_at{$_}, length($_)) } @keys;
push @key_rows, '{0, 0}' unless @key_rows;
$c .= "const char\tres_key_pool[] =\n" . (c_bytes($pool) || "\t\"\"\n") . ";\n\n";
$c .= "const ResKey res_key[] = {\n";
while (my @row = splice(@key_rows, 0, 8))
{
	$c .= "\t" . join(', ', @row) . ",\n";
}
$c .= "};\n\n";

$c .= "const ResNode\tres_node[] = {\n";
while (my @row = splice(@nodes, 0, 4))
{
	$c .= "\t" . join(', ', map { sprintf('{%u, %u, %d, %u, %u}', @$_[0, 3, 2, 1, 4]) } @row) . ",\n";
}
$c .= "\t{0, 0, -1, 0, 0}\n};\n\n";
# both are read eight or sixteen bytes at a time
$c .= "const uint8_t\tres_node_byte[] = {\n" . numbers(@node_byte, (0) x 16) . "};\n\n";
foreach my $lang (@languages, '*')
{
	my @list = map { $first{$lang}{$_} } sort keys %{ $first{$lang} || {} };
	my $bits = 4;

	$bits++ while 1 << $bits < 4 * @list;
	my @slots = ('{0, 0, 0, 0}') x (1 << $bits);
	foreach my $first (@list)
	{
		my ($head, $node, $id, $at) = @$first;
		my ($lo, $hi) = unpack('V2', $head . "\0" x 8);
		my $h = upper_product($lo, ($hi + ($id << 16)) & 0xFFFFFFFF) >> (32 - $bits);

		$h = ($h + 1) & $#slots while $slots[$h] ne '{0, 0, 0, 0}';
		$slots[$h] = sprintf('{0x%08x%08xu, %u, %u, %u}', $hi, $lo, $node, $id, $at);
	}
	my $name = $lang eq '*' ? 'all' : $lang;
	$c .= "static const ResFirst first_$name\[] = {\n";
	while (my @row = splice(@slots, 0, 4))
	{
		$c .= "\t" . join(', ', @row) . ",\n";
	}
	$c .= "};\n";
	$first{$lang}{bits} = $bits;
}
$c .= "const ResFirst *const res_first[RES_LANGUAGES + 1] = {\n"
  . join('', map { "\tfirst_$_,\n" } @languages, 'all') . "};\n";
$c .= "const uint8_t res_first_bits[RES_LANGUAGES + 1] = {"
  . join(', ', map { $first{$_}{bits} } @languages, '*') . "};\n\n";
$c .= "const uint64_t\tres_key_pair[RES_LANGUAGES + 1][1024] = {\n";
foreach my $lang (@languages, '*')
{
	next unless $pair{$lang};
	$c .= "\t[RES_" . ($lang eq '*' ? 'LANGUAGES' : uc($lang)) . "] = {\n"
	  . numbers(map { sprintf('0x%xu', $_ || 0) } @{ $pair{$lang} }) . "\t},\n";
}
$c .= "};\n\n";

$c .= "const uint16_t\tres_pair_part[256] = {\n"
  . numbers(map { $_ >= 0x80 ? 0x8000 : chr($_) =~ /[0-9A-Za-z]/ ? $_ & 31 : 0 } (0 .. 255)) . "};\n\n";

$c .= "const uint64_t\tres_key_wide[RES_LANGUAGES + 1][2048] = {\n";
foreach my $lang (@languages, '*')
{
	next unless $wide{$lang};
	$c .= "\t[RES_" . ($lang eq '*' ? 'LANGUAGES' : uc($lang)) . "] = {\n"
	  . numbers(map { sprintf('0x%xu', $_ || 0) } @{ $wide{$lang} }) . "\t},\n";
}
$c .= "\t{0}\n" unless %wide;
$c .= "};\n\n";
$c .= "const uint64_t\tres_key_single[RES_LANGUAGES + 1][256] = {\n";
foreach my $lang (@languages, '*')
{
	next unless $single{$lang};
	$c .= "\t[RES_" . ($lang eq '*' ? 'LANGUAGES' : uc($lang)) . "] = {\n"
	  . numbers(map { sprintf('0x%xu', $_ || 0) } @{ $single{$lang} }) . "\t},\n";
}
$c .= "\t{0}\n" unless %single;
$c .= "};\n\n";

# C has no empty arrays: a row that nothing refers to stands for none.
$c .= "const ResLexEntry res_lex_entry[] = {\n"
  . ($lex_entries || "\t{\"\", 0, 0, 0, 0, NULL},\n") . "};\n\n";
$c .= "const ResKeySet res_lex_set[RES_LANGUAGES][RES_LEX_CLASSES] = {\n"
  . ($lex_sets || "\t{{0, 0, 0, 0, 0, 0, {0}}},\n") . "};\n\n";

$c .= "const uint8_t res_cite_opens[RES_LANGUAGES][8192] = {\n"
  . join('', map { "\t{\n" . numbers(@{ $cite_opens{$_} }) . "\t},\n" } @languages) . "};\n";
$c .= "const uint8_t res_cite_prefix[RES_LANGUAGES][8192] = {\n"
  . join('', map { "\t{\n" . numbers(@{ $cite_prefix{$_} }) . "\t},\n" } @languages) . "};\n";
$c .= "const uint32_t res_cite_filter[RES_LANGUAGES][4096] = {\n"
  . join('', map { "\t{\n" . numbers(map { sprintf('%uu', $_) } @{ $cite_filter{$_} }) . "\t},\n" } @languages)
  . "};\n\n";
$c .= "const ResKeySet res_cite_set[RES_LANGUAGES] = {\n$cite_sets};\n";
$c .= "const uint32_t res_cite_base = $cite_base;\n";
$c .= "const uint16_t res_cite_first[] = {\n" . numbers(@cite_first) . "};\n";
$c .= "const uint16_t res_cite_entry[] = {\n" . numbers(@cite_entries, 0) . "};\n\n";
$c .= "const ResKeySet res_stopword_set = $stopword_set;\n";
$c .= 'const uint32_t res_stopword_base = ' . (@stopwords ? $stopword_base : 0) . ";\n";
$c .= "const uint8_t res_stopword_langs[] = {\n" . numbers(map({ $stopword{$_} } @stopwords), 0) . "};\n\n";

$c .= "const uint8_t res_stop_shift = $stop_shift;\n";
$c .= 'const uint32_t res_stop_mask = ' . ((1 << $stop_bits) - 1) . ";\n";
$c .= "const uint64_t res_stop_slot[] = {\n" . numbers(@stop_slots) . "};\n\n";

$c .= "const uint32_t res_phrase_base = $phrase_base;\n";
$c .= "const uint32_t res_phrase_count = $nphrases;\n\n";
$c .= "const ResPhraseRow res_phrase_row[] = {\n"
  . ($phrase_rows || "\t{RES_EN, 0, \"\", {\"\", 0}, {\"\", 0}},\n") . "};\n\n";
$c .= "const uint8_t res_phrase_italics[] = {\n" . numbers(@phrase_italics, 0) . "};\n\n";
$c .= "const uint8_t res_phrase_more[] = {\n" . numbers(@phrase_more, 0) . "};\n\n";
$c .= "const bool\tres_phrase_lower[RES_LANGUAGES] = {"
  . join(', ', map { $phrase_lower{$_} ? 'true' : 'false' } @languages) . "};\n\n";
$c .= "const ResKeySet res_phrase_set[RES_LANGUAGES] = {\n"
  . ($phrase_sets || "\t{0, 0, 0, 0, 0, 0, {0}},\n") . "};\n\n";

foreach my $st (@states)
{
	my $m49 = $st->{m49};

	next unless @{ $st->{others} };
	$c .= "static const char *const names_$m49\[] = {\n"
	  . join('', map { "\t" . c_string($_) . ",\n" } @{ $st->{others} })
	  . "\tNULL\n};\n";
}
$c .= "static const char *const no_names[] = {NULL};\n\n";
$c .= "const uint32_t res_state_base = $state_base;\n";
$c .= 'const uint32_t res_state_count = ' . scalar(@states) . ";\n\n";
$c .= "const ResState res_state[] = {\n";
foreach my $st (@states)
{
	$c .= sprintf("\t{%d, %s, %s, %s, %s, %s, %s, %s},\n",
		$st->{m49}, c_string($st->{iso2}), c_string($st->{iso3}), c_string($st->{name}),
		$st->{former} ? 'true' : 'false',
		@{ $st->{others} } ? "names_$st->{m49}" : 'no_names',
		c_string($st->{region}), c_string($st->{subregion}));
}
$c .= "\t{0, NULL, NULL, NULL, false, no_names, NULL, NULL}\n};\n\n";
$c .= "const uint16_t res_state_of_key[] = {\n"
  . numbers(map({ $state_key{$_} } @state_keys), 0) . "};\n\n";
$c .= "const ResKeySet res_state_set = $state_set;\n\n";
$c .= 'const uint32_t res_state_nbackward = ' . scalar(@backward) . ";\n";
$c .= "const uint16_t res_state_backward[] = {\n" . numbers(@backward, 0) . "};\n\n";
$c .= 'const uint32_t res_state_ncodes = ' . scalar(keys %state_code) . ";\n";
$c .= "const ResStateCode res_state_code[] = {\n"
  . join('', map { "\t{\"$_\", $state_code{$_}},\n" } sort keys %state_code)
  . "\t{\"\", 0}\n};\n\n";

foreach my $lang (@languages)
{
	next unless $word_slots{$lang};
	$c .= "static const uint64_t words_$lang\[] = {\n" . numbers(@{ $word_slots{$lang} }) . "};\n";
}
$c .= "const uint8_t res_word_shift[RES_LANGUAGES] = {\n"
  . join('', map { "\t" . ($word_shift{$_} // 63) . ",\n" } @languages) . "};\n";
$c .= "const uint64_t *const res_word_slot[RES_LANGUAGES] = {\n"
  . join('', map { "\t" . ($word_slots{$_} ? "words_$_" : 'NULL') . ",\n" } @languages) . "};\n\n";

$c .= "const char\tres_base_letter[0x180 - 0xC0] = {\n"
  . numbers(map { $base{ chr($_) } ? "'" . $base{ chr($_) } . "'" : 0 } (0xC0 .. 0x17F)) . "};\n";

open(my $out, '>:raw', "$outfile.new") or die "cannot write $outfile.new: $!\n";
print $out $c;
close($out) or die "cannot write $outfile.new: $!\n";
rename("$outfile.new", $outfile) or die "cannot write $outfile: $!\n";
