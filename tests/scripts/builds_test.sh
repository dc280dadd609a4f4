#!/bin/sh
# Installs into an empty prefix in a path with a space, moves that, and uses it from the project in tests/builds with find_package and
# sydac_generate: what is built, and what is built again when, with Ninja and with Makefiles.
set -eu

fail() {
  echo "builds_test: $*" >&2
  exit 1
}

cd "$SYDAC_WORK_DIR"
mkdir -p "first place"
cmake --install "$SYDAC_BUILD_DIR" --prefix "$SYDAC_WORK_DIR/first place" >install.log
mv "first place" "my prefix"
prefix="$SYDAC_WORK_DIR/my prefix"
for file in bin/sydac lib/libsydac_runtime.a lib/libsydac_llm.a include/sydac/program.hpp lib/cmake/sydac/sydacConfig.cmake; do
  [ -e "$prefix/$file" ] || fail "not installed: $file"
done
if grep -rlF -e "$SYDAC_SOURCE_DIR" -e "$SYDAC_BUILD_DIR" "$prefix/lib/cmake" "$prefix/include"; then
  fail "the installation names the folder it was built in"
fi

# The installed compiler knows where its own runtime is.
"$prefix/bin/sydac" --version >/dev/null

use() {
  generator=$1
  project="$SYDAC_WORK_DIR/a project, $generator"
  cp -R "$SYDAC_SOURCE_DIR/tests/builds/project" "$project"
  built="$project/out dir"
  schema="$project/library schema.sdl"
  echo "== $generator"
  cmake -S "$project" -B "$built" -G "$generator" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_CXX_FLAGS='-Wall -Wextra -Wconversion -Wshadow -Werror' >configure.log || { cat configure.log; fail "configure"; }
  cmake --build "$built" >build.log 2>&1 || { cat build.log; fail "build"; }

  "$built/library_gen" --out "$built/data" >/dev/null
  "$built/library_alone" --out "$built/data alone" >/dev/null
  [ "$(wc -l <"$built/data/books.csv")" = 21 ] || fail "books.csv has not 20 rows"
  cmp "$built/data/loans.csv" "$built/data alone/loans.csv" || fail "the standalone program writes other bytes"

  # Linked with sydac::llm a program can ask models: it misses a provider, where another misses the library.
  status=0
  "$built/asking_gen" --fetch-pools --out "$built/asking data" 2>asking.log || status=$?
  [ $status = 2 ] || fail "--fetch-pools without a provider ends with $status"
  grep -q 'no provider' asking.log || { cat asking.log; fail "a program linked with sydac::llm cannot ask models"; }

  # Nothing changed: nothing is done.
  cmake --build "$built" >again.log 2>&1
  if grep -e Compiling -e Building -e Linking again.log; then fail "an unchanged project was built again"; fi

  # The same bytes with a newer date: the schema is compiled, the program is not.
  mark "$built/before"
  touch "$schema"
  cmake --build "$built" >again.log 2>&1
  [ -z "$(find "$built/library_gen" -newer "$built/before")" ] || fail "touching the schema built the program again"
  if [ "$generator" = Ninja ]; then
    cmake --build "$built" >again.log 2>&1
    grep -q 'no work to do' again.log || { cat again.log; fail "touching the schema never comes to rest"; }
  fi

  # Another schema: another program. Then one that is wrong: the build stops and the last good source stays.
  mark "$built/before"
  sed 's/books\[20\]/books[30]/' "$schema" >changed.sdl
  cat changed.sdl >"$schema"
  cmake --build "$built" >again.log 2>&1 || { cat again.log; fail "build after a change"; }
  [ -n "$(find "$built/library_gen" -newer "$built/before")" ] || fail "a changed schema did not build the program again"
  "$built/library_gen" --out "$built/data" >/dev/null
  [ "$(wc -l <"$built/data/books.csv")" = 31 ] || fail "books.csv has not 30 rows"

  cp "$built/library_gen.cpp" last_good.cpp
  sed 's/80\.\.900/900..80/' "$schema" >changed.sdl
  cat changed.sdl >"$schema"
  if cmake --build "$built" >again.log 2>&1; then fail "a schema with an error was built"; fi
  grep -q 'error: .*\[E[0-9]*\]' again.log || { cat again.log; fail "the diagnostic is not in the build's output"; }
  cmp -s "$built/library_gen.cpp" last_good.cpp || fail "the source was touched in spite of an error"
}

# mark FILE: FILE is older than what is built from now on, on file systems with coarse times too.
mark() {
  sleep 1
  touch "$1"
  sleep 1
}

use Ninja
if command -v make >/dev/null; then use "Unix Makefiles"; fi
