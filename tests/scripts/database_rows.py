"""database_rows.py MODEL DATA DIALECT CLIENT…: the rows of a database equal the CSV files of a folder, made with a `--null` that is no value.

CLIENT reads SQL from standard input and prints rows, cells with tabs between. Every cell is asked for as the hexadecimal digits of its text,
so that no client's own escapes matter. Numbers, booleans, moments and json are compared as values, all else byte for byte. REWRITTEN in the environment names a column (`film.fulltext`) that the database keeps in another form: only its nulls are
compared.
"""

import csv
import decimal
import json
import os
import pathlib
import subprocess
import sys

TEXT_OF = {
    "postgresql": "COALESCE(encode(convert_to({0}::text, 'UTF8'), 'hex'), '-')",
    "mysql": "COALESCE(HEX(CONVERT(CAST({0} AS CHAR) USING utf8mb4)), '-')",
    "sqlite": "CASE WHEN {0} IS NULL THEN '-' ELSE hex(CAST({0} AS TEXT)) END",
}
BYTES_OF = {
    "postgresql": "COALESCE(encode({0}, 'hex'), '-')",
    "mysql": "COALESCE(HEX({0}), '-')",
    "sqlite": "CASE WHEN {0} IS NULL THEN '-' ELSE hex({0}) END",
}
SESSION = {
    "postgresql": "SET TIME ZONE 'UTC'; SET intervalstyle = 'iso_8601';",
    "mysql": "SET time_zone = '+00:00', sql_mode = 'ANSI_QUOTES';",
    "sqlite": "",
}
ONLY = {"postgresql": "ONLY ", "mysql": "", "sqlite": ""}  # not the rows of tables that inherit


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def table_name(name, dialect):
    schema, dot, table = name.partition(".")
    if not dot or dialect == "sqlite":
        return quoted(name)
    return quoted(schema) + "." + quoted(table)


def moment(text):
    text = text.replace(" ", "T").removesuffix("Z").removesuffix("+00")
    if "." in text:
        text = text.rstrip("0").removesuffix(".")
    return text


def value(text, type_text):
    """A cell in a form that does not depend on where it comes from."""
    base = type_text.split("(")[0]
    if text is None:
        return ""
    if base == "anything":
        return "="
    if base == "bool":
        return "true" if text in ("true", "t", "1", "\x01") else "false"
    if base in ("smallint", "int", "bigint", "decimal"):
        return str(decimal.Decimal(text).normalize())
    if base == "float":
        return f"{float(text):.12g}"  # SQLite shows no more
    if base in ("timestamp", "timestamptz", "time"):
        return moment(text)
    if base == "json":
        return json.dumps(json.loads(text), sort_keys=True)
    return "=" + text


def in_files(folder, table):
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    [entry] = [each for each in manifest["files"] if each["table"] == table["name"]]
    with open(folder / entry["name"], encoding="utf-8", newline="") as file:
        lines = csv.reader(file, strict=True)
        next(lines)
        for line in lines:
            yield [None if cell == manifest["null"] else cell for cell in line]


def in_database(table, dialect, client):
    cells = []
    for column in table["columns"]:
        form = (BYTES_OF if column["type"].startswith("bytes") else TEXT_OF)[dialect]
        cells.append(form.format(quoted(column["name"])))
    query = SESSION[dialect] + "\nSELECT " + ", ".join(cells) + " FROM " + ONLY[dialect] + table_name(table["name"], dialect) + ";\n"
    answer = subprocess.run(client, input=query, capture_output=True, encoding="utf-8")
    if answer.returncode != 0:
        sys.exit(f"database_rows: {table['name']}: {answer.stderr}")
    for line in answer.stdout.splitlines():
        if not line.startswith("SET"):
            yield line.split("\t")


def decoded(cell, type_text):
    if cell == "-":
        return None
    return "\\x" + cell.lower() if type_text.startswith("bytes") else bytes.fromhex(cell).decode("utf-8")


def main(model, folder, dialect, *client):
    tables = json.loads(pathlib.Path(model).read_text(encoding="utf-8"))["tables"]
    count = 0
    for table in tables:
        types = [
            "anything" if table["name"] + "." + column["name"] == os.environ.get("REWRITTEN") else column["type"] for column in table["columns"]
        ]
        expected = sorted([value(c, t) for c, t in zip(row, types, strict=True)] for row in in_files(pathlib.Path(folder), table))
        found = sorted([value(decoded(c, t), t) for c, t in zip(row, types, strict=True)] for row in in_database(table, dialect, client))
        if len(expected) != len(found):
            sys.exit(f"database_rows: {table['name']} has {len(found)} rows, the file {len(expected)}")
        for one, other in zip(expected, found):
            if one != other:
                sys.exit(f"database_rows: {table['name']}: file {one}, database {other}")
        count += len(found)
    print(f"{count} rows of {len(tables)} tables are the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
