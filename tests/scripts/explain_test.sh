#!/bin/sh
# `sydac explain` says where a column's values come from.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
cd "$SYDAC_WORK_DIR"
cat >crm.sdl <<'END'
table `crm.people`[20] {
  id    int pk
  fname text
  note  text?20%
}
table orders[50] {
  id           int pk
  /// Who pays.
  person       -> `crm.people`
  total        decimal(8,2) = 1.00..9.00
  billing_city text
  state        text
  code         text(3) unique
  (a, b)       -> cells
  qwerty       text
}
table cells[5] { a int; b int; pk (a, b) }
END
expect() {
  "$SYDAC" explain crm.sdl "$1" >said.txt 2>&1 || fail "exit code of $1: $(cat said.txt)"
  grep -qF "$2" said.txt || fail "$1: no \`$2\` in: $(cat said.txt)"
}
expect crm.people.fname 'by its name, pattern `fname` of `first name`'
expect crm.people.id 'counts 1, 2, 3'
expect crm.people.note 'null in 20% of the rows'
expect orders.person 'a reference to `crm.people`'
expect orders.person 'Who pays.'
expect orders.total 'written in crm.sdl:10'
expect orders.total 'without it, pattern `total` of `amount`: 1..1000'
expect orders.billing_city '`billing`'
expect orders.state 'because of `order`'
expect orders.a 'comes with the reference'
expect orders.qwerty 'calls for nothing else'
expect orders 'orders.billing_city: text'
"$SYDAC" explain crm.sdl order.id 2>said.txt && fail "an unknown table"
grep -q '`orders` is the nearest' said.txt || fail "no nearest table"
"$SYDAC" explain crm.sdl orders.tottal 2>said.txt && fail "an unknown column"
grep -q '`total` is the nearest' said.txt || fail "no nearest column"
if "$SYDAC" explain crm.sdl 2>said.txt; then fail "no name"; fi
echo 'table t[1] { id int = }' >bad.sdl
if "$SYDAC" explain bad.sdl t.id 2>said.txt; then fail "a broken schema"; fi

cat >crm.sql <<'END'
CREATE TABLE people (
  id serial PRIMARY KEY,
  fname varchar(40) NOT NULL,
  code text NOT NULL CHECK (code ~ '^[A-Z]{3}-[0-9]$')
);
END
"$SYDAC" explain crm.sql people.fname >said.txt 2>&1 || fail "$(cat said.txt)"
grep -qF 'chosen for crm.sql:3' said.txt && grep -qF 'pattern `fname` of `first name`' said.txt || fail "SQL by name: $(cat said.txt)"
"$SYDAC" explain crm.sql people.code >said.txt 2>&1 || fail "$(cat said.txt)"
grep -qF 'by its type and constraints' said.txt || fail "SQL by a check: $(cat said.txt)"
