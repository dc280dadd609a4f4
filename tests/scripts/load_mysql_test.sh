#!/bin/sh
# --load into MariaDB: the rows that arrive are those of the CSV files, also in a cycle of keys and beside triggers that would spoil them;
# what fails or is killed leaves the database as it was, triggers and tables without rollback included.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
. "$SYDAC_SOURCE_DIR/tests/scripts/servers.sh"
cd "$SYDAC_WORK_DIR"
schemas="$SYDAC_SOURCE_DIR/tests/databases"

start_mariadb
url() { echo "mysql://root@/$1?socket=$mariadb_socket"; }
same_rows() {
  "./$1" --null '<null>' --out csv-"$1" >/dev/null
  python3 "$SYDAC_SOURCE_DIR/tests/scripts/database_rows.py" "$1.json" csv-"$1" mysql mariadb --no-defaults -uroot -N --batch \
    --default-character-set=utf8mb4 --socket="$mariadb_socket" "$2"
}
state_of() {
  mariadb-dump --no-defaults -uroot --socket="$mariadb_socket" --skip-comments --skip-extended-insert --databases shop crm | sed 's/ AUTO_INCREMENT=[0-9]*//'
}
refused() { # PROGRAM EXPECTED-CODE WORDS FLAG...
  program=$1 code=$2 words=$3
  shift 3
  state_of >before
  if ./"$program" --load "$(url shop)" "$@" >out 2>message; then fail "$program $*: loaded"; else got=$?; fi
  [ "$got" = "$code" ] || fail "$program $*: exit code $got: $(cat message)"
  grep -qF -- "$words" message || fail "$program $*: $(cat message)"
  [ "$(wc -l <message)" = 1 ] || fail "more than one line: $(cat message)"
  state_of >after
  diff before after >&2 || fail "$program $*: the database has changed"
}

in_mariadb -e 'CREATE DATABASE shop'
for name in kinds staff; do
  "$SYDAC" "$schemas/$name.sdl" -o $name.cpp
  "$SYDAC" dump model "$schemas/$name.sdl" >$name.json
  build $name $name.cpp -O0
  in_mariadb shop <"$schemas/$name.mysql.sql"
done

in_mariadb shop -e 'ALTER TABLE things CHANGE `blob` blub blob'
refused kinds 3 'has no column `blob` (nearest: `blub`)'
in_mariadb shop -e 'ALTER TABLE things CHANGE blub `blob` blob; ALTER TABLE crm.orders ADD CONSTRAINT odd CHECK (`thing id` <> 60)'
refused kinds 4 '`crm.orders`, row 81: CONSTRAINT `odd` failed for `crm`.`orders`'
in_mariadb shop -e 'ALTER TABLE crm.orders DROP CONSTRAINT odd, MODIFY note varchar(4)'
refused kinds 4 "\`crm.orders\`, row 4: Data truncated for column 'note'"
in_mariadb shop -e 'ALTER TABLE crm.orders MODIFY note varchar(12)'
refused kinds 4 'Cannot add or update a child row: a foreign key constraint fails' --tables crm.orders
refused staff 4 'CONSTRAINT `head` FOREIGN KEY' --tables departments
in_mariadb shop -e 'ALTER TABLE departments ADD CONSTRAINT odd FOREIGN KEY (id) REFERENCES employees (boss_id)'
refused staff 4 '`departments`: the foreign key `odd` holds'
in_mariadb shop -e 'ALTER TABLE departments DROP FOREIGN KEY odd'
in_mariadb -e "SET GLOBAL local_infile = 0"
refused kinds 3 'SET GLOBAL local_infile = 1'
in_mariadb -e "SET GLOBAL local_infile = 1"
if ./kinds --load "mysql://nobody:secret@/shop?socket=$mariadb_socket" 2>message; then fail "nobody may load"; else code=$?; fi
[ $code = 3 ] || fail "nobody: exit code $code"
grep -q "^kinds: mysql://nobody@/shop: Access denied" message || fail "$(cat message)"
if grep -q secret message; then fail "a password: $(cat message)"; fi

# Killed half-way, where a table has triggers and another one no rollback.
in_mariadb shop -e 'ALTER TABLE crm.orders DROP FOREIGN KEY orders_ibfk_1; ALTER TABLE things ENGINE = MyISAM'
state_of >before
./kinds --load "$(url shop)" --rows things=3000000 --progress always >out 2>progress &
loader=$!
for _ in $(seq 300); do
  if [ "$(in_mariadb -N -e 'SELECT count(*) FROM shop.things')" != 0 ]; then break; fi
  sleep 0.05
done
[ -z "$(in_mariadb -e 'SHOW TRIGGERS FROM crm')" ] || fail "the triggers are still there"
kill -9 $loader || fail "it was done before it was killed"
wait $loader || true
for _ in $(seq 100); do
  if [ -n "$(in_mariadb -N -e "SELECT 1 FROM information_schema.TRIGGERS WHERE TRIGGER_NAME = 'spoil2'")" ]; then break; fi
  sleep 0.1
done
state_of >after
diff before after >&2 || fail "a load that was killed has changed something"
in_mariadb shop -e 'INSERT INTO things (id, ok, small, wide, ratio, wakes, seen, code) VALUES (9999, 1, 1, 1, 1, "01:00", "2000-01-01", "x")'
refused kinds 3 'is MyISAM, which knows no rollback, and it is not empty'
in_mariadb shop -e 'DELETE FROM things; ALTER TABLE things ENGINE = InnoDB; ALTER TABLE crm.orders ADD FOREIGN KEY (`thing id`) REFERENCES shop.things (id)'

state_of | grep TRIGGER >triggers
for name in kinds staff; do
  ./$name --load "$(url shop)" --threads 3 >out
  grep -q "in mysql://root@/shop" out || fail "$(cat out)"
  same_rows $name shop
done
[ -s triggers ] || fail "there are no triggers"
state_of | grep TRIGGER | cmp -s triggers - || fail "the triggers are not as they were"
in_mariadb -e 'INSERT INTO crm.orders (`thing id`) VALUES (1)'
[ "$(in_mariadb -N --default-character-set=utf8mb4 -e 'SELECT note FROM crm.orders WHERE id = 372')" = "spoilt ü" ] || fail "the trigger or the counter"
# The same by load.sh, in each format, with the triggers away.
for format in csv sql copy; do
  in_mariadb -e 'DROP DATABASE crm; DROP DATABASE shop; CREATE DATABASE shop'
  for name in kinds staff; do
    in_mariadb shop <"$schemas/$name.mysql.sql"
    [ $name = staff ] || in_mariadb crm -e 'DROP TRIGGER spoil; DROP TRIGGER spoil2'
    null=
    [ $format != csv ] || null="--null <null>"
    # shellcheck disable=SC2086
    ./$name --format $format $null --dialect mysql --out $name-$format >/dev/null
    sh $name-$format/load.sh --no-defaults -uroot --socket="$mariadb_socket" shop >out 2>&1 || fail "$name $format: $(cat out)"
    same_rows $name shop
  done
done
state_of >before
if sh staff-csv/load.sh --no-defaults -uroot --socket="$mariadb_socket" shop >out 2>&1; then fail "load.sh twice"; fi
state_of | cmp -s before - || fail "load.sh: half of a load stays"

refused kinds 4 "\`things\`, row 0: Duplicate entry '1' for key 'PRIMARY'"
