#!/bin/sh
#
# machines.sh
#	  The reader on machines of other kinds: what it finds in a text, what it
#	  stores, and how it compares two texts must be the same everywhere, since
#	  a dump or a replica may be read on another one.
#
# usage: test/machines.sh [NAME...]
#
#	s390x		64 bits, the high byte of a number first, char without sign
#	aarch64		64 bits, char without sign, sums and products in one step
#	i686		32 bits, fractions with more digits than they are stored with
#
# Default: those whose compiler is there.  On Debian all are, with qemu to run
# what they make: gcc-s390x-linux-gnu libc6-dev-s390x-cross
# gcc-aarch64-linux-gnu libc6-dev-arm64-cross gcc-i686-linux-gnu
# libc6-dev-i386-cross qemu-user.
#
#	RES_TEXTS	a folder of texts (test/accuracy/texts)
#
# The reader is built as the server would build it.  The last line is
# "N passed, N failed".
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
texts=${RES_TEXTS:-$srcdir/test/accuracy/texts}
passed=0
failed=0
build=$(mktemp -d "${TMPDIR:-/tmp}/resolution.XXXXXX")
trap 'rm -rf "$build"' EXIT
trap 'exit 130' INT HUP TERM

check()
{
	name=$1
	shift
	if "$@" > "$build/log" 2>&1
	then
		passed=$((passed + 1))
		echo "ok - $name"
	else
		failed=$((failed + 1))
		echo "FAILED - $name"
		grep -v '^ok ' "$build/log" | head -n 20 | cut -c 1-300 | sed 's/^/    /'
	fi
}

# compiled NAME COMPILER - the reader's objects and tools in a folder of that name
compiled()
{
	mkdir -p "$build/$1"
	# shellcheck disable=SC2016
	printf '%s\n' "$srcdir"/src/core/*.c "$build/tables.c" "$build/symbol_tables.c" |
		xargs -P 2 -I '{}' sh -c '"$@" -c -o "$0/$(basename {} .c).o" {}' "$build/$1" "$2" $flags || return
	"$2" $flags -static -o "$build/$1/resread" "$srcdir/test/tool/resread.c" "$build/$1"/*.o
}

# results NAME COMMAND... - what that reader makes of the texts
results()
{
	machine=$1
	shift
	mkdir -p "$build/$machine/images"
	for way in --json --problems --compare
	do
		"$@" "$build/$machine/resread" $way --files-from "$build/texts" > "$build/$machine/result$way" || return
	done
	"$@" "$build/$machine/resread" --images "$build/$machine/images" --files-from "$build/texts" > /dev/null
}

unit()
{
	test=$1
	shift
	# shellcheck disable=SC2046
	"$compiler" $flags "-I$srcdir/test/unit" -static -o "$build/$machine/$test" "$srcdir/test/unit/$test.c" \
		$(find "$build/$machine" -name '*.o') &&
		(cd "$srcdir" && "$@" "$build/$machine/$test")
}

flags="-std=gnu11 -O2 -Wall -Wextra -Werror -D_POSIX_C_SOURCE=200809L -D_FILE_OFFSET_BITS=64 -I$srcdir/src/core"
perl "$srcdir/src/gen/tables.pl" "$srcdir/data" "$build/tables.c"
perl "$srcdir/src/gen/symbols.pl" "$srcdir/data" "$build/symbol_tables.c"
find "$texts" -type f | LC_ALL=C sort > "$build/texts"
compiled here "${CC:-cc}"
results here
echo "# $(wc -l < "$build/texts") texts"

[ $# != 0 ] || set -- s390x aarch64 i686
for machine in "$@"
do
	compiler=$machine-linux-gnu-gcc
	case $machine in
		i686) run=qemu-i386 ;;
		*) run=qemu-$machine ;;
	esac
	command -v "$compiler" > /dev/null && command -v "$run" > /dev/null ||
		{ echo "# $machine: no $compiler or no $run"; continue; }
	check "$machine: the reader compiles without a warning" compiled "$machine" "$compiler"
	check "$machine: it reads every text" results "$machine" "$run"
	for way in --json --problems --compare
	do
		check "$machine: $way is the same" cmp "$build/here/result$way" "$build/$machine/result$way"
	done
	check "$machine: the stored forms are the same" diff -r "$build/here/images" "$build/$machine/images"
	for source in "$srcdir"/test/unit/test_*.c
	do
		test=$(basename "$source" .c)
		check "$machine: unit $test" unit "$test" "$run"
	done
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
