#!/bin/sh
# run_in_work_dir.sh DIR COMMAND...: runs the command with SYDAC_WORK_DIR set to DIR, made empty.
set -eu
SYDAC_WORK_DIR=$1
shift
rm -rf "$SYDAC_WORK_DIR"
mkdir -p "$SYDAC_WORK_DIR"
export SYDAC_WORK_DIR
exec "$@" </dev/null
