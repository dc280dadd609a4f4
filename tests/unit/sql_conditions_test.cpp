// What conditions of SQL ask of columns, patterns of SQL as patterns of the schema language, and samples of rules.
#include "source/sql/conditions.hpp"

#include <doctest/doctest.h>

#include <map>

#include "source/sql/parse.hpp"
#include "source/sql/patterns.hpp"
#include "source/sql/plan.hpp"
#include "source/sql/samples.hpp"
#include "source/sql/sdl_text.hpp"

using namespace sydac::compiler;
using namespace sydac::compiler::sql;

namespace {

/// The rules of the columns of one table, by name.
std::map<std::string, std::string> rules_of(const std::string& members, Dialect dialect = Dialect::postgresql) {
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("test.sql", "CREATE TABLE t (" + members + ");");
  Catalog catalog = parse_sql(sources, file, dialect, diagnostics);
  REQUIRE(diagnostics.all().empty());
  const Plan plan = plan_tables(catalog, {});
  REQUIRE(plan.tables.size() == 1);
  std::map<std::string, std::string> rules;
  for (const ColumnPlan& column : plan.tables[0].columns) rules[column.def->name] = column.rule;
  for (const std::string& note : plan.tables[0].notes) rules["!"] += note;
  return rules;
}

std::string rule_of_x(const std::string& type, const std::string& check, Dialect dialect = Dialect::postgresql) {
  return rules_of("x " + type + " NOT NULL CHECK (" + check + ")", dialect).at("x");
}

}  // namespace

TEST_CASE("comparisons narrow ranges") {
  CHECK(rule_of_x("int", "x BETWEEN 3 AND 9") == "3..9");
  CHECK(rule_of_x("int", "x > 3 AND x < 9") == "4..8");
  CHECK(rule_of_x("int", "NOT (x <= 3 OR x >= 9)") == "4..8");
  CHECK(rule_of_x("int", "9 > x AND 3 < x") == "4..8");
  CHECK(rule_of_x("numeric(4,2)", "x > 0 AND x < 1") == "0.01..0.99");
  CHECK(rule_of_x("int", "x = 7") == "7");
  CHECK(rule_of_x("int", "x < 0") == "-1001..-1");
  CHECK(rule_of_x("date", "x >= '2020-01-01' AND x < '2021-01-01'::date") == "2020-01-01..2020-12-31");
  CHECK(rule_of_x("time", "x >= '08:00' AND x <= '18:00'") == "time \"08:00:00\"..time \"18:00:00\"");
  CHECK(rule_of_x("int", "abs(x) <= 5") == "0..5");
}

TEST_CASE("lists of values") {
  CHECK(rule_of_x("text", "x IN ('a', 'b')") == "choice(\"a\", \"b\")");
  CHECK(rule_of_x("text", "x = ANY (ARRAY['a'::text, 'b'::text])") == "choice(\"a\", \"b\")");
  CHECK(rule_of_x("varchar(5)", "(x)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])") ==
        "choice(\"a\", \"b\")");
  CHECK(rule_of_x("text", "x IN ('a', 'b') AND x <> 'a'") == "\"b\"");
  CHECK(rule_of_x("text", "x = ANY ('{a,b}'::text[])") == "choice(\"a\", \"b\")");
  CHECK(rule_of_x("text", "lower(x) IN ('a', 'b')") == "choice(\"a\", \"b\")");
  CHECK(rule_of_x("int", "x IN (1, 5)") == "choice(1, 5)");
  CHECK(rule_of_x("boolean", "x") == "true");
  CHECK(rule_of_x("boolean", "NOT x") == "false");
  CHECK(rule_of_x("tinyint(1)", "x in (0, 1)", Dialect::mysql) == "0..1");
}

TEST_CASE("texts") {
  CHECK(rule_of_x("text", "x ~ '^[A-Z]{2}[0-9]{3}$'") == "/[A-Z]{2}[0-9]{3}/");
  CHECK(rule_of_x("char(4)", "x ~ '^\\d{4}$'") == "/\\d{4}/");
  CHECK(rule_of_x("text", "length(x) BETWEEN 5 AND 7") == "/[a-z0-9]{5,7}/");
  CHECK(rule_of_x("text", "x GLOB '[0-9][0-9]-*'", Dialect::sqlite) == "/[0-9][0-9]-[a-z0-9]{1,8}/");
  CHECK(rule_of_x("text", "x SIMILAR TO '(ab|cd)_%'") == "/(ab|cd)[a-z0-9][a-z0-9]{1,8}/");
  CHECK(rules_of("email text NOT NULL CHECK (email ~* '^[^@ ]+@[a-z0-9.-]+\\.[a-z]+$')").at("email") == "who.email");
  CHECK(rules_of("email text NOT NULL CHECK (email LIKE '%@acme.com')").at("email") == "/[a-z0-9]{1,8}@acme\\.com/");
  CHECK(rules_of("phone text CHECK (phone ~ '[0-9]')").at("phone") == "phone()");
}

TEST_CASE("alternatives follow a column that tells them apart, or a hidden draw") {
  const auto told = rules_of(
      "kind text NOT NULL CHECK (kind IN ('a', 'b')), x int, y int, CHECK ((kind = 'a' AND x IS NOT NULL AND y IS NULL) OR (kind = 'b' AND "
      "x IS NULL AND y > 5))");
  CHECK(told.at("kind") == "choice(\"a\", \"b\")");
  CHECK(told.at("x") == "match kind { \"a\" => 0..1000, _ => null }");
  CHECK(told.at("y") == "match kind { \"a\" => null, _ => 6..1000 }");
  const auto drawn = rules_of("x int, y int, z int, CHECK (num_nonnulls(x, y, z) = 1)");
  CHECK(drawn.at("x") == "match variant { 1 => 0..1000, _ => null }");
  CHECK(drawn.at("y") == "match variant { 1, 3 => null, _ => 0..1000 }");
  CHECK(rules_of("x int, CHECK (x IS NULL OR x > 5)").at("x") == "6..1000");
  CHECK(rules_of("x int NOT NULL, CHECK (x IS NULL OR x > 5)").at("x") == "6..1000");
}

TEST_CASE("columns that follow or are made of others") {
  CHECK(rules_of("a date NOT NULL, b date NOT NULL, CHECK (a <= b)").at("b") == "a + (0d..30d)");
  CHECK(rules_of("a int NOT NULL, b int NOT NULL, CHECK (b > a)").at("b") == "a + (1..100)");
  CHECK(rules_of("a int NOT NULL, b int NOT NULL, c int NOT NULL, CHECK (c = a * b)").at("c") == "a * b");
  CHECK(rules_of("created_at timestamp NOT NULL, updated_at timestamp NOT NULL").at("updated_at") == "created_at..now");
}

TEST_CASE("what is not understood is said, and null where that passes") {
  CHECK(rules_of("x int, CHECK (strange(x) > 5)").at("x") == "null");
  CHECK(rules_of("x int NOT NULL, CHECK (strange(x) > 5)").at("!").find("strange(x) > 5") != std::string::npos);
  // The rest of an `and` counts.
  CHECK(rules_of("x int NOT NULL, CHECK (strange(x) > 5 AND x > 10)").at("x") == "11..1000");
}

TEST_CASE("regular expressions of SQL") {
  CHECK(regex_matches("^a+$", "aaa") == true);
  CHECK(regex_matches("^a+$", "baaa") == false);
  CHECK(regex_matches("a+", "baaab") == true);
  CHECK(regex_matches("^https?://", "http://x") == true);
  CHECK_FALSE(regex_matches("^(?=a).*$", "a").has_value());
  CHECK_FALSE(pattern_of_regex("(a)\\1").has_value());
  CHECK(pattern_of_regex("^a/b$") == "a\\/b");
  CHECK(holds_for_words("[[:alpha:]]"));
  CHECK_FALSE(holds_for_words("[0-9]"));
  CHECK(like_matches("%@%.com", "a@b.com"));
  CHECK(like_matches("a\\%b", "a%b"));
  CHECK_FALSE(like_matches("a_c", "abbc"));
  // A language too large to count is shortened, one that does not end is too.
  CHECK(drawable("[a-z0-9]+(-[a-z0-9]+)*", 40).has_value());
  CHECK(drawable("(a*)*", std::nullopt).has_value());
}

TEST_CASE("samples of rules") {
  CHECK(sample_of("\"INV-{1..9}\"") == "INV-9");
  CHECK(sample_of("\"INV-{1..9}\"", true) == "INV-1");
  CHECK(sample_of("choice(\"a\", \"b\")", true) == "b");
  CHECK(sample_of("upper(words(1))") == "ALPHA");
  CHECK_FALSE(sample_of("some_rule(3)").has_value());
}

TEST_CASE("names and texts") {
  CHECK(sdl_name("plain") == "plain");
  CHECK(sdl_name("two words") == "`two words`");
  CHECK(sdl_name("match") == "`match`");
  CHECK(sdl_name("tick`\n") == "`tick__`");
  CHECK(sdl_string("a\"b\\c{d}\n") == R"("a\"b\\c\{d\}\n")");
}
