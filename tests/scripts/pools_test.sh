#!/bin/sh
# Pools: the same lock and seed give the same bytes everywhere, without a lock the fallback does, and the manifest says which; files and
# --pools replace values, and are held against the schema's limits.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

cp "$SYDAC_SOURCE_DIR/tests/pools/shop.sdl" "$SYDAC_SOURCE_DIR/tests/pools/shop.pools.json" "$SYDAC_SOURCE_DIR"/tests/pools/cities.* .

# run DIRECTORY SCHEMA FLAG...: compiled where the schema is, built, run, verified.
run() {
  folder=$1
  schema=$2
  shift 2
  "$SYDAC" "$schema" -o "$folder.cpp" 2>"$folder.log" || { cat "$folder.log" >&2; fail "$schema does not compile"; }
  build "$folder" "$folder.cpp" -O0 -Wall -Wextra -Wconversion -Wshadow -Werror
  "./$folder" --out "$folder-data" --verify "$@" >/dev/null 2>"$folder.err"
}

# With the lock: any compiler, any threads, shards, a single file.
run locked shop.sdl
[ ! -s locked.err ] || fail "a whole lock needs no fallback: $(cat locked.err)"
grep -q '"name": "gear", "from": "lock", "entries": 6, "fallback": 0' locked-data/manifest.json || fail "the manifest does not name the lock"
if command -v clang++ >/dev/null; then
  BUILD_CXX=clang++ build locked-clang locked.cpp -O2 -Wall -Wextra -Wconversion -Wshadow -Werror
  ./locked-clang --out clang-data --threads 3 >/dev/null
  same locked-data clang-data
fi
"$SYDAC" --standalone shop.sdl -o alone.cpp
"$CXX" -O0 -std=c++20 alone.cpp -pthread -o alone
./alone --out alone-data >/dev/null
same locked-data alone-data
mkdir -p joined
for shard in 1 2 3; do
  ./locked --shard $shard/3 --out "shard-$shard" >/dev/null
  for file in "shard-$shard"/*.csv; do cat "$file" >>"joined/$(basename "$file")"; done
done
same locked-data joined
./locked --range products:2..4 >range.csv
{ head -n 1 locked-data/products.csv; sed -n 4,6p locked-data/products.csv; } | cmp - range.csv || fail "--range is not a part of the whole"

# Entries agree: a city has its country, a review its stars, a product its price, and each is there once.
awk -F, 'NR > 1 { split("Oslo:NO,Lyon:FR,Bonn:DE", all, ","); ok = 0; for (i in all) ok = ok || all[i] == $2 ":" $3; if (!ok) exit 1 }' \
  locked-data/customers.csv || fail "a city is in another country"
awk -F, 'NR > 1 && index($3, $2 " of 5") != 1 { exit 1 }' locked-data/reviews.csv || fail "a review disagrees with its stars"
[ "$(sed 1d locked-data/products.csv | cut -d, -f2 | sort -u | wc -l)" = 6 ] || fail "not every product has a name of its own"
grep -q 'Rope,25.50' locked-data/products.csv || fail "a product has another price"
# All formats have the same cities.
for format in tsv json jsonl; do
  sed "s/cities\.csv/cities.$format/" shop.sdl >"from-$format.sdl"
  cp shop.pools.json "from-$format.pools.json"
  run "from-$format" "from-$format.sdl"
  same locked-data "from-$format-data"
done

# Without the lock: the fallback, the same on each run and with another compiler.
mkdir -p bare && cp shop.sdl cities.csv bare
run bare-1 bare/shop.sdl
grep -q 'pool `gear`: 0 values there, 6 by fallback' bare-1.err || fail "nobody says that the fallback is used: $(cat bare-1.err)"
grep -q '"name": "gear", "from": "fallback", "entries": 0, "fallback": 6' bare-1-data/manifest.json || fail "the manifest does not name the fallback"
if command -v clang++ >/dev/null; then
  BUILD_CXX=clang++ build bare-2 bare-1.cpp -O2
  ./bare-2 --out bare-2-data --threads 5 >/dev/null 2>&1
  same bare-1-data bare-2-data
fi
cmp -s bare-1-data/products.csv locked-data/products.csv && fail "the lock makes no difference"
# What has nothing to do with the pool is as it was.
cmp bare-1-data/customers.csv locked-data/customers.csv || fail "a lock changed another table"
status=0
./bare-1 --strict-pools --out strict-data >/dev/null 2>strict.err || status=$?
[ $status = 3 ] || fail "--strict-pools ends with $status"
grep -q '0 of 6 entries' strict.err || fail "--strict-pools says: $(cat strict.err)"
[ ! -e strict-data ] || fail "--strict-pools left files"

# A part of a lock: the rest by fallback, none of it twice.
grep -v Axe shop.pools.json >part.json
./bare-1 --pools part.json --out part-data >/dev/null 2>part.err
grep -q 'pool `gear`: 5 values there, 1 by fallback' part.err || fail "the part is told wrong: $(cat part.err)"
[ "$(sed 1d part-data/products.csv | cut -d, -f2 | sort -u | wc -l)" = 6 ] || fail "a name is there twice"
./locked --out by-lock >/dev/null
./bare-1 --pools shop.pools.json --out by-file >/dev/null
same by-lock by-file

# Other values for a pool of any kind, held against its limits.
printf '{"sydac_pools": 1, "pools": {"tier": {"fields": ["value"], "entries": ["gold", ["basic", {"weight": 9}]]}}}\n' >tiers.json
./locked --pools tiers.json --table customers >tiers.csv
grep -q basic tiers.csv || fail "--pools is not taken"
if grep -q silver tiers.csv; then fail "--pools leaves old values"; fi
refused() {
  printf '%s\n' "$1" >bad.json
  status=0
  ./locked --pools bad.json --out bad-data >/dev/null 2>bad.err || status=$?
  [ $status = 3 ] || fail "$1 ends with $status: $(cat bad.err)"
  [ "$(wc -l <bad.err)" = 1 ] || fail "$1 says more than a line"
  grep -q "$2" bad.err || fail "$1 says: $(cat bad.err)"
  [ ! -e bad-data ] || fail "$1 left files"
}
refused '{"sydac_pools": 1, "pools": {"tier": {"fields": ["value"], "entries": ["platinum"]}}}' '8 characters, at most 6'
refused '{"sydac_pools": 1, "pools": {"gear": {"fields": ["name", "price"], "entries": [["Tent", "401.00"]]}}}' 'is above 400.00'
refused '{"sydac_pools": 1, "pools": {"gear": {"fields": ["name", "price"], "entries": [["Tent", "1.00"], ["Tent", "2.00"]]}}}' 'is there before'
refused '{"sydac_pools": 1, "pools": {"tier": {"fields": ["value"], "entries": []}}}' 'no entry'
refused 'no lock' 'bad.json:1'
status=0
./locked --pools missing.json >/dev/null 2>&1 || status=$?
[ $status = 3 ] || fail "a missing --pools ends with $status"
# Enough entries are counted on where a unique column needs them.
status=0
./locked --rows codes=10 >/dev/null 2>codes.err || status=$?
[ $status = 2 ] || fail "more unique rows than entries end with $status"
grep -q '`code` is unique' codes.err || fail "too few entries: $(cat codes.err)"
# A program without pools has no such options.
printf 'table t[1] { a int }\n' >none.sdl
run none none.sdl
status=0
./none --pools tiers.json >/dev/null 2>none.err || status=$?
[ $status = 2 ] || fail "--pools without pools ends with $status"
