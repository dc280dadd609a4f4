#!/bin/sh
# 1 000 random expressions over nullable columns give in every row what SQLite gives for them.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v python3 >/dev/null || fail "python3 is missing, ./dev test installs it"
cd "$SYDAC_WORK_DIR"
expressions="$SYDAC_SOURCE_DIR/tests/scripts/expressions.py"

echo '#include <sydac/generated.hpp>' >generated.hpp
"$CXX" -std=c++20 -O0 -pthread -Wall -Wextra -Wconversion -Wshadow -Werror -I "$SYDAC_BUILD_DIR/include" -x c++-header generated.hpp \
  -o generated.hpp.gch
for part in 1 2 3 4 5; do
  python3 "$expressions" write "${SEED:-0}$part" 200 "part$part"
  "$SYDAC" "part$part.sdl" -o part.cpp 2>messages || { cat messages; fail "part$part.sdl does not compile"; }
  build part part.cpp -O0 -Wall -Wextra -Wconversion -Wshadow -Werror -include generated.hpp
  ./part --null '\N' --out "data$part" --verify >messages
  python3 "$expressions" check "part$part" "data$part"
done
