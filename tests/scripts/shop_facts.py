"""The facts of examples/shop, read from its CSV files with code that shares nothing with sydac: python's own csv and decimal."""

import csv
import json
import os
import sys
from collections import Counter, defaultdict
from decimal import Decimal

folder = sys.argv[1]
tables = {}
for name in ("categories", "products", "customers", "orders", "order_items", "reviews"):
    with open(f"{folder}/{name}.csv", newline="", encoding="utf-8") as file:
        tables[name] = list(csv.DictReader(file))

sizes = {name: len(rows) for name, rows in tables.items()}
expected = {"categories": 100, "products": 60, "customers": 500, "orders": 5000, "reviews": 3000}
assert {name: sizes[name] for name in expected} == expected, sizes
assert 14_500 <= sizes["order_items"] <= 15_500, sizes

references = [
    ("products", "category_id", "categories"),
    ("customers", "invited_by", "customers"),
    ("orders", "customer_id", "customers"),
    ("order_items", "order_id", "orders"),
    ("order_items", "product_id", "products"),
    ("reviews", "product_id", "products"),
    ("reviews", "customer_id", "customers"),
]
for table, column, target in references:
    keys = {row["id"] for row in tables[target]}
    orphans = [row[column] for row in tables[table] if row[column] and row[column] not in keys]
    assert not orphans, f"{table}.{column} points to no row of {target}: {orphans[:3]}"

for table, columns in {"categories": ("name",), "products": ("name",), "customers": ("email",), "order_items": ("order_id", "line")}.items():
    keys = Counter(tuple(row[column] for column in columns) for row in tables[table])
    assert max(keys.values()) == 1, f"{table} {columns} repeats {keys.most_common(1)}"

# What the pools have, taken together: a product's name, description and price, a review's stars, title and body.
with open(f"{os.environ['SYDAC_SOURCE_DIR']}/examples/shop/shop.pools.json", encoding="utf-8") as file:
    pools = json.load(file)["pools"]
gear = [tuple(entry) for entry in pools["gear"]["entries"]]
assert [(row["name"], row["description"], row["price"]) for row in tables["products"]] == gear
reviews = {tuple(entry) for entry in pools["review"]["entries"]}
for row in tables["reviews"]:
    assert not row["body"] or (row["stars"], row["title"], row["body"]) in reviews, row
    assert (row["stars"], row["title"]) in {entry[:2] for entry in reviews}, row
assert len({row["body"] for row in tables["reviews"]}) == 61

totals, lines = defaultdict(Decimal), Counter()
price = {row["id"]: Decimal(row["price"]) for row in tables["products"]}
for row in tables["order_items"]:
    assert Decimal(row["price"]) == price[row["product_id"]], row
    assert Decimal(row["amount"]) == int(row["quantity"]) * Decimal(row["price"]), row
    totals[row["order_id"]] += Decimal(row["amount"])
    lines[row["order_id"]] += 1
for row in tables["orders"]:
    assert Decimal(row["total"]) == totals[row["id"]], row
    assert int(row["items"]) == lines[row["id"]], row
    assert (row["shipped"] != "") == (row["status"] in ("shipped", "returned")), row

joined = {row["id"]: row["joined"] for row in tables["customers"]}
for row in tables["reviews"]:
    assert row["written"] >= joined[row["customer_id"]], row
for row in tables["orders"]:
    assert row["placed"] >= joined[row["customer_id"]], row
for row in tables["customers"]:
    assert not row["invited_by"] or int(row["invited_by"]) < int(row["id"]), row

print(f"{sum(sizes.values())} rows, {len(references)} references without an orphan, {len(totals)} totals to the cent")
