#!/bin/sh
# One schema and one seed make the same bytes whatever compiler, optimisation, number of threads or shards, and as a single file.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

"$SYDAC" "$SYDAC_SOURCE_DIR/examples/shop/shop.sdl" -o shop.cpp
build shop shop.cpp -O2
./shop --out whole --threads 1 >/dev/null

# Compilers and optimisation.
variant() {
  BUILD_CXX=$1 build "shop-$2" shop.cpp "$3"
  "./shop-$2" --out "data-$2" >/dev/null
  same whole "data-$2"
}
variant g++ gcc-O0 -O0
variant g++ gcc-O3 -O3
if command -v clang++ >/dev/null; then variant clang++ clang-O2 -O2; fi

# Keys of several columns, trees, patterns: their bytes too.
"$SYDAC" "$SYDAC_SOURCE_DIR/examples/saas/saas.sdl" -o saas.cpp 2>/dev/null
build saas saas.cpp -O0
./saas --out saas-whole --threads 1 >/dev/null
if command -v clang++ >/dev/null; then
  BUILD_CXX=clang++ build saas-clang saas.cpp -O2
  ./saas-clang --out saas-clang-data --threads 7 >/dev/null
  same saas-whole saas-clang-data
fi

# The single file.
"$SYDAC" --standalone "$SYDAC_SOURCE_DIR/examples/shop/shop.sdl" -o alone.cpp
"$CXX" -O2 -std=c++20 alone.cpp -pthread -o alone
./alone --out data-alone >/dev/null
same whole data-alone

# Threads, in each format, and with enough rows for many chunks.
for format in csv json jsonl; do
  for threads in 1 2 7; do
    ./shop --format $format --rows customers=20000 --rows orders=50000 --threads $threads --out "data-$format-$threads" >/dev/null
  done
  same "data-$format-1" "data-$format-2"
  same "data-$format-1" "data-$format-7"
done

# Shards joined.
for format in csv json jsonl; do
  ./shop --format $format --out "whole-$format" >/dev/null
  mkdir -p "joined-$format"
  for shard in 1 2 3 4 5 6 7; do
    ./shop --format $format --shard $shard/7 --out "shard-$shard" >/dev/null
    for file in "shard-$shard"/*."$format"; do cat "$file" >>"joined-$format/$(basename "$file")"; done
    rm -r "shard-$shard"
  done
  same "whole-$format" "joined-$format"
done

# A range is those rows of the whole, and far ones cost no more than near ones.
./shop --range customers:100..109 >range.csv
{ head -n 1 whole/customers.csv; sed -n 102,111p whole/customers.csv; } | cmp - range.csv || fail "--range is not a part of the whole"
timeout 5 ./shop --rows customers=1000000000 --range customers:999999990..999999999 >far.csv
[ "$(wc -l <far.csv)" = 11 ] || fail "the far range has not ten rows"

# Another seed makes other data.
./shop --seed 43 --out other >/dev/null
for file in whole/*.csv; do
  if cmp -s "$file" "other/$(basename "$file")"; then fail "$(basename "$file") does not depend on the seed"; fi
done
