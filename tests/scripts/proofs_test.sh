# tests/proofs: each check is proved, but for those that say `// open`: they are one off, leave out a case or a member, or forget null. None
# of these may be called proved.
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"

for file in "$SYDAC_SOURCE_DIR"/tests/proofs/*.sdl; do
  grep -n '// open' "$file" | cut -d: -f1 > expected
  "$SYDAC" check --error-format json "$file" 2> messages || fail "$file has errors"
  sed -n 's/^ *"line": \([0-9]*\),*$/\1/p' messages > lines
  cmp -s expected lines || { diff expected lines; fail "$file: the checks on these lines, < is proved and must not be, > must be proved"; }
done
