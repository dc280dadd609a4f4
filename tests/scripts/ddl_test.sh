#!/bin/sh
# `sydac ddl`: PostgreSQL, MariaDB and SQLite take it for every schema of tests/graphs and examples, and the generated rows of some of them
# with all constraints on. What it looks like is in tests/databases/ddl.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
. "$SYDAC_SOURCE_DIR/tests/scripts/servers.sh"
cd "$SYDAC_WORK_DIR"
with_rows="shop saas kinds staff composite_of_other_order cycle_of_two_not_null"

for dialect in postgresql mysql sqlite sqlserver; do
  expected="$SYDAC_SOURCE_DIR/tests/databases/ddl/looks.$dialect.sql"
  "$SYDAC" ddl --dialect $dialect "$SYDAC_SOURCE_DIR/tests/databases/ddl/looks.sdl" -o looks.sql
  [ "${SYDAC_UPDATE:-}" != 1 ] || cp looks.sql "$expected"
  diff -u "$expected" looks.sql >&2 || fail "$dialect: not what tests/databases/ddl has"
done

start_postgresql
start_mariadb
psql -X -q -c 'CREATE SCHEMA crm'
url() { # DIALECT
  case $1 in
    postgresql) echo "postgresql:///postgres" ;;
    mysql) echo "mysql://root@/made?socket=$mariadb_socket" ;;
    sqlite) echo "sqlite:made.db" ;;
  esac
}
make_tables() { # DIALECT: reads standard input
  case $1 in
    postgresql)
      { echo 'SET client_min_messages = error; DROP SCHEMA public, crm CASCADE; CREATE SCHEMA public; CREATE SCHEMA crm;'; cat; } |
        psql -X -q -v ON_ERROR_STOP=1 >/dev/null 2>message
      ;;
    mysql)
      { echo 'SET foreign_key_checks = 0; DROP DATABASE IF EXISTS crm; DROP DATABASE IF EXISTS made; CREATE DATABASE made; USE made;'; cat; } |
        in_mariadb 2>message
      ;;
    sqlite)
      rm -f made.db
      sqlite3 -bail made.db 2>message
      ;;
  esac
}

echo '#include <sydac/generated.hpp>' >generated.hpp
"$CXX" -std=c++20 -O0 -pthread -I "$SYDAC_BUILD_DIR/include" -x c++-header generated.hpp -o generated.hpp.gch
count=0
for schema in "$SYDAC_SOURCE_DIR"/tests/graphs/*.sdl "$SYDAC_SOURCE_DIR"/examples/*/*.sdl "$SYDAC_SOURCE_DIR"/tests/databases/*.sdl; do
  name=$(basename "$schema" .sdl)
  count=$((count + 1))
  case " $with_rows " in
    *" $name "*)
      "$SYDAC" "$schema" -o "$name.cpp" 2>/dev/null
      build "$name" "$name.cpp" -O0 -include generated.hpp
      ;;
  esac
  for dialect in postgresql mysql sqlite; do
    "$SYDAC" ddl --dialect $dialect "$schema" -o made.sql 2>message || fail "$name: $(cat message)"
    make_tables $dialect <made.sql || fail "$name: $dialect does not take it: $(cat message)"
    [ -x "$name" ] || continue
    "./$name" --load "$(url $dialect)" >out 2>message || fail "$name: $dialect does not take the rows: $(cat message)"
  done
  rm -f "$name" "$name.cpp"
done
echo "$count schemas"
