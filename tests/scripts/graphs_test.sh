#!/bin/sh
# Every tests/graphs/NAME.sdl compiles, what it writes passes its own --verify, and SQLite takes it with all keys and references switched on,
# in the order of the manifest, with two seeds. Parts made on their own are the same bytes. `graphs_test.sh NAME…` runs only these.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v python3 >/dev/null || fail "python3 is missing, ./dev test installs it"
cd "$SYDAC_WORK_DIR"

if [ "${1:-}" = --one ]; then
  # In a folder of its own, so that two can run at a time; what it said is shown only when it fails.
  schema="$SYDAC_SOURCE_DIR/tests/graphs/$2.sdl"
  mkdir "$2"
  cd "$2"
  exec 3>&2 >log 2>&1
  trap 'code=$?; [ $code = 0 ] || { echo "$test_name: $2"; cat log; } >&3; exit $code' EXIT
  "$SYDAC" "$schema" -o graph.cpp
  "$SYDAC" dump model "$schema" >model.json
  build graph graph.cpp -O0 -include ../generated.hpp
  for seed in 1 2; do ./graph --seed $seed --null '\N' --out "data-$seed" --verify --threads 2; done
  python3 "$SYDAC_SOURCE_DIR/tests/scripts/load_sqlite.py" model.json "$schema" data-1 data-2
  for part in 1 2 3; do ./graph --seed 2 --null '\N' --out "part-$part" --shard $part/3; done
  for file in data-2/*.csv; do
    name=${file#data-2/}
    cat "part-1/$name" "part-2/$name" "part-3/$name" | cmp - "$file"
  done
  rm graph graph.cpp
  exit 0
fi

names=${*:-$(cd "$SYDAC_SOURCE_DIR/tests/graphs" && ls -- *.sdl | sed 's/\.sdl$//')}
count=$(echo "$names" | wc -w)
# The headers once, with the flags that `build` gives them: half of the time.
echo '#include <sydac/generated.hpp>' >generated.hpp
"$CXX" -std=c++20 -O0 -pthread -I "$SYDAC_BUILD_DIR/include" -x c++-header generated.hpp -o generated.hpp.gch
# A failure does not stop the others: xargs goes on, and returns 123.
echo "$names" | tr ' ' '\n' | xargs -P 2 -n 1 sh "$SYDAC_SOURCE_DIR/tests/scripts/graphs_test.sh" --one ||
  fail "not all of $count graphs are well"

# What this test looks at is looked at: without the manifest's word that a reference waits, SQLite stops.
if [ -d cycle_of_two_not_null ]; then
  cp -r cycle_of_two_not_null/data-1 broken
  sed -i -e '/"deferred": \[/,/^  \]/d' broken/manifest.json
  if python3 "$SYDAC_SOURCE_DIR/tests/scripts/load_sqlite.py" cycle_of_two_not_null/model.json \
      "$SYDAC_SOURCE_DIR/tests/graphs/cycle_of_two_not_null.sdl" broken 2>message; then fail "a cycle loads without deferred references"; fi
  grep -q 'deferred is False' message || fail "$(cat message)"
fi
