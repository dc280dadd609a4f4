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

# Products of integers that 64 bits do not hold, where a wide decimal, a comparison or a text takes them.
cat >wide.sdl <<'END'
dataset wide
table t[50] {
  id   int pk
  b    bigint = 900_000_000_000..1_000_000_000_000
  c    bigint?10% = -1_000_000_000_000..1_000_000_000_000
  cube decimal(38,0)  = b * b * b
  less decimal(38,0)? = c * c * -c
  half decimal(38,2)? = (c * c) * 0.5
  quo  bigint         = b * b / b
  more bool?          = b * b > c * c
  text text?          = "{b * c}"
}
END
"$SYDAC" wide.sdl -o wide.cpp
build wide wide.cpp -O0
./wide --out wide-data >log
python3 - <<'END' || fail "wide products are wrong"
import csv
from decimal import Decimal
for row in csv.DictReader(open("wide-data/t.csv", encoding="utf-8")):
    b = int(row["b"])
    assert int(row["cube"]) == b ** 3 and int(row["quo"]) == b, row
    if not row["c"]:
        assert not any(row[name] for name in ("less", "half", "more", "text")), row
        continue
    c = int(row["c"])
    assert int(row["less"]) == -c ** 3 and Decimal(row["half"]) * 2 == c * c and int(row["text"]) == b * c, row
    assert row["more"] == ("true" if b * b > c * c else "false"), row
END
