#!/bin/sh
# Every examples/NAME/NAME.sdl makes the bytes that its SHA256SUMS says, and what it writes passes its own --verify.
# Where there is a query.sql, SQLite takes the files with all constraints and answers what query.txt says.
# A file `flags` has what the generator is given beside: `--scale 0.01`.
# SYDAC_UPDATE=1 writes SHA256SUMS and query.txt.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

# ask FOLDER NAME: the example's query, in SQLite.
ask() {
  command -v python3 >/dev/null || return 0
  "$SYDAC" dump model "$1/$2.sdl" >"$2.json"
  # shellcheck disable=SC2086
  "./$2" $flags --null '\N' --out "$2-nulls" >/dev/null
  python3 "$SYDAC_SOURCE_DIR/tests/scripts/load_sqlite.py" "$2.json" "$1/query.sql" "$2-nulls" >"$2.answer" ||
    fail "$2: SQLite does not take it"
  if [ "${SYDAC_UPDATE:-0}" = 1 ]; then cp "$2.answer" "$1/query.txt"; fi
  diff -u "$1/query.txt" "$2.answer" || fail "$2: another answer than query.txt has"
}

count=0
for folder in "$SYDAC_SOURCE_DIR"/examples/*/; do
  name=$(basename "$folder")
  "$SYDAC" "$folder/$name.sdl" -o "$name.cpp"
  build "$name" "$name.cpp" -O1
  flags=
  if [ -f "$folder/flags" ]; then flags=$(cat "$folder/flags"); fi
  # shellcheck disable=SC2086
  "./$name" $flags --out "$name-data" >/dev/null
  (cd "$name-data" && sha256sum -- *.csv) >"$name.sums"
  if [ "${SYDAC_UPDATE:-0}" = 1 ]; then cp "$name.sums" "$folder/SHA256SUMS"; fi
  diff -u "$folder/SHA256SUMS" "$name.sums" || fail "$name: other bytes than SHA256SUMS says"
  for format in csv json jsonl; do
    # shellcheck disable=SC2086
    "./$name" $flags --out "$name-$format" --format $format --verify >"$name.verify" 2>&1 || { cat "$name.verify"; fail "$name: --verify of $format"; }
  done
  cat "$name.verify"
  if [ -f "$folder/query.sql" ]; then ask "$folder" "$name"; fi
  count=$((count + 1))
done
[ "$count" -ge 1 ] || fail "no example found"
