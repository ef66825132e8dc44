#!/bin/sh
#
# demo.sh
#	  Shows the extension at work: builds it, starts a private PostgreSQL,
#	  loads the sample archive and asks it ten questions (demo.sql).
#
# usage: test/demo.sh				all of it; what "make demo" runs
#		 test/demo.sh stop DIR		stop a server that was kept, remove its folder
#
# At a terminal psql opens on the archive afterwards, and the server stops
# when it is left.  Elsewhere the server stops at the end; with DEMO_KEEP=1
# it goes on until it is stopped with the command that is printed.
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=test/server.sh
. "$srcdir/test/server.sh"

say() { printf '\n== %s\n' "$*"; }
sql() { "$bindir/psql" -X -q -v ON_ERROR_STOP=1 -P pager=off "$@"; }

if [ "${1:-}" = stop ]
then
	kept=${2:?usage: test/demo.sh stop DIR}
	[ -f "$kept/kept" ] || { echo "$kept is no folder that the demo kept" >&2; exit 1; }
	server_adopt "$kept"
	exit 0							# the trap stops and removes
fi

"$srcdir/test/install-deps.sh" demo
server_prepare "$srcdir"

say "Building the extension for $("$PG_CONFIG" --version)"
# Without bitcode for the JIT compiler, which the demo has no use for.
server_build with_llvm=no
echo "Built, and installed into a private copy of the server's programs; the system is as it was."

say "Starting a private PostgreSQL in $scratch"
server_start
echo "It listens on a socket in $PGHOST and nowhere else."
sql -f "$srcdir/test/demo-tables.sql"

say "Loading data/archive.csv with COPY, the texts straight into a column of type resolution"
load()
{
	sql -c "\\copy archive FROM '$srcdir/data/archive.csv' WITH (FORMAT csv, HEADER)" < /dev/null
}

# Shows how far the COPY is, from pg_stat_progress_copy (PostgreSQL 14 and later).
show_progress()
{
	size=$(wc -c < "$srcdir/data/archive.csv")
	shown=
	while kill -0 "$1" 2>/dev/null
	do
		line=$(sql -At -c "SELECT format('%s documents, %s %% of the file', tuples_processed, bytes_processed * 100 / $size)
						   FROM pg_stat_progress_copy LIMIT 1" 2>/dev/null < /dev/null) || :
		if [ -n "$line" ] && [ "$line" != "$shown" ]
		then
			echo "$line"
			shown=$line
		fi
		sleep 0.2
	done
}
load &
loader=$!
show_progress $loader
wait $loader
sql -At -c "SELECT format('%s documents, 100 %% of the file: loaded', count(*)) FROM archive"
sql -c "\\copy areas FROM '$srcdir/data/areas.csv' WITH (FORMAT csv, HEADER)"
sql -c "\\copy votes FROM '$srcdir/data/votes.csv' WITH (FORMAT csv, HEADER)"
sql -c ANALYZE
echo "What the reader could not place, or mended, in all of them:"
sql -P footer=off -P border=1 -c "SELECT severity, count(*) AS times, count(DISTINCT file) AS texts,
	min(format('%s (%s line %s)', message, file, line)) AS for_example
	FROM archive, resolution_problems(doc::text) GROUP BY severity ORDER BY severity DESC"

say "Ten questions"
sql -f "$srcdir/test/demo.sql"

connect="psql -h $PGHOST -U $PGUSER $PGDATABASE"
stop="$srcdir/test/demo.sh stop $scratch"
if [ -n "${DEMO_KEEP:-}" ]
then
	say "The server goes on"
	echo "To connect:  $connect"
	echo "To stop:     $stop"
	server_keep
elif [ -t 0 ] && [ -t 1 ] && [ -z "${CI:-}" ]
then
	say "Your turn: the archive is in the table \"archive\" (\\d archive, \\df resolution*, \\? for help)"
	echo "To connect from another terminal:  $connect"
	echo "To stop the server:                leave this psql with \\q"
	"$bindir/psql" -X || :
	say "Stopped; nothing is left behind"
else
	say "Done: the server stops now and nothing is left behind"
	echo "To keep it and ask questions of your own:  make demo DEMO_KEEP=1"
	echo "To connect, then:  $connect"
	echo "To stop it, then:  $stop"
	echo "(With DEMO_KEEP=1 both are printed for that run; at a terminal psql opens by itself.)"
fi
