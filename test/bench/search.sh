#!/bin/sh
#
# search.sh
#	  How fast an index answers queries, how large it is, how good the
#	  planner's estimates are.
#
# usage: test/bench/search.sh [--short] [NUMBER]
#
# NUMBER is how many documents are made, 100000 by default, 5000 with --short.
#
# Connects with the usual PG* variables to a database where the extension may
# be created; makes a schema resolution_bench and drops it (KEEP=1 keeps it,
# and takes it as it is the next time).
#
# Times are the best of three, in milliseconds, without parallel workers.
#
set -eu

srcdir=$(cd "$(dirname "$0")/../.." && pwd)
number=100000
while [ $# -gt 0 ]
do
	case $1 in
		--short) number=5000 ;;
		--corpus) shift ;;				# the sample archive is the base in any case
		--*) ;;
		*) number=$1 ;;
	esac
	shift
done
PGOPTIONS="${PGOPTIONS:-} -c search_path=resolution_bench,public -c jit=off -c max_parallel_workers_per_gather=0 -c client_min_messages=warning"
export PGOPTIONS
sql() { "${PSQL:-psql}" -X -q -A -t -v ON_ERROR_STOP=1 "$@" < /dev/null; }

sql -c "CREATE EXTENSION IF NOT EXISTS resolution"
if [ "$(sql -c "SELECT count(*) FROM pg_class WHERE relname = 'docs' AND relnamespace = to_regnamespace('resolution_bench')")" = 0 ]
then
	sql -c "CREATE SCHEMA resolution_bench" \
		-c "CREATE TABLE docs (id int PRIMARY KEY, doc resolution)" \
		-c "CREATE UNLOGGED TABLE staging (id int, body text)"
	# A text that cannot be read (a paragraph that was needed went elsewhere) is left out.
	perl "$srcdir/test/bench/make-documents.pl" "$srcdir/data/archive.csv" "$number" |
		"${PSQL:-psql}" -X -q -v ON_ERROR_STOP=1 -c "COPY staging FROM STDIN WITH (ENCODING 'UTF8')"
	sql -c "INSERT INTO docs SELECT id, d FROM (SELECT id, resolution_try(body) AS d FROM staging) s WHERE d IS NOT NULL" \
		-c "DROP TABLE staging" -c "VACUUM docs"
fi
# build NAME DEFINITION - makes an index if it is missing; says how long it took
build()
{
	if [ "$(sql -c "SELECT to_regclass('$1') IS NULL")" = t ]
	then
		start=$(date +%s%N)
		sql -c "SET maintenance_work_mem = '256MB'" -c "CREATE INDEX $1 ON docs USING gin ($2)"
		echo "$1: built in $((($(date +%s%N) - start) / 1000000)) ms"
	fi
	sql -c "SELECT '$1: ' || pg_size_pretty(pg_relation_size('$1')) || ', ' || round(pg_relation_size('$1')::numeric / pg_table_size('docs'), 3) || ' of the table'"
}
sql -c "SELECT count(*) || ' documents, ' || pg_size_pretty(pg_table_size('docs')) || ' as stored, ' || pg_size_pretty(sum(length(doc::text))) || ' of text' FROM docs"
start=$(date +%s%N)
sql -c "ANALYZE docs"
echo "ANALYZE: $((($(date +%s%N) - start) / 1000000)) ms"
build docs_all doc
build docs_cites "doc resolution_cites_ops"
sql -c "DROP INDEX docs_cites"			# or it might be taken for queries that it knows half of
build docs_words "to_tsvector('simple'::regconfig, doc)"

sql -f "$srcdir/test/bench/search.sql"

[ -n "${KEEP:-}" ] || sql -c "DROP SCHEMA resolution_bench CASCADE"
