#
# server.sh
#	  A private PostgreSQL for the demo and the tests; to be sourced by them.
#
# The server runs from a scratch folder of its own with its own copy of the
# installation, as PostgreSQL's "make check" does it: the extension is
# installed into that copy, so no file of the system is written, no root is
# needed, servers that already run are not touched, and several runs may go
# on at the same time.  It listens on a Unix socket in the scratch folder and
# on no port.  Called as root, which PostgreSQL refuses, the server runs as the
# user "postgres", or "nobody" where there is none.
#
#	server_prepare SRCDIR		make the scratch folder; on exit all is stopped
#								and removed
#	server_build [MAKEARG...]	build out of tree, install into the copy
#	server_start				initdb and start; sets PGHOST, PGPORT, PGUSER
#	server_stop					stop it
#	server_keep					leave server and folder behind on exit
#	server_adopt DIR			take such a folder over again, to stop it on exit
#
# Variables: scratch (the folder), bindir (the programs of the copy).
#

server_running=

server_prepare()
{
	srcdir=$1
	pg_config=${PG_CONFIG:-pg_config}
	if ! command -v "$pg_config" >/dev/null 2>&1
	then
		# Debian keeps the one of each version out of the path
		for pg_config in /usr/lib/postgresql/*/bin/pg_config
		do
			:						# the last is the newest
		done
	fi
	PG_CONFIG=$(command -v "$pg_config") || { echo "no pg_config found; set PG_CONFIG" >&2; exit 1; }
	export PG_CONFIG

	umask 022
	scratch=$(mktemp -d "${TMPDIR:-/tmp}/resolution.XXXXXX")
	chmod 755 "$scratch"			# the server's user must get in
	trap server_cleanup EXIT
	trap 'exit 130' INT
	trap 'exit 143' HUP TERM

	server_user=
	if [ "$(id -u)" = 0 ]
	then
		server_user=nobody
		id postgres >/dev/null 2>&1 && server_user=postgres
	fi

	# The layout of the installation below the scratch folder: programs find
	# their files relative to where they themselves lie.
	bindir=$scratch/root$("$PG_CONFIG" --bindir)
}

# as_server COMMAND... - run it as the user that may own a server
as_server()
{
	if [ -n "$server_user" ]
	then
		setpriv --reuid="$server_user" --regid="$(id -g "$server_user")" --clear-groups \
			env HOME="$scratch" "$@"
	else
		"$@"
	fi
}

# link_rest DIR - whatever DIR holds and the copy lacks, as links
link_rest()
{
	mkdir -p "$scratch/root$1"
	for f in "$1"/*
	do
		if [ -e "$f" ] && [ ! -e "$scratch/root$1/${f##*/}" ]
		then
			ln -s "$f" "$scratch/root$1/"
		fi
	done
}

server_build()
{
	# From a copy without what an earlier build left: make would find objects
	# of other flags there.
	mkdir -p "$scratch/src" "$scratch/build"
	(cd "$srcdir" && tar -cf - --exclude=./.git --exclude=./debian .) | (cd "$scratch/src" && tar -xf - --no-same-owner) || return
	make --no-print-directory -C "$scratch/src" clean PG_CONFIG="$PG_CONFIG" > "$scratch/build.log" 2>&1 &&
	make --no-print-directory -C "$scratch/build" -f "$scratch/src/Makefile" PG_CONFIG="$PG_CONFIG" \
		-j "$(nproc 2>/dev/null || echo 2)" "$@" >> "$scratch/build.log" 2>&1 &&
	make --no-print-directory -C "$scratch/build" -f "$scratch/src/Makefile" PG_CONFIG="$PG_CONFIG" \
		install DESTDIR="$scratch/root" "$@" >> "$scratch/build.log" 2>&1 ||
		{ cat "$scratch/build.log" >&2; return 1; }
	mkdir -p "$bindir"
	for f in initdb postgres pg_ctl psql
	do
		cp "$("$PG_CONFIG" --bindir)/$f" "$bindir/" || return
	done
	link_rest "$("$PG_CONFIG" --bindir)"
	link_rest "$("$PG_CONFIG" --pkglibdir)"
	link_rest "$("$PG_CONFIG" --sharedir)/extension"
	link_rest "$("$PG_CONFIG" --sharedir)"
}

server_start()
{
	PGHOST=$scratch
	# A socket's path has room for about 100 bytes.
	if [ ${#PGHOST} -gt 85 ]
	then
		PGHOST=$(mktemp -d /tmp/resolution.XXXXXX)
		chmod 755 "$PGHOST"
		server_socket=$PGHOST
	fi
	PGPORT=5432						# part of the socket's name, no port
	PGUSER=postgres
	PGDATABASE=postgres
	export PGHOST PGPORT PGUSER PGDATABASE
	unset PGOPTIONS PGSERVICE PGDATA PGPASSFILE PGHOSTADDR

	mkdir "$scratch/data" "$scratch/log"
	if [ -n "$server_user" ]
	then
		chown "$server_user" "$scratch/data" "$scratch/log" "$PGHOST"
	fi
	locale=C
	locale -a 2>/dev/null | grep -qi '^C\.utf-\{0,1\}8$' && locale=C.UTF-8
	# From the folder itself: the caller's may be closed to that user.
	(
		cd "$scratch" || exit
		as_server "$bindir/initdb" -D "$scratch/data" -U postgres -A trust --no-sync \
			--encoding=UTF8 --locale="$locale" > log/initdb 2>&1 || { cat log/initdb >&2; exit 1; }
		{
			echo "listen_addresses = ''"
			echo "unix_socket_directories = '$PGHOST'"
			echo "port = $PGPORT"
			echo "fsync = off"
			echo "full_page_writes = off"
			echo "synchronous_commit = off"
			echo "max_wal_size = 2GB"
			echo "client_min_messages = notice"
			echo "log_line_prefix = '%m [%p] %q%a '"
		} >> data/postgresql.conf
		as_server "$bindir/pg_ctl" -D "$scratch/data" -l "$scratch/log/server" -w -s start \
			< /dev/null || { cat log/server >&2; exit 1; }
	) || return
	server_running=1
}

server_stop()
{
	[ -n "$server_running" ] || return 0
	(cd "$scratch" && as_server "$bindir/pg_ctl" -D "$scratch/data" -m fast -w -s stop < /dev/null > /dev/null)
	server_running=
}

server_keep()
{
	cat > "$scratch/kept" <<-EOF
		bindir='$bindir'
		server_user='$server_user'
		server_socket='${server_socket:-}'
	EOF
	trap - EXIT
}

server_adopt()
{
	scratch=$(cd "$1" && pwd) || exit
	# shellcheck disable=SC1091
	. "$scratch/kept"
	server_running=1
	trap server_cleanup EXIT
}

server_cleanup()
{
	status=$?
	trap '' INT HUP TERM
	trap - EXIT
	server_stop || :
	[ -z "${scratch:-}" ] || rm -rf "$scratch"
	[ -z "${server_socket:-}" ] || rm -rf "$server_socket"
	exit $status
}
