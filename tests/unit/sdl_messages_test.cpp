// What people write by mistake, and what they are told.
#include <doctest/doctest.h>

#include "sdl_helpers.hpp"

namespace sydac::compiler {
namespace {

struct Slip {
  const char* text;
  const char* codes;
  const char* at;    // the text that the first report underlines
  const char* hint;  // part of its hint
};

void check(const Slip& slip, const std::string& text) {
  CAPTURE(text);
  const Parsed made = parse(text);
  CHECK(made.codes() == slip.codes);
  if (made.diagnostics.all().empty()) return;
  const Diagnostic& first = made.diagnostics.all().front();
  CHECK(made.slice(first.span) == slip.at);
  CHECK(first.hint.find(slip.hint) != std::string::npos);
  CHECK(first.message.find("mismatched") == std::string::npos);
}

TEST_CASE("slips in the members of a table") {
  const Slip slips[] = {
      {"name: text", "E0147", ":", "`name int`"},
      {"name => t", "E0140", "=>", "`name -> table`"},
      {"name = 5", "E0140", "=", "let name"},
      {"name", "E0140", "", ""},
      {"name text == 5", "E0140", "==", "`=` gives a rule"},
      {"name text = a = b", "E0120", "=", "`==` compares"},
      {"check a = b", "E0120", "=", "`==` compares"},
      {"x int = if a = b then 1 else 2", "E0120", "=", "`==` compares"},
      {"x int = sum(a where b = c)", "E0120", "=", "`==` compares"},
      {"x int[]", "E0140", "]", "int[0..3]"},
      {"x int = 5 pk", "E0145", "pk", "before `=`"},
      {"x int = 5 ?", "E0145", "?", "before `=`"},
      {"x int = a ? b : c", "E0145", "?", "before `=`"},
      {"x int = 5m", "E0115", "5m", "`5min` is minutes"},
      {"x int = 0xFF", "E0115", "0xFF", "decimal"},
      {"x int = 1e5", "E0115", "1e5", "exponent"},
      {"x int = 5_", "E0115", "5_", "between digits"},
      {"x int = 1.5h", "E0115", "1.5h", "whole number"},
      {"x int = 3rd", "E0115", "3rd", "units are"},
      {"x date = 2026-1-5", "E0116", "2026-1-5", "YYYY-MM-DD"},
      {"x date = 2026-01-05T9:30", "E0116", "2026-01-05T9:30", "YYYY-MM-DD"},
      {"x float = .5", "E0140", ".", "0.5"},
      {"x float = 5.", "E0140", "", "5.0"},
      {"x text = 'abc'", "E0118", "'abc'", "double quotes"},
      {"x text = “abc”", "E0118", "“abc”", "double quotes"},
      {"x text = \"abc", "E0110", "\"abc", ""},
      {"x text = \"a {b\"", "E0110", "\"a {b\"", "`\\{`"},
      {"x text = f(\"a, 3)", "E0110", "\"a, 3)", ""},
      {"x text = \"a\\q\"", "E0117", "\\q", "\\u{20AC}"},
      {"x text = \"\\u{D800}\"", "E0117", "\\u", "10FFFF"},
      {"x text = /abc", "E0111", "/abc", ""},
      {"x text = /a[bc/", "E0111", "/a[bc/", "class"},
      {"`x text", "E0112", "`x text", ""},
      {"`` text", "E0113", "``", ""},
      {"x int = a % b", "E0120", "%", "mod(a, b)"},
      {"x bool = a && b", "E0120", "&&", "`and`"},
      {"x bool = a || b", "E0120", "||", "`or`"},
      {"x bool = !a", "E0120", "!", "`not`"},
      {"x bool = a <> b", "E0120", "<>", "`!=`"},
      {"x bool = a == not b", "E0140", "not", "parentheses"},
      {"x int = 1 + if a then b else c", "E0140", "if", "parentheses"},
      {"x int = if a then b", "E0140", "", "else"},
      {"x int = if a b else c", "E0140", "b", "then"},
      {"x int = f(a b)", "E0148", "b", "comma"},
      {"x int = f(a; b)", "E0149", ";", "commas"},
      {"x int = f(a = b = c)", "E0120", "=", "`==` compares"},
      {"x int = choice(\"a\": 1, \"b\": 2", "E0130", "(", ""},
      {"x int = f(1]", "E0132", "]", ""},
      {"x int = 1)", "E0131", ")", ""},
      {"x int = match a { b -> 1 }", "E0140", "->", "pattern => value"},
      {"x int = match a { b: 1 }", "E0140", ":", "pattern => value"},
      {"x int = match a { b => 1; c => 2 }", "E0149", ";", "commas"},
      {"x int = match a { b => 1 c => 2 }", "E0148", "c", "comma or a line break"},
      {"-- comment", "E0119", "--", "`//`"},
      {"x int -- comment", "E0119", "--", "`//`"},
      {"x int = 5 -- the comment here", "E0119", "--", "`//`"},
      {"x int # comment", "E0119", "#", "`//`"},
      {"x int /* comment */", "E0119", "/*", "`//`"},
      {"x int primary key", "E0147", "primary", "`pk`"},
      {"x int not null", "E0147", "not", "`?`"},
      {"x int default 5", "E0147", "default", "`=`"},
      {"x int references t", "E0147", "references", "`name -> table`"},
      {"let int", "E0140", "", "`let`"},
      {"let int pk", "E0143", "let", "`let`"},
      {"check int pk", "E0143", "check", "backticks"},
      {"then int", "E0143", "then", "backticks"},
      {"x -> and", "E0143", "and", "backticks"},
      {"r -> t = zpf(1.1)", "E0140", "zpf", "`zipf`"},
      {"r -> t = 5", "E0140", "5", "earlier"},
      {"x int, y int", "E0149", ",", "`;`"},
      {"x int y int", "E0140", "y", "one member to a line"},
      {"x int;; y int", "E0149", ";", "remove"},
      {"x int @ 5", "E0106", "@", ""},
      {"x int = $$ 5", "E0106", "$", ""},
      {"x int\u00A0= 5", "E0106", "\u00A0", "space"},
      {"x int = 5 − 3", "E0106", "−", "minus"},
      {"x int =", "E0140", "", ""},
      {"x int =\n  y int", "E0140", "", ""},
      {"x int unique unique", "E0146", "unique", ""},
      {"x int? ?5%", "E0146", "?5%", ""},
      {"(a, b) = 5", "E0140", "=", ""},
      {"...", "E0140", "", ""},
  };
  for (const Slip& slip : slips) {
    check(slip, "table t[5] {\n  " + std::string(slip.text) + "\n}\ntable u[5] {\n  id int pk\n}\n");
  }
}

TEST_CASE("slips outside of tables") {
  const Slip slips[] = {
      {"tabel t[5] { id int }", "E0142", "tabel", "`table`"},
      {"create table t[5] { id int }", "E0142", "create", "`table`"},
      {"id int", "E0142", "id", "braces of its table"},
      {"5", "E0142", "5", "`table`"},
      {"dataset my-shop", "E0140", "-", "backticks"},
      {"edition", "E0140", "", ""},
      {"edition \"2026\"", "E0140", "\"2026\"", ""},
      {"now 5", "E0140", "5", ""},
      {"import crm", "E0140", "crm", ""},
      {"table t(5) { id int }", "E0140", "(", "table t[1000] {"},
      {"table t[] { id int }", "E0140", "]", "[1..7 per orders]"},
      {"table t[5 of u] { id int }", "E0140", "of", "[20% of customers]"},
      {"table t[5 { id int }", "E0130", "[", ""},
      {"table t[5]\n  id int\n}", "E0140", "", ""},
      {"table [5] { id int }", "E0140", "[", ""},
      {"table t[5] { id int", "E0130", "{", ""},
      {"table t[5] { id int }}", "E0131", "}", ""},
      {"table t[5] { id int }}}}", "E0131", "}", ""},
      {"table t[5] { id int } enum e { a }", "E0140", "enum", ""},
      {"enum e { a: 1 b: 2 }", "E0148", "b", "comma or a line break"},
      {"enum e { a 60 }", "E0148", "60", "comma or a line break"},
      {"enum e { a; b }", "E0149", ";", "commas"},
      {"enum e { a,, b }", "E0149", ",", "remove"},
      {"enum e { 5 }", "E0140", "5", ""},
      {"enum e", "E0140", "", ""},
      {"pool p from \"a.csv\" weigth n", "E0140", "weigth", ""},
      {"def f(a text) lower(a)", "E0140", "lower", ""},
      {";", "E0149", ";", "remove"},
  };
  for (const Slip& slip : slips) check(slip, slip.text);
}

TEST_CASE("one missing bracket is one error, at the bracket") {
  const std::string rest = "table b[5] {\n  id int pk\n}\n\ntable c[5] {\n  id int pk\n  x int = match id { 1 => 2, _ => 3 }\n}\n";
  const auto only = [&](const std::string& text, const char* code, const char* at, std::uint32_t begin) {
    CAPTURE(text);
    const Parsed made = parse(text);
    CHECK(made.codes() == code);
    REQUIRE(made.diagnostics.all().size() == 1);
    CHECK(made.slice(made.diagnostics.all()[0].span) == at);
    CHECK(made.diagnostics.all()[0].span.begin == begin);
    CHECK(made.schema.tables.size() == 3);
  };
  only("table a[5] {\n  id int pk\n\n" + rest, "E0130", "{", 11);
  only("table a[5] {\n  x int = match y {\n    1 => 2\n  z int\n}\n" + rest, "E0130", "{", 31);
  only("table a[5] {\n  x int = f(1,\n    2\n  z int\n}\n" + rest, "E0130", "(", 24);
  only("table a[5] {\n  x int\n}\n}\n" + rest, "E0131", "}", 23);
  only("table a[5]\n  x int\n}\n" + rest, "E0140", "", 10);
  only(rest + "table a[5] {\n  x int\n", "E0130", "{", static_cast<std::uint32_t>(rest.size() + 11));
}

TEST_CASE("all errors of a file are reported in one run, in order") {
  const Parsed made = parse(
      "dataset a-b\nenum e { a b }\ntable t[5] {\n  x: int\n  y int = 'a'\n  z int = 1 +\n}\ntabel u[5] {\n}\ntable v {\n  x int[]\n}\n");
  CHECK(made.codes() == "E0140 E0148 E0147 E0118 E0140 E0142 E0140");
}

}  // namespace
}  // namespace sydac::compiler
