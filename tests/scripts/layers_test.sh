#!/bin/sh
# A stage includes earlier stages and base/, never later ones; runtime/ includes nothing of compiler/; ANTLR stays in compiler/source.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_SOURCE_DIR"

# forbid PATTERN FOLDER...: no source in the folders includes what matches.
forbid() {
  pattern=$1
  shift
  if grep -rnE --include='*.hpp' --include='*.cpp' "^ *# *include *[\"<]($pattern)" "$@"; then fail "includes of $pattern in $*"; fi
}

later=
for stage in cli emit ddl plan check resolve source model; do
  later="${later:+$later|}$stage/"
  case $stage in
    cli) earlier='emit ddl plan check resolve source model base' ;;
    emit) earlier='ddl plan check resolve source model base' ;;
    ddl) earlier='plan check resolve source model base' ;;
    plan) earlier='check resolve source model base' ;;
    check) earlier='resolve source model base' ;;
    resolve) earlier='source model base' ;;
    source) earlier='model base' ;;
    model) earlier='base' ;;
  esac
  for folder in $earlier; do forbid "$later|pipeline" "compiler/$folder"; done
done
forbid 'base/|model/|source/|resolve/|check/|plan/|ddl/|emit/|cli/|CLI/|fmt/' runtime
# What every program links has no library; what asks models is a part of its own, and the only one that speaks to servers.
forbid 'nlohmann|toml|curl/|llm/' runtime/include runtime/src
forbid 'curl/' compiler
forbid 'antlr4' compiler/base compiler/model compiler/resolve compiler/check compiler/plan compiler/ddl compiler/emit compiler/cli compiler/*.cpp
