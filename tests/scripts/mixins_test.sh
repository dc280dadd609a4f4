#!/bin/sh
# A mixin gives the bytes that its members give where they are written out.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

members='created timestamp = now - 2y .. now - 30d
  updated timestamp = created + (0d..20d)
  editor  -> people?30% = zipf
  let kind = choice("a": 3, "b": 1)
  note    text = "{kind}{row}"
  check updated >= created'
schema() {
  echo "dataset one"
  echo "$1"
  echo "table people[50] { id int pk; name text }"
  printf 'table pages[200] {\n  id int pk\n  title text\n  %s\n  views int = 0..9\n}\n' "$2"
  printf 'table posts[1..3 per pages] {\n  page_id -> pages\n  line int = ordinal\n  %s\n  pk (page_id, line)\n}\n' "$2"
}
schema "mixin stamps {
  created timestamp = now - 2y .. now - 30d
  updated timestamp = created + (0d..20d)
}
mixin audit {
  ...stamps
  editor  -> people?30% = zipf
  let kind = choice(\"a\": 3, \"b\": 1)
  note    text = \"{kind}{row}\"
  check updated >= created
}" "...audit" >mixed.sdl
schema "" "$members" >written.sdl
for name in mixed written; do
  "$SYDAC" "$name.sdl" -o "$name.cpp"
  build "$name" "$name.cpp" -O0
  "./$name" --out "$name-data" --verify >/dev/null
done
for table in people pages posts; do
  cmp "mixed-data/$table.csv" "written-data/$table.csv" || fail "$table: a mixin gives other bytes than its members"
done
[ "$(wc -l <mixed-data/posts.csv)" -gt 200 ] || fail "no posts"
