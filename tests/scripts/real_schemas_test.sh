#!/bin/sh
# Every schema of ../shared/schemas: rows that the real PostgreSQL, MariaDB and SQLite accept. A stranger's clone has no ../shared.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"
schemas=$SYDAC_SOURCE_DIR/../shared/schemas
if [ ! -d "$schemas" ]; then
  echo "not run: there is no ../shared/schemas"
  exit 0
fi

servers=$(mktemp -d)
export PGPORT="${PGPORT:-55461}" MYSQL_PORT="${MYSQL_PORT:-53361}"
trap 'bash "$schemas/servers.sh" stop "$servers" >/dev/null 2>&1 || true; rm -rf "$servers"' EXIT
chmod 755 "$servers"
bash "$schemas/servers.sh" start "$servers" >servers.txt 2>servers.log || fail "the servers do not start: $(tail -n 3 servers.log)"
PGHOST=$servers/run PGUSER=postgres MYSQL_SOCK=$servers/run/mysqld.sock
export PGHOST PGUSER MYSQL_SOCK

for dialect in postgres mysql sqlite; do
  for file in "$schemas/$dialect"/*.sql; do echo "$dialect $file $schemas"; done
done | xargs -P "$(nproc)" -L 1 sh "$SYDAC_SOURCE_DIR/tests/scripts/real_schema.sh" >results.txt
sort results.txt
total=$(wc -l <results.txt)
good=$(grep -c '^ok ' results.txt)
echo "$good of $total schemas load without a violation"
[ "$good" -eq "$total" ] && [ "$total" -ge 27 ] || fail "$((total - good)) of $total schemas do not load"
