# unique.sh [FEW] [MANY]: unique e-mail columns at FEW and at MANY rows, one thread, to /dev/null: time a row, and the peak of resident memory,
# which must not grow with the rows. `./dev bench unique` calls it; 10^9 rows of three tables take some minutes.
set -eu
few=${1:-1000000}
many=${2:-1000000000}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work="$SYDAC_BUILD_DIR/bench"
mkdir -p "$work"
cd "$work"

"$SYDAC" "$here/unique.sdl" -o unique.cpp
"${CXX:-c++}" -O2 -std=c++20 -I "$SYDAC_BUILD_DIR/include" unique.cpp -L "$SYDAC_BUILD_DIR/lib" -lsydac_runtime -pthread -o unique
for rows in "$few" "$many"; do
  set --
  for table in numbered patterns parts; do
    set -- "$@" "$table" "./unique --threads 1 --progress never --table $table --rows $table=$rows"
  done
  echo "$rows rows of unique e-mails, one thread"
  "$SYDAC_BUILD_DIR/bin/bench_measure" --count no --runs 1 --rows "$rows" "$@"
done
