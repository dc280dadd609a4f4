#!/bin/sh
# --load of sakila, chinook and northwind of ../shared/schemas into the databases that they are written for: the rows that arrive are those of
# the CSV files. A stranger's clone has no ../shared.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
schemas=$SYDAC_SOURCE_DIR/../shared/schemas
if [ ! -d "$schemas" ]; then
  echo "not run: there is no ../shared/schemas"
  exit 0
fi
. "$SYDAC_SOURCE_DIR/tests/scripts/servers.sh"
cd "$SYDAC_WORK_DIR"
start_postgresql
start_mariadb
tab=$(printf '\t')

same_rows() { # NAME DIALECT CLIENT…
  rows_of=$1
  shift
  "./$rows_of" --rows 200 --null '<null>' --out "$rows_of-csv" >/dev/null
  REWRITTEN=film.fulltext python3 "$SYDAC_SOURCE_DIR/tests/scripts/database_rows.py" "$rows_of.json" "$rows_of-csv" "$@"
}
load() { # NAME URL
  "./$1" --rows 200 --load "$2" >out 2>message || fail "$1: $(cat message)"
}

echo '#include <sydac/generated.hpp>' >generated.hpp
"$CXX" -std=c++20 -O0 -pthread -I "$SYDAC_BUILD_DIR/include" -x c++-header generated.hpp -o generated.hpp.gch
for dialect in postgres mysql sqlite; do
  for schema in sakila chinook northwind; do
    name="$dialect-$schema"
    ddl="$schemas/$dialect/$schema.sql"
    "$SYDAC" "$ddl" -o "$name.cpp" 2>message || fail "$name: $(cat message)"
    "$SYDAC" dump model "$ddl" >"$name.json" 2>/dev/null
    build "$name" "$name.cpp" -O0 -include generated.hpp
    case $dialect in
      postgres)
        psql -X -q -c "CREATE DATABASE \"$name\""
        psql -X -q -d "$name" -f "$ddl" >/dev/null 2>&1
        load "$name" "postgresql:///$name"
        same_rows "$name" postgresql psql -X -qAt -F "$tab" -d "$name"
        ;;
      mysql)
        in_mariadb -e "CREATE DATABASE \`$name\`"
        in_mariadb "$name" <"$ddl"
        # Some of these scripts name their database themselves.
        database=$(in_mariadb -N -e "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE LOWER(SCHEMA_NAME) = '$schema'")
        load "$name" "mysql://root@/${database:-$name}?socket=$mariadb_socket"
        same_rows "$name" mysql mariadb --no-defaults -uroot -N --batch --default-character-set=utf8mb4 --socket="$mariadb_socket" "${database:-$name}"
        ;;
      sqlite)
        sqlite3 "$name.db" <"$ddl"
        load "$name" "sqlite:$name.db"
        same_rows "$name" sqlite sqlite3 -batch -separator "$tab" "$name.db"
        ;;
    esac
    rm "$name" "$name.cpp"
  done
done
