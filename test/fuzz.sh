#!/bin/sh
#
# fuzz.sh
#	  Fuzzes the reader for a given time; what "make fuzz" runs.
#
# usage: test/fuzz.sh [TARGET...]	default: every test/fuzz/fuzz_TARGET.c
#
#	FUZZ_SECONDS	for each target (600)
#	FUZZ_CORPUS		folder of the inputs found so far, kept for the next run
#					(resolution-fuzz in the folder of temporary files)
#	FUZZ_TIMEOUT	seconds after which an input counts as a finding (10); more
#					on a machine that has other work
#	FUZZ_CC			a compiler with libFuzzer (clang); without one fuzz_main.c
#					changes the inputs, which finds less
#
# The first inputs are the kept texts, their stored forms, and the symbols of
# their annotations; the dictionary is made of the tables in data/.  A finding
# is made small, left as FUZZ_CORPUS/finding-TARGET-*, and ends the run of its
# target.  Put it into test/fuzz/findings/TARGET/ when it is mended: "make test"
# tries each of those.  For each target the inputs tried, the seconds, and the
# seconds of processor time are given; the last line is "N passed, N failed".
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
seconds=${FUZZ_SECONDS:-600}
corpus=${FUZZ_CORPUS:-${TMPDIR:-/tmp}/resolution-fuzz}
passed=0
failed=0

mkdir -p "$corpus"
corpus=$(cd "$corpus" && pwd)
build=$(mktemp -d "${TMPDIR:-/tmp}/resolution.XXXXXX")
trap 'rm -rf "$build"' EXIT
trap 'exit 130' INT HUP TERM

perl "$srcdir/src/gen/tables.pl" "$srcdir/data" "$build/tables.c"
perl "$srcdir/src/gen/symbols.pl" "$srcdir/data" "$build/symbol_tables.c"

fuzz_cc=${FUZZ_CC:-clang}
flags="-std=c11 -g -O1 -fno-omit-frame-pointer -fno-sanitize-recover=all
	-D_POSIX_C_SOURCE=200809L -I$srcdir/src/core -I$srcdir/test/unit"
echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' > "$build/probe.c"
if "$fuzz_cc" -fsanitize=fuzzer,address -o "$build/probe" "$build/probe.c" 2> /dev/null
then
	# sums of unsigned numbers run over on purpose, in hashes
	cc="$fuzz_cc -fsanitize=address,undefined,integer,implicit-conversion
		-fno-sanitize=unsigned-integer-overflow,unsigned-shift-base"
	with=fuzzer
else
	cc="${CC:-cc} -fsanitize=address,undefined"
	with=
	echo "# $fuzz_cc has no libFuzzer: the built-in changes are used"
fi

# compile [FLAG] OBJECTS SOURCE... - each source to an object in that folder
compile()
{
	folder=$1
	shift
	mkdir -p "$folder"
	# shellcheck disable=SC2016
	printf '%s\n' "$@" | xargs -P 2 -I '{}' sh -c '"$@" -c -o "$0/$(basename {} .c).o" {}' "$folder" $cc $flags $coverage
}

# program OUTPUT FLAG SOURCE...
program()
{
	out=$1
	flag=$2
	shift 2
	# shellcheck disable=SC2086
	$cc $flags $flag -o "$out" "$@"
}

# shellcheck disable=SC2086
{
	coverage=${with:+-fsanitize=fuzzer-no-link}
	compile "$build/core" "$srcdir"/src/core/*.c "$build/tables.c" "$build/symbol_tables.c"
}

# The dictionary: what stands in the tables, a word or phrase an entry.
dictionary()
{
	grep -hv '^#' "$@" | LC_ALL=C awk -F '\t' '
		BEGIN { for (i = 0; i < 256; i++) code[sprintf("%c", i)] = i }
		{
			for (f = 1; f <= NF; f++)
			{
				if (length($f) < 2 || length($f) > 60 || seen[$f]++)
					continue
				out = ""
				for (i = 1; i <= length($f); i++)
				{
					c = substr($f, i, 1)
					out = out (c ~ /[A-Za-z0-9 .,:;()\/-]/ ? c : sprintf("\\x%02X", code[c]))
				}
				print "\"" out "\""
			}
		}'
}
{
	# shellcheck disable=SC2046
	dictionary $(find "$srcdir/data" -name '*.tsv' ! -name 'vocabulary.tsv')
	# what print is made of: line ends, blanks, dashes, quotes, notes
	printf '"%s"\n' '\x0A' '\x0A\x0A' '\x0C' '\x0D\x0A' '1. ' '(a) ' '(i) ' '\xC2\xA0' '\xC2\xAD' '\xE2\x80\x93' \
		'\xE2\x80\x94' '\xE2\x80\x99' '\xE2\x80\x9C' '\xE2\x80\x9D' '____' '* * *' '[' ']' '/' '\x0A1 ' '-\x0A'
} > "$build/dictionary"

# First inputs.
seeds()
{
	[ ! -d "$corpus/$1" ] || return 0
	mkdir -p "$corpus/$1"
	case $1 in
		query)
			awk -v dir="$corpus/$1/" '{ printf "%s", $0 > (dir "seed" NR); close(dir "seed" NR) }' "$srcdir/test/fuzz/queries.txt" ;;
		symbol)
			sed -n 's/^ *"symbol": "\(.*\)",*$/\1/p' "$srcdir"/test/accuracy/gold/*/*.json | sort -u |
				awk -v dir="$corpus/$1/" '{ printf "%s", $0 > (dir "seed" NR); close(dir "seed" NR) }' ;;
		image)
			program "$build/resread" "$plain" "$srcdir/test/tool/resread.c" "$build"/core/*.o
			find "$srcdir/test/accuracy/texts" -type f -size -12k | sort > "$build/list"
			"$build/resread" --images "$corpus/$1" --files-from "$build/list" > /dev/null 2>&1 || : ;;
		*)
			find "$srcdir/test/accuracy/texts" -type f -size -12k -exec cp '{}' "$corpus/$1/" ';' ;;
	esac
	[ ! -d "$srcdir/test/fuzz/findings/$1" ] || cp "$srcdir/test/fuzz/findings/$1"/* "$corpus/$1/"
}

# longest TARGET - bytes of an input
longest()
{
	case $1 in
		symbol | query) echo 400 ;;
		*) echo 16000 ;;
	esac
}

# processor < TIMES - seconds that the children took, from what "times" printed
processor()
{
	awk 'END { for (i = 1; i <= NF; i++) { split($i, part, "[ms]"); sum += part[1] * 60 + part[2] } print int(sum + 0.5) }'
}

# With libFuzzer the objects call into its runtime even in a plain program.
plain=${with:+-fsanitize=fuzzer-no-link}

if [ $# = 0 ]
then
	# shellcheck disable=SC2046
	set -- $(find "$srcdir/test/fuzz" -name 'fuzz_*.c' ! -name fuzz_main.c | sed 's/.*fuzz_\(.*\)\.c/\1/' | sort)
fi
for target in "$@"
do
	source=$srcdir/test/fuzz/fuzz_$target.c
	seeds "$target"
	log=$corpus/$target.log
	status=0
	if [ -n "$with" ]
	then
		program "$build/fuzz_$target" "-fsanitize=$with" "$source" "$build"/core/*.o
		(
			cd "$corpus"
			trap 'times > "$build/times"' EXIT
			"$build/fuzz_$target" -max_total_time="$seconds" -max_len="$(longest "$target")" -timeout="${FUZZ_TIMEOUT:-10}" \
				-rss_limit_mb=2048 -dict="$build/dictionary" -print_final_stats=1 \
				-artifact_prefix="$corpus/finding-$target-" "$target"
		) > "$log" 2>&1 || status=$?
		runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	else
		program "$build/fuzz_$target" "" "$source" "$srcdir/test/fuzz/fuzz_main.c" "$build"/core/*.o
		runs=0
		end=$(($(date +%s) + seconds))
		while [ $status = 0 ] && [ "$(date +%s)" -lt $end ]
		do
			runs=$((runs + 1))
			(
				cd "$build"
				ASAN_OPTIONS=abort_on_error=1 UBSAN_OPTIONS=abort_on_error=1 \
					timeout $((end - $(date +%s) + 1)) "./fuzz_$target" -seed=$runs -changes=20 "$corpus/$target"/*
			) > "$log" 2>&1 || status=$?
			[ $status != 124 ] || { status=0; break; }		# the time is over
		done
		[ ! -e "$build/finding" ] || mv "$build/finding" "$corpus/finding-$target-$(date +%s)"
		runs="$runs rounds"
	fi
	if [ $status = 0 ]
	then
		passed=$((passed + 1))
		echo "ok - $target: ${runs:-0} inputs tried in $seconds seconds${with:+ ($(processor < "$build/times") of the processor)}, nothing found"
	else
		failed=$((failed + 1))
		echo "FAILED - $target: see $log and $corpus/finding-$target-*"
		grep -E 'ERROR|SUMMARY|runtime error|^[^ ]*\.c:[0-9]+: |#[0-9]+ .* in (res_|[a-z_]+ .*/src/core/)' "$log" |
			head -n 20 | sed 's/^/    /'
	fi
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
