#!/bin/sh
#
# readme.sh
#	  Runs the SQL examples of README.md and compares their output with what
#	  README.md shows.
#
# usage: [PSQL=psql] test/readme.sh [FILE...]		default README.md
#
# Connects with the usual PG* variables to an empty database.  A block marked
# "sql" is typed into one psql session; a block without a mark that follows it
# is the output expected (blanks at the end of lines do not count).  Without
# one, the block only has to run without an error.  Results are TAP lines.
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
cd "$srcdir"						# the examples name files from there
[ $# -gt 0 ] || set -- README.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT HUP TERM

# script: all examples, each after a line that tells them apart;
# want.N: what is shown below example N; names: its file and line
awk -v work="$work" '
	/^```sql$/ && !inside { inside = "sql"; n++; print "\\echo @@" n > (work "/script")
							print n "\t" FILENAME " line " FNR > (work "/names"); follows = 0; next }
	/^```$/ && inside == "sql" { inside = ""; follows = 1; next }
	/^```$/ && inside { close(work "/want." n); inside = ""; next }
	/^```$/ && follows { inside = "want"; follows = 0; printf "" > (work "/want." n); next }
	/^```/ && inside { inside = ""; next }
	/^```/ { inside = "other"; next }
	inside == "sql" { print > (work "/script"); next }
	inside == "want" { print > (work "/want." n); next }
	!inside && NF { follows = 0 }
' "$@"

"${PSQL:-psql}" -X -q -P pager=off < "$work/script" > "$work/out" 2>&1 || :
awk -v work="$work" '/^@@[0-9]+$/ { file = work "/got." substr($0, 3); printf "" > file; next } { print > file }' "$work/out"

# strip FILE - without blanks at the ends of lines and empty lines at the end
strip() { sed 's/[ \t]*$//' "$1" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'; }

status=0
while IFS='	' read -r n where
do
	strip "$work/got.$n" > "$work/a"
	if grep -q '^ERROR: ' "$work/a" && [ ! -e "$work/want.$n" ]
	then
		echo "not ok $n - $where"
		sed 's/^/#   /' "$work/a"
		status=1
	elif [ -e "$work/want.$n" ]
	then
		strip "$work/want.$n" > "$work/b"
		if diff "$work/b" "$work/a" > "$work/diff"
		then
			echo "ok $n - $where"
		else
			echo "not ok $n - $where (< README, > now)"
			sed 's/^/#   /' "$work/diff"
			status=1
		fi
	else
		echo "ok $n - $where"
	fi
done < "$work/names"
exit $status
