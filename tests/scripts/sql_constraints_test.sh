#!/bin/sh
# Schemas of tests/databases/constraints: created in a real PostgreSQL, MariaDB and SQLite, imported, and 200 rows for each table loaded with all
# constraints on, checks of foreign keys by the database included.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
. "$SYDAC_SOURCE_DIR/tests/scripts/servers.sh"
cd "$SYDAC_WORK_DIR"

start_postgresql
start_mariadb
for file in "$SYDAC_SOURCE_DIR"/tests/databases/constraints/*.sql; do
  name=$(basename "$file" .sql)
  dialect=${name##*.}
  name=${name%%.*}
  program=$name.$dialect
  "$SYDAC" "$file" --dialect "$dialect" -o "$program.cpp" 2>"$program.log" || fail "$program: $(cat "$program.log")"
  build "$program" "$program.cpp" -O0
  case $dialect in
    postgresql)
      psql -X -qAt -v ON_ERROR_STOP=1 -c "CREATE DATABASE $name"
      psql -X -qAt -v ON_ERROR_STOP=1 -d "$name" -f "$file" >/dev/null 2>&1 || fail "$file does not load"
      url=postgresql:///$name
      ;;
    mysql)
      in_mariadb -e "CREATE DATABASE $name CHARACTER SET utf8mb4"
      in_mariadb "$name" <"$file"
      url="mysql://root@localhost/$name?socket=$mariadb_socket"
      ;;
    sqlite)
      rm -f "$name.db"
      sqlite3 -bail "$name.db" <"$file"
      url=sqlite:$name.db
      ;;
  esac
  for seed in 1 2; do
    [ "$seed" = 1 ] || [ "$dialect" != sqlite ] || { rm -f "$name.db" && sqlite3 -bail "$name.db" <"$file"; }
    [ "$seed" = 1 ] || [ "$dialect" = sqlite ] || continue
    "./$program" --rows 200 --seed "$seed" --load "$url" >load.log 2>&1 || fail "$program, seed $seed: $(cat load.log)"
  done
  [ "$dialect" != sqlite ] || [ -z "$(sqlite3 "$name.db" 'PRAGMA foreign_key_check')" ] || fail "$program: a row refers to nothing"
  echo "$program: $(grep -c '→' load.log) tables"
done
