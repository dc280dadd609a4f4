// From the rows of a file to the entries of a pool.
#include <doctest/doctest.h>

#include "source/pools/pool_table.hpp"
#include "unit/pool_texts.hpp"

using namespace sydac;
using namespace sydac::compiler;

namespace {

// `Berlin|3700000 x2` for each entry, `de: ` before it where there is a key; then the problems.
std::string table_text(std::string_view csv, const PoolTableRequest& request) {
  std::vector<PoolFileProblem> problems;
  const PoolTable table = pool_table(std::get<PoolFile>(read_pool_file(csv, "c.csv")), request, problems);
  std::string text;
  for (const pools::Entry& entry : table.entries) {
    for (const std::string& key : entry.key) text += key + ": ";
    for (const std::string& value : entry.values) text += (&value == entry.values.data() ? "" : "|") + value;
    text += " x" + std::to_string(entry.weight) + "\n";
  }
  for (const PoolFileProblem& problem : problems) text += problem_text(problem) + "\n";
  return text;
}

std::string weighted(std::string_view csv) { return table_text(csv, {.declared = {}, .keys = {}, .weight = "w"}); }

pools::Field declared(std::string name, Kind kind, std::string type) {
  pools::Field field;
  field.name = std::move(name);
  field.kind = kind;
  field.type = std::move(type);
  return field;
}

// `int 1..9`, with ` null` where it may be.
std::string inferred(const std::vector<std::string>& values) {
  PoolFile file{{"k", "x"}, {}};
  for (std::size_t i = 0; i < values.size(); ++i) file.rows.push_back({i + 2, {{"k", false}, {values[i], false}}});
  std::vector<PoolFileProblem> problems;
  const PoolTable table = pool_table(file, {}, problems);
  if (!problems.empty()) return problem_text(problems[0]);
  const pools::Field& field = table.fields.at(1);
  return field.type + (field.minimum.empty() ? "" : " " + field.minimum + ".." + field.maximum) + (field.nullable ? " null" : "");
}

}  // namespace

TEST_CASE("the narrowest type that all values have") {
  CHECK(inferred({"1", " -5 ", "30"}) == "int -5..30");
  CHECK(inferred({"2147483647", "-2147483648"}) == "int -2147483648..2147483647");
  CHECK(inferred({"2147483648", ""}) == "bigint 2147483648..2147483648 null");
  CHECK(inferred({"9223372036854775808", "1"}) == "decimal(19,0) 1..9223372036854775808");
  CHECK(inferred({"10", "9.9", "100.25"}) == "decimal(5,2) 9.90..100.25");
  CHECK(inferred({"0.5", "-12"}) == "decimal(3,1) -12.0..0.5");
  CHECK(inferred({std::string(38, '9')}) == "decimal(38,0) " + std::string(38, '9') + ".." + std::string(38, '9'));
  CHECK(inferred({std::string(37, '9'), "0.25"}) == "text(37)");
  CHECK(inferred({std::string(39, '9')}) == "text(39)");
  CHECK(inferred({"01067", "10115"}) == "text(5)");
  CHECK(inferred({"1e5"}) == "text(3)");
  CHECK(inferred({"true", "FALSE"}) == "bool");
  CHECK(inferred({"yes", "no"}) == "text(3)");
  CHECK(inferred({"0", "1"}) == "int 0..1");
  CHECK(inferred({"2026-01-31", "0001-01-01"}) == "date 0001-01-01..2026-01-31");
  CHECK(inferred({"2026-02-30"}) == "text(10)");
  CHECK(inferred({"2026-01-31", "2026-01-31 09:30", "2026-01-31T09:30:00.5"}) == "timestamp 2026-01-31T00:00:00..2026-01-31T09:30:00.500");
  CHECK(inferred({"2026-01-31T10:00Z", "2026-01-31T10:00:00+01:00"}) == "timestamptz 2026-01-31T09:00:00Z..2026-01-31T10:00:00Z");
  CHECK(inferred({"2026-01-31T10:00Z", "2026-01-31T10:00"}) == "text(17)");
  CHECK(inferred({"Köln", "x"}) == "text(4)");
  CHECK(inferred({"", " "}) == "0:2: the column `x` has no values");
}

TEST_CASE("weights are summed, and whole") {
  CHECK(weighted("city,w\nBerlin,3\nBonn,0\nKiel,2\n Berlin ,4\n,9\n") == "Berlin x7\nKiel x2\n");
  CHECK(weighted("city,w\na,0.5\nb,2\nc,0.250\nd,1e-3\ne,.1\n") == "a x500\nb x2000\nc x250\nd x1\ne x100\n");
  CHECK(weighted("w,city,land\n1,a,x\n2,a,y\n3,a,x\n") == "a|x x4\na|y x2\n");
  CHECK(weighted("city,w\na,9223372036854775806\nb,1\n") == "a x9223372036854775806\nb x1\n");
  CHECK(weighted("city,w\na,1000000000000000000000.0\nb,1\n") == "2:2: the weights add up to more than 9 223 372 036 854 775 807\n");
  CHECK(weighted("city,w\na,9223372036854775806\nb,2\n") == "3:2: the weights add up to more than 9 223 372 036 854 775 807\n");
  CHECK(weighted("city,w\na,5\nb,1e-20\n") == "2:2: the weights times 10^20 add up to more than 9 223 372 036 854 775 807\n");
  CHECK(weighted("city,w\na,-1\nb,\nc,\"1,5\"\n") ==
        "2:2: the weight `-1` is no number of 0 or more\n3:2: no weight\n4:2: the weight `1,5` is no number of 0 or more\n");
  CHECK(weighted("city,w\na,0\n") == "0:0: no values\n");
}

TEST_CASE("columns are found by their names") {
  const auto of = [](std::string_view csv, std::vector<pools::Field> fields) {
    return table_text(csv, {std::move(fields), {}, std::nullopt});
  };
  const pools::Field name = declared("name", Kind::text, "text"), price = declared("price", Kind::integer, "int");
  CHECK(of("price, name \n1,a\n", {name, price}) == "a|1 x1\n");
  CHECK(of("whatever\na\n", {name}) == "a x1\n");
  CHECK(of("a,b\n1,2\n", {name}) == "0:0: no column `name`; there are `a`, `b`\n");
  CHECK(of("names,prize\na,1\n", {name, price}) ==
        "0:0: no column `name`, the nearest is `names`\n0:0: no column `price`, the nearest is `prize`\n");
  CHECK(table_text("a,w\nx,1\n", {{name}, {}, "w"}) == "x x1\n");
  CHECK(table_text("w\n1\n", {{}, {}, "w"}) == "0:0: no column is left for values\n");
  CHECK(table_text("a\n1\n", {{}, {}, "weight"}) == "0:0: no column `weight`; there are `a`\n");
  CHECK(table_text("a,w\nx,5\n", {{declared("a", Kind::text, "text"), declared("w", Kind::integer, "int")}, {}, "w"}) == "x|5 x5\n");
}

TEST_CASE("values are checked, with the line of the file") {
  pools::Field name = declared("name", Kind::text, "text(3)"), price = declared("price", Kind::decimal, "decimal(4,2)");
  name.max_characters = 3;
  price.precision = 4;
  price.scale = 2;
  const auto of = [&](std::string_view csv) { return table_text(csv, {{name, price}, {}, std::nullopt}); };
  CHECK(of("name,price\na,1.5\nb,1.50\nabcd,\"\n\"\n,x\nc,x\nd,\n") ==
        "a|1.50 x1\nb|1.50 x1\n4:1: `name`: 4 characters, at most 3\n4:2: `price`: empty\n7:2: `price`: `x` is no decimal(4,2)\n"
        "8:2: `price`: empty\n");
  CHECK(of("name,price\n,1\n") == "0:0: no values\n");
  CHECK(of("name,price\na,\n") == "0:2: the column `price` has no values\n");
  price.nullable = true;
  CHECK(of("name,price\na,\nb,1\n") == "a| x1\nb|1.00 x1\n");
  name.distinct = true;
  CHECK(of("name,price\na,1\na,1.0\nb,1\na,2\n") == "a|1.00 x2\nb|1.00 x1\na|2.00 x1\n5:1: `name`: `a` is in line 2 with other values\n");
  std::string many = "name,price\n";
  for (int i = 0; i < 1234; ++i) many += "a,x\n";
  const std::string told = of(many);
  CHECK(std::count(told.begin(), told.end(), '\n') == 21);
  CHECK(told.ends_with("21:2: `price`: `x` is no decimal(4,2)\n0:0: 1 214 more problems\n"));
}

TEST_CASE("keys are columns, and put the entries in their order") {
  pools::Key stars{"stars", "", Kind::integer, {"1", "2", "3"}}, good{"good", "", Kind::boolean, {"false", "true"}};
  const auto of = [&](std::string_view csv) { return table_text(csv, {{}, {stars, good}, std::nullopt}); };
  CHECK(of("body,stars,good\na,3,yes\nb,1,true\nc,03,no\na,3,true\nd,1,1\n") ==
        "1: true: b x1\n1: true: d x1\n3: false: c x1\n3: true: a x2\n");
  CHECK(of("body,stars,good\na,4,true\nb,,true\nc,x,true\n") ==
        "2:2: `stars`: `4` is none of `1`, `2`, `3`\n3:2: `stars`: empty\n4:2: `stars`: `x` is no int\n");
  CHECK(of("body,star,good\na,4,true\n") == "0:0: no column `stars`, the nearest is `star`\n");
}

TEST_CASE("a pool of many rows") {
  std::string csv = "city,w\n";
  for (int i = 0; i < 300'000; ++i) csv += "c" + std::to_string(i % 1000) + ",2\n";
  std::vector<PoolFileProblem> problems;
  const PoolTable table = pool_table(std::get<PoolFile>(read_pool_file(csv, "c.csv")), {{}, {}, "w"}, problems);
  CHECK(problems.empty());
  CHECK(table.entries.size() == 1000);
  CHECK(table.entries[999].weight == 600);
}
