#!/bin/sh
# Runs every code block of README.md and docs/*.md; run_docs.py says how a block is marked. SYDAC_UPDATE=1 writes outputs anew.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v python3 >/dev/null || exit 77
exec python3 "$SYDAC_SOURCE_DIR/tests/scripts/run_docs.py"
