#!/bin/sh
# A schema that uses everything compiles without a warning, and what it writes passes --verify in every format, also with other numbers of rows.
# So does a schema of corners: widths, nulls, branches and signs that are easy to print wrong.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"

"$SYDAC" "$SYDAC_SOURCE_DIR/tests/sdl/everything.sdl" -o everything.cpp 2>/dev/null
build everything everything.cpp -O1
for format in csv json jsonl; do
  ./everything --format $format --out "$format" --verify --threads 2
done
# What the files do not tell is said.
./everything --out csv --verify >summary
for line in 'roll-up `marks = sum(marks_given.points)`: `marks_given` has no reference to its parent' \
  'roll-up `odd = count(visits where visits.n > 2)`: it leaves rows out'; do
  grep -qxF "not verified: $line" summary || fail "the summary lacks: $line ($(cat summary))"
done
./everything --rows people=3000 --rows notes=1 --seed 99 --out more --verify
./everything --scale 0.1 --rows keys=6 --out less --verify
./everything --null NULL --out tokens --verify

# More rows than the columns can tell apart: both numbers, exit code 2, nothing written.
if ./everything --rows keys=7 --out none 2>message; then fail "seven rows of six values"; fi
grep -q 'would have 7 rows, at most 6 are possible' message || { cat message; fail "the message of a bound"; }
[ ! -e none/keys.csv ] || fail "a file although the rows exceed a bound"
if ./everything --rows keys=7000000 --out none 2>message; then fail "seven million rows of six values"; fi
grep -q 'would have 7 000 000 rows, at most 6 are possible' message || { cat message; fail "the numbers of a bound are grouped"; }

"$SYDAC" "$SYDAC_SOURCE_DIR/tests/sdl/corners.sdl" -o corners.cpp 2>/dev/null
warnings='-Wall -Wextra -Wconversion -Wshadow -Werror'
# shellcheck disable=SC2086
build corners corners.cpp -O0 $warnings
# The other compiler warns of other things.
if command -v clang++ >/dev/null; then
  for program in everything corners; do
    # shellcheck disable=SC2086
    clang++ -std=c++20 -fsyntax-only $warnings -I "$SYDAC_BUILD_DIR/include" $program.cpp || fail "clang++ and $program.cpp"
  done
fi
./corners --format jsonl --out documents --verify
./corners --scale 30 --rows shades=3 --seed 7 --out corners_more --verify
grep -qF '"document":{},' documents/texts.jsonl || fail "a document from a branch is not written as one: $(head -n 1 documents/texts.jsonl)"
