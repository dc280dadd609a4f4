# pools.sh [ROWS] [RUNS]: a column of texts from a pool of 1 000 against the same column from the built-in dictionary of last names, on one
# thread, to /dev/null. `./dev bench pools` calls it. As in run.sh, the programs run in turn, and medians of processor time count. The last
# line of each pair is the ratio of bytes per second, that of the pool to that of the dictionary.
#
# The texts are as long as the dictionary's are on average; the weights fall as 1/rank, so that the alias table is not a trivial one.
set -eu
rows=${1:-10000000}
runs=${2:-7}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work="$SYDAC_BUILD_DIR/bench"
mkdir -p "$work"
cd "$work"

awk 'BEGIN {
  print "text,weight"
  for (i = 0; i < 1000; ++i) printf "%s%c%c%c,%d\n", substr("Bergstrom", 1, 2 + i % 5), 97 + i % 26, 97 + int(i / 26) % 26, 97 + i % 7, 1000000 / (i + 1)
}' >pool_texts.csv
cp "$here/pools.sdl" pools.sdl
"$SYDAC" pools.sdl -o pools.cpp
"${CXX:-c++}" -O2 -std=c++20 -I "$SYDAC_BUILD_DIR/include" pools.cpp -L "$SYDAC_BUILD_DIR/lib" -lsydac_runtime -pthread -o pools
command='./pools --threads 1 --progress never --table'
for table in even_picks weighted_picks; do
  echo "$rows rows, one thread, medians of $runs interleaved runs"
  "$SYDAC_BUILD_DIR/bin/bench_measure" --rows "$rows" --runs "$runs" "$table" "$command $table --rows $table=$rows" \
    dictionary "$command dictionary --rows dictionary=$rows"
done
