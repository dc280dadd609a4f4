#!/bin/sh
# An edit changes what it names and nothing else: a new column, a new table, members and tables in another order leave the bytes of every
# other column as they were.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v python3 >/dev/null || fail "python3 is missing, ./dev test installs it"
cd "$SYDAC_WORK_DIR"
schema="$SYDAC_SOURCE_DIR/examples/shop/shop.sdl"

# edit NAME AWK-PROGRAM: what the schema makes after the edit, compared with what it made before.
edit() {
  awk "$2" "$schema" >"$1.sdl"
  if [ "$1" != before ] && cmp -s "$1.sdl" "$schema"; then fail "the edit $1 does nothing"; fi
  "$SYDAC" "$1.sdl" -o "$1.cpp"
  build "$1" "$1.cpp" -O0
  "./$1" --out "$1-data" >/dev/null
  python3 "$SYDAC_SOURCE_DIR/tests/scripts/compare_columns.py" before-data "$1-data" || fail "$1: other columns changed"
}

edit before '{ print }'
# shellcheck disable=SC2016
edit column_first '{ print } /^table customers/ { print "  loyalty int = 1..1000000" }'
# shellcheck disable=SC2016
edit column_last '/^table customers/ { inside = 1 } inside && /^}/ { print "  loyalty text = words(2..3)"; inside = 0 } { print }'
# shellcheck disable=SC2016
edit table_before '/^\/\/\// && !done { print "table warehouses[7] {\n  id int pk\n  area int = 1..99\n}\n"; done = 1 } { print }'
# shellcheck disable=SC2016
edit reversed '
  # The members of every table in the opposite order; a member and the comments above it stay together.
  /^table / { print; inside = 1; n = 0; held = ""; next }
  inside && /^}/ { for (i = n; i > 0; i--) printf "%s", member[i]; if (held != "") printf "%s", held; print; inside = 0; next }
  !inside { print; next }
  /^ *\/\// || /^ *$/ { held = held $0 "\n"; next }
  { open = gsub(/[{(]/, "&") - gsub(/[})]/, "&"); held = held $0 "\n"; depth += open; if (depth == 0) { member[++n] = held; held = "" } }'
