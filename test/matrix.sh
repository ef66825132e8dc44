#!/bin/sh
#
# matrix.sh
#	  Builds and tests the extension with each PostgreSQL that Debian has, and
#	  on a machine that has next to nothing.
#
# usage: test/matrix.sh [NAME[:PARTS]...]
#
#	bullseye			PostgreSQL 13
#	bookworm			PostgreSQL 15
#	trixie				PostgreSQL 17
#	sid					PostgreSQL 18
#	NAME-assert			the same PostgreSQL, built there from Debian's source with
#						assertions and with memory that is overwritten when it is
#						given or taken back; built once, which takes minutes
#	i386, s390x			PostgreSQL 15 on a machine of 32 bits, and on one that has
#						the high byte of a number first; the latter is emulated
#						(by qemu-user-static), which takes an hour
#	bare				Debian 12 with git, make and gcc and nothing else: a
#						fresh clone, "make demo" (within five minutes), then
#						"make test"
#
# Default: bullseye trixie sid bare.  Each gets a Debian of its own from
# debootstrap in MATRIX_DIR (default: resolution-matrix in the folder of
# temporary files), which is kept, so that a second run takes a minute; the
# last commit is what is tested.  PARTS are parts of test/run.sh with commas
# between (default lists,build,regress).  Needs root, debootstrap and a mirror
# (DEBIAN_MIRROR, by default that of deb.debian.org).
#
# The last line is "N passed, N failed".
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
matrix=${MATRIX_DIR:-${TMPDIR:-/tmp}/resolution-matrix}
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
passed=0
failed=0

[ "$(id -u)" = 0 ] || { echo "matrix.sh needs root, for chroot" >&2; exit 1; }
command -v debootstrap > /dev/null || { echo "matrix.sh needs debootstrap" >&2; exit 1; }
mkdir -p "$matrix"

# inside ROOT COMMAND... - run it in that Debian; mounts go with the command
inside()
{
	root=$1
	shift
	# shellcheck disable=SC2016
	unshare --mount --pid --fork --kill-child sh -c '
		root=$1
		shift
		mount --make-rprivate / &&
		mount -t proc proc "$root/proc" &&
		mount --rbind /dev "$root/dev" || exit
		mkdir -p "$root/dev/shm"
		exec chroot "$root" /usr/bin/env -i HOME=/root LANG=C PATH=/usr/sbin:/usr/bin:/sbin:/bin \
			DEBIAN_FRONTEND=noninteractive ${CI:+CI="$CI"} "$@"' sh "$root" "$@"
}

# debian SUITE NAME PACKAGE... - a Debian of that suite in MATRIX_DIR/NAME
debian()
{
	suite=$1
	name=$2
	shift 2
	[ ! -e "$matrix/$name/made" ] || return 0
	rm -rf "${matrix:?}/$name"
	mkdir -p "$matrix/$name"
	echo "# $name: making a Debian $suite" >&2
	debootstrap --variant=minbase ${arch:+"--arch=$arch"} "$suite" "$matrix/$name/root" "$mirror" > "$matrix/$name/debootstrap.log" 2>&1 ||
		{ tail -n 20 "$matrix/$name/debootstrap.log" >&2; return 1; }
	# No package starts a server or makes a cluster.
	mkdir -p "$matrix/$name/root/etc/postgresql-common/createcluster.d"
	echo 'create_main_cluster = false' > "$matrix/$name/root/etc/postgresql-common/createcluster.d/none.conf"
	printf '#!/bin/sh\nexit 101\n' > "$matrix/$name/root/usr/sbin/policy-rc.d"
	chmod 755 "$matrix/$name/root/usr/sbin/policy-rc.d"
	cp /etc/resolv.conf "$matrix/$name/root/etc/" 2>/dev/null || :
	inside "$matrix/$name/root" apt-get -qq -o Acquire::Check-Valid-Until=false update > "$matrix/$name/apt.log" 2>&1 &&
	inside "$matrix/$name/root" apt-get -qq install -y --no-install-recommends "$@" >> "$matrix/$name/apt.log" 2>&1 ||
		{ tail -n 20 "$matrix/$name/apt.log" >&2; return 1; }
	touch "$matrix/$name/made"
}

# source_into ROOT - the last commit as a fresh clone
source_into()
{
	rm -rf "$1/root/resolution"
	git clone -q --no-hardlinks "$srcdir" "$1/root/resolution"
	git -C "$1/root/resolution" remote remove origin
}

# assertions NAME VERSION - in that Debian, a server with assertions
#
# Debian's own libraries stay as they are only if the folder has "postgres" in
# its name (src/Makefile.global).  A source that lies in /usr/src/assert already
# is taken as it is, for a mirror that lacks the newest.
assert=/opt/postgres-assert
assertions()
{
	[ ! -e "$matrix/$1/root$assert/made" ] || return 0
	echo "# $1: building PostgreSQL $2 with assertions" >&2
	# shellcheck disable=SC2016
	inside "$matrix/$1/root" sh -eu -c '
		sed -n "s/^deb /deb-src /p" /etc/apt/sources.list > /etc/apt/sources.list.d/source.list
		apt-get -qq -o Acquire::Check-Valid-Until=false update
		apt-get -qq install -y --no-install-recommends dpkg-dev bison flex perl pkg-config \
			libicu-dev libipc-run-perl libxml2-dev liblz4-dev zlib1g-dev libreadline-dev
		rm -rf "$2"
		mkdir -p /usr/src/assert
		cd /usr/src/assert
		[ -x postgresql-*/configure ] || apt-get -qq source "postgresql-$1"
		cd postgresql-*/
		lz4=
		[ "$1" -lt 14 ] || lz4=--with-lz4
		./configure -q --prefix="$2" --enable-cassert --enable-debug --enable-tap-tests \
			--with-icu --with-libxml $lz4 CFLAGS="-O1" CPPFLAGS=-DRANDOMIZE_ALLOCATED_MEMORY
		make -s -j2 -C src/backend generated-headers
		make -s -j2 -C src install
		for c in amcheck pageinspect pgstattuple pg_visibility; do make -s -C contrib/$c install; done
		touch "$2/made"' sh "$2" "$assert" > "$matrix/$1/assert.log" 2>&1 < /dev/null ||
		{ tail -n 20 "$matrix/$1/assert.log" >&2; return 1; }
}

# result NAME STATUS LOG SECONDS
result()
{
	if [ "$2" = 0 ]
	then
		passed=$((passed + 1))
		echo "ok - $1 ($4 s): $(grep -E '^[0-9]+ passed, [0-9]+ failed' "$3" | tail -n 1)"
	else
		failed=$((failed + 1))
		echo "FAILED - $1 ($4 s), $3:"
		grep -E '^FAILED|not ok|rror:|warning:|^[-+]|^ +[-+]' "$3" | cut -c 1-300 | head -n 80 | sed 's/^/    /'
	fi
}

# timed LOG COMMAND... - sets status and seconds
timed()
{
	log=$1
	shift
	began=$(date +%s)
	status=0
	"$@" > "$log" 2>&1 < /dev/null || status=$?
	seconds=$(($(date +%s) - began))
}

[ $# -gt 0 ] || set -- bullseye trixie sid bare
for what in "$@"
do
	name=${what%%:*}
	parts=lists,build,regress
	[ "$what" = "$name" ] || parts=${what#*:}
	with=
	case $name in
		*-assert) name=${name%-assert} with=" with assertions" ;;
	esac
	suite=$name
	arch=
	case $name in
		bullseye) version=13 ;;
		bookworm) version=15 ;;
		i386 | s390x) version=15 suite=bookworm arch=$name ;;
		trixie) version=17 ;;
		sid) version=18 ;;
		bare)
			# A machine as "make demo" meets it: made anew each time.
			rm -rf "$matrix/bare"
			debian bookworm bare git make gcc || { failed=$((failed + 1)); continue; }
			rm "$matrix/bare/root/usr/sbin/policy-rc.d" \
				"$matrix/bare/root/etc/postgresql-common/createcluster.d/none.conf"
			rmdir -p --ignore-fail-on-non-empty "$matrix/bare/root/etc/postgresql-common/createcluster.d"
			source_into "$matrix/bare/root"
			timed "$matrix/bare/demo.log" inside "$matrix/bare/root" make -C /root/resolution demo
			[ "$seconds" -lt 300 ] || status=1
			result "bare Debian 12: make demo" $status "$log" $seconds
			timed "$matrix/bare/test.log" inside "$matrix/bare/root" make -C /root/resolution test
			result "bare Debian 12: make test" $status "$log" $seconds
			continue ;;
		*) echo "unknown: $name" >&2; exit 1 ;;
	esac
	debian "$suite" "$name" "postgresql-$version" "postgresql-server-dev-$version" \
		make gcc libc6-dev perl python3 || { failed=$((failed + 1)); continue; }
	[ -z "$with" ] || assertions "$name" "$version" || { failed=$((failed + 1)); continue; }
	source_into "$matrix/$name/root"
	# shellcheck disable=SC2046
	timed "$matrix/$name/test$(echo "$with" | tr ' ' '-').log" inside "$matrix/$name/root" \
		${with:+PG_CONFIG="$assert/bin/pg_config"} \
		/root/resolution/test/run.sh $(echo "$parts" | tr ',' ' ')
	result "PostgreSQL $version$with ($name)" $status "$log" $seconds
done

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
