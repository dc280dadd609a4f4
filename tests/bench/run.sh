#!/bin/sh
# run.sh [ROWS] [RUNS]: generated code against the program written by hand, on one thread, in one run. `./dev bench` calls it with SYDAC and
# SYDAC_BUILD_DIR set. Method: both write ROWS customers as CSV to /dev/null, in turn, RUNS times each; the medians of processor time count,
# since those are what a second program on the machine disturbs least. Both are compiled by the same compiler with -O2. With CALLGRIND=1 the
# instructions of each per row follow, which no noise touches.
#
# The goals: at least 0.33 of the bytes per second of the reference, and less than 64 MB of memory at 10^7 rows.
set -eu
rows=${1:-10000000}
runs=${2:-7}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
work="$SYDAC_BUILD_DIR/bench"
mkdir -p "$work"
cd "$work"

"$SYDAC" "$here/customers.sdl" -o customers.cpp
"${CXX:-c++}" -O2 -std=c++20 -I "$SYDAC_BUILD_DIR/include" customers.cpp -L "$SYDAC_BUILD_DIR/lib" -lsydac_runtime -pthread -o generated
ln -sfn "$root/runtime/data/en_US" data

generated='./generated --threads 1 --progress never --table customers --rows customers='
reference="'$SYDAC_BUILD_DIR/bin/bench_reference' data "
for program in "$generated" "$reference"; do
  eval "${program}2"
done

echo "$rows rows, one thread, medians of $runs interleaved runs"
"$SYDAC_BUILD_DIR/bin/bench_measure" --rows "$rows" --runs "$runs" generated "$generated$rows" reference "$reference$rows"

# instructions PROGRAM ROWS
instructions() {
  eval "valgrind --tool=callgrind --callgrind-out-file=/dev/null $1$2 2>&1 >/dev/null" | sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
}
if [ "${CALLGRIND:-0}" = 1 ]; then
  # The difference of two row counts leaves start-up out.
  for program in "$generated" "$reference"; do
    few=$(instructions "$program" 10000)
    many=$(instructions "$program" 110000)
    echo "${program%% *}: $(((many - few) / 100000)) instructions a row"
  done
fi
