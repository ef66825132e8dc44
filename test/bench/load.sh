#!/bin/sh
#
# load.sh
#	  Measures bin/resolution-load against plain COPY of the same texts.
#
# usage: test/bench/load.sh [--short] [--corpus FOLDER]
#
# Needs a server (PGHOST …) where the extension is installed, and psql in the
# path; makes a database of its own and drops it again.  10,000 texts of the
# corpus of test/bench.sh, or those of test/accuracy/texts.
#
# Each is loaded in turns, three times, into a new table with a primary key:
# by psql's \copy from one file, by the loader with one session, and with as
# many as it takes by itself.  Figures are documents a second, the best of all.
#
set -eu

srcdir=$(cd "$(dirname "$0")/../.." && pwd)
folder=$srcdir/test/accuracy/texts
number=10000
rounds=3
while [ $# -gt 0 ]
do
	case $1 in
		--short) number=400 rounds=1 ;;
		--corpus) folder=$2; shift ;;
		--corpus=*) folder=${1#--corpus=} ;;
		*) echo "usage: load.sh [--short] [--corpus FOLDER]" >&2; exit 2 ;;
	esac
	shift
done

database=bench_load_$$
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"; psql -X -q -d postgres -c "DROP DATABASE IF EXISTS $database" > /dev/null 2>&1' EXIT
psql -X -q -d postgres -c "CREATE DATABASE $database"
PGDATABASE=$database
export PGDATABASE
psql -X -q -c "CREATE EXTENSION resolution"

# some of all parts of the folder, always the same
mkdir "$scratch/texts"
find "$folder" -name '*.txt' | sort | awk '{ print (NR * 7919) % 104729 "\t" $0 }' | sort -n | head -n "$number" | cut -f 2 |
	tr '\n' '\0' | xargs -0 -I '{}' cp '{}' "$scratch/texts/"

seconds() { date +%s.%N; }

# What was loaded is what plain COPY gets: it would stop at a text that is refused.
"$srcdir/bin/resolution-load" --quiet --table first "$scratch/texts" || [ $? = 1 ]
psql -X -q -c "\\copy (SELECT loaded_from, loaded_record, doc::text FROM first ORDER BY loaded_from) TO '$scratch/copy'"
documents=$(psql -X -A -t -c "SELECT count(*) FROM first")
psql -X -q -c "SELECT 'documents: ' || count(*) || ', refused: ' || (SELECT count(*) FROM first_refused) || ', MB: ' || (sum(octet_length(doc::text)) / 1e6)::numeric(8, 1) FROM first" -A -t

round=0
while [ $round -lt $rounds ]
do
	round=$((round + 1))
	psql -X -q -c "CREATE TABLE plain (loaded_from text, loaded_record bigint, doc resolution NOT NULL, PRIMARY KEY (loaded_from, loaded_record))"
	start=$(seconds)
	psql -X -q -c "\\copy plain FROM '$scratch/copy'"
	echo "COPY $start $(seconds)"
	start=$(seconds)
	"$srcdir/bin/resolution-load" --quiet --jobs 1 --table one "$scratch/texts" || [ $? = 1 ]
	echo "loader,_one_session $start $(seconds)"
	start=$(seconds)
	"$srcdir/bin/resolution-load" --quiet --table several "$scratch/texts" || [ $? = 1 ]
	echo "loader $start $(seconds)"
	psql -X -q -c "DROP TABLE plain, one, one_loaded, one_refused, several, several_loaded, several_refused"
done | awk -v n="$documents" '
	{ took = $3 - $2; if (!($1 in best) || took < best[$1]) best[$1] = took; if (!($1 in seen)) { order[++kinds] = $1; seen[$1] = 1 } }
	END {
		for (i = 1; i <= kinds; i++)
		{
			name = order[i]; rate = n / best[name]; gsub("_", " ", name)
			if (i == 1) plain = rate
			printf "%-22s %8.0f documents/s   %.2f of COPY\n", name, rate, rate / plain
		}
	}'
