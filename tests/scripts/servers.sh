# Read by tests that need database servers: . "$SYDAC_SOURCE_DIR/tests/scripts/servers.sh"
# Private servers on unix sockets alone, in a folder under /tmp that goes away with them: the path of a socket must be short.
# shellcheck shell=sh

servers=$(mktemp -d "${TMPDIR:-/tmp}/sydac-db.XXXXXX")
postgresql_programs=
mariadb_process=

stop_servers() {
  [ -z "$postgresql_programs" ] || as_postgres "$postgresql_programs/pg_ctl" -D "$servers/pg" -m immediate -w stop >/dev/null 2>&1 || true
  if [ -n "$mariadb_process" ]; then
    kill "$mariadb_process" 2>/dev/null || true
    wait "$mariadb_process" 2>/dev/null || true
  fi
  rm -rf "$servers"
}
trap stop_servers EXIT
trap 'exit 1' INT TERM HUP

# The server does not run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then
    runuser -u postgres -- "$@"
  else
    "$@"
  fi
}

# Sets PGHOST, PGUSER and PGDATABASE.
start_postgresql() {
  found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
  [ -n "$found" ] || fail "PostgreSQL is missing, ./dev test installs it"
  chmod 755 "$servers"
  mkdir "$servers/pg"
  [ "$(id -u)" != 0 ] || chown postgres "$servers/pg"
  (
    cd "$servers"
    as_postgres "$found/initdb" -D "$servers/pg" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync
    printf "listen_addresses=''\nunix_socket_directories='%s/pg'\nfsync=off\n" "$servers" >>"$servers/pg/postgresql.conf"
    as_postgres "$found/pg_ctl" -D "$servers/pg" -l "$servers/pg/log" -w start
  ) >"$servers/pg.out" 2>&1 || fail "PostgreSQL does not start: $(cat "$servers/pg.out")"
  postgresql_programs=$found
  export PGHOST="$servers/pg" PGUSER=postgres PGDATABASE=postgres
  unset PGPORT PGSERVICE PGPASSWORD
}

# Sets mariadb_socket; its root has no password.
start_mariadb() {
  command -v mariadbd >/dev/null || fail "MariaDB is missing, ./dev test installs it"
  mkdir "$servers/my"
  mariadb_socket="$servers/my/socket"
  mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$servers/my/data" --auth-root-authentication-method=normal \
    --skip-test-db >"$servers/my.out" 2>&1 || fail "MariaDB cannot be set up: $(cat "$servers/my.out")"
  mariadbd --no-defaults --user="$(id -un)" --datadir="$servers/my/data" --socket="$mariadb_socket" --skip-networking --local-infile=1 \
    --character-set-server=utf8mb4 --innodb-flush-log-at-trx-commit=0 --innodb-flush-method=nosync --innodb-buffer-pool-size=64M >>"$servers/my.out" 2>&1 </dev/null &
  mariadb_process=$!
  for _ in $(seq 120); do
    if mariadb-admin --no-defaults -uroot --socket="$mariadb_socket" ping >/dev/null 2>&1; then return; fi
    sleep 0.25
  done
  fail "MariaDB does not start: $(cat "$servers/my.out")"
}

in_mariadb() {
  mariadb --no-defaults -uroot --socket="$mariadb_socket" "$@"
}
