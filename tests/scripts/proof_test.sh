# `sydac check --proof`: a line for each constraint, as tests/proofs/NAME.proof has them. SYDAC_UPDATE=1 rewrites those.
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
work=$SYDAC_WORK_DIR

for golden in "$SYDAC_SOURCE_DIR"/tests/proofs/*.proof; do
  name=$(basename "$golden" .proof)
  schema=$SYDAC_SOURCE_DIR/examples/$name
  [ -d "$schema" ] || schema=$SYDAC_SOURCE_DIR/tests/proofs
  cd "$schema" || exit 1
  "$SYDAC" check --proof "$name.sdl" > "$work/$name.proof" 2> "$work/messages" || fail "$name.sdl has errors"
  if [ "${SYDAC_UPDATE:-}" = 1 ]; then cp "$work/$name.proof" "$golden"; fi
  diff "$golden" "$work/$name.proof" >&2 || fail "$name.proof is not what it says now"

  # The same constraints, for programs.
  "$SYDAC" check --proof=json "$name.sdl" > "$work/$name.json" 2> "$work/messages" || fail "$name.sdl has errors"
  lines=$(grep -c ": .*$name.sdl:" "$golden")
  objects=$(grep -c '"how":' "$work/$name.json")
  [ "$lines" = "$objects" ] || fail "$lines lines, $objects objects"
done

# Errors leave no proof.
cd "$work" || exit 1
echo 'table t[3] { id int pk; check id < 0 }' > wrong.sdl
"$SYDAC" check --proof wrong.sdl > proof 2> messages && fail "a check that can never hold is no error"
[ ! -s proof ] || fail "a proof of a schema with errors"
"$SYDAC" check --proof=xml wrong.sdl 2> messages && fail "no such form"
grep -q 'unknown form of a proof' messages || fail "$(cat messages)"
