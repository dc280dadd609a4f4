#!/bin/sh
# A pool of 40 000 entries from a file: the program compiles with each compiler, takes every entry, and unique picks take each once.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

awk 'BEGIN { print "name,since,w"; for (i = 0; i < 40000; ++i) printf "name of %d,20%02d-01-%02d,%d.5\n", i, i % 100, i % 28 + 1, i % 9 }' >large.csv
cat >large.sdl <<'END'
edition 2026
dataset large
seed 1
pool large from "large.csv" weight w

table each_one[each large] {
  name text(20) pk = large.name
}

table once[40000] {
  name text(20) unique = large.name
}

table often[200000] {
  let one = large
  name  text(20) = one.name
  since date = one.since
}
END
"$SYDAC" large.sdl -o large.cpp
for compiler in "$CXX" clang++; do
  command -v "$compiler" >/dev/null || continue
  BUILD_CXX=$compiler build large large.cpp -O1 -Wall -Wextra -Wconversion -Wshadow -Werror 2>errors || { head -c 2000 errors >&2; fail "$compiler"; }
  rm -rf data
  ./large --out data --verify >/dev/null
done
sed 1d large.csv | cut -d , -f 1 >names
sed 1d data/each_one.csv | cmp - names || fail "[each large] is not the file"
sort names >sorted
sed 1d data/once.csv | sort | cmp - sorted || fail "unique picks leave some out"
cut -d , -f 1,2 large.csv | sort >known
sed 1d data/often.csv | sort -u | comm -23 - known | cmp - /dev/null || fail "a record that the file does not have"
# Weights are 0.5 to 8.5 in turns: the heaviest ninth of the entries has 17 of each 81 picks.
sed 1d data/often.csv | sed 's/name of \([0-9]*\),.*/\1/' | awk '{ heavy += $1 % 9 == 8 } END { exit !(heavy > 41400 && heavy < 42600) }' ||
  fail "weights are not kept"
