#!/bin/sh
# What examples/shop promises holds in its files, by an independent reading of them.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v python3 >/dev/null || fail "python3 is missing, ./dev test installs it"
cd "$SYDAC_WORK_DIR"

"$SYDAC" "$SYDAC_SOURCE_DIR/examples/shop/shop.sdl" -o shop.cpp
build shop shop.cpp -O0
for seed in 42 1 2; do
  ./shop --seed $seed --out "data-$seed" >/dev/null
  python3 "$SYDAC_SOURCE_DIR/tests/scripts/shop_facts.py" "data-$seed" || fail "seed $seed"
done
