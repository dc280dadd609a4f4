#!/bin/sh
# Every examples/NAME/NAME.sdl makes the bytes that its SHA256SUMS says, and what it writes passes its own --verify.
# SYDAC_UPDATE=1 writes SHA256SUMS.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

count=0
for folder in "$SYDAC_SOURCE_DIR"/examples/*/; do
  name=$(basename "$folder")
  "$SYDAC" "$folder/$name.sdl" -o "$name.cpp"
  build "$name" "$name.cpp" -O1
  "./$name" --out "$name-data" >/dev/null
  (cd "$name-data" && sha256sum -- *.csv) >"$name.sums"
  if [ "${SYDAC_UPDATE:-0}" = 1 ]; then cp "$name.sums" "$folder/SHA256SUMS"; fi
  diff -u "$folder/SHA256SUMS" "$name.sums" || fail "$name: other bytes than SHA256SUMS says"
  for format in csv json jsonl; do
    "./$name" --out "$name-$format" --format $format --verify >"$name.verify" 2>&1 || { cat "$name.verify"; fail "$name: --verify of $format"; }
  done
  cat "$name.verify"
  count=$((count + 1))
done
[ "$count" -ge 1 ] || fail "no example found"
