#!/bin/sh
# Every example in the printed tables of functions in docs/language.md gives what stands behind it.
set -eu
. "$SYDAC_SOURCE_DIR/tests/scripts/common.sh"
command -v python3 >/dev/null || fail "python3 is missing, ./dev test installs it"
cd "$SYDAC_WORK_DIR"

python3 - "$SYDAC_SOURCE_DIR/docs/language.md" <<'END'
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
part = page[page.index("<!-- printed: functions -->"):]
part = part[:part.index("<!-- end -->")]
examples = re.findall(r"\| `([^`]*)` is `([^`]*)` \|$", part, re.M)
assert len(examples) > 30 and len(examples) == len(re.findall(r"^\| `", part, re.M)), "an example is missing"
columns = ["  c%d text = coalesce(\"{%s}\", \"\")" % (i, call) for i, (call, _) in enumerate(examples)]
open("examples.sdl", "w", encoding="utf-8").write("dataset examples\ntable t[1] {\n  id int pk\n" + "\n".join(columns) + "\n}\n")
open("expected.txt", "w", encoding="utf-8").write("".join("%s is %s\n" % example for example in examples))
open("calls.txt", "w", encoding="utf-8").write("".join(call + "\n" for call, _ in examples))
END
"$SYDAC" examples.sdl -o examples.cpp
build examples examples.cpp -O0
./examples --out data >log
python3 - <<'END' >actual.txt
import csv
calls = open("calls.txt", encoding="utf-8").read().splitlines()
row = list(csv.reader(open("data/t.csv", encoding="utf-8")))[1][1:]
for call, value in zip(calls, row): print("%s is %s" % (call, value))
END
diff expected.txt actual.txt || fail "an example in docs/language.md is not what it gives"
