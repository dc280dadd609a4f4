#include <doctest/doctest.h>

#include "sdl_helpers.hpp"

namespace sydac::compiler {
namespace {

TEST_CASE("operators bind as language.md says") {
  const std::pair<const char*, const char*> cases[] = {
      {"1 + 2 * 3", "(1 + (2 * 3))"},
      {"1 * 2 + 3", "((1 * 2) + 3)"},
      {"a - b - c", "((a - b) - c)"},
      {"a / b * c", "((a / b) * c)"},
      {"-a * b", "(-(a) * b)"},
      {"-a.b", "-(a.b)"},
      {"- -a", "-(-(a))"},
      {"a - -b", "(a - -(b))"},
      {"a + b == c * d", "((a + b) == (c * d))"},
      {"not a == b", "not((a == b))"},
      {"not not a", "not(not(a))"},
      {"not a and b", "(not(a) and b)"},
      {"a or b and c", "(a or (b and c))"},
      {"a and b or c and d", "((a and b) or (c and d))"},
      {"a or b or c", "((a or b) or c)"},
      {"a in b and c", "((a in b) and c)"},
      {"now - 5y .. now", "((now - 5y) .. now)"},
      {"a or b .. c or d", "((a or b) .. (c or d))"},
      {"(1..2) + 3", "((1 .. 2) + 3)"},
      {"if a then b else c .. d", "if(a, b, (c .. d))"},
      {"if a then 1 else if b then 2 else 3", "if(a, 1, if(b, 2, 3))"},
      {"(if a then 1 else 2) + 3", "(if(a, 1, 2) + 3)"},
      {"match a { b => 1 } + 2", "(match a { b => 1;} + 2)"},
      {"a.b.c[1].d", "a.b.c[1].d"},
      {"f(1).x", "f(1,).x"},
      {"-1..1", "(-(1) .. 1)"},
      {"(a)", "a"},
      {"(a, b)", "tuple(a,b,)"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(value(text) == expected);
  }
}

TEST_CASE("what does not chain is an error") {
  for (const char* text : {"a < b < c", "a == b == c", "1..2..3", "a in b in c", "(a < b < c)", "f(1..2..3)", "a in 1..5", "not a in 1..5",
                           "b and a in 1..5"}) {
    CAPTURE(text);
    CHECK(value(text) == "E0144");
  }
  CHECK(value("a in (1..5)") == "(a in (1 .. 5))");
  CHECK(value("(a < b) == c") == "((a < b) == c)");
}

TEST_CASE("literals") {
  const std::pair<const char*, const char*> cases[] = {
      {"1_000", "1000"},
      {"9.99", "9.99"},
      {"30%", "30%"},
      {"2.5%", "2.5%"},
      {"250ms", "250ms"},
      {"90s", "90s"},
      {"5min", "5min"},
      {"12h", "12h"},
      {"30d", "30d"},
      {"2w", "2w"},
      {"3mo", "3mo"},
      {"5y", "5y"},
      {"2026-01-31", "date<2026-01-31>"},
      {"2026-01-31T09:30:00", "timestamp<2026-01-31T09:30:00>"},
      {"2026-01-31T09:30:00.250Z", "timestamp<2026-01-31T09:30:00.250Z>"},
      {"time \"09:30\"", "time<09:30>"},
      {"true", "true"},
      {"null", "null"},
      {"/a\\/[/]b/", "regex<a\\/[/]b>"},
      {"\"\"", "\"\""},
      {"\"a\\n\\t\\\"\\\\\\{\\}\\u{20ac}\"", "\"a\n\t\"\\{}€|\""},
      {"\"a{b}c{d}{e}\"", "\"a|{b}c|{d}{e}\""},
      {"\"{f(\"{g(\"x\")}\")}\"", "\"{f(\"{g(\"x|\",)}\",)}\""},
      {"\"} // no comment\"", "\"} // no comment|\""},
      {"\"{match a { 1 => \"}\", _ => \"{b}\" }}\"", "\"{match a { 1 => \"}|\"; _ => \"{b}\";}}\""},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(value(text) == expected);
  }
}

TEST_CASE("a slash divides after a value and begins a regular expression elsewhere") {
  CHECK(value("a / b / c") == "((a / b) / c)");
  CHECK(value("(a) / b") == "(a / b)");
  CHECK(value("x[1] / 2") == "(x[1] / 2)");
  CHECK(value("f(/a/, b / c)") == "f(regex<a>,(b / c),)");
  CHECK(value("match a {\n /x/ => 1\n /y/ => 2 / 3\n}") == "match a { regex<x> => 1; regex<y> => (2 / 3);}");
  CHECK(value("(a\n/ b)") == "(a / b)");
}

TEST_CASE("a line goes on where it cannot end") {
  for (const char* text : {"a +\n b", "a\n + b", "(a\n + b)", "a\n +\n b", "a // comment\n + b"}) {
    CAPTURE(text);
    CHECK(value(text) == "(a + b)");
  }
  CHECK(value("a\n .b") == "a.b");
  CHECK(value("if a\n then b\n else c") == "if(a, b, c)");
  CHECK(value("a\n and b\n or c") == "((a and b) or c)");
  CHECK(value("a\n .. b") == "(a .. b)");
  CHECK(value("f(a,\n b\n)") == "f(a,b,)");
  CHECK(value("match a\n {\n b =>\n 1\n }") == "match a { b => 1;}");
  CHECK(value("\n 5") == "5");
  CHECK(value("not\n a") == "not(a)");
}

TEST_CASE("a line ends where it can, and no member begins with a sign") {
  CHECK(value("a\n - b") == "E0141");
  CHECK(value("a\n / b") == "E0141");
  CHECK(value("a\n / b /") == "E0141");
  CHECK(value("a\n [1]") == "E0141");
  CHECK(value("a\n , b") == "E0141");
  CHECK(parse("table t[5] { a int; b text }").schema.tables.at(0).members.size() == 2);
  CHECK(parse("table t[5] { a int; b text; }").codes() == "");
  CHECK(parse("table t[5] { a int;; b text }").codes() == "E0149");
  CHECK(parse("enum e { a, b\n c\n d, }").schema.enums.at(0).values.size() == 4);
  CHECK(parse("enum e { a,\n b,\n}").schema.enums.at(0).values.size() == 2);
  CHECK(parse("enum a { b }; enum c { d }").schema.enums.size() == 2);
  CHECK(value("match a { 1 => 2\n -1 => 3 }") == "match a { 1 => 2; -(1) => 3;}");
}

TEST_CASE("line breaks and byte order marks") {
  CHECK(parse("\xEF\xBB\xBFtable t[5] {\r\n  a int\r\n  b text\r\n}\r\n").schema.tables.at(0).members.size() == 2);
  const Parsed old = parse("table t[5] {\r  a int\r  b text\r}\r");
  CHECK(old.codes() == "E0104");
  CHECK(old.schema.tables.at(0).members.size() == 2);
  CHECK(parse("").codes() == "");
  CHECK(parse("// only a comment").codes() == "");
  CHECK(parse("\n\n\n").codes() == "");
}

TEST_CASE("every word is a name where nothing else fits") {
  const std::string words =
      "edition dataset seed now locale enum pool table mixin import refine extern def from llm weight fallback per via by over of one each "
      "to pk unique pii sensitive was as zipf even "
      "random weighted where distinct earlier stable in running time";
  std::string members, sum = "0";
  std::size_t count = 1;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string word = words.substr(at, end - at);
    members += "  " + word + " int\n";
    sum += " + " + word;
    at = end + 1;
    ++count;
  }
  const Parsed made = parse("table t[5] {\n" + members + "  all int = " + sum + "\n}\n");
  CHECK(made.codes() == "");
  CHECK(made.schema.tables.at(0).members.size() == count);
}

TEST_CASE("in backticks every word is a name") {
  for (const char* word : {"and", "or", "then", "else", "let", "check", "not", "if", "null", "true", "a b", "*/", "größe"}) {
    CAPTURE(word);
    const Parsed made = parse("table t[5] { `" + std::string(word) + "` int = `" + word + "` }");
    CHECK(made.codes() == "");
    CHECK(std::get<ColumnDecl>(made.schema.tables.at(0).members.at(0).node).name.text == word);
  }
}

TEST_CASE("doc comments belong to what is below them") {
  const Parsed made = parse(
      "/// one\n///   two\n\n// plain\ntable t[5] {\n  /// a\n  a int\n  //// no doc\n  b int\n  /// c\n  check a > b\n}\n"
      "/// e\nenum e { x }\n/// p\npool p { 1 }\n/// m\nmixin m {}\n/// d\ndef d() = 1\n/// the set\ndataset s\n");
  CHECK(made.codes() == "");
  CHECK(made.schema.tables.at(0).doc == "one\n  two");
  CHECK(made.schema.tables.at(0).members.at(0).doc == "a");
  CHECK(made.schema.tables.at(0).members.at(1).doc == "");
  CHECK(made.schema.tables.at(0).members.at(2).doc == "c");
  CHECK(made.schema.enums.at(0).doc == "e");
  CHECK(made.schema.pools.at(0).doc == "p");
  CHECK(made.schema.mixins.at(0).doc == "m");
  CHECK(made.schema.defs.at(0).doc == "d");
  CHECK(made.schema.datasets.at(0).doc == "the set");
}

TEST_CASE("doc comments elsewhere are warnings") {
  for (const char* text : {"table t[5] { a int /// end\n }", "table t[5] {\n a int\n /// last\n}", "seed 4\n/// end of file",
                           "/// seed\nseed 4", "enum e {\n /// x\n x\n}"}) {
    CAPTURE(text);
    const Parsed made = parse(text);
    CHECK(made.codes() == "W0150");
    CHECK_FALSE(made.schema.broken);
  }
}

TEST_CASE("spans are bytes") {
  const Parsed made = parse("// größe → 名前\ntable größe[5] {\n  名前 text = \"→ {名前} →\" // x\n}\n");
  CHECK(made.codes() == "");
  const TableDecl& table = made.schema.tables.at(0);
  CHECK(made.slice(table.name.span) == "größe");
  CHECK(made.slice(table.rows->span) == "5");
  CHECK(made.slice(table.span).starts_with("table"));
  CHECK(made.slice(table.span).ends_with("}"));
  CHECK(made.slice(table.members.at(0).span) == "名前 text = \"→ {名前} →\"");
  const auto& column = std::get<ColumnDecl>(table.members.at(0).node);
  CHECK(made.slice(column.type.span) == "text");
  CHECK(made.slice(made.schema[*column.rule].span) == "\"→ {名前} →\"");
}

TEST_CASE("every name of the corpus stands where its span says") {
  for (const auto& path : schema_files({"tests/sdl", "examples"})) {
    CAPTURE(path.string());
    const Parsed made = parse(read_text(path));
    CHECK(made.codes() == "");
    for (const Expr& expr : made.schema.exprs) {
      REQUIRE(expr.span.begin < expr.span.end);
      REQUIRE(expr.span.end <= made.sources.files[0].text.size());
      if (const auto* ref = std::get_if<NameRef>(&expr.node)) {
        const std::string slice = made.slice(ref->name.span);
        CHECK((slice == ref->name.text || slice == "`" + ref->name.text + "`"));
      }
      if (const auto* binary = std::get_if<Binary>(&expr.node)) {
        CHECK(made.schema[binary->left].span.end <= binary->op_span.begin);
        CHECK(binary->op_span.end <= made.schema[binary->right].span.begin);
      }
    }
  }
}

TEST_CASE("what was understood of a broken file is kept") {
  const Parsed made = parse(
      "table a[5 {\n  id int pk\n  price decimal(8,2) = 5 +\n  }\n"
      "table b[5] {\n  id int pk\n  x int = ) \n  r -> a = nonsense\n  let n = /\n  t text(3\n  z int = 4\n}\nenum e { x, 5, y }\n");
  CHECK(made.schema.broken);
  REQUIRE(made.schema.tables.size() == 2);
  CHECK(made.schema.tables[0].broken);
  const TableDecl& table = made.schema.tables[1];
  REQUIRE(table.members.size() >= 5);
  CHECK_FALSE(table.members[0].broken);
  CHECK(std::get<ColumnDecl>(table.members[1].node).name.text == "x");
  CHECK(std::get<ReferenceDecl>(table.members[2].node).table.text == "a");
  CHECK(std::get<ColumnDecl>(table.members.back().node).name.text == "z");
  CHECK(table.members.back().broken == false);
  CHECK(made.schema.enums.at(0).values.size() == 2);
}

TEST_CASE("a name keeps at most 128 bytes") {
  const Parsed made = parse("table " + std::string(1'000'000, 'a') + "[5] { b int }");
  CHECK(made.codes() == "E0114");
  CHECK(made.schema.tables.at(0).name.text.size() == 128);
  CHECK(made.diagnostics.all().at(0).message.size() < 200);
  CHECK(parse("table " + std::string(128, 'a') + "[5] { b int }").codes() == "");
  std::string umlauts = "x";
  for (int i = 0; i < 70; ++i) umlauts += "ü";
  CHECK(parse("table " + umlauts + "[5] { b int }").schema.tables.at(0).name.text.size() == 127);
}

}  // namespace
}  // namespace sydac::compiler
