#!/bin/sh
# A database that was made of a file of DDL imports as the file does: the same tables, columns, keys and references. Of ../shared/schemas, which
# a stranger's clone has not; SQLite is tried without.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

# compare NAME PLACE FILE DIALECT
compare() {
  "$SYDAC" import "$2" -o live.sdl 2>live.txt || fail "$1: $(cat live.txt)"
  "$SYDAC" import "$3" --dialect "$4" -o file.sdl 2>file.txt || fail "$1: $(cat file.txt)"
  for each in live file; do
    "$SYDAC" dump schema "$each.sdl" >"$each.json" || fail "$1: the import does not compile"
  done
  python3 "$SYDAC_SOURCE_DIR/tests/scripts/same_tables.py" file.json live.json || fail "$1: the live database differs from its file"
}

python3 - <<'END'
import sqlite3
database = sqlite3.connect("own.db")
database.executescript("""
CREATE TABLE people (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, age INTEGER CHECK (age > 17));
CREATE TABLE pets (name TEXT, owner INTEGER NOT NULL REFERENCES people (id), PRIMARY KEY (owner, name));
CREATE UNIQUE INDEX pet_names ON pets (name);
CREATE VIEW old AS SELECT * FROM people WHERE age > 70;
""")
with open("own.sql", "w", encoding="utf-8") as file:
    for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"):
        file.write(sql + ";\n")
END
compare own sqlite:own.db own.sql sqlite
grep -q 'table pets' live.sdl || fail "a table is missing"

if "$SYDAC" import sqlite:nowhere.db >said.txt 2>&1; then fail "a database that is not there"; fi
grep -q 'nowhere.db' said.txt || fail "what is missing is not named"
[ ! -e nowhere.db ] || fail "reading made a database"
if "$SYDAC" import postgresql://me:secret@127.0.0.1:1/x >said.txt 2>&1; then fail "a server that is not there"; fi
if grep -q secret said.txt; then fail "the password is shown"; fi

schemas=$SYDAC_SOURCE_DIR/../shared/schemas
[ -d "$schemas" ] || exit 0
servers=$(mktemp -d)
export PGPORT="${PGPORT:-55462}" MYSQL_PORT="${MYSQL_PORT:-53362}"
trap 'bash "$schemas/servers.sh" stop "$servers" >/dev/null 2>&1 || true; rm -rf "$servers"' EXIT
chmod 755 "$servers"
bash "$schemas/servers.sh" start "$servers" >servers.txt 2>servers.log || fail "the servers do not start: $(tail -n 3 servers.log)"
export PGHOST="$servers/run" PGUSER=postgres
for file in "$schemas"/postgres/*.sql; do
  name=pg_$(basename "$file" .sql)
  createdb "$name"
  psql -q -d "$name" -f "$file" >load.txt 2>&1
  compare "$name" "postgresql://postgres@127.0.0.1:$PGPORT/$name" "$file" postgresql
done
for file in "$schemas"/mysql/*.sql; do
  name=my_$(basename "$file" .sql)
  mysql --socket="$servers/run/mysqld.sock" -uroot -e "CREATE DATABASE $name"
  grep -viE '^ *(create|drop) +(database|schema)|^ *use ' "$file" | mysql --force --socket="$servers/run/mysqld.sock" -uroot "$name" >load.txt 2>&1 || true
  compare "$name" "mysql://root@127.0.0.1:$MYSQL_PORT/$name" "$file" mysql
done
for file in "$schemas"/sqlite/*.sql; do
  name=lite_$(basename "$file" .sql).db
  python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2]).read())' "$name" "$file"
  compare "$name" "sqlite:$name" "$file" sqlite
done
