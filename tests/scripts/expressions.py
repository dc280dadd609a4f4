"""Random expressions, as a schema and as SQL.

expressions.py write SEED COUNT NAME    NAME.sdl, a table whose columns are the expressions, and NAME.json, what they are in SQL
expressions.py check NAME FOLDER        evaluates them in SQLite over the input columns in FOLDER/t.csv; each has to give what the column holds
"""
import csv
import json
import random
import sqlite3
import sys

INPUTS = {
    "a": ("int", "int?20% = -20..20"),
    "b": ("int", "int?20% = 0..3"),
    "c": ("int", "int = -5..5"),
    "s": ("text", 'text?20% = choice("", "a", "Ab c", " x ", "aabbaa", "Zoë", "éa", "b-a-b", "10")'),
    "t": ("text", 'text?20% = choice("a", "b", "ab", "Zoë", "zz")'),
    "u": ("text", 'text = choice("", "a", " b", "BA", "cab")'),
    "p": ("bool", "bool?20%"),
    "q": ("bool", "bool?30%"),
    "r": ("bool", "bool"),
}
TEXTS = ["", "a", "b", "ab", " ", "é", "Zoë", "-", "aa"]


class Maker:
    """Each method gives an expression of its type as (schema, SQL)."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def of(self, kind, depth):
        if depth == 0 or self.random.random() < 0.12:
            return self.leaf(kind)
        names = {"int": self.INT, "text": self.TEXT, "bool": self.BOOL}[kind] + self.ANY
        return getattr(self, self.random.choice(names))(kind, depth - 1)

    def leaf(self, kind):
        if self.random.random() < 0.75:
            name = self.random.choice([name for name, (of, _) in INPUTS.items() if of == kind])
            return name, name
        if kind == "int":
            value = self.random.randint(-4, 12)
            return (str(value), str(value)) if value >= 0 else ("(%d)" % value, "(%d)" % value)
        if kind == "bool":
            value = self.random.choice(["true", "false"])
            return value, value
        value = self.random.choice(TEXTS)
        return '"%s"' % value, "'%s'" % value

    def filled(self, pattern, sql, *parts):
        return pattern.format(*[p[0] for p in parts]), sql.format(*[p[1] for p in parts])

    # --- of any type
    ANY = ["choice", "matched", "coalesced", "nulled", "least"]

    def choice(self, kind, depth):
        c, x, y = self.of("bool", depth), self.of(kind, depth), self.of(kind, depth)
        if self.random.random() < 0.2:
            return self.filled("(if {0} then {1} else null)", "(CASE WHEN {0} THEN {1} END)", c, x)
        return self.filled("(if {0} then {1} else {2})", "(CASE WHEN {0} THEN {1} ELSE {2} END)", c, x, y)

    def matched(self, kind, depth):
        x, v, w, n = self.of("int", min(depth, 1)), self.of(kind, depth), self.of(kind, depth), self.of(kind, depth)
        first, second = self.random.sample(range(-3, 6), 2)
        one, two = ("%d" % first).replace("-", "0 - ") if first < 0 else str(first), str(second)
        one = "(%s)" % one if first < 0 else one
        two = "(0 - %d)" % -second if second < 0 else two
        if self.random.random() < 0.5:
            return self.filled("(match {0} {{ %s, %s => {1}, null => {3}, _ => {2} }})" % (one, two),
                               "(CASE WHEN {0} IN (%d, %d) THEN {1} WHEN {0} IS NULL THEN {3} ELSE {2} END)" % (first, second), x, v, w, n)
        return self.filled("(match {0} {{ %s, %s => {1}, _ => {2} }})" % (one, two),
                           "(CASE WHEN {0} IN (%d, %d) THEN {1} ELSE {2} END)" % (first, second), x, v, w)

    def coalesced(self, kind, depth):
        parts = [self.of(kind, depth) for _ in range(self.random.randint(2, 3))]
        return "coalesce(%s)" % ", ".join(p[0] for p in parts), "coalesce(%s)" % ", ".join(p[1] for p in parts)

    def nulled(self, kind, depth):
        return self.filled("nullif({0}, {1})", "nullif({0}, {1})", self.of(kind, depth), self.of(kind, min(depth, 1)))

    def least(self, kind, depth):
        parts = [self.of(kind, depth) for _ in range(self.random.randint(2, 3))]
        name = self.random.choice(["min", "max"])
        return "%s(%s)" % (name, ", ".join(p[0] for p in parts)), "%s(%s)" % (name, ", ".join(p[1] for p in parts))

    # --- integers
    INT = ["sum", "difference", "product", "quotient", "rest", "negated", "absolute", "sign", "length", "clamped"]

    def sum(self, _, depth):
        return self.filled("({0} + {1})", "({0} + {1})", self.of("int", depth), self.of("int", depth))

    def difference(self, _, depth):
        return self.filled("({0} - {1})", "({0} - {1})", self.of("int", depth), self.of("int", depth))

    def product(self, _, depth):
        return self.filled("({0} * {1})", "({0} * {1})", self.of("int", depth), self.of("int", min(depth, 1)))

    def quotient(self, _, depth):
        return self.filled("div({0}, nullif({1}, 0))", "({0} / nullif({1}, 0))", self.of("int", depth), self.of("int", depth))

    def rest(self, _, depth):
        return self.filled("mod({0}, nullif({1}, 0))", "({0} % nullif({1}, 0))", self.of("int", depth), self.of("int", depth))

    def negated(self, _, depth):
        return self.filled("-({0})", "-({0})", self.of("int", depth))

    def absolute(self, _, depth):
        return self.filled("abs({0})", "abs({0})", self.of("int", depth))

    def sign(self, _, depth):
        x = self.of("int", depth)
        return "sign(%s)" % x[0], "(CASE WHEN %s > 0 THEN 1 WHEN %s < 0 THEN -1 WHEN %s = 0 THEN 0 END)" % (x[1], x[1], x[1])

    def length(self, _, depth):
        return self.filled("length({0})", "length({0})", self.of("text", depth))

    def clamped(self, _, depth):
        low = self.random.randint(-6, 3)
        pattern = "clamp({0}, %s, %d)" % ("0 - %d" % -low if low < 0 else low, low + 5)
        return self.filled(pattern, "min(max({0}, %d), %d)" % (low, low + 5), self.of("int", depth))

    # --- texts
    TEXT = ["joined", "cut", "replaced", "lowered", "trimmed", "shown"]

    def joined(self, _, depth):
        return self.filled('"{{{0}}}{{{1}}}"', "({0} || {1})", self.of("text", depth), self.of("text", depth))

    def cut(self, _, depth):
        count = self.random.randint(0, 4)
        start = self.of("int", min(depth, 1))
        if self.random.random() < 0.3:
            return self.filled("substr({0}, {1})", "substr({0}, {1})", self.of("text", depth), start)
        return self.filled("substr({0}, {1}, %d)" % count, "substr({0}, {1}, %d)" % count, self.of("text", depth), start)

    def replaced(self, _, depth):
        to = self.random.choice(["", "x", "yz"])
        return self.filled('replace({0}, {1}, "%s")' % to, "replace({0}, {1}, '%s')" % to, self.of("text", depth), self.of("text", min(depth, 1)))

    def lowered(self, _, depth):
        name = self.random.choice(["lower", "upper"])
        return self.filled(name + "({0})", name + "({0})", self.of("text", depth))

    def trimmed(self, _, depth):
        if self.random.random() < 0.5:
            return self.filled("trim({0})", "trim({0})", self.of("text", depth))
        return self.filled("trim({0}, {1})", "trim({0}, {1})", self.of("text", depth), self.of("text", 0))

    def shown(self, _, depth):
        return self.filled('"{{{0}}}"', "CAST({0} AS TEXT)", self.of("int", depth))

    # --- conditions
    BOOL = ["compared", "compared", "compared", "both", "either", "inverted", "listed", "between"]

    def compared(self, _, depth):
        kind = self.random.choice(["int", "int", "text"])
        op = self.random.choice(["==", "!=", "<", "<=", ">", ">="])
        return self.filled("({0} %s {1})" % op, "({0} %s {1})" % op, self.of(kind, depth), self.of(kind, depth))

    def both(self, _, depth):
        return self.filled("({0} and {1})", "({0} AND {1})", self.of("bool", depth), self.of("bool", depth))

    def either(self, _, depth):
        return self.filled("({0} or {1})", "({0} OR {1})", self.of("bool", depth), self.of("bool", depth))

    def inverted(self, _, depth):
        return self.filled("(not {0})", "(NOT {0})", self.of("bool", depth))

    def listed(self, _, depth):
        kind = self.random.choice(["int", "text"])
        parts = [self.of(kind, depth)] + [self.of(kind, min(depth, 1)) for _ in range(self.random.randint(2, 3))]
        of = "(%s in (%s))", "(%s IN (%s))"
        return tuple(of[i] % (parts[0][i], ", ".join(p[i] for p in parts[1:])) for i in range(2))

    def between(self, _, depth):
        low = self.random.randint(0, 4)
        pattern = "({0} in (%d..%d))" % (low, low + 6)
        return self.filled(pattern, "({0} BETWEEN %d AND %d)" % (low, low + 6), self.of("int", depth))


def write(seed, count, name):
    maker = Maker(int(seed))
    lines = ["  id int pk"] + ["  %s %s" % (column, rule) for column, (_, rule) in INPUTS.items()]
    types = {"int": "bigint?", "text": "text?", "bool": "bool?"}
    expressions = []
    for i in range(int(count)):
        kind = maker.random.choice(["int", "text", "bool", "bool"])
        expression = maker.of(kind, maker.random.randint(1, 3))
        lines.append("  x%d %s = %s" % (i, types[kind], expression[0]))
        expressions.append((kind, expression[0], expression[1]))
    with open(name + ".sdl", "w", encoding="utf-8") as out:
        out.write("dataset %s\ntable t[60] {\n%s\n}\n" % (name, "\n".join(lines)))
    with open(name + ".json", "w", encoding="utf-8") as out:
        json.dump(expressions, out)


def value_of(field, kind):
    if field == "\\N":
        return None
    return int(field) if kind == "int" else {"true": 1, "false": 0}[field] if kind == "bool" else field


def check(name, folder):
    expressions = json.load(open(name + ".json", encoding="utf-8"))
    rows = list(csv.DictReader(open(folder + "/t.csv", encoding="utf-8", newline="")))
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, %s)" % ", ".join(INPUTS))
    for row in rows:
        values = [int(row["id"])] + [value_of(row[column], kind) for column, (kind, _) in INPUTS.items()]
        database.execute("INSERT INTO t VALUES (%s)" % ", ".join("?" * len(values)), values)
    wrong = nulls = 0
    for i, (kind, written, sql) in enumerate(expressions):
        answers = database.execute("SELECT id, %s FROM t ORDER BY id" % sql).fetchall()
        for row, (number, expected) in zip(rows, answers, strict=True):
            got = value_of(row["x%d" % i], kind)
            nulls += got is None
            if got != expected or type(got) is not type(expected):
                wrong += 1
                if wrong <= 10:
                    print("row %d: %s\n  is %r, SQLite has %r for\n  %s" % (number, written, got, expected, sql), file=sys.stderr)
    print("%d values of %d expressions, %d nulls" % (len(rows) * len(expressions), len(expressions), nulls))
    if wrong or not nulls or len(rows) < 50:
        sys.exit("%d values differ" % wrong)


{"write": write, "check": check}[sys.argv[1]](*sys.argv[2:])
