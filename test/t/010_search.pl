#
# What an index answers is what a scan answers, on random queries over the
# sample archive; and what the set-returning functions say.
#
# RES_QUERIES is the number of queries.  Each is put to every fourth document
# (another fourth for the next query); with RES_WHOLE=1 to all of them.
# RES_ARCHIVE is another file of the form of data/archive.csv.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use ResolutionTest;
use Test::More;

my $number = $ENV{RES_QUERIES} || 2000;
my $share = $ENV{RES_WHOLE} ? 1 : 4;
my $seed = $ENV{RES_SEED} || 1;

my $node = PostgreSQL::Test::Cluster->new('search');
$node->init;
$node->append_conf('postgresql.conf', 'jit = off');
$node->start;
load_documents($node, 'postgres', 100000);
$node->safe_psql('postgres', q{
	CREATE TABLE d (id serial PRIMARY KEY, doc resolution);
	-- decompressing them again and again would take most of the time
	ALTER TABLE d ALTER doc SET STORAGE EXTERNAL;
	INSERT INTO d (doc) SELECT doc FROM docs ORDER BY md5(file);
	CREATE TABLE s (LIKE d INCLUDING STORAGE);
	INSERT INTO s SELECT * FROM d;
	CREATE INDEX d_gin ON d USING gin (doc);
	CREATE INDEX s_gin ON s USING gin (doc resolution_cites_ops);
	ANALYZE d;
	ANALYZE s;
});

# What the documents hold, so that queries find something.
sub values_of
{
	my ($sql) = @_;
	return [ split /\x1e/, $node->safe_psql('postgres', "SELECT string_agg(v, E'\\x1e' ORDER BY md5(v)) FROM (SELECT DISTINCT v FROM ($sql) a (v) WHERE v <> '' AND length(v) < 300) b") ];
}
my $words = q{SELECT m[1] FROM d, resolution_clauses(doc) c, regexp_matches(c.text, '%s', 'g') m WHERE d.id %% 7 = 0};
my %values = (
	cites => values_of('SELECT symbol::text FROM d, resolution_citations(doc)'),
	cites_title => values_of('SELECT title FROM d, resolution_citations(doc)'),
	sponsor => values_of('SELECT unnest(ARRAY[name, iso3, m49::text, state]) FROM d, resolution_sponsors(doc)'),
	verb => values_of('SELECT unnest(ARRAY[verb, verb_en]) FROM d, resolution_clauses(doc)'),
	phrase => values_of('SELECT phrase FROM d, resolution_clauses(doc)'),
	word => values_of(sprintf($words, '([[:alnum:]]+)')),
	words => values_of(sprintf($words, '([[:alnum:]]+[ -][[:alnum:]]+)')),
	han => values_of(sprintf($words, '([一-龥]{1,4})')),
	organ => values_of('SELECT resolution_organ(doc) FROM d'),
	session => values_of('SELECT resolution_session(doc) FROM d'),
	symbol => values_of('SELECT resolution_symbol(doc)::text FROM d'),
	kind => values_of('SELECT resolution_kind(doc) FROM d'),
	committee => values_of('SELECT resolution_committee(doc) FROM d'),
	language => values_of('SELECT resolution_language(doc) FROM d'),
	title => values_of(q{SELECT regexp_split_to_table(resolution_title(doc), '\s+') FROM d}),
	part => [qw(preambular operative annex)]);
my @of_clause = qw(cites cites_title verb phrase word words han word words cites verb part);
my @of_document = (@of_clause, qw(sponsor sponsor sponsor organ session symbol kind committee language title));

srand($seed);
sub one { return $_[ int rand @_ ] }

sub term
{
	my @fields = @_;
	my $kind = one(@fields);
	my $value = one(@{ $values{$kind} });
	my $field = $kind eq 'words' || $kind eq 'han' ? 'word' : $kind eq 'cites_title' ? 'cites' : $kind;
	my $prefix = '';
	if ($kind eq 'cites' || $kind eq 'symbol')
	{
		# what stands above it, or how it begins
		$value =~ s{/[^/]*$}{} if $value =~ m{/.*/} && $value !~ /-[A-Z]/ && rand() < 0.3;
		($value, $prefix) = (substr($value, 0, length($value) - 1), '*') if $value =~ m{/.*[0-9]{2}$} && rand() < 0.2;
	}
	elsif ($kind !~ /^(part|kind|language)$/ && rand() < 0.2)
	{
		$value = substr($value, 0, 1 + int rand length $value);
		$prefix = '*';
	}
	utf8::decode($value);
	# a value has a letter or a digit (marks are none), and at most 64 words; each
	# Chinese character is one
	return term(@fields) if $value !~ /[\p{L}\p{Nd}]/ || ($kind eq 'cites_title' && $value =~ m{/}) ||
	  (() = $value =~ /\p{Han}/g) > 60;
	utf8::encode($value);
	$value =~ s/([\\"*])/\\$1/g;
	return qq($field:"$value$prefix");
}

sub expression
{
	my ($depth, @fields) = @_;
	my $what = rand();
	return term(@fields) if $depth == 0 || $what < 0.25;
	return '!' . ($what < 0.30 ? term(@fields) : '(' . expression($depth - 1, @fields) . ')') if $what < 0.35;
	return '{' . expression($depth - 1, @of_clause) . '}' if $what < 0.6 && @fields != @of_clause;
	return '(' . join($what < 0.85 ? ' & ' : ' | ', map { expression($depth - 1, @fields) } 1 .. 2 + int rand 2) . ')';
}
my $file = $node->basedir . '/queries';
open(my $out, '>', $file) or die $!;
for my $n (1 .. $number)
{
	my $query = expression(1 + $n % 3, @of_document);
	$query =~ s/\\/\\\\/g;
	print $out "$n\t$query\n";
}
close($out);
$node->safe_psql('postgres', 'CREATE TABLE q (n int PRIMARY KEY, q resquery)');
$node->safe_psql('postgres', "\\copy q FROM '$file' WITH (ENCODING 'UTF8')");

my %settings = (
	scan => 'SET enable_bitmapscan = off; SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_seqscan = on;',
	index => 'SET enable_seqscan = off; SET enable_bitmapscan = on;');
my $question = "SELECT n, ARRAY(SELECT id FROM %s WHERE doc @@ q AND id %% $share = n %% $share ORDER BY id) AS ids FROM q";
like($node->safe_psql('postgres', "$settings{index} EXPLAIN " . sprintf($question, 'd')), qr/Bitmap Index Scan on d_gin/, 'the index is used');
unlike($node->safe_psql('postgres', "$settings{scan} EXPLAIN " . sprintf($question, 'd')), qr/Bitmap/, 'the scan is one');
$node->safe_psql('postgres', "$settings{scan} CREATE TABLE by_scan AS " . sprintf($question, 'd'));
$node->safe_psql('postgres', "$settings{index} CREATE TABLE by_index AS " . sprintf($question, 'd'));
$node->safe_psql('postgres', "$settings{index} CREATE TABLE by_small AS " . sprintf($question, 's') . ' WHERE n <= 200');

my $different = "SELECT count(*), min(q::text) FROM q JOIN by_scan s USING (n) JOIN %s i USING (n) WHERE EXISTS (SELECT unnest(%s) EXCEPT SELECT unnest(%s))";
is($node->safe_psql('postgres', sprintf($different, 'by_index', 's.ids', 'i.ids')), '0|', "$number queries: the index finds all that a scan finds");
is($node->safe_psql('postgres', sprintf($different, 'by_index', 'i.ids', 's.ids')), '0|', "$number queries: the index finds nothing else");
is($node->safe_psql('postgres', sprintf($different, 'by_small', 's.ids', 'i.ids')), '0|', 'the small class finds all');
is($node->safe_psql('postgres', sprintf($different, 'by_small', 'i.ids', 's.ids')), '0|', 'the small class finds nothing else');
my ($some, $none, $all) = split /\|/, $node->safe_psql('postgres', "SELECT count(*) FILTER (WHERE ids <> '{}'), count(*) FILTER (WHERE ids = '{}'),
	count(*) FILTER (WHERE cardinality(ids) * $share >= (SELECT count(*) - $share FROM d)) FROM by_scan");
cmp_ok($some, '>', $number / 3, 'many of the queries find something');
note("$some queries find documents, $all of them all, $none none");
is($node->safe_psql('postgres', 'SELECT count(*) FROM q WHERE q::text::resquery <> q'), '0', 'each query reads back');

# Clauses with the verb under which they stand: their own, or that of the nearest one above that has one.
$node->safe_psql('postgres', q{
	CREATE TABLE opened AS WITH RECURSIVE c AS MATERIALIZED (SELECT id, l.* FROM d, resolution_clauses(doc) l),
	up AS (
		SELECT id, clause, parent, phrase, verb, verb_en, text FROM c
		UNION ALL SELECT u.id, u.clause, c.parent, c.phrase, c.verb, c.verb_en, u.text
			FROM up u JOIN c ON c.id = u.id AND c.clause = u.parent WHERE u.phrase IS NULL AND u.verb IS NULL)
	SELECT DISTINCT ON (id, clause) id, clause, verb, verb_en, text FROM up ORDER BY id, clause, verb IS NULL;
	CREATE INDEX ON opened (id, clause);
});

# The same as the functions say.
my %same = (
	'verbs' => [ "SELECT DISTINCT verb_en AS v FROM d, resolution_clauses(doc) WHERE verb_en ~ '^[a-z ]+\$'", 'verb',
		"EXISTS (SELECT FROM resolution_clauses(doc) c WHERE v IN (c.verb, c.verb_en))" ],
	'phrases' => [ "SELECT DISTINCT lower(phrase) AS v FROM d, resolution_clauses(doc) WHERE phrase ~ '^[A-Za-z ]+\$'", 'phrase',
		"EXISTS (SELECT FROM resolution_clauses(doc) c WHERE lower(c.phrase) = v)" ],
	'cited documents' => [ 'SELECT DISTINCT symbol::text AS v FROM d, resolution_citations(doc) WHERE symbol IS NOT NULL', 'cites',
		"EXISTS (SELECT FROM resolution_citations(doc) c WHERE v::docsymbol @> c.symbol)" ],
	'symbols' => [ 'SELECT DISTINCT resolution_symbol(doc)::text AS v FROM d WHERE resolution_symbol(doc) IS NOT NULL', 'symbol',
		"coalesce(v::docsymbol @> resolution_symbol(doc), false)" ],
	'sponsors' => [ 'SELECT DISTINCT iso3 AS v FROM d, resolution_sponsors(doc) WHERE iso3 IS NOT NULL', 'sponsor',
		"EXISTS (SELECT FROM resolution_sponsors(doc) p WHERE p.iso3 = v)" ],
	'organs' => [ 'SELECT DISTINCT resolution_organ(doc) AS v FROM d WHERE resolution_organ(doc) IS NOT NULL', 'organ',
		"coalesce(resolution_organ(doc) = v, false)" ],
	'clauses with a verb and a cited document' => [ "SELECT DISTINCT symbol::text AS v FROM d, resolution_citations(doc) WHERE verb = 'recall' AND symbol IS NOT NULL", '{verb:recall & cites',
		"EXISTS (SELECT FROM resolution_citations(doc) c JOIN opened l USING (clause) WHERE l.id = d.id AND v::docsymbol @> c.symbol AND 'recall' IN (l.verb, l.verb_en))" ],
	'clauses with a verb and a word' => [ "SELECT DISTINCT lower(m[1]) AS v FROM opened, regexp_matches(text, '\\m([A-Za-z]{5,})\\M', 'g') m WHERE verb_en = 'request'", '{verb:request & word',
		"EXISTS (SELECT FROM opened l WHERE l.id = d.id AND 'request' IN (l.verb, l.verb_en) AND l.text ~* ('(?<![[:alnum:]])' || v || '(?![[:alnum:]])'))" ]);
foreach my $name (sort keys %same)
{
	my ($values, $field, $condition) = @{ $same{$name} };
	my $close = $field =~ /^\{/ ? '}' : '';
	is($node->safe_psql('postgres', "WITH v AS MATERIALIZED (SELECT v, ('$field:\"' || v || '\"$close')::resquery AS q FROM ($values) a ORDER BY md5(v) LIMIT 40)
		SELECT count(*) FILTER (WHERE (doc @@ q) IS DISTINCT FROM ($condition)), count(*) > 0 FROM v, d WHERE id % 3 = 0"), '0|t', "$name as the functions say");
}
is($node->safe_psql('postgres', "WITH v AS MATERIALIZED (SELECT DISTINCT symbol AS v FROM d, resolution_citations(doc) WHERE symbol IS NOT NULL ORDER BY v LIMIT 60)
	SELECT count(*) FROM v, d WHERE (doc @> v) <> (doc @@ resquery_term('cites', v::text)) OR (doc @> v) <> (v <@ doc)"), '0', '@> is what cites: is');

# Searches that take long end at once: how long after its timeout each did.  On
# a busy machine a search waits for the processor too, so that of this time the
# share counts that it had the processor while it ran.
my $allowed = $ENV{RES_ALLOWED} || 100;
$node->safe_psql('postgres', q{
	CREATE TABLE large (doc resolution);
	INSERT INTO large SELECT (E'The General Assembly,\n\n' || repeat(E'Recalling its resolution 55/2 and the words ab-cd of a zebra, 秘书长,\n\n', 200000))::resolution;
	-- processor time of this process in ms, where the system tells it
	CREATE FUNCTION used() RETURNS float8 LANGUAGE plpgsql AS $$
	BEGIN
		RETURN split_part(pg_read_file('/proc/self/schedstat', 0, 100), ' ', 1)::float8 / 1e6;
	EXCEPTION WHEN OTHERS THEN
		RETURN NULL;
	END $$;
	CREATE FUNCTION stopped(call text) RETURNS float8 LANGUAGE plpgsql AS $$
	DECLARE
		before float8 := used();
		elapsed float8;
	BEGIN
		EXECUTE call;
		RETURN NULL;
	EXCEPTION WHEN query_canceled THEN
		elapsed := 1000 * extract(epoch FROM clock_timestamp() - statement_timestamp());
		RETURN (elapsed - (SELECT setting::float8 FROM pg_settings WHERE name = 'statement_timeout'))
			* coalesce(least((used() - before) / elapsed, 1), 1);
	END $$;
});
my $prefixes = "(SELECT string_agg('word:' || chr(97 + i % 26) || i || '*', ' | ')::resquery FROM generate_series(1, 4000) i)";
my %slow = (
	'many prefixes' => "SELECT count(*) FROM large, generate_series(1, 500) WHERE doc @@ $prefixes",
	'many groups' => "SELECT count(*) FROM large, generate_series(1, 500) WHERE doc @@ (SELECT string_agg('{word:zebra & word:x' || i || '}', ' | ')::resquery FROM generate_series(1, 2000) i)",
	'marks' => "SELECT count(*) FROM generate_series(1, 500), large, resolution_headline(doc, 'word:\"of a zebra\" | cites:A/RES | word:长')",
	'the text search of the server' => "SELECT count(*) FROM generate_series(1, 10), large WHERE to_tsvector(doc) @@ 'zebrax'",
	'keys' => join('; ', ('CREATE INDEX ON large USING gin (doc)') x 10),
	'statistics' => join('; ', ('ANALYZE large') x 20),
	'reading queries' => "SELECT count(repeat('!', 30000 - i % 2)::text || 'word:x')::text::int + count((repeat('word:x & ', 4000) || 'word:y')::resquery) FROM generate_series(1, 10000) i",
	'sponsors' => "SELECT count(*) FROM large WHERE doc @@ (SELECT string_agg('sponsor:q' || i || '*', ' | ')::resquery FROM generate_series(1, 4000) i)",
	'estimates' => "EXPLAIN SELECT FROM d WHERE doc @@ (SELECT ''::text)::resquery OR " . join(' OR ', ("doc @@ '" . join(' | ', map { "cites:A/RES/$_*" } 1 .. 4000) . "'") x 5));
my $vector_ms = $node->safe_psql('postgres',
	"WITH v AS MATERIALIZED (SELECT length(to_tsvector(doc)) FROM large) SELECT round(1000 * extract(epoch FROM clock_timestamp() - statement_timestamp())) FROM v");
note("to_tsvector of the large document: $vector_ms ms");
foreach my $name (sort keys %slow)
{
	my @late;
	# the server's sort of the words, which it does not interrupt, comes at the end
	foreach my $timeout ($name =~ /^the text search/ ? map({ int($vector_ms * $_ / 24) } 14 .. 23) : (100, 350))
	{
		my ($status, $ms, $err) = $node->psql('postgres', "SET statement_timeout = $timeout; SELECT stopped(\$call\$$slow{$name}\$call\$)");
		die "$name: $err" if $status != 0 && $err !~ /statement timeout/;
		push @late, "$timeout ms: $ms ms late" if $status == 0 && $ms ne '' && $ms > $allowed;
		note(sprintf('%s, %d ms: %s', $name, $timeout, $ms eq '' ? 'done before' : sprintf('%.0f ms late', $ms))) if $status == 0;
	}
	is(join("\n", @late), '', "a search ends in time: $name");
}

$node->stop;
done_testing();
