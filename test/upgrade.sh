#!/bin/sh
#
# upgrade.sh
#	  pg_upgrade from this machine's PostgreSQL to a newer one: documents,
#	  generated columns, indexes and materialized views give the same answers.
#
# usage: test/upgrade.sh [NAME]		a Debian that test/matrix.sh has made
#									(default: trixie, PostgreSQL 17)
#
# The old server (that of pg_config, with the extension built from this tree)
# is copied into that Debian, with the libraries that it lacks; both servers
# run there.  Needs root.  The last line is "N passed, N failed".
#
set -eu

srcdir=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=test/server.sh
. "$srcdir/test/server.sh"

name=${1:-trixie}
root=${MATRIX_DIR:-${TMPDIR:-/tmp}/resolution-matrix}/$name/root
[ "$(id -u)" = 0 ] || { echo "upgrade.sh needs root, for chroot" >&2; exit 1; }
[ -d "$root" ] || { echo "no $root: test/matrix.sh $name makes it" >&2; exit 1; }

server_prepare "$srcdir"
server_build
old=$("$PG_CONFIG" --bindir)
share=$("$PG_CONFIG" --sharedir)
for dir in "${old%/bin}" "$share"
do
	rm -rf "${root:?}$dir"
	mkdir -p "$root$dir"
	cp -a "$dir/." "$root$dir/"
	(cd "$scratch/root$dir" && find . -name 'resolution*' -type f | tar -cf - -T -) | tar -C "$root$dir" -xf -
done
# libraries of the old Debian that the new one lacks
mkdir -p "$root/old-libraries"
ldd "$old"/postgres "$old"/psql "$old"/pg_dump "$scratch/root${old%/bin}/lib/resolution.so" 2>/dev/null |
	awk '$3 ~ /^\// { print $3 }' | sort -u |
	while read -r library
	do
		[ -e "$root$library" ] || [ -e "$root/usr$library" ] || cp -L "$library" "$root/old-libraries/"
	done
rm -rf "$root/upgrade"
mkdir "$root/upgrade"
(cd "$srcdir" && tar -cf - --exclude=./.git .) | tar -C "$root/upgrade" -xf - --no-same-owner

cat > "$root/upgrade/inside.sh" <<'INSIDE'
set -eu
old=$1
new=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
[ "$new" != "$old" ] || { echo "no newer server than $old" >&2; exit 1; }
cd /upgrade
make clean PG_CONFIG="$new/pg_config" > /dev/null
make install with_llvm=no PG_CONFIG="$new/pg_config" > build.log 2>&1 || { tail -n 20 build.log; exit 1; }
rm -rf /tmp/upgrade
mkdir /tmp/upgrade
chown postgres /tmp/upgrade /upgrade
cat > /tmp/upgrade/run.sh <<'RUN'
set -eu
old=$1
new=$2
cd /tmp/upgrade
export PGHOST=/tmp/upgrade PGUSER=postgres PGDATABASE=postgres
LD_LIBRARY_PATH=/old-libraries
export LD_LIBRARY_PATH
for which in old new
do
	eval bin=\$$which
	"$bin/initdb" -D $which -U postgres -A trust --no-sync --encoding=UTF8 --locale=C.UTF-8 $(
		"$bin/initdb" --help | grep -q no-data-checksums && echo --no-data-checksums) > initdb.log 2>&1 || { cat initdb.log; exit 1; }
	echo "listen_addresses = ''
unix_socket_directories = '/tmp/upgrade'
fsync = off" >> $which/postgresql.conf
done
answers()
{
	"$new/psql" -XAtq -v ON_ERROR_STOP=1 -f - <<'SQL'
SELECT string_agg(CASE WHEN p.proretset
		THEN format('(SELECT string_agg(x::text, chr(10)) FROM %1$s(doc) x)', p.oid::regproc)
		ELSE format('%s(doc)::text', p.oid::regproc) END, ', ' ORDER BY p.proname) AS calls
FROM pg_proc p JOIN pg_depend d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	JOIN pg_extension e ON e.oid = d.refobjid AND e.extname = 'resolution'
WHERE p.pronargs = 1 AND p.proargtypes[0] = 'resolution'::regtype AND p.prokind = 'f'
	AND p.provolatile <> 'v' AND p.prorettype <> 'internal'::regtype \gset
SELECT count(*), md5(string_agg(a, '' ORDER BY file)) FROM (SELECT file, md5(concat_ws('|', :calls)) AS a FROM docs) s;
SELECT count(*), md5(string_agg(symbol::text, ',' ORDER BY file)) FROM docs;
SELECT count(*), md5(string_agg(m::text, ',' ORDER BY m::text)) FROM sponsors m;
SET enable_seqscan = off;
SELECT count(*) FROM docs WHERE symbol <@ 'A/RES';
SELECT count(*) FROM docs WHERE doc = (SELECT doc FROM docs ORDER BY file LIMIT 1);
SELECT count(*) FROM docs WHERE doc @@ 'verb:request';
SQL
}
"$old/pg_ctl" -D old -l old.log -w -s start
"$new/psql" -Xq -v ON_ERROR_STOP=1 -f - <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION resolution;
CREATE TABLE staging (file text, symbol text, organ text, year int, language text, extractor text, source text, body text);
\copy staging FROM '/upgrade/data/archive.csv' WITH (FORMAT csv, HEADER)
CREATE TABLE docs (file text PRIMARY KEY, doc resolution NOT NULL, symbol docsymbol GENERATED ALWAYS AS (resolution_symbol(doc)) STORED);
INSERT INTO docs SELECT file, body::resolution FROM staging;
CREATE INDEX ON docs (symbol);
CREATE INDEX ON docs USING hash (doc);
CREATE INDEX ON docs USING gin (doc);
CREATE MATERIALIZED VIEW sponsors AS SELECT file, s.* FROM docs, resolution_sponsors(doc) s;
SQL
answers > before
"$old/pg_ctl" -D old -w -s stop
"$new/pg_upgrade" -b "$old" -B "$new" -d old -D new -U postgres --socketdir=/tmp/upgrade > upgrade.log 2>&1 ||
	{ cat upgrade.log; find new -name '*.log' | xargs tail -n 20; exit 1; }
"$new/pg_ctl" -D new -l new.log -w -s start
"$new/psql" -XAtc "SELECT version()"
answers > after
"$new/psql" -Xq -v ON_ERROR_STOP=1 -c "REINDEX TABLE docs" -c "REFRESH MATERIALIZED VIEW sponsors" -c "VACUUM ANALYZE docs"
answers > rebuilt
"$new/pg_ctl" -D new -w -s stop
cat before
cmp before after && cmp after rebuilt
RUN
su postgres -s /bin/sh -c "sh /tmp/upgrade/run.sh $old $new"
INSIDE

status=0
# shellcheck disable=SC2016
unshare --mount --pid --fork --kill-child sh -c '
	mount --make-rprivate / && mount -t proc proc "$0/proc" && mount --rbind /dev "$0/dev" && mkdir -p "$0/dev/shm" &&
	exec chroot "$0" /usr/bin/env -i HOME=/root LANG=C PATH=/usr/sbin:/usr/bin:/sbin:/bin sh /upgrade/inside.sh "$1"' \
	"$root" "$old" > "$scratch/upgrade.log" 2>&1 < /dev/null || status=$?
sed 's/^/# /' "$scratch/upgrade.log" | tail -n 40
rm -rf "$root/upgrade" "$root/tmp/upgrade"
if [ $status = 0 ]
then
	echo "1 passed, 0 failed"
else
	echo "0 passed, 1 failed"
	exit 1
fi
