#!/bin/sh
#
# diff.sh
#	  Measures resolution_diff: pairs of documents with the same title, pairs
#	  of 100 KB, and texts made to be hard to compare.
#
# usage: test/bench/diff.sh [--short] [--corpus FOLDER]
#
# Needs a server (PGHOST …) where the extension is installed, and psql in the
# path; makes a database of its own and drops it again.  The corpus is that
# of test/bench.sh; without one the sample in data/archive.csv is taken.
#
# Milliseconds of one call in the server, with a value that is read from its
# table, the best of three; the rows are counted, not sent.
#
set -eu

srcdir=$(cd "$(dirname "$0")/../.." && pwd)
corpus=
rounds=3
while [ $# -gt 0 ]
do
	case $1 in
		--short) rounds=1 ;;
		--corpus) corpus=$2; shift ;;
		--corpus=*) corpus=${1#--corpus=} ;;
		*) echo "usage: diff.sh [--short] [--corpus FOLDER]" >&2; exit 2 ;;
	esac
	shift
done

database=bench_diff_$$
csv=$(mktemp)
trap 'rm -f "$csv"; psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database" > /dev/null 2>&1' EXIT
psql -X -q -d postgres -c "CREATE DATABASE $database"

if [ -n "$corpus" ]
then
	# English texts of the archive, one for each document and extractor
	python3 - "$corpus" > "$csv" <<-'END'
		import csv, os, sys
		out = csv.writer(sys.stdout)
		out.writerow(['file', 'body'])
		with open(os.path.join(sys.argv[1], 'MANIFEST.tsv'), encoding='utf-8') as manifest:
		    for row in csv.DictReader(manifest, delimiter='\t'):
		        if row['language'] == 'en' and row['organ'].startswith('GA') and row['file'].endswith('.txt') \
		                and row['extractor'] in ('akn-text', 'pymupdf', 'eosg-joined'):
		            with open(os.path.join(sys.argv[1], row['file']), encoding='utf-8', errors='replace', newline='') as text:
		                out.writerow([row['file'], text.read().replace('\0', '')])
	END
	columns="file, body"
else
	cp "$srcdir/data/archive.csv" "$csv"
	columns="file, symbol, organ, year, language, extractor, source, body"
fi

psql -X -q -v ON_ERROR_STOP=1 -d "$database" -P pager=off <<EOF
SET client_min_messages = warning;
CREATE EXTENSION resolution;
CREATE TABLE staging (file text, symbol text, organ text, year text, language text, extractor text, source text, body text);
\copy staging ($columns) FROM '$csv' WITH (FORMAT csv, HEADER)
CREATE TABLE docs AS SELECT file, resolution_try(body) AS doc, octet_length(body) AS bytes FROM staging;
CREATE TABLE titled AS
	SELECT file, bytes, doc, resolution_symbol(doc) AS symbol, resolution_language(doc) AS language,
		regexp_replace(lower(resolution_title(doc)), '[^[:alnum:]]+', ' ', 'g') AS title FROM docs WHERE doc IS NOT NULL;
CREATE TABLE pairs (kind text, old resolution, new resolution, bytes int);
INSERT INTO pairs
	SELECT 'same title', old, new, bytes FROM (
		SELECT DISTINCT ON (a.title, a.symbol) a.doc AS old, b.doc AS new, (a.bytes + b.bytes) / 2 AS bytes
		FROM titled a JOIN titled b USING (title, language)
		WHERE a.symbol <> b.symbol AND docsymbol_session(a.symbol) <= docsymbol_session(b.symbol) AND length(title) > 12
		ORDER BY a.title, a.symbol, md5(a.file || b.file)) s;
INSERT INTO pairs SELECT 'same title, 10 to 18 KB', old, new, bytes FROM pairs WHERE bytes BETWEEN 10000 AND 18000;

-- 100 KB of real paragraphs against 100 KB with each third changed, moved or left out
CREATE TABLE paragraphs AS SELECT row_number() OVER (ORDER BY md5(file || path)) AS n, 'Requests ' || text AS text
	FROM docs, resolution_clauses(doc) WHERE length(text) BETWEEN 100 AND 900 AND resolution_language(doc) = 'en';
CREATE FUNCTION made(part int, change int) RETURNS text LANGUAGE sql AS \$\$
	SELECT E'The General Assembly,\n\n' || string_agg(row_number || '. ' || text, E'\n\n' ORDER BY row_number) FROM (
		SELECT row_number() OVER (ORDER BY CASE WHEN change > 0 AND n % 13 = 0 THEN n + 40 ELSE n END),
			CASE WHEN change > 0 AND n % 3 = 0 THEN regexp_replace(text, ' (of|and|in) ', ' to its ', 'g') ELSE text END AS text
		FROM paragraphs WHERE n BETWEEN part * 250 AND part * 250 + 249 AND NOT (change > 0 AND n % 17 = 0)) s \$\$;
INSERT INTO pairs SELECT '100 KB', left(made(g, 0), 100000)::resolution, left(made(g, 1), 100000)::resolution, 100000 FROM generate_series(0, 3) g;
INSERT INTO pairs SELECT '100 KB, others', left(made(g, 0), 100000)::resolution, left(made(g + 1, 0), 100000)::resolution, 100000 FROM generate_series(0, 3) g;

-- made to be hard, 100 KB: the same few words everywhere
SELECT setseed(0.5) \g /dev/null
CREATE FUNCTION words(n int, of int) RETURNS text LANGUAGE sql VOLATILE AS
	\$\$ SELECT string_agg((ARRAY['the','of','and','to','in','States','peace','rights','report','Council'])[1 + floor(random() * of)::int], ' ') FROM generate_series(1, n) \$\$;
CREATE FUNCTION hard(clauses int, words int, of int) RETURNS resolution LANGUAGE sql VOLATILE AS
	\$\$ SELECT (E'The General Assembly,\n\n' || string_agg(g || '. Requests ' || words(words + g * 0, of) || ';', E'\n\n'))::resolution FROM generate_series(1, clauses) g \$\$;
INSERT INTO pairs SELECT 'hard: one paragraph', hard(1, 22000, 10), hard(1, 22000, 10), 100000;
INSERT INTO pairs SELECT 'hard: 20 paragraphs', hard(20, 1100, 10), hard(20, 1100, 10), 100000;
INSERT INTO pairs SELECT 'hard: 400 paragraphs', hard(400, 50, 10), hard(400, 50, 10), 100000;
INSERT INTO pairs SELECT 'hard: 5000 paragraphs', hard(5000, 2, 10), hard(5000, 2, 10), 100000;
INSERT INTO pairs SELECT 'hard: one word', hard(400, 60, 1), hard(399, 61, 1), 100000;
INSERT INTO pairs SELECT 'hard: one against many', hard(1, 22000, 10), hard(2500, 5, 10), 100000;

CREATE FUNCTION measure(rounds int) RETURNS TABLE (kind text, bytes int, ms float8) LANGUAGE plpgsql AS \$\$
DECLARE
	pair record;
	start timestamptz;
	best float8;
BEGIN
	FOR pair IN SELECT * FROM pairs p ORDER BY p.kind LOOP
		best := NULL;
		FOR i IN 1 .. rounds LOOP
			start := clock_timestamp();
			PERFORM count(*) FROM resolution_diff(pair.old, pair.new);
			best := least(best, 1000 * extract(epoch FROM clock_timestamp() - start));
		END LOOP;
		kind := pair.kind;
		bytes := pair.bytes;
		ms := best;
		RETURN NEXT;
	END LOOP;
END \$\$;
SELECT kind, count(*) AS pairs, avg(bytes)::int AS bytes,
	percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::numeric(8, 3) AS median_ms,
	percentile_cont(0.9) WITHIN GROUP (ORDER BY ms)::numeric(8, 3) AS p90_ms, max(ms)::numeric(8, 3) AS worst_ms
FROM measure($rounds) GROUP BY kind ORDER BY kind ~ 'hard', kind;
EOF
