#!/bin/sh
#
# install-deps.sh
#	  Installs the Debian packages that building and testing need, if any is
#	  missing.
#
# usage: test/install-deps.sh [demo]
#
# With PG_CONFIG set (or a pg_config in the path), that PostgreSQL is used and
# only what it lacks is installed; otherwise Debian's default version is.  No
# server is started and no database cluster is made: the demo and the tests
# start their own, private one.  On other systems, or without the right to
# install, the script only says what is missing.
#
set -eu

want=${1:-test}
missing=
lacks() { missing="$missing $1"; }

# The PostgreSQL in use: its server, headers and pg_regress.
pg_config=${PG_CONFIG:-pg_config}
major=
if command -v "$pg_config" >/dev/null 2>&1
then
	major=$("$pg_config" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
	bindir=$("$pg_config" --bindir)
	[ -x "$bindir/initdb" ] && [ -x "$bindir/postgres" ] || lacks "postgresql-$major"
	[ -x "$bindir/psql" ] || lacks "postgresql-client-$major"
	[ -f "$("$pg_config" --includedir-server)/postgres.h" ] &&
		[ -f "$("$pg_config" --pgxs)" ] || lacks "postgresql-server-dev-$major"
else
	lacks postgresql
fi
command -v make >/dev/null 2>&1 || lacks make
# perl-base, which every Debian has, lacks modules that the generators use
perl -MFindBin -MUnicode::Normalize -e 1 2>/dev/null || lacks perl
echo 'int main(void) { return 0; }' | ${CC:-cc} -x c -o /dev/null - 2>/dev/null || lacks "gcc libc6-dev"
# Without libxml2 the extension reads no XML, but all else works.
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ] &&
	! { pkg-config --exists libxml-2.0 || xml2-config --version; } >/dev/null 2>&1
then
	lacks libxml2-dev
fi
if [ "$want" = test ]
then
	# the accuracy scorer
	command -v python3 >/dev/null 2>&1 || lacks python3
	# the checks of XML
	command -v xmllint >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ] || lacks libxml2-utils
	# The TAP tests, those of other locales and of memory are skipped without these.
	if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]
	then
		perl -MIPC::Run -e 1 2>/dev/null || lacks libipc-run-perl
		[ -e /usr/share/i18n/locales/tr_TR ] || lacks locales
		command -v valgrind >/dev/null 2>&1 || lacks valgrind
	fi
fi

[ -n "$missing" ] || exit 0

if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" != 0 ]
then
	echo "install-deps: missing:$missing" >&2
	echo "install-deps: run this as root on Debian or Ubuntu, or install them another way and set PG_CONFIG" >&2
	exit 1
fi

export DEBIAN_FRONTEND=noninteractive
apt="apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"
log=$(mktemp)

# postgresql-common would make a cluster and start it; we need none.  The
# file is taken away again, so later installations decide for themselves.
hold=/etc/postgresql-common/createcluster.d/resolution-no-cluster.conf
made=
cleanup()
{
	rm -f "$log" "$hold"
	for d in $made
	do
		rmdir "$d" 2>/dev/null || :
	done
}
trap cleanup EXIT
trap 'exit 130' INT HUP TERM

for d in /etc/postgresql-common/createcluster.d /etc/postgresql-common
do
	[ -d "$d" ] || made="$made $d"
done
mkdir -p "${hold%/*}"
echo 'create_main_cluster = false' > "$hold"

install()
{
	# Progress is one line; the rest is shown only when something fails.
	echo "install-deps: installing $*" >&2
	if ! $apt install -y --no-install-recommends "$@" > "$log" 2>&1
	then
		cat "$log" >&2
		exit 1
	fi
}

echo "install-deps: reading the package lists" >&2
if ! $apt update > "$log" 2>&1
then
	cat "$log" >&2			# maybe an old list still does
fi

if [ -z "$major" ]
then
	major=$(apt-cache show --no-all-versions postgresql | sed -n 's/^Version: \([0-9]*\).*/\1/p')
	missing=$(echo "$missing" | sed "s/ postgresql\$/ /; s/ postgresql / /")
	missing="postgresql-$major postgresql-server-dev-$major $missing"
fi
# shellcheck disable=SC2086
install $missing
