"""load_sqlite.py MODEL SCHEMA|QUERY DATA…: loads the CSV files of a generator into SQLite, with every constraint that `sydac dump model`
knows, in the manifest's load order, row by row. References that the manifest calls deferred are checked when a transaction ends, all others
at each row.

What the lines `// sql: …` of a schema ask must be 1. The answers to a query, a .sql file, are printed.
"""

import csv
import json
import pathlib
import sqlite3
import sys

AFFINITIES = {"bool": "INT", "smallint": "INT", "int": "INT", "bigint": "INT", "decimal": "NUMERIC", "float": "REAL"}
BOOLEANS = {"true": 1, "false": 0}


class Wrong(Exception):
    """What the files or the manifest promise does not hold."""


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def listed(names):
    return "(" + ", ".join(quoted(name) for name in names) + ")"


def deferred_of(manifest):
    return {(each["table"], tuple(each["columns"])) for each in manifest.get("deferred", [])}


def affinity(type_text):
    # INT, not INTEGER: a primary key must not become the row's number, which SQLite fills in where it is null.
    return AFFINITIES.get(type_text.split("(")[0], "TEXT")


def create_statement(table, deferred):
    parts = [
        f"{quoted(column['name'])} {affinity(column['type'])}{'' if column['nullable'] else ' NOT NULL'}" for column in table["columns"]
    ]
    for key in table.get("keys", []):
        parts.append(("PRIMARY KEY " if key["primary"] else "UNIQUE ") + listed(key["columns"]))
    for reference in table.get("references", []):
        target = f"{quoted(reference['table'])} {listed(reference['target_columns'])}"
        late = " DEFERRABLE INITIALLY DEFERRED" if (table["name"], tuple(reference["columns"])) in deferred else ""
        parts.append(f"FOREIGN KEY {listed(reference['columns'])} REFERENCES {target}{late}")
    return f"CREATE TABLE {quoted(table['name'])} (\n  " + ",\n  ".join(parts) + "\n)"


def check_order(tables, manifest):
    """A reference goes forward, or to its own table, only where the manifest says that it is deferred, and only there."""
    order = manifest["load_order"]
    if sorted(order) != sorted(tables) or len(order) != len(set(order)):
        raise Wrong(f"load_order {order} has other tables than the schema")
    place = {name: index for index, name in enumerate(order)}
    deferred = deferred_of(manifest)
    known = set()
    for table in tables.values():
        for reference in table.get("references", []):
            known.add((table["name"], tuple(reference["columns"])))
    if not deferred <= known:
        raise Wrong(f"deferred, but no reference: {sorted(deferred - known)}")
    for table in tables.values():
        for reference in table.get("references", []):
            late = (table["name"], tuple(reference["columns"])) in deferred
            distance = place[reference["table"]] - place[table["name"]]
            if late != (distance > 0) and distance != 0:
                raise Wrong(f"{table['name']}.{reference['columns']} -> {reference['table']}: deferred is {late}, load_order {order}")


def value_of(field, type_text, null):
    if field == null:
        return None
    return BOOLEANS[field] if type_text == "bool" else field


def load_table(database, folder, table, manifest):
    [entry] = [each for each in manifest["files"] if each["table"] == table["name"]]
    types = [column["type"] for column in table["columns"]]
    insert = f"INSERT INTO {quoted(table['name'])} VALUES (" + ", ".join("?" * len(types)) + ")"
    with open(folder / entry["name"], encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        header = next(lines)
        if header != [column["name"] for column in table["columns"]]:
            raise Wrong(f"{entry['name']} has the columns {header}")
        for number, line in enumerate(lines):
            row = [value_of(field, type_text, manifest["null"]) for field, type_text in zip(line, types, strict=True)]
            try:
                database.execute(insert, row)
            except sqlite3.Error as error:
                raise Wrong(f"{table['name']}, row {number} {row}: {error}") from error
    [[count]] = database.execute(f"SELECT count(*) FROM {quoted(table['name'])}")
    if count != entry["rows"]:
        raise Wrong(f"{table['name']} has {count} rows, the manifest says {entry['rows']}")


def load(folder, model):
    """A database with all tables. The null token must not be the empty text: csv can not tell an empty field from an empty text."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    if manifest["null"] == "":
        raise Wrong("made without --null TOKEN")
    tables = {table["name"]: table for table in model["tables"]}
    check_order(tables, manifest)
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    deferred = deferred_of(manifest)
    for name in manifest["load_order"]:
        database.execute(create_statement(tables[name], deferred))
    # A deferred reference waits for a later table, so then all tables are one transaction.
    together = bool(deferred)
    if together:
        database.execute("BEGIN")
    for name in manifest["load_order"]:
        if not together:
            database.execute("BEGIN")
        load_table(database, folder, tables[name], manifest)
        if not together:
            database.execute("COMMIT")
    if together:
        try:
            database.execute("COMMIT")
        except sqlite3.Error as error:
            raise Wrong(f"at the end: {error}: {database.execute('PRAGMA foreign_key_check').fetchmany(3)}") from error
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise Wrong(f"foreign_key_check: {broken[:3]}")
    return database


def facts_of(schema):
    """The texts behind `// sql: `, with the lines `//   …` below them."""
    facts = []
    for line in schema.read_text(encoding="utf-8").splitlines():
        if line.startswith("// sql: "):
            facts.append(line.removeprefix("// sql: "))
        elif line.startswith("//   ") and facts:
            facts[-1] += " " + line.removeprefix("//   ").strip()
    return facts


def check_facts(database, schema):
    for fact in facts_of(schema):
        try:
            answer = database.execute(fact).fetchall()
        except sqlite3.Error as error:
            raise Wrong(f"{fact}: {error}") from error
        if answer != [(1,)]:
            raise Wrong(f"{fact}: {answer}")


def statements_of(text):
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        raise Wrong(f"a statement does not end: {statement}")


def print_answers(database, query):
    """The answer of each statement as a table, with an empty line between the answers."""
    for number, statement in enumerate(statements_of(query.read_text(encoding="utf-8"))):
        answer = database.execute(statement)
        lines = [[column[0] for column in answer.description]]
        lines += [["" if value is None else str(value) for value in row] for row in answer]
        widths = [max(map(len, column)) for column in zip(*lines)]
        if number > 0:
            print()
        for line in lines:
            print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())


def main(model, asked, *folders):
    model = json.loads(pathlib.Path(model).read_text(encoding="utf-8"))
    asked = pathlib.Path(asked)
    for folder in folders:
        try:
            database = load(pathlib.Path(folder), model)
            if asked.suffix == ".sql":
                print_answers(database, asked)
            else:
                check_facts(database, asked)
        except Wrong as wrong:
            print(f"load_sqlite: {folder}: {wrong}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
