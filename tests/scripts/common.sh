# Read by the script tests: . "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
# shellcheck shell=sh

test_name=$(basename "$0" .sh)

fail() {
  echo "$test_name: $*" >&2
  exit 1
}

# build PROGRAM SOURCE FLAG...: from a generated source, against the runtime of the build tree.
build() {
  program=$1
  source=$2
  shift 2
  "${BUILD_CXX:-$CXX}" -std=c++20 "$@" -I "$SYDAC_BUILD_DIR/include" "$source" -L "$SYDAC_BUILD_DIR/lib" -lsydac_runtime -pthread -o "$program"
}

# same FOLDER FOLDER: the same files with the same bytes, manifests aside.
same() {
  diff -rq -x manifest.json "$1" "$2" >&2 || fail "$1 and $2 differ"
}
