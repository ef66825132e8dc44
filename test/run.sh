#!/bin/sh
#
# run.sh
#	  Every test of the project; what "make test" and CI run.
#
# usage: test/run.sh [PART...]		parts: lists build unit fuzz regress tap
#									readme archive exchange accuracy bench shared; default all
#
# Builds a copy of the source tree, starts a private PostgreSQL (server.sh)
# and runs the tests in it; nothing is written into the source tree or the
# system, no server that runs is touched.  Where a folder "shared" with the
# whole archive and all annotations lies beside the source tree, a sample of
# it is scored too.  The last line is "N passed, N failed".
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=test/server.sh
. "$srcdir/test/server.sh"

parts=${*:-lists build unit fuzz regress tap readme archive exchange accuracy bench shared}
passed=0
failed=0

wants() { case " $parts " in *" $1 "*) return 0 ;; esac; return 1; }

# ok NAME / not_ok NAME [FILE] - report one result; FILE shows why
ok()
{
	passed=$((passed + 1))
	echo "ok - $1"
}

not_ok()
{
	failed=$((failed + 1))
	echo "FAILED - $1"
	[ -z "${2:-}" ] || tail -n 60 "$2" | sed 's/^/    /'
}

# check NAME COMMAND... - one test: the command succeeds
check()
{
	name=$1
	shift
	if "$@" > "$scratch/check.log" 2>&1
	then
		ok "$name"
	else
		not_ok "$name" "$scratch/check.log"
	fi
}

# tally NAME FILE STATUS - results of a program that prints TAP
tally()
{
	good=$(grep -c '^ok ' "$2") || :
	bad=$(grep -c '^not ok ' "$2") || :
	if [ "$3" != 0 ] && [ "$bad" = 0 ]
	then
		bad=1						# it crashed, or a sanitizer spoke
	elif [ "$3" = 0 ] && [ "$good" = 0 ]
	then
		bad=1						# it tested nothing
	fi
	passed=$((passed + good))
	failed=$((failed + bad))
	if [ "$bad" = 0 ]
	then
		echo "ok - $1: $good checks"
	else
		echo "FAILED - $1: $good checks passed, $bad failed"
		grep -v '^ok ' "$2" | tail -n 60 | sed 's/^/    /'
	fi
}

sql() { "$bindir/psql" -X -q -v ON_ERROR_STOP=1 -P pager=off "$@" < /dev/null; }

make_in_build()
{
	make --no-print-directory -C "$scratch/build" -f "$scratch/src/Makefile" PG_CONFIG="$PG_CONFIG" "$@"
}

finish()
{
	echo "$passed passed, $failed failed"
	[ "$failed" = 0 ] || exit 1
	exit 0
}

"$srcdir/test/install-deps.sh" test
server_prepare "$srcdir"
PYTHONDONTWRITEBYTECODE=1			# no __pycache__ in the source tree
export PYTHONDONTWRITEBYTECODE

# The build itself: all else needs it.
if server_build COPT=-Werror 2> "$scratch/why.log"
then
	ok "build and install without a warning"
else
	not_ok "build and install without a warning" "$scratch/why.log"
	finish
fi

if wants lists
then
	check "every script is in a list of the Makefile" make_in_build check-lists
fi

# The core under sanitizers, without a server.
sanitized()
{
	mkdir -p "$scratch/core"
	cores="$scratch/src/src/core/*.c"
	for f in "$scratch"/build/src/core/*.c
	do
		[ ! -e "$f" ] || [ -e "$scratch/src/src/core/${f##*/}" ] || cores="$cores $f"
	done
	# shellcheck disable=SC2086
	printf '%s\n' $cores | xargs -P "$(nproc 2>/dev/null || echo 2)" -I '{}' sh -c \
		'"$0" "$@" -c -o "'"$scratch"'/core/$(basename {} .c).o" {}' $sanitize_cc $sanitize
}

# sanitized_program OUTPUT SOURCE...
sanitized_program()
{
	out=$1
	shift
	# shellcheck disable=SC2086
	$sanitize_cc $sanitize -D_POSIX_C_SOURCE=200809L -o "$out" "$@" "$scratch"/core/*.o
}

# core_program OUTPUT SOURCE - a tool with the core as it is built for the server
core_program()
{
	# shellcheck disable=SC2046
	${CC:-cc} -std=c11 -O2 -Wall -Wextra -Werror "-I$scratch/src/src/core" -o "$1" "$2" \
		$(find "$scratch/build/src/core" -name '*.o')
}

# read_all FILE... - each text read, stored, read from the stored form
read_all() { "$scratch/resread" --json --via-image "$@" > /dev/null; }

# watched OPTION... - the texts of a list read under valgrind
watched()
{
	valgrind --quiet --leak-check=no --error-exitcode=9 --log-file="$scratch/valgrind.log" \
		"$scratch/resread_plain" "$@" --files-from "$scratch/watched" > /dev/null ||
		{ head -n 30 "$scratch/valgrind.log"; return 1; }
}

# hostile ARGUMENT... - texts made to be hard, read by the core as it is built;
# its table is shown if a limit is broken
hostile() { "$scratch/hostile" "$@" > "$scratch/hostile.log" || { grep -B 1 BROKEN "$scratch/hostile.log"; return 1; }; }

# changes TARGET - how many changed copies of each input are tried
changes()
{
	case $1 in
		symbol | query) echo 2000 ;;
		image) echo 200 ;;
		*) echo 40 ;;
	esac
}

# fuzz TARGET FOLDER CHANGES
fuzz() { (cd "$scratch" && "./fuzz_$1" -seed=1 -changes="$3" "$2"/*); }

sanitize="-std=c11 -g -O1 -Wall -Wextra -Werror -fsanitize=address,undefined -fno-sanitize-recover=all
	-fno-omit-frame-pointer -I$scratch/src/src/core -I$scratch/build/src/core -I$scratch/src/test/unit"
# clang also sees numbers that lose their value or sign on the way.  Sums of
# unsigned ones run over on purpose, in hashes.  Its warnings are not asked for: the build has those of the
# compiler.
sanitize_cc=${CC:-cc}
integer="-fsanitize=address,undefined,integer,implicit-conversion
	-fno-sanitize=unsigned-integer-overflow,unsigned-shift-base"
echo 'int main(void) { return 0; }' > "$scratch/probe.c"
# shellcheck disable=SC2086
if clang $integer -o "$scratch/probe" "$scratch/probe.c" > /dev/null 2>&1 && "$scratch/probe"
then
	sanitize_cc=clang
	sanitize="$sanitize $integer -fno-sanitize-recover=all -w"
fi
# Leaks are looked for by the unit tests, where the kernel lets a process be watched.
UBSAN_OPTIONS=print_stacktrace=1
export UBSAN_OPTIONS

if wants unit || wants fuzz
then
	check "core compiles as plain C11 with sanitizers" sanitized
fi

if wants unit
then
	# What the core may call: nothing of PostgreSQL, no malloc, no locale.
	# shellcheck disable=SC2046
	nm -u $(find "$scratch/build/src/core" -name '*.o') 2>/dev/null | awk '{ print $NF }' |
		grep -xE '(palloc|malloc|calloc|realloc|free|isspace|isalpha|isdigit|toupper|tolower|strtol|strtoul|atoi|setlocale|printf|errstart|elog)[_a-z0-9]*' |
		sort -u > "$scratch/calls" || :
	if [ -s "$scratch/calls" ]
	then
		not_ok "core calls nothing but the C library's memory and string functions" "$scratch/calls"
	else
		ok "core calls nothing but the C library's memory and string functions"
	fi
	# Fractions are rounded where a machine likes it; what is found in a text
	# must not hang on it.  A share of two numbers is given out, no more.
	if grep -nE '\b(float|double)[[:space:]*]+[a-z_]+[;,=( ]|\((float|double)\)' "$scratch"/src/src/core/*.[ch] |
		grep -vE 'similarity|\(float\) \(2\.0|:[[:space:]]*/?\*' > "$scratch/fractions"
	then
		not_ok "the reader decides by whole numbers" "$scratch/fractions"
	else
		ok "the reader decides by whole numbers"
	fi
	for source in "$scratch"/src/test/unit/test_*.c
	do
		[ -e "$source" ] || continue
		name=$(basename "$source" .c)
		if sanitized_program "$scratch/$name" "$source" > "$scratch/unit.log" 2>&1
		then
			status=0
			(cd "$scratch/src" && "$scratch/$name") > "$scratch/unit.log" 2>&1 || status=$?
			tally "unit $name" "$scratch/unit.log" $status
		else
			not_ok "unit $name compiles" "$scratch/unit.log"
		fi
	done
	# The objects of the extension themselves; all times are CPU times.
	if core_program "$scratch/hostile" "$scratch/src/test/tool/hostile.c" > "$scratch/unit.log" 2>&1
	then
		check "hostile texts: time grows as the text, memory stays in bounds" hostile --growth 6 --memory 64 0.0625 1
		check "hostile texts: reading can be stopped at any time" hostile --stretch 20 --place body 8
		check "hostile notes: reading can be stopped at any time" hostile --stretch 20 --place note 4
		check "hostile titles: reading can be stopped at any time" hostile --stretch 20 --place title 8
	else
		not_ok "the tool for hostile texts compiles" "$scratch/unit.log"
	fi
fi

if wants fuzz
then
	# Every kept text through the reader and the stored form.
	if sanitized_program "$scratch/resread" "$scratch/src/test/tool/resread.c" > "$scratch/fuzz.log" 2>&1
	then
		check "no sanitizer report over the kept texts" read_all "$scratch"/src/test/accuracy/texts/*
	else
		not_ok "the reading tool compiles" "$scratch/fuzz.log"
	fi

	# No decision by bytes that nobody set, in the objects of the extension themselves.
	if command -v valgrind > /dev/null 2>&1
	then
		if core_program "$scratch/resread_plain" "$scratch/src/test/tool/resread.c" > "$scratch/fuzz.log" 2>&1
		then
			find "$scratch/src/test/accuracy/texts" -type f -size -40k | sort | awk 'NR % 6 == 0' > "$scratch/watched"
			check "no decision by memory that was not set, over $(wc -l < "$scratch/watched") texts" watched --json --via-image
			check "the same when texts are compared" watched --compare
		else
			not_ok "the reading tool compiles with the objects of the extension" "$scratch/fuzz.log"
		fi
	else
		echo "# no valgrind: memory that was not set is not looked for"
	fi

	# Each fuzz target without libFuzzer: past findings, then changed copies of
	# real input.  The changes depend on the seed alone.
	mkdir -p "$scratch/seeds/parse" "$scratch/seeds/image" "$scratch/seeds/symbol" "$scratch/seeds/query"
	n=0
	for text in "$scratch"/src/test/accuracy/texts/*
	do
		n=$((n + 1))
		[ $((n % 8)) != 0 ] || [ "$(wc -c < "$text")" -gt 20000 ] || cp "$text" "$scratch/seeds/parse/"
	done
	"$scratch/resread" --images "$scratch/seeds/image" "$scratch"/seeds/parse/* > /dev/null 2>&1 || :
	sed -n 's/^ *"symbol": "\(.*\)",*$/\1/p' "$scratch"/src/test/accuracy/gold/*/*.json | sort -u |
		awk -v dir="$scratch/seeds/symbol/" 'NR % 10 == 0 { printf "%s", $0 > (dir NR); close(dir NR) }'
	awk -v dir="$scratch/seeds/query/" '{ printf "%s", $0 > (dir NR); close(dir NR) }' "$scratch/src/test/fuzz/queries.txt"
	for target in parse image symbol cite compare query
	do
		if sanitized_program "$scratch/fuzz_$target" "$scratch/src/test/fuzz/fuzz_$target.c" \
			"$scratch/src/test/fuzz/fuzz_main.c" > "$scratch/fuzz.log" 2>&1
		then
			seeds=$scratch/seeds/$target
			[ -d "$seeds" ] || seeds=$scratch/seeds/parse
			[ ! -d "$scratch/src/test/fuzz/findings/$target" ] ||
				check "fuzz $target: past findings" fuzz "$target" "$scratch/src/test/fuzz/findings/$target" 0
			check "fuzz $target: changed copies of real input" fuzz "$target" "$seeds" "$(changes "$target")"
		else
			not_ok "fuzz target $target compiles" "$scratch/fuzz.log"
		fi
	done
fi

server_start
sql -c "CREATE DATABASE archive" -c "CREATE DATABASE accuracy"

if wants regress
then
	status=0
	make_in_build installcheck > "$scratch/regress.log" 2>&1 || status=$?
	# "test io ... ok 12 ms" to PostgreSQL 15, "ok 1 - io 12 ms" since
	sed -n -e '/^\(not \)\{0,1\}ok [0-9]/p' \
		-e 's/^\(test \)\{0,1\} *\([a-z0-9_]*\) *\.\.\. ok.*/ok 1 - \2/p' \
		-e 's/^\(test \)\{0,1\} *\([a-z0-9_]*\) *\.\.\. FAILED.*/not ok 1 - \2/p' \
		"$scratch/regress.log" > "$scratch/regress.tap"
	[ $status = 0 ] || sed 's/^/# /' "$scratch/regress.log" >> "$scratch/regress.tap"
	tally "regression tests" "$scratch/regress.tap" $status
	[ ! -s "$scratch/build/regression.diffs" ] || head -n 200 "$scratch/build/regression.diffs"
fi

# The TAP tests make servers of their own, as the user who may own one, with
# PostgreSQL's modules for such tests (IPC::Run is not among them).
if wants tap
then
	perl_modules=$(dirname "$("$PG_CONFIG" --pgxs)")/../test/perl
	if ! perl -I "$perl_modules" -MPostgreSQL::Test::Cluster -e 1 > "$scratch/tap.why" 2>&1 &&
		grep -q "Can't locate" "$scratch/tap.why"
	then
		echo "skipped - TAP tests: $(sed -n "s/.*Can't locate \\([^ ]*\\) in.*/\\1 is not installed/p" "$scratch/tap.why" | head -n 1)"
	else
		# A script of a release to come, for the test of updates.
		cat > "$scratch/root$("$PG_CONFIG" --sharedir)/extension/resolution--1.0--next.sql" <<-'EOF'
			CREATE FUNCTION resolution_of_next_release(resolution) RETURNS text
				AS 'MODULE_PATHNAME', 'resolution_title' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
			COMMENT ON FUNCTION resolution_of_next_release(resolution) IS 'made for a test';
		EOF
		mkdir "$scratch/tap"
		[ -z "$server_user" ] || chown "$server_user" "$scratch/tap"
		for test in "$scratch"/src/test/t/${RES_TAP:-*}.pl
		do
			status=0
			(
				cd "$scratch/tap"
				unset PGHOST PGPORT PGUSER PGDATABASE
				as_server PATH="$bindir:$PATH" TESTDIR="$scratch/tap" TESTDATADIR="$scratch/tap/tmp_check" TESTLOGDIR="$scratch/tap/log" \
					PG_TEST_PORT_DIR="$scratch/tap/ports" top_builddir="$scratch/tap" PG_REGRESS="$(dirname "$("$PG_CONFIG" --pgxs)")/../test/regress/pg_regress" \
					RES_SRCDIR="$scratch/src" RES_NEXT_VERSION=next ${RES_SECONDS:+RES_SECONDS="$RES_SECONDS"} \
					perl -I "$perl_modules" "$test"
			) > "$scratch/tap.log" 2>&1 < /dev/null || status=$?
			# the modules keep for themselves why a test died
			[ $status = 0 ] || find "$scratch/tap" -name "regress_log_$(basename "$test" .pl)" -exec tail -n 20 '{}' ';' |
				sed 's/^/# /' >> "$scratch/tap.log"
			tally "TAP $(basename "$test" .pl)" "$scratch/tap.log" $status
			rm -rf "$scratch"/tap/tmp_check
		done
	fi
fi

if wants readme
then
	# each page in a new database
	for page in README.md doc/questions.md doc/docsymbol.md
	do
		status=0
		sql -c "DROP DATABASE IF EXISTS readme" -c "CREATE DATABASE readme"
		PGDATABASE=readme PSQL="$bindir/psql" "$srcdir/test/readme.sh" "$page" > "$scratch/readme.log" 2>&1 || status=$?
		tally "examples of $page" "$scratch/readme.log" $status
	done
fi

# alignments - resolution_diff against pairs read by hand
alignments() { "$bindir/psql" -X -q -v ON_ERROR_STOP=1 -P pager=off -f "$srcdir/test/diff.sql" < "$srcdir/test/data/diff.tsv"; }

if wants archive
then
	# The demo's own steps, and each text back byte for byte.
	PGDATABASE=archive
	check "demo: tables" sql -f "$srcdir/test/demo-tables.sql"
	check "demo: every text of the archive loads" sql -c "\\copy archive FROM '$srcdir/data/archive.csv' WITH (FORMAT csv, HEADER)"
	check "demo: areas load" sql -c "\\copy areas FROM '$srcdir/data/areas.csv' WITH (FORMAT csv, HEADER)"
	check "demo: votes load" sql -c "\\copy votes FROM '$srcdir/data/votes.csv' WITH (FORMAT csv, HEADER)"
	check "demo: the questions are answered" sql -f "$srcdir/test/demo.sql"
	sql -c "CREATE TABLE staging (file text, symbol text, organ text, year int, language text, extractor text, source text, body text)" \
		-c "\\copy staging FROM '$srcdir/data/archive.csv' WITH (FORMAT csv, HEADER)"
	check "archive: all of it comes back as it went in" sql -v folder="$scratch/data" -f "$srcdir/test/archive.sql"
	check "archive: pairs compared as by hand" alignments
	PGDATABASE=postgres
fi

if wants exchange
then
	# Official files in and out; what is written is valid by the schema.
	PGDATABASE=exchange
	sql -c "CREATE DATABASE exchange" -d postgres
	check "exchange: tables" sql -f "$srcdir/test/demo-tables.sql"
	check "exchange: the archive loads" sql -c "\\copy archive FROM '$srcdir/data/archive.csv' WITH (FORMAT csv, HEADER)"
	akn=$srcdir/test/data/akn
	if command -v xmllint >/dev/null 2>&1
	then
		schema="--schema $akn/schema/akomantoso30.xsd"
		check "XML, HTML and GraphML of the archive are valid" "$srcdir/test/exchange/valid" $schema
	else
		schema=
		echo "skipped - XML by its schema: xmllint is not installed"
	fi
	if [ "$(sql -Atc 'SELECT resolution_libxml()')" = t ]
	then
		# shellcheck disable=SC2086
		check "official XML comes back with every clause, note and link" "$srcdir/test/exchange/roundtrip" --strict $schema "$akn"
	else
		echo "skipped - official XML: built without libxml2"
	fi
	PGDATABASE=postgres
fi

# score SET ARGUMENT... - one set of annotations against its floor
score()
{
	set_name=$1
	shift
	status=0
	python3 "$srcdir/test/accuracy/score" --floor "$srcdir/test/accuracy/floor.tsv" --set "$set_name" "$@" \
		> "$scratch/score.log" 2>&1 || status=$?
	if [ $status = 0 ]
	then
		ok "accuracy, $set_name"
	else
		not_ok "accuracy, $set_name"
	fi
	sed 's/^/    /' "$scratch/score.log"
}

if wants accuracy || wants shared
then
	PGDATABASE=accuracy
	sql -c "CREATE EXTENSION resolution"
fi

if wants accuracy
then
	gold=$srcdir/test/accuracy/gold
	score "by hand" --gold "$gold/hand"
	score "seed" --gold "$gold/hand" seed-
	score "official, English" --gold "$gold/official" --lang en
	for language in fr es ru zh ar de
	do
		score "official, $language" --gold "$gold/official" --lang $language
	done
	check "the language versions of one document agree in paragraphs, addresses and notes" \
		python3 "$srcdir/test/languages" --least 1 --kinds counts,paths,notes "$srcdir/test/accuracy/texts"
fi

# The short form of "make bench" fails on a gross loss of speed only: a ratio
# to what one would do without the extension that is half as bad again.
measure()
{
	core_program "$scratch/resbench" "$scratch/src/test/tool/resbench.c" &&
	mkdir -p "$scratch/bench" &&
	PGDATABASE=bench python3 "$srcdir/test/bench/run.py" --short --psql "$bindir/psql" --scratch "$scratch/bench" \
		--tool "$scratch/resbench" --check "$srcdir/test/bench/figures.tsv"
}

if wants bench
then
	sql -c "CREATE DATABASE bench"
	check "bench: no ratio is half as bad again as it was" measure
	grep -E '^(lost|not measured|[0-9]+ ratios)' "$scratch/check.log" | sed 's/^/    /' || :
fi

shared=$srcdir/../shared
if wants shared && [ -x "$shared/unpack" ]
then
	check "the whole archive is laid out" "$shared/unpack" "$scratch/shared"
	gold=$scratch/shared/gold
	mkdir -p "$gold/hand"
	mv "$gold/drafts" "$gold/old" "$gold"/*.json "$gold/hand/"
	score "by hand" --gold "$gold/hand" --corpus "$scratch/shared/corpus"
	score "official, English" --gold "$gold/official" --corpus "$scratch/shared/corpus" --lang en --sample 400 --seconds 120
	for language in fr es ru zh ar de
	do
		score "archive, $language" --gold "$gold/official" --corpus "$scratch/shared/corpus" --lang $language --sample 60 --seconds 30
	done

	# the links of the Chinese files miss most mentions: judged by what is printed
	check "accuracy, citations in Chinese" python3 "$srcdir/test/accuracy/links" --gold "$gold/official" \
		--corpus "$scratch/shared/corpus" --lang zh --sample 60 --least 0.99
fi

finish
