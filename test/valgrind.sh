#!/bin/sh
#
# valgrind.sh
#	  The regression tests in a server that runs under valgrind.
#
# usage: test/valgrind.sh [TEST...]		default: all of REGRESS in the Makefile
#
# PG_CONFIG chooses the server.  One that was built with -DUSE_VALGRIND tells
# valgrind of each palloc, so that pieces of a context are told apart; give its
# src/tools/valgrind.supp in VALGRIND_SUPPRESSIONS.
#
# Every process of the server is watched, so this takes half an hour.  It
# fails on a read or write of memory that the library should not touch, and on
# a decision made by bytes that nobody set, if a function of the library is
# among the callers: what the server and the C library do on their own is not
# our affair.  Leaks are not looked for, since the server gives back whole
# contexts.  The last line is "N passed, N failed".
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=test/server.sh
. "$srcdir/test/server.sh"

command -v valgrind > /dev/null || { echo "valgrind.sh needs valgrind" >&2; exit 1; }
server_prepare "$srcdir"
server_build COPT="-g -O1"

# The server's program starts itself under valgrind.
mv "$bindir/postgres" "$bindir/postgres.real"
cat > "$bindir/postgres" <<-EOF2
	#!/bin/sh
	case " \$* " in
		*" -D "*) exec valgrind --quiet --leak-check=no --track-origins=yes --error-limit=no --num-callers=40 --fullpath-after=$scratch/src/ \\
			${VALGRIND_SUPPRESSIONS:+--suppressions=$VALGRIND_SUPPRESSIONS} \\
			--trace-children=no --log-file=$scratch/valgrind/%p "$bindir/postgres.real" "\$@" ;;
		*) exec "$bindir/postgres.real" "\$@" ;;
	esac
EOF2
chmod 755 "$bindir/postgres"
mkdir -m 777 "$scratch/valgrind"
PGCTLTIMEOUT=600
export PGCTLTIMEOUT
server_start

status=0
make --no-print-directory -C "$scratch/build" -f "$scratch/src/Makefile" PG_CONFIG="$PG_CONFIG" \
	-o check-lists installcheck ${1:+REGRESS="$*"} > "$scratch/regress.log" 2>&1 || status=$?
server_stop
grep -E '^(not )?ok |^test |^#|^All ' "$scratch/regress.log" || :
[ $status = 0 ] || tail -n 40 "$scratch/regress.log"

# Reports whose stack goes through the library.
cat "$scratch"/valgrind/* > "$scratch/reports" 2> /dev/null || :
awk '
	function report() { if (ours) { n++; print text } text = ""; ours = 0 }
	/^==[0-9]+== *$/ { report(); next }
	{ text = text $0 "\n"; if ($0 ~ /(by|at) 0x[0-9A-F]*: [^?].*resolution\.so|src\/(core|resolution|docsymbol|resquery)/) ours = 1 }
	END { report(); print "# " n + 0 " reports with functions of the library" > "/dev/stderr" }
' "$scratch/reports" > "$scratch/ours"
head -n 200 "$scratch/ours"
echo "# $(find "$scratch/valgrind" -type f | wc -l) processes watched"
if [ $status = 0 ] && [ ! -s "$scratch/ours" ]
then
	echo "1 passed, 0 failed"
else
	echo "0 passed, 1 failed"
	exit 1
fi
