#!/bin/sh
# A schema in several files gives the bytes that it gives in one, whatever imports what; every file is an input of make.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"
mkdir -p parts shared

cat >whole.sdl <<'END'
dataset crm
seed 5
enum tier { gold: 1, basic: 9 }
table customers[40] {
  id    int pk
  email text = "{row}@example.com"
  tier  tier
  boss  -> customers = earlier
  /// Written by hand.
  made  timestamp = now - 2y..now
  check id > 0
}
table orders[90] {
  id          int pk
  customer_id -> customers = zipf(1.2), when row > 2
  total       decimal(8,2) = 5.00..6.00
}
END

cat >crm.sdl <<'END'
dataset crm
seed 5
import "parts/customers.sdl"
refine table customers[40] {
  email = "{row}@example.com"
  boss  = earlier
  made  = now - 2y..now
  ...kept
}
refine table orders {
  customer_id = zipf(1.2), when row > 2
  total       = 5.00..6.00
}
refine table orders[90] {
}
END
cat >parts/customers.sdl <<'END'
edition 2026
dataset other
seed 6
import "../crm.sdl"
import "orders.sdl"
import "tiers.sdl"
table customers[100] {
  id    int pk
  email text
  tier  tier
  boss  -> customers
  made  timestamp
}
mixin kept { check id > 0 }
END
cat >parts/orders.sdl <<'END'
import "customers.sdl"
import "../parts/tiers.sdl"
table orders[10] {
  id          int pk
  customer_id -> customers?
  total       decimal(8,2) = 1.00..2.00
}
END
echo 'enum tier { gold: 1, basic: 9 }' >shared/tiers.sdl
sed -i 's/customer_id -> customers$/customer_id -> customers?/; s/customer_id -> customers =/customer_id -> customers? =/' whole.sdl

if "$SYDAC" check crm.sdl 2>missing.txt; then fail "a file is missing"; fi
grep -q 'can not import `../parts/tiers.sdl`\|can not import `tiers.sdl`' missing.txt || fail "the missing file is not named"
mv shared/tiers.sdl parts/tiers.sdl
cp parts/tiers.sdl shared/

"$SYDAC" whole.sdl -o whole.cpp
"$SYDAC" crm.sdl -o crm.cpp --depfile crm.d
for file in crm.sdl parts/customers.sdl parts/orders.sdl parts/tiers.sdl; do
  grep -q "$file" crm.d || fail "$file is not in the dependencies"
done
[ "$(grep -c sdl crm.d)" -eq 4 ] || fail "a file was read twice"
for name in whole crm; do
  build "$name" "$name.cpp" -O0
  "./$name" --out "$name-data" --verify >/dev/null
done
same whole-data crm-data
./crm --schema | grep -q 'enum tier' || fail "the schema's text lacks an imported file"
! grep -q "$PWD" crm.cpp || fail "a path of this machine is in the program"

# -I is looked at after the folder of the importing file.
rm parts/tiers.sdl
sed -i 's|import "../parts/tiers.sdl"||' parts/orders.sdl
"$SYDAC" -I nowhere -I shared crm.sdl -o moved.cpp --depfile moved.d
grep -q "shared/tiers.sdl" moved.d || fail "-I is not looked at"

"$SYDAC" fmt crm.sdl
"$SYDAC" fmt --check crm.sdl || fail "fmt does not agree with itself"

# Sixty-four deep is fine, more is not; a thousand files are fine, more are not.
i=0
while [ "$i" -lt 70 ]; do
  echo "import \"deep$((i + 1)).sdl\"" >"deep$i.sdl"
  i=$((i + 1))
done
echo 'table last[1] { id int pk }' >deep70.sdl
"$SYDAC" check deep6.sdl || fail "64 imports inside each other"
if "$SYDAC" check deep5.sdl 2>deep.txt; then fail "65 imports inside each other"; fi
grep -q "more than 64 imports inside each other" deep.txt || fail "too deep is not said"
awk 'BEGIN { print "table t[1] { id int pk }"; for (i = 0; i < 1000; ++i) { print "import \"many/" i ".sdl\"" } }' >many.sdl
mkdir many
i=0
while [ "$i" -lt 1000 ]; do
  echo "def f$i(x int) = x" >"many/$i.sdl"
  i=$((i + 1))
done
if "$SYDAC" check many.sdl 2>many.txt; then fail "1001 files"; fi
grep -q "more than 1000 files" many.txt || fail "too many files is not said"
sed -i '$d' many.sdl
"$SYDAC" check many.sdl || fail "1000 files"
mkfifo pipe.sdl
echo 'import "pipe.sdl"' >waits.sdl
if timeout 10 "$SYDAC" check waits.sdl 2>waits.txt; then fail "a pipe"; fi
grep -q "no regular file" waits.txt || fail "a pipe is waited for"
