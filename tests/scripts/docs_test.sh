#!/bin/sh
# Runs every code block of README.md and docs/*.md; run_docs.py says how a block is marked. SYDAC_UPDATE=1 writes outputs anew.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v python3 >/dev/null || fail "python3 is missing, ./dev test installs it"
exec python3 "$SYDAC_SOURCE_DIR/tests/scripts/run_docs.py"
