#!/bin/sh
#
# docsymbol.sh
#	  docsymbol against text COLLATE "C": size, sort, index, joins, input.
#
# usage: test/bench/docsymbol.sh [--short | ROWS [ROUNDS]]
#
# 10000000 rows and 5 rounds if nothing is said, a tenth and 3 if --short is.
# The symbols are those of test/data/archive-symbols.tsv with other sessions,
# years and numbers, so that their forms are as frequent as in the archive; a
# table of each type holds the same symbols in the same, random, order.  Each
# round runs every step once with docsymbol and once with text, in alternating
# order; the medians count.  No step runs in parallel.  Works in a scratch
# database of the server that PGHOST and the like name (with the extension
# installed), or in a private one.  Exit status 1 if a limit is missed; the
# ratios mean something with a million rows or more.
#
set -eu

srcdir=$(cd "$(dirname "$0")/../.." && pwd)
rows=10000000
rounds=5
n=0
while [ $# -gt 0 ]
do
	case $1 in
		--short) rows=1000000 rounds=3 ;;
		--corpus) shift ;;
		-*) ;;
		*) n=$((n + 1)); [ $n = 1 ] && rows=$1 || rounds=$1 ;;
	esac
	shift
done
psql=psql

if [ -z "${PGHOST:-}" ]
then
	# shellcheck source=test/server.sh
	. "$srcdir/test/server.sh"
	server_prepare "$srcdir"
	server_build
	server_start
	psql=$bindir/psql
fi

database=docsymbol_bench_$$
sql() { "$psql" -X -q -v ON_ERROR_STOP=1 -P pager=off "$@" < /dev/null; }
sql -d postgres -c "CREATE DATABASE $database"
drop() { sql -d postgres -c "DROP DATABASE IF EXISTS $database WITH (FORCE)" || :; }
if [ -z "${bindir:-}" ]
then
	trap drop EXIT
	trap 'exit 130' INT
	trap 'exit 143' HUP TERM
fi
PGDATABASE=$database
export PGDATABASE

status=0
BENCH_LIST=$srcdir/test/data/archive-symbols.tsv
export BENCH_LIST
sql -v rows="$rows" -v rounds="$rounds" \
	-f "$srcdir/test/bench/docsymbol.sql" || status=$?
exit $status
