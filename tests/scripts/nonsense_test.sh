#!/bin/sh
# Nonsense of every size: `sydac check` answers in bounded time, memory and words, with exit code 1 (or 0 where it happens to be a schema), never with a
# crash. What it says of small nonsense is tests/errors.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

seconds=60          # of the processor; generous, for sanitizers
megabytes=1200      # of memory, for inputs of up to 10 MB
spoken=400000       # bytes of messages

# Memory is measured where python3 is there to ask for it.
if command -v python3 >/dev/null; then
  cat >measure.py <<'PY'
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:], stdin=subprocess.DEVNULL).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
with open(sys.argv[1], "w") as out:
    out.write(str(peak))
sys.exit(128 - code if code < 0 else code)
PY
  measured() { python3 measure.py peak "$@"; }
else
  echo 0 >peak
  measured() { "$@"; }
fi

# expect CODE FILE: 1, or `any` for 0 or 1.
expect() {
  code=0
  (ulimit -t "$seconds" && NO_COLOR=1 measured timeout 800 "$SYDAC" check "$2") >out 2>err || code=$?
  case $code in 124 | 137 | 152) fail "$2: no answer in $seconds s" ;; esac
  case $1 in
    any) [ "$code" -le 1 ] || fail "$2: exit code $code ($(head -c 400 err))" ;;
    *) [ "$code" -eq "$1" ] || fail "$2: exit code $code where $1 is right ($(head -c 400 err))" ;;
  esac
  [ "$(wc -c <err)" -le "$spoken" ] || fail "$2: $(wc -c <err) bytes of messages"
  [ "$code" -eq 0 ] || grep -q '^[0-9a-z _]*errors\{0,1\}' err || fail "$2: exit code $code without a word"
  [ -n "${SYDAC_SANITIZED-}" ] || [ "$(cat peak)" -le "$megabytes" ] || fail "$2: $(cat peak) MB of memory"
}

# repeat N TEXT: the text N times over, without line ends.
repeat() { awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; ++i) printf "%s", text }' </dev/null; }
table() { printf 'table t[3] {\n  id int pk\n  %s\n}\n' "$1"; }

# --- large
repeat 10000000 '{' >braces.sdl
repeat 3000000 '[(' >brackets.sdl
repeat 5000000 '}' >closing.sdl
repeat 2000000 '"{' >interpolations.sdl
repeat 200000 'table a[1] { id int }; ' >one_line.sdl
repeat 10000000 ' ' >blank.sdl
repeat 3000000 '// ' >comment.sdl
repeat 1000000 '\n' >lines.sdl
name=$(repeat 1000000 a)
printf 'dataset %s\ntable %s[3] {\n  %s int\n}\n' "$name" "$name" "$name" >name_declared.sdl
table "x int = $name" >name_used.sdl
table "x int = $name(1)" >function_used.sdl
table "x int = \`$name\`" >name_in_backticks.sdl
table "x text = \"$name\"" >long_text.sdl
table "x text = \"$name" >open_text.sdl
table "x text = /$name" >open_regex.sdl
table "x int = $(repeat 100000 1234567890)" >number.sdl
table "x int = $(repeat 200000 '1 + ')1" >sum.sdl
table "x int = $(repeat 200000 -)1" >minus.sdl
table "x bool = $(repeat 200000 'not ')true" >negations.sdl
table "x int = $(repeat 100000 'if true then 1 else ')1" >ifs.sdl
table "x int = $(repeat 100000 'match 1 { _ => ')1" >matches.sdl
table "x int = id$(repeat 200000 .id)" >members.sdl
table "x int = $(repeat 100000 'abs(')1$(repeat 100000 ')')" >calls.sdl
table "x text = choice($(repeat 20000 '"a", ')\"b\")" >choices.sdl
table "r -> t = $(repeat 100000 'even, ')even" >picks.sdl
{ printf 'enum e { '; awk 'BEGIN { for (i = 0; i < 50000; ++i) printf "v%d, ", i }' </dev/null; printf 'w }\n'; table 'x e'; } >enum.sdl
for file in braces brackets closing interpolations one_line blank comment lines name_declared name_used function_used name_in_backticks open_text open_regex number \
  sum minus negations ifs matches members calls picks; do
  expect 1 $file.sdl
done
for file in long_text choices enum; do expect any $file.sdl; done

awk 'BEGIN { print "table t[3] {"; for (i = 0; i < 5000; ++i) printf "  c%d int = nothing%d\n", i, i; print "}" }' </dev/null >many_errors.sdl
awk 'BEGIN { for (i = 0; i < 3000; ++i) printf "table t%d[3] { id int pk; next -> t%d }\n", i, (i + 1) % 3000 }' </dev/null >many_tables.sdl
awk 'BEGIN { for (i = 0; i < 500; ++i) printf "table t%d[1..2 per t%d] { id int pk }\n", i, (i + 1) % 500 }' </dev/null >header_cycle.sdl
awk 'BEGIN { print "table t[3] {"; for (i = 0; i < 900; ++i) printf "  c%d int = c%d\n", i, (i + 1) % 900; print "}" }' </dev/null >value_cycle.sdl
awk 'BEGIN { print "table t[3] {"; for (i = 0; i < 900; ++i) printf "  let c%d = c%d\n", i, (i + 1) % 900; print "  id int = c0\n}" }' </dev/null >let_cycle.sdl
awk 'BEGIN { print "table t[3] {"; for (i = 0; i < 2000; ++i) printf "  c%d int = 1..9\n", i; print "}" }' </dev/null >many_columns.sdl
for file in many_errors header_cycle value_cycle let_cycle; do expect 1 $file.sdl; done
for file in many_tables many_columns; do expect any $file.sdl; done

# --- bytes that are no text
head -c 2000000 "$SYDAC" >program.sdl
expect 1 program.sdl
head -c 1000000 /dev/zero >zeros.sdl
expect 1 zeros.sdl
printf '\377\376t\000a\000b\000l\000e\000' >utf16.sdl
expect 1 utf16.sdl
printf 'table t[3] {\n  id int\000 pk\n  `a\001b` int\n  c text = "\033[31mred\177"\n}\n' >controls.sdl
expect 1 controls.sdl
if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" err; then fail "controls.sdl: control bytes reach the terminal"; fi
printf 'table t[3] {\n  id int pk\n  name text = "\300\257\355\240\200\364\220\200\200"\n}\n' >not_utf8.sdl
expect 1 not_utf8.sdl
: >empty.sdl
expect 1 empty.sdl

# --- a real schema, cut short, and without one of its lines
schema="$SYDAC_SOURCE_DIR/examples/shop/shop.sdl"
size=$(wc -c <"$schema")
at=13
while [ "$at" -lt "$size" ]; do
  head -c "$at" "$schema" >cut.sdl
  expect any cut.sdl
  at=$((at + 97))
done
line=1
while [ "$line" -le "$(wc -l <"$schema")" ]; do
  sed "${line}d" "$schema" >without.sdl
  expect any without.sdl
  line=$((line + 1))
done
