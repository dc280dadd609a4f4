// Files of pools that are texts; XLSX is in pool_file_xlsx_test.cpp.
#include <doctest/doctest.h>

#include "unit/pool_texts.hpp"

using namespace sydac::compiler;

TEST_CASE("CSV after RFC 4180") {
  CHECK(read_text("city,population\nBerlin,3700000\nHamburg,1800000\n", "c.csv") ==
        "city|population\n2: Berlin|3700000\n3: Hamburg|1800000");
  CHECK(read_text("\xEF\xBB\xBF"
                  "a,b\r\n1,\r\n,2",
                  "dir.d/C.CSV") == "a|b\n2: 1|\n3: |2");
  CHECK(read_text("a\r1\r\r2\r", "c.csv") == "a\n2: 1\n4: 2");
  CHECK(read_text("a,b\n\"x \"\"y\"\", z\",\"1\n2\r\n3\"\n\"\",4\n", "c.csv") == "a|b\n2: x \"y\", z|1\n2\r\n3\n5: |4");
  CHECK(read_text("\n\n\"a\nb\",c\n\n1,2\n\n", "c.csv") == "a\nb|c\n6: 1|2");
  CHECK(read_text("a,b\n 1 ,2 \n", "c.csv") == "a|b\n2:  1 |2 ");
  CHECK(read_text("a\n", "c.csv") == "a");
}

TEST_CASE("a header with semicolons and no comma separates by semicolons") {
  CHECK(read_text("a;b\n1,5;2\n", "c.csv") == "a|b\n2: 1,5|2");
  CHECK(read_text("\"a,\";b\n1;2\n", "c.csv") == "a,|b\n2: 1|2");
  CHECK(read_text("a;b,c\n1,2\n", "c.csv") == "a;b|c\n2: 1|2");
  CHECK(read_text("\n\"a;b\"\n1;2\n", "c.csv") == "a;b\n3: 1;2");
}

TEST_CASE("what is wrong with a CSV file, and where") {
  CHECK(read_text("", "c.csv") == "0:0: an empty file, where a line with the names of the columns is expected");
  CHECK(read_text("\xEF\xBB\xBF\n\r\n", "c.csv") == "0:0: an empty file, where a line with the names of the columns is expected");
  CHECK(read_text("a,b\n1,2\n3\n", "c.csv") == "3:0: 1 value, where the header has 2 columns");
  CHECK(read_text("a\n\"1\n2\",3\n", "c.csv") == "2:0: 2 values, where the header has 1 column");
  CHECK(read_text("a,,c\n", "c.csv") == "1:2: column 2 has no name");
  CHECK(read_text("\na,b,a\n", "c.csv") == "2:3: the column `a` is there twice");
  CHECK(read_text("a,b\n1,x\"y\"\n", "c.csv") == "2:2: a quote within a value that does not begin with one");
  CHECK(read_text("a,b\n\"1\n2\" ,3\n", "c.csv") == "3:1: a closing quote is followed by ` `");
  CHECK(read_text("a,b\n1,\"2\n\n3", "c.csv") == "2:2: a quoted value without an end");
  CHECK(read_text("a\nM\xFCnchen\n", "c.csv") == "2:0: `\\xfc` is not UTF-8");
  CHECK(read_text("\xFF\xFE"
                  "a",
                  "c.csv") == "0:0: UTF-16, where UTF-8 is expected");
}

TEST_CASE("TSV with quotes and without") {
  CHECK(read_text("a\tb\n1\t\"x\ty\"\n", "c.tsv") == "a|b\n2: 1|x\ty");
  CHECK(read_text("a\tb\n5\" pipe\t2\n", "c.tsv") == "a|b\n2: 5\" pipe|2");
  CHECK(read_text("a\tb\n\"so\" he said\t2\n", "c.tsv") == "a|b\n2: \"so\" he said|2");
  CHECK(read_text("a\n\"\n", "c.tsv") == "a\n2: \"");
  CHECK(read_text("a\n\"1\n\n2\"\n3\t4\n", "c.tsv") == "5:0: 2 values, where the header has 1 column");
}

TEST_CASE("JSON of objects and of plain values") {
  CHECK(read_text(R"([{"a": "x", "b": 1},
  {"b": null, "c": true},
  {}])",
                  "c.json") == "a|b|c\n1: x|1|~\n2: ~|~|true\n3: ~|~|~");
  CHECK(read_text("\xEF\xBB\xBF[\"x\",\n2, null, \"\\u00e9\\n\"]", "c.json") == "value\n1: x\n2: 2\n2: ~\n2: é\n");
  CHECK(read_text("[3.70e6, -1.50, 12345678901234567890123456789012345678.10, 5E-3, -0e1, 1e999, 0.10]", "c.json") ==
        "value\n1: 3700000\n1: -1.50\n1: 12345678901234567890123456789012345678.10\n1: 0.005\n1: 0\n1: 1e999\n1: 0.10");
}

TEST_CASE("JSON Lines") {
  CHECK(read_text("{\"a\": 1}\r\n\n {\"a\": 2, \"b\": \"x\"} \n", "c.jsonl") == "a|b\n1: 1|~\n3: 2|x");
  CHECK(read_text("1\n\"x\"", "c.ndjson") == "value\n1: 1\n2: x");
  CHECK(read_text("1\n2 3\n", "c.jsonl") == "2:0: something after the value of the line");
  CHECK(read_text("1\n{\"a\":\n1}\n", "c.jsonl") == "2:0: objects and plain values in one file");
  CHECK(read_text("{\"a\":\n1}\n", "c.jsonl") == "1:0: expected a value, found the end");
}

TEST_CASE("what is wrong with a JSON file, and where") {
  const std::string expected = ":0: an array of objects or of plain values is expected";
  CHECK(read_text("", "c.json") == "1" + expected);
  CHECK(read_text("\n {\"a\": 1}", "c.json") == "2" + expected);
  CHECK(read_text("[]", "c.json") == "0:0: no values");
  CHECK(read_text("[{}]", "c.json") == "0:0: no values");
  CHECK(read_text("[1,\n{\"a\": 1}]", "c.json") == "2:0: objects and plain values in one file");
  CHECK(read_text("[{\"a\": 1},\n{\"a\": [1]}]", "c.json") == "2:1: the value of `a` is an array, where a plain value is expected");
  CHECK(read_text("[{\"b\": 1, \"a\": {}}]", "c.json") == "1:2: the value of `a` is an object, where a plain value is expected");
  CHECK(read_text("[[1]]", "c.json") == "1:1: the value of `value` is an array, where a plain value is expected");
  CHECK(read_text("[{\"a\": 1,\n\"a\": 2}]", "c.json") == "2:1: the key `a` is there twice in one object");
  CHECK(read_text("[{\"\": 1}]", "c.json") == "1:0: a key without a name");
  CHECK(read_text("[1,\n2,]", "c.json") == "2:0: expected a value, found `]`");
  CHECK(read_text("[1]\n[", "c.json") == "2:0: something after the array");
  CHECK(read_text("[\"\\ud800\"]", "c.json") == "1:0: expected `\\u`, found `\"`");
  CHECK(read_text("[\"\xC3\"]", "c.json") == "1:0: `\\xc3` is not UTF-8");
}

TEST_CASE("the ending decides") {
  CHECK(read_text("a\n", "c.ods") == "0:0: the ending `ods` of its name is none of `csv`, `tsv`, `json`, `jsonl`, `ndjson` and `xlsx`");
  CHECK(read_text("a\n", "x.csv/c") == "0:0: the ending `` of its name is none of `csv`, `tsv`, `json`, `jsonl`, `ndjson` and `xlsx`");
}

TEST_CASE("sizes are bounded") {
  CHECK(read_text(std::string(kMaxPoolFileBytes + 1, ' '), "c.csv") == "0:0: larger than 64 MB");
  CHECK(read_text("a\n" + std::string(kMaxPoolCellBytes + 1, 'x'), "c.csv") == "2:1: a value of more than 64 KB");
  CHECK(read_text("a\n\"" + std::string(kMaxPoolCellBytes, 'x') + "\"\"\"", "c.csv") == "2:1: a value of more than 64 KB");
  CHECK(read_text("[\"" + std::string(kMaxPoolCellBytes + 1, 'x') + "\"]", "c.json") == "1:1: a value of more than 64 KB");
  CHECK(read_text("a" + std::string(kMaxPoolColumns, ','), "c.csv") == "1:0: more than 1 000 values");

  std::string rows = "a\n";
  for (std::size_t i = 0; i < kMaxPoolRows; ++i) rows += "1\n";
  CHECK(std::holds_alternative<PoolFile>(read_pool_file(rows, "c.csv")));
  CHECK(read_text(rows + "1", "c.csv") == "1000002:0: more than 1 000 000 rows");
}

TEST_CASE("keys that only late objects have count for all rows") {
  std::string lines;
  for (int i = 0; i < 20'000; ++i) lines += "{}\n";
  lines += "{";
  for (int i = 0; i < 600; ++i) lines += (i == 0 ? "\"a" : ",\"a") + std::to_string(i) + "\":1";
  CHECK(read_text(lines + "}", "c.jsonl") == "20001:0: more than 10 000 000 values");
}

TEST_CASE("deep JSON is refused") {
  std::string deep(100'000, '[');
  CHECK(read_text(deep, "c.json") == "1:1: the value of `value` is an array, where a plain value is expected");
}
