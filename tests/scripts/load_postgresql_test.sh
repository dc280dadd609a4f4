#!/bin/sh
# --load into PostgreSQL: the rows that arrive are those of the CSV files, also in a cycle of keys and beside triggers that would spoil them;
# what fails or is killed leaves the database as it was.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
. "$SYDAC_SOURCE_DIR/tests/scripts/servers.sh"
cd "$SYDAC_WORK_DIR"
schemas="$SYDAC_SOURCE_DIR/tests/databases"
tab=$(printf '\t')

start_postgresql
sql() { psql -X -qAt -v ON_ERROR_STOP=1 "$@"; }
same_rows() {
  "./$1" --null '<null>' --out csv-"$1" >/dev/null
  python3 "$SYDAC_SOURCE_DIR/tests/scripts/database_rows.py" "$1.json" csv-"$1" postgresql psql -X -qAt -F "$tab" -d "$1"
}
# The whole schema and the state of sequences, triggers and constraints.
state_of() {
  pg_dump -d "$1" | grep -v '^--' | sed '/^\\/d'
  sql -d "$1" -c 'SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal' -c 'SELECT conname, condeferrable, condeferred FROM pg_constraint ORDER BY 1'
}
refused() { # DATABASE EXPECTED-CODE WORDS FLAG...
  database=$1 code=$2 words=$3
  shift 3
  state_of "$database" >before
  if ./"$database" --load "postgresql:///$database" "$@" >out 2>message; then fail "$database $*: loaded"; else got=$?; fi
  [ "$got" = "$code" ] || fail "$database $*: exit code $got: $(cat message)"
  grep -qF -- "$words" message || fail "$database $*: $(cat message)"
  [ "$(wc -l <message)" = 1 ] || fail "more than one line: $(cat message)"
  state_of "$database" | cmp -s before - || fail "$database $*: the database has changed"
}

for name in kinds staff; do
  "$SYDAC" "$schemas/$name.sdl" -o $name.cpp
  "$SYDAC" dump model "$schemas/$name.sdl" >$name.json
  build $name $name.cpp -O0
  sql -c "CREATE DATABASE $name"
  sql -d $name -f "$schemas/$name.postgresql.sql"
done

# Refusals, before anything is there.
sql -d kinds -c 'ALTER TABLE things RENAME blob TO blub'
refused kinds 3 'has no column `blob` (nearest: `blub`)'
sql -d kinds -c 'ALTER TABLE things RENAME blub TO blob' -c 'ALTER TABLE crm.orders RENAME TO order_s'
refused kinds 3 'postgresql:///kinds has no table `crm.orders` (nearest: `order_s`)'
sql -d kinds -c 'ALTER TABLE crm.order_s RENAME TO orders' -c 'ALTER TABLE crm.orders ADD CHECK (id <> 123)'
refused kinds 4 '`crm.orders`, row 122: new row for relation "orders" violates check constraint "orders_id_check"'
sql -d kinds -c 'ALTER TABLE crm.orders DROP CONSTRAINT orders_id_check'
refused kinds 4 'violates foreign key constraint "orders_thing id_fkey"' --tables crm.orders
refused staff 4 'violates foreign key constraint "head"' --tables departments
if ./kinds --load 'postgresql://nobody:secret@/nowhere?application_name=x' 2>message; then fail "a database that is not there"; else code=$?; fi
[ $code = 3 ] || fail "no database: exit code $code"
grep -q '^kinds: postgresql://nobody@/nowhere: ' message || fail "$(cat message)"
if grep -q secret message; then fail "a password: $(cat message)"; fi

# Killed half-way.
state_of kinds >before
./kinds --load postgresql:///kinds --rows things=3000000 --progress always >out 2>progress &
loader=$!
for _ in $(seq 200); do
  if tr '\r' '\n' <progress | grep -q 'things  [1-9]'; then break; fi
  sleep 0.05
done
kill -9 $loader || fail "it was done before it was killed"
wait $loader || true
for _ in $(seq 100); do
  [ "$(sql -c "SELECT count(*) FROM pg_stat_activity WHERE datname = 'kinds'")" != 0 ] || break
  sleep 0.1
done
state_of kinds | cmp -s before - || fail "a load that was killed has changed something"

# Loaded.
for name in kinds staff; do
  ./$name --load "postgresql:///$name" --threads 3 >out
  grep -q "in postgresql:///$name" out || fail "$(cat out)"
  same_rows $name
done
state_of kinds | grep -qx 'spoil|O' || fail "the trigger is not as it was"
state_of staff | grep -qx 'head|f|f' || fail "the key is not as it was"
[ "$(sql -d kinds -c 'INSERT INTO crm.orders ("thing id") VALUES (1) RETURNING id, note')" = "372|spoilt" ] || fail "a sequence or the trigger"
[ "$(sql -d kinds -c "SELECT nextval('things_id_seq')")" = 251 ] || fail "the sequence of an identity column"

# The same by load.sh, in each format; CSV tells an empty text from a null.
for name in kinds staff; do
  for format in csv sql copy; do
    ./$name --format $format --dialect postgresql --out $name-$format >/dev/null
    sql -c "DROP DATABASE $name" -c "CREATE DATABASE $name"
    sql -d $name -f "$schemas/$name.postgresql.sql"
    sh $name-$format/load.sh postgresql:///$name >out 2>&1 || fail "$name $format: $(cat out)"
    same_rows $name
  done
done
state_of kinds | grep -qx 'spoil|O' || fail "load.sql: the trigger is not as it was"
state_of staff | grep -qx 'head|f|f' || fail "load.sql: the key is not as it was"
[ "$(sql -d kinds -c "SELECT nextval('things_id_seq')")" = 251 ] || fail "load.sql: the sequence"
state_of staff >before
if sh staff-csv/load.sh postgresql:///staff >out 2>&1; then fail "load.sh twice"; fi
state_of staff | cmp -s before - || fail "load.sh: half of a load stays"

# More rows: the clash is the database's error, with the row.
refused kinds 4 '`things`, row 0: duplicate key value violates unique constraint "things_pkey": Key (id)=(1) already exists.'
