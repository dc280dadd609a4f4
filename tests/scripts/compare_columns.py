"""compare_columns.py BEFORE AFTER: every column of every CSV file in BEFORE has the same values in AFTER, whatever else is there."""
import csv
import pathlib
import sys


def columns_of(path):
    with open(path, newline="", encoding="utf-8") as file:
        heading, *rows = csv.reader(file)
    return {name: [row[i] for row in rows] for i, name in enumerate(heading)}


def main():
    before, after = map(pathlib.Path, sys.argv[1:3])
    compared = 0
    for path in sorted(before.glob("*.csv")):
        now = columns_of(after / path.name)
        for name, values in columns_of(path).items():
            if name not in now:
                sys.exit(f"{path.name}: column {name} is gone")
            if now[name] != values:
                row = next((i for i, (a, b) in enumerate(zip(values, now[name])) if a != b), min(len(values), len(now[name])))
                sys.exit(f"{path.name}: column {name} differs, first in row {row}")
            compared += 1
    if compared == 0:
        sys.exit(f"no columns in {before}")
    print(f"{compared} columns are the same")


if __name__ == "__main__":
    main()
