#!/bin/sh
#
# bench.sh
#	  Measures the extension in a private server: what "make bench" runs.
#
# usage: test/bench.sh [--corpus FOLDER] [OPTION...]
#
# The folder holds the archive (MANIFEST.tsv and the texts it names); without
# one the sample in data/archive.csv is gone through again and again.  The
# other options are those of test/bench/run.py: --short, --documents N,
# --repetitions N, --only NAME, --json FILE.  Results are a table, and
# bench.json in the present folder unless --json says otherwise.
#
# Scripts test/bench/*.sh measure more of their own (search, comparison …);
# each is called with the server's PGHOST … and psql in the path and prints
# its own table.  With an option --only they are left out.
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=test/server.sh
. "$srcdir/test/server.sh"

json=bench.json
more=1
short=
corpus=
for argument in "$@"
do
	case $argument in
		--json|--json=*) json= ;;
		--only|--only=*) more= ;;
		--short) short=--short ;;
		--corpus=*) corpus=${argument#--corpus=} ;;
	esac
done

"$srcdir/test/install-deps.sh" test
server_prepare "$srcdir"
server_build
# shellcheck disable=SC2046
${CC:-cc} -std=c11 -O2 -I"$srcdir/src/core" -I"$scratch/build/src/core" -o "$scratch/resbench" \
	"$srcdir/test/tool/resbench.c" $(find "$scratch/build/src/core" -name '*.o')
server_start
mkdir "$scratch/bench"
python3 "$srcdir/test/bench/run.py" --psql "$bindir/psql" --scratch "$scratch/bench" --tool "$scratch/resbench" \
	${json:+--json "$json"} "$@"

if [ -n "$more" ]
then
	PATH=$bindir:$PATH
	export PATH
	for script in "$srcdir"/test/bench/*.sh
	do
		[ -x "$script" ] || continue
		printf '\n== %s\n' "$(basename "$script" .sh)"
		# shellcheck disable=SC2086
		"$script" $short ${corpus:+--corpus "$corpus"} || echo "$(basename "$script") failed" >&2
	done
fi
