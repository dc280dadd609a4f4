# cardinalities.sh [PARENTS]: the children of a parent and the parent of a child, for each header that has a closed form. `./dev bench
# cardinalities` calls it; the method stands in micro/cardinalities.cpp.
set -eu
"$SYDAC_BUILD_DIR/bin/bench_cardinalities" "${1:-1000000000}"
