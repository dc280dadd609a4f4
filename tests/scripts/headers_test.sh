#!/bin/sh
# Each header of the runtime compiles by itself, without warnings.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_SOURCE_DIR"

find runtime/include -name '*.hpp' | while IFS= read -r header; do
  "$CXX" -std=c++20 -fsyntax-only -Wall -Wextra -Wconversion -Wshadow -Werror -I runtime/include -include "$header" -x c++ /dev/null ||
    fail "$header does not compile by itself"
done
