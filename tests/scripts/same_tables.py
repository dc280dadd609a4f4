"""same_tables.py FIRST SECOND: whether two schemas, as `sydac dump schema` prints them, have the same tables, columns, keys and references.
Rules, rows, comments and the order of tables and columns do not count."""

import json
import sys


def tables_of(path):
    found = {}
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    # An enum of several columns is named after the first of them, so it goes by its values.
    values = {each["name"]: json.dumps(each["values"], sort_keys=True) for each in schema.get("enums", [])}
    for table in schema.get("tables", []):
        members = set()
        for member in table.get("members", []):
            modifiers = member.get("modifiers", {})
            marks = tuple(mark for mark in ("pk", "unique") if modifiers.get(mark)) + (("null",) if modifiers.get("nullable") else ())
            if member["kind"] == "column":
                type = values.get(member["type"]["name"]) or json.dumps(member["type"], sort_keys=True)
                members.add(("column", member["name"], type) + marks)
            elif member["kind"] == "reference":
                members.add(("reference", *member["columns"], "->", member["table"], *member.get("target_columns", [])) + marks)
            elif member["kind"] in ("pk", "unique"):
                members.add((member["kind"], *sorted(member["columns"])))
        found[table["name"]] = members
    return found


first, second = tables_of(sys.argv[1]), tables_of(sys.argv[2])
bad = False
for name in sorted(first.keys() | second.keys()):
    if name not in first or name not in second:
        print(f"{name}: only in {sys.argv[1 if name in first else 2]}")
        bad = True
        continue
    for member in sorted(first[name] ^ second[name], key=str):
        print(f"{name}: only in {sys.argv[1 if member in first[name] else 2]}: {' '.join(member)}")
        bad = True
if not first:
    print("no tables")
sys.exit(1 if bad or not first else 0)
