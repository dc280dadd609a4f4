#!/bin/sh
# INSERT statements and COPY text: SQLite reads what the CSV files say, shards join to the whole, a range stands alone, and other dialects
# differ where they have to.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v sqlite3 >/dev/null || fail "sqlite3 is missing, ./dev test installs it"
cd "$SYDAC_WORK_DIR"
schemas="$SYDAC_SOURCE_DIR/tests/databases"

"$SYDAC" "$schemas/kinds.sdl" -o kinds.cpp
"$SYDAC" dump model "$schemas/kinds.sdl" >model.json
build kinds kinds.cpp -O0
./kinds --null '<null>' --out csv >/dev/null
./kinds --format sql --dialect sqlite --threads 3 --out sqlite >/dev/null
sqlite3 -bail lite.db <"$schemas/kinds.sqlite.sql"
cat sqlite/things.sql sqlite/crm.orders.sql | sqlite3 -bail lite.db
python3 "$SYDAC_SOURCE_DIR/tests/scripts/database_rows.py" model.json csv sqlite sqlite3 -batch -separator "$(printf '\t')" lite.db

# Parts are whole statements and join to the same bytes, in each dialect.
for dialect in postgresql mysql sqlite sqlserver; do
  ./kinds --format sql --dialect $dialect --out $dialect >/dev/null
  rm $dialect/load.sql $dialect/load.sh
  mkdir joined-$dialect
  for shard in 1 2 3 4 5; do
    ./kinds --format sql --dialect $dialect --shard $shard/5 --out part >/dev/null
    for file in part/*.sql; do
      cat "$file" >>joined-$dialect/"$(basename "$file")"
      last=$(tail -n 1 "$file")
      case ${last:-;} in *\;) ;; *) fail "$dialect: $file ends in $last" ;; esac
    done
    rm -r part
  done
  same $dialect joined-$dialect
done
for shard in 1 2 3; do ./kinds --format copy --shard $shard/3 --out part-$shard >/dev/null; done
./kinds --format copy --out copy >/dev/null
cat part-1/things.copy part-2/things.copy part-3/things.copy | cmp - copy/things.copy

# A range begins a statement.
./kinds --format sql --range things:98..101 >range.sql
[ "$(grep -c '^INSERT' range.sql)" = 2 ] || fail "a range of two statements: $(cat range.sql)"
[ "$(grep -c ';$' range.sql)" = 2 ] || fail "a range ends its statements: $(cat range.sql)"

# What each dialect needs; the row with a backslash and the one with a quote.
has() { grep -qF -- "$2" "$1" || fail "$1 has no $2"; }
has postgresql/things.sql ") OVERRIDING SYSTEM VALUE VALUES"
has postgresql/things.sql "'a\\b'"
has postgresql/things.sql "'it''s'"
has mysql/things.sql "'a\\\\b'"
has mysql/crm.orders.sql 'INSERT INTO `crm`.`orders` (`id`, `thing id`, `note`) VALUES'
has sqlserver/things.sql "N'it''s'"
has sqlserver/things.sql "SET IDENTITY_INSERT [things] ON"
has sqlserver/crm.orders.sql "INSERT INTO [crm].[orders] ([id], [thing id], [note]) VALUES"
if grep -q "Z'" mysql/things.sql; then fail "MySQL takes no zone"; fi

# No file where no row is asked for says anything, and JSON has no dialect.
./kinds --format sql --rows 0 --out none >/dev/null
[ ! -s none/things.sql ] || fail "no rows, but $(cat none/things.sql)"
if ./kinds --format json --dialect mysql 2>message; then fail "JSON has no dialect"; fi
has message "is for csv, sql and copy, not for json"
if ./kinds --out copy --verify 2>message; then fail "--verify of COPY files"; fi
has message "reads csv, json and jsonl, not copy"
