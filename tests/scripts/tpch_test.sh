#!/bin/sh
# examples/tpch has the numbers of rows of the specification at scales 0.01, 1 and 10, and any row of the large ones at once.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"
"$SYDAC" "$SYDAC_SOURCE_DIR/examples/tpch/tpch.sdl" -o tpch.cpp
build tpch tpch.cpp -O0

# rows SCALE TABLE: as --list says.
rows() { ./tpch --list --scale "$1" | sed -n "s/^$2  *\\([0-9 ]*\\) rows .*/\\1/p" | tr -d ' '; }
expect() {
  for pair in region=5 nation=25 "supplier=$2" "part=$3" "partsupp=$4" "customer=$5" "orders=$6"; do
    [ "$(rows "$1" "${pair%=*}")" = "${pair#*=}" ] || fail "scale $1: ${pair%=*} has $(rows "$1" "${pair%=*}") rows instead of ${pair#*=}"
  done
  lines=$(rows "$1" lineitem)
  [ "$lines" -ge "$(($6 * 399 / 100))" ] && [ "$lines" -le "$(($6 * 401 / 100))" ] || fail "scale $1: lineitem has $lines rows"
  echo "scale $1: lineitem has $lines rows"
}
expect 0.01 100 2000 8000 1500 15000
expect 1 10000 200000 800000 150000 1500000
expect 10 100000 2000000 8000000 1500000 15000000

./tpch --scale 10 --range orders:14999999..14999999 --table orders >last.csv
cut -d, -f1 last.csv | tail -1 | grep -qx 59999976 || fail "the last order of scale 10 is $(tail -1 last.csv)"
