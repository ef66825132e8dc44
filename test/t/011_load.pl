#
# bin/resolution-load: what it loads and refuses, and that a load which is
# killed loses nothing and loads nothing twice.
#
# RES_KILLS is how often it is killed.
#
use strict;
use warnings;

use FindBin;
use lib $FindBin::Bin;
use IPC::Run ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes ();

my $srcdir = $ENV{RES_SRCDIR} // "$FindBin::Bin/../..";
my $program = "$srcdir/bin/resolution-load";
my $kills = $ENV{RES_KILLS} || 3;

my $node = PostgreSQL::Test::Cluster->new('load');
$node->init(extra => [ '--encoding=UTF8', '--locale=C' ]);
$node->start;
my $dsn = $node->connstr('postgres');
my $folder = PostgreSQL::Test::Utils::tempdir();
$folder = Cwd::abs_path($folder);

sub write_file
{
	my ($name, $bytes) = @_;
	open(my $handle, '>:raw', "$folder/$name") or die "$folder/$name: $!";
	print $handle $bytes;
	close $handle or die $!;
	return "$folder/$name";
}

# Runs the loader; returns its exit code and what it said.
sub load
{
	my @arguments = @_;
	my ($out, $err) = ('', '');
	IPC::Run::run([ $^X, $program, '--dsn', $dsn, @arguments ], '<', '/dev/null', '>', \$out, '2>', \$err);
	return ($? >> 8, "$out$err");
}

my $act = "The General Assembly,\n\n1. Decides to act";

# ---------- usage and errors ----------

my ($code, $said) = load();
is($code, 2, 'nothing to load');
($code, $said) = load('--help');
is($code, 0, '--help');
like($said, qr/--table=NAME.*Exit codes/s, 'says how it is used');
($code, $said) = load("$folder/nowhere");
is($code, 2, 'no such file');
($code, $said) = load(write_file('a.txt', "$act."));
is($code, 3, 'no extension');
like($said, qr/CREATE EXTENSION resolution/, 'says what to do');
$node->safe_psql('postgres', 'CREATE EXTENSION resolution');
($code, $said) = load('--dsn', 'dbname=nowhere', "$folder/a.txt");
is($code, 3, 'no such database');
($code, $said) = load('--table', 'pg_class', "$folder/a.txt");
is($code, 2, 'a table without a column of the type');
like($said, qr/no column  ?of type resolution/, 'says so');

# ---------- a folder ----------

mkdir "$folder/texts";
mkdir "$folder/texts/deeper";
write_file('texts/1.txt', "$act.");
write_file('texts/2.txt', "$act:\r\n\r\n(a) At once;\t\\.\n\\.\n\\N\n(b) Later.");
write_file('texts/deeper/3.txt', "\xef\xbb\xbf$act \xe2\x80\x94 now.");
write_file('texts/4.txt', 'Minutes of the parents\' council');
write_file('texts/5.txt', "$act \xe9t\xe9.");
write_file('texts/6.txt', "$act\0.");
write_file('texts/7.txt', '');
write_file('texts/8.jpg', 'no text');
($code, $said) = load('--dry-run', '--table', 'folder', "$folder/texts");
is($code, 1, 'dry run');
like($said, qr/3 can be loaded, 4 refused/, 'counts');
is($node->safe_psql('postgres', "SELECT to_regclass('folder') IS NULL AND to_regclass('folder_loaded') IS NULL"), 't', 'stores nothing');
($code, $said) = load('--table', 'folder', "$folder/texts");
is($code, 1, 'some are refused');
like($said, qr/passed over 1 files of unknown kind\n3 loaded, 4 refused/, 'counts');
is($node->safe_psql('postgres', "SELECT string_agg(replace(loaded_from, '$folder/texts/', '') || ' ' || encode(convert_to(doc::text, 'UTF8'), 'hex'), E'\n' ORDER BY loaded_from) FROM folder"),
	join("\n", map { my ($name) = @$_; open(my $h, '<:raw', "$folder/texts/$name") or die; local $/; "$name " . unpack('H*', <$h>) } (['1.txt'], ['2.txt'], ['deeper/3.txt'])),
	'texts come byte for byte');
is($node->safe_psql('postgres', "SELECT string_agg(format('%s|%s|%s|%s', replace(source, '$folder/texts/', ''), reason, body, encode(bytes, 'escape')), E'\n' ORDER BY source) FROM folder_refused"),
	"4.txt|line 1: No enacting formula (such as \"The General Assembly,\") and no clause was found.|Minutes of the parents' council|\n"
	. "5.txt|the bytes are no UTF-8, first at offset 41 (see --encoding)||The General Assembly,\n\n1. Decides to act \\351t\\351.\n"
	. "6.txt|the text holds a zero byte at offset 40||The General Assembly,\n\n1. Decides to act\\000.\n"
	. "7.txt|The text is empty.||", 'refused ones are kept, with the reason');
($code, $said) = load('--table', 'folder', "$folder/texts", "$folder/texts/1.txt");
is($code, 0, 'again');
like($said, qr/0 loaded, 0 refused, 7 were read before/, 'nothing twice');
SKIP:
{
	skip 'Encode is not installed', 2 if !eval { require Encode; 1 };
	($code, $said) = load('--encoding', 'latin1', '--table', 'latin', "$folder/texts/5.txt");
	is($code, 0, '--encoding');
	is($node->safe_psql('postgres', 'SELECT doc::text FROM latin'), "$act \xc3\xa9t\xc3\xa9.", 'is converted');
}

# ---------- records ----------

write_file('records.csv', "\xef\xbb\xbfsymbol,Year,note,doc\n"
	. "A/RES/80/1,2025,\"a \"\"note\"\", with comma\",\"$act.\"\n"
	. "A/RES/80/2,2025,stray\"quote,short\n"
	. "A/RES/80/3,2025,too,many,\"$act.\"\n\n"
	. "no symbol,2025,,\"$act.\"\n"
	. "A/RES/80/5,MMXXV,,\"$act.\"\n"
	. ",,,\"$act\r\nat once.\"\r\n"
	. "A/RES/80/7,2025,,nothing\n"
	. "A/RES/80/8,2025,,\"$act for ever");
$node->safe_psql('postgres', 'CREATE TABLE records (symbol docsymbol UNIQUE, year int, doc resolution)');
($code, $said) = load('--table', 'records', '--batch', '3', "$folder/records.csv");
is($code, 1, 'CSV with broken records');
like($said, qr/ignored fields without a column: note\n2 loaded, 6 refused/, 'counts');
is($node->safe_psql('postgres', q{SELECT format('%s|%s|%s', symbol, year, replace(doc::text, E'\r', '\r')) FROM records ORDER BY symbol}),
	"A/RES/80/1|2025|$act.\n||$act\\r\nat once.", 'good ones are there');
is($node->safe_psql('postgres', q{SELECT concat_ws('|', record, regexp_replace(reason, 'no symbol": .*', 'no symbol": why'), fields ->> 'symbol') FROM records_refused ORDER BY record}),
	join("\n", '2|line 5: field 3 has a quote inside but none around', '3|line 6: 5 fields, but 4 names',
		'4|invalid input syntax for type docsymbol: "no symbol": why|no symbol', '5|invalid input syntax for type integer: "MMXXV"|A/RES/80/5',
		'7|line 1: No enacting formula (such as "The General Assembly,") and no clause was found.|A/RES/80/7',
		'8|line 21: a quote is not closed; nothing behind it can be read'), 'bad ones are refused one by one');

# A value that is too long for its column is refused, not cut.
$node->safe_psql('postgres', 'CREATE TABLE short (note varchar(5), doc resolution)');
($code, $said) = load('--table', 'short', write_file('short.csv', "note,doc\nshort,\"$act.\"\nlonger,\"$act.\"\n"));
is($node->safe_psql('postgres', q{SELECT (SELECT string_agg(note, ',') FROM short) || '; ' || (SELECT string_agg(reason, ',') FROM short_refused)}),
	'short; value too long for type character varying(5)', 'a value that is too long is refused');

write_file('records.jsonl', qq({"symbol": "A/RES/80/11", "year": 2025, "tags": ["]", {"a": "\\"}"}], "text": "The General Assembly,\\n\\n1. Decides \\u2014 \\ud83d\\ude00 to act."}\n)
	. qq({"symbol": "A/RES/80/12", "text": "The General\n)
	. qq(\n[1, 2]\n{"symbol": "A/RES/80/13"}\n{"symbol": "A/RES/80/1", "text": "$act"}\n) =~ s/\n\n1/\\n\\n1/r
	. qq({"text": "half \\ud83d"}\n{"text": "zero \\u0000"}\n{"text": "\\x"}\n{"text": "a" "b"}\n{"text": "a"} b\n{"text": null}\n{"text": [[[}\n));
($code, $said) = load('--table', 'records', "$folder/records.jsonl");
is($code, 1, 'JSON Lines with broken ones');
like($said, qr/1 loaded, 11 refused/, 'counts');
is($node->safe_psql('postgres', q{SELECT doc::text FROM records WHERE symbol = 'A/RES/80/11'}), "The General Assembly,\n\n1. Decides \xe2\x80\x94 \xf0\x9f\x98\x80 to act.", 'escapes');
is($node->safe_psql('postgres', q{SELECT reason FROM records_refused WHERE source LIKE '%jsonl' AND record = 5}),
	'duplicate key value violates unique constraint "records_symbol_key": Key (symbol)=(A/RES/80/1) already exists.', 'a constraint of the table refuses a document, too');
is($node->safe_psql('postgres', q{SELECT count(*) FROM records_refused WHERE source LIKE '%jsonl' AND reason LIKE '%broken JSON%' AND body IS NOT NULL}), '8', 'broken JSON is kept');

($code, $said) = load('--table', 'archive', '--quiet', "$srcdir/data/archive.csv");
is("$code $said", '0 ', '--quiet');
is($node->safe_psql('postgres', 'SELECT count(*), count(DISTINCT file) = count(*), count(doc) = count(*), min(loaded_record), max(loaded_record) = count(*) FROM archive'),
	'300|t|t|1|t', 'a table is made from the fields of the file');

# Names of fields are a file's words: whatever they are, they are no SQL.
my $name = q{'"$batch$; DROP TABLE folder; \\! false :x};
($code, $said) = load('--table', 'names', write_file('names.csv', 'doc,"' . $name =~ s/"/""/gr . "\"\n\"$act.\",here\n"));
is($code, 0, 'odd names of fields');
is($node->safe_psql('postgres', "SELECT attname FROM pg_attribute WHERE attrelid = 'names'::regclass AND attnum = 3"), $name, 'are names of columns');
is($node->safe_psql('postgres', "SELECT n::text LIKE '%,here,%' FROM names n"), 't', 'their values are there');
is($node->safe_psql('postgres', 'SELECT count(*) FROM folder'), '3', 'and nothing else happened');

# ---------- other formats ----------

($code, $said) = load('--table', 'others', write_file('a.xml', '<a>no resolution</a>'));
is($code, 1, 'XML that is none');
is($node->safe_psql('postgres', 'SELECT count(*) FROM others_refused WHERE reason IS NOT NULL'), '1', 'is refused');
SKIP:
{
	skip 'built without libxml2', 2 if $node->safe_psql('postgres', 'SELECT resolution_libxml()') ne 't';
	($code, $said) = load('--table', 'official', "$srcdir/test/data/akn/A_RES_75_325.xml", "$srcdir/test/data/akn/A_RES_80_62-ar.xml",
		write_file('entity.xml', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'));
	like($said, qr/^2 loaded, 1 refused/m, 'XML of the United Nations is loaded, an external entity refused');
	is($node->safe_psql('postgres', q{SELECT string_agg(resolution_symbol(doc) || ' ' || resolution_language(doc), ',' ORDER BY loaded_from) FROM official}),
		'A/RES/75/325 en,A/RES/80/62 ar', 'with what it says');
}
($code, $said) = load('--table', 'others', write_file('a.pdf', 'no PDF'));
is($code, 1, 'PDF that is none, or no pdftotext');
is($node->safe_psql('postgres', q{SELECT count(*) FROM others_refused WHERE reason LIKE '%pdftotext%'}), '1', 'is refused');

# More than a text may have: not read at all.
{
	open(my $handle, '>', "$folder/large.txt") or die $!;
	truncate $handle, 1024 * 1024 * 1024 or die $!;
	close $handle;
	my $start = Time::HiRes::time();
	($code, $said) = load('--table', 'others', "$folder/large.txt");
	is($code, 1, '1 GB');
	is($node->safe_psql('postgres', q{SELECT reason FROM others_refused WHERE source LIKE '%large.txt'}), 'the file has 1073741824 bytes, more than 67108864', 'is refused');
	cmp_ok(Time::HiRes::time() - $start, '<', 10, 'at once');
	unlink "$folder/large.txt";
}

# ---------- killed and run again ----------

my $texts = "$srcdir/test/accuracy/texts";
my $total = () = glob("$texts/*.txt");

foreach my $round (1 .. $kills)
{
	my $before = $round > 1 ? $node->safe_psql('postgres', 'SELECT count(*) FROM killed') : 0;
	my $handle = IPC::Run::start([ $^X, $program, '--dsn', $dsn, '--table', 'killed', '--jobs', '2', '--batch', '7', '--quiet', $texts ],
		'<', '/dev/null', '>', '/dev/null', '2>', '/dev/null');
	my $end = Time::HiRes::time() + 60;
	while (Time::HiRes::time() < $end)
	{
		my (undef, $now) = $node->psql('postgres', 'SELECT count(*) FROM killed');
		last if $now =~ /^\d+$/ && $now > $before;
		Time::HiRes::sleep(0.01);
	}
	$handle->signal('KILL');
	$handle->finish;
}
my $part = $node->safe_psql('postgres', 'SELECT count(*) FROM killed');
cmp_ok($part, '<', $total, "killed in the middle: $part of $total are there");
($code, $said) = load('--table', 'killed', $texts);
my ($loaded, $refused, $read) = $said =~ /^(\d+) loaded, (\d+) refused.*?(?:, (\d+) were read before)?;/m;
cmp_ok($read // 0, '>', 0, 'the rest is loaded');
is($loaded + $refused + $read, $total, 'all are accounted for');
is($node->safe_psql('postgres', 'SELECT count(*) + (SELECT count(*) FROM killed_refused), count(DISTINCT loaded_from) = count(*) FROM killed'), "$total|t", 'nothing lost, nothing twice');
is($node->safe_psql('postgres', "SELECT count(*) FROM killed WHERE md5(convert_to(doc::text, 'UTF8')) <> md5(pg_read_binary_file(loaded_from))"), '0', 'each as it is in its file');

# A second load at the same time is told to wait.
my $session = $node->can('background_psql') ? $node->background_psql('postgres') : undef;
SKIP:
{
	skip 'no psql in the background', 2 if !$session || !$session->can('query_safe');
	$session->query_safe(q{SELECT pg_advisory_lock(hashtext('resolution-load'), hashtext('"public"."killed"'))});
	($code, $said) = load('--table', 'killed', $texts);
	is($code, 3, 'another load is running');
	like($said, qr/another load into table .* is running/, 'says so');
	$session->quit;
}

# ---------- a database of another encoding ----------

$node->safe_psql('template1', q{CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'});
$node->safe_psql('latin', 'CREATE EXTENSION resolution');
write_file('latin.jsonl', qq({"doc": "The General Assembly,\\n\\n1. Decides to act en \\u00e9t\\u00e9."}\n{"doc": "The General Assembly,\\n\\n1. Decides to act \\u4e2d."}\n));
($code, $said) = load('--dsn', $node->connstr('latin'), "$folder/latin.jsonl");
is($code, 1, 'LATIN1');
is($node->safe_psql('latin', q{SELECT encode(substr(convert_to(doc::text, 'LATIN1'), 41), 'escape') FROM resolutions}), ' en \351t\351.', 'is converted');
like($node->safe_psql('latin', 'SELECT reason FROM resolutions_refused'), qr/has no equivalent in encoding "LATIN1"/, 'what it cannot hold is refused');

$node->stop;
done_testing();
