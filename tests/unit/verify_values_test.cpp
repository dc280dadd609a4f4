#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "check_expression.hpp"
#include "key_set.hpp"
#include "unit/driver_fake_shop.hpp"

using namespace sydac::driver;
using sydac::Kind;

namespace {

bool is_well_formed(Kind kind, std::string_view text, unsigned scale = 2) { return parse_value(kind, scale, text).has_value(); }

TypedValue number(std::string_view text) { return parse_number(text).value(); }

/// Evaluates with `id` 7, `total` 12.50, `placed` 2020-01-31T10:00:00, `shipped` null and `customer_id.level` gold.
std::string evaluated(std::string_view text) {
  const sydac::Program program = fake::program();
  const CheckExpression expression(text, program, 1);
  std::vector<TypedValue> values;
  for (const Operand& operand : expression.operands()) {
    if (operand.text == "id") values.push_back(number("7"));
    if (operand.text == "total") values.push_back(number("12.50"));
    if (operand.text == "placed") values.push_back(parse_value(Kind::timestamp, 0, "2020-01-31T10:00:00").value());
    if (operand.text == "shipped") values.push_back({});
    if (operand.text == "customer_id.level") values.push_back(TypedValue::of_text("gold"));
    if (operand.text == "customer_id.born") values.push_back(parse_value(Kind::date, 0, "2000-02-29").value());
  }
  REQUIRE(values.size() == expression.operands().size());
  return value_text(expression.evaluate(values));
}

std::string why_not(std::string_view text) {
  try {
    const sydac::Program program = fake::program();
    const CheckExpression expression(text, program, 1);
    return "";
  } catch (const NotEvaluable& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("what is a value of each kind and what is not") {
  struct Case {
    Kind kind;
    std::vector<std::string> good, bad;
  };
  const Case cases[] = {
      {Kind::boolean, {"true", "false"}, {"", "True", "t", "1", "true "}},
      {Kind::integer,
       {"0", "-1", "9223372036854775807", "-9223372036854775808"},
       {"", "-", "+1", "01", "1.0", "1e3", "9223372036854775808", " 1", "1 "}},
      {Kind::decimal,
       {"0", "0.5", "-0.50", "12.30", "99999999999999999999999999999999999.99"},
       {".5", "5.", "1.234", "1,5", "00.5", "1e2", "--1"}},
      {Kind::real, {"0", "1.5", "-1e-300", "1e+22"}, {"", "nan", "inf", "1e999", "1.5x"}},
      {Kind::text, {"", "größe", "\xf0\x9f\x98\x80"}, {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80"}},
      {Kind::date,
       {"2024-02-29", "0001-01-01", "9999-12-31"},
       {"2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "24-01-01", "2024-01-01T00:00:00", "1900-02-29"}},
      {Kind::time, {"00:00:00", "23:59:59.999999", "10:00:00.5"}, {"24:00:00", "10:60:00", "10:00", "10:00:00.", "10:00:00.1234567"}},
      {Kind::timestamp,
       {"2024-02-29T10:00:00", "2024-02-29T10:00:00.250"},
       {"2024-02-29 10:00:00", "2024-02-29T10:00:00Z", "2024-02-30T10:00:00", "2024-02-29"}},
      {Kind::timestamptz, {"2024-02-29T10:00:00Z"}, {"2024-02-29T10:00:00", "2024-02-29T10:00:00+00:00"}},
      {Kind::interval,
       {"PT0S", "P1Y2M3DT4H5M6S", "P-1D", "PT0.5S", "P3D", "PT1H"},
       {"", "P", "PT", "P1", "1D", "P1H", "PT1D", "P1M1Y", "P0.5D", "PT1H1H", "P1DT"}},
      {Kind::uuid,
       {"01234567-89ab-4cde-8f01-23456789abcd"},
       {"01234567-89AB-4cde-8f01-23456789abcd", "0123456789ab4cde8f0123456789abcd", "01234567-89ab-4cde-8f01-23456789abc"}},
      {Kind::json, {"1", "null", "[1, {\"a\": \"\\u00e4\"}]", " true "}, {"", "{", "[1,]", "{a: 1}", "1 2", "\"\x01\""}},
      {Kind::bytes, {"\\x", "\\x00ff"}, {"", "00ff", "\\x0", "\\xFF", "\\xgg"}},
  };
  for (const Case& kind : cases) {
    for (const std::string& text : kind.good) CHECK_MESSAGE(is_well_formed(kind.kind, text), text);
    for (const std::string& text : kind.bad) CHECK_MESSAGE(!is_well_formed(kind.kind, text), text);
  }
}

TEST_CASE("days are counted like the calendar and printed back") {
  // Day by day from 1890 to 2110 against a walk with the months' lengths.
  int year = 1890, month = 1, day = 1;
  TypedValue value = parse_value(Kind::date, 0, "1890-01-01").value();
  while (year < 2110) {
    const std::string text = fake::padded(static_cast<std::uint64_t>(year), 4) + '-' + fake::padded(static_cast<std::uint64_t>(month), 2) +
                             '-' + fake::padded(static_cast<std::uint64_t>(day), 2);
    REQUIRE(value_text(value) == text);
    REQUIRE(parse_value(Kind::date, 0, text)->exact == value.exact);
    value.exact += 1;
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int lengths[] = {31, is_leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (++day > lengths[month - 1]) day = 1, ++month;
    if (month > 12) month = 1, ++year;
  }
  CHECK(parse_value(Kind::date, 0, "1970-01-01")->exact == 0);
  CHECK(value_text(parse_value(Kind::timestamp, 0, "1969-12-31T23:59:59.500").value()) == "1969-12-31T23:59:59.500000");
}

TEST_CASE("numbers are compared and computed exactly, whatever their scales") {
  CHECK(compare(number("1.50"), number("1.5")) == 0);
  CHECK(compare(number("-1.5"), number("-1.49")) == -1);
  CHECK(compare(number("99999999999999999999999999999999999999"), number("0.00000000000000000000000000000000000001")) == 1);
  CHECK(compare(number("1"), TypedValue::of_text("1")) == std::nullopt);
  CHECK(value_text(add(number("0.1"), number("0.2"))) == "0.3");
  CHECK(value_text(subtract(number("1"), number("1.25"))) == "-0.25");
  CHECK(value_text(multiply(number("19.99"), number("3"))) == "59.97");
  CHECK(value_text(multiply(number("99999999999999999999"), number("99999999999999999999"))) == "unknown");
  CHECK(add(number("1"), {}).is_null());
  CHECK(value_text(multiply(number("-0.05"), number("0.1"))) == "-0.005");
}

TEST_CASE("checks: operators, precedence and three-valued logic") {
  const std::pair<const char*, const char*> cases[] = {
      {"1 + 2 * 3 == 7", "true"},
      {"(1 + 2) * 3 == 9", "true"},
      {"2 - 3 - 4 == -5", "true"},
      {"- -1 == 1", "true"},
      {"0.1 + 0.2 == 0.3", "true"},
      {"id * 2 > total", "true"},
      {"total >= 12.5 and total <= 12.500", "true"},
      {"50% == 0.5", "true"},
      {"1_000 == 1000", "true"},
      {"not id == 7 or id == 7", "true"},
      {"true or false and false", "true"},
      {"null and false", "false"},
      {"null or true", "true"},
      {"null and true", "null"},
      {"null or false", "null"},
      {"not null", "null"},
      {"shipped > placed", "null"},
      {"shipped > placed or id == 7", "true"},
      {"shipped == null", "null"},
      {"id in (1, 7)", "true"},
      {"id not in (1, 7)", "false"},
      {"id in (1, null)", "null"},
      {"id in (7, null)", "true"},
      {"id in 1..7", "true"},
      {"id in (8..9)", "false"},
      {"id in 1 .. 6", "false"},
      {"customer_id.level == gold", "true"},
      {"customer_id.level in (new, silver)", "false"},
      {"customer_id.level == \"gold\"", "true"},
      {"customer_id.level < \"silver\"", "true"},
      {"\"a\\\"\\u{e4}\" == \"a\\\"ä\"", "true"},
      {"placed == 2020-01-31T10:00:00", "true"},
      {"placed > 2020-01-31", "true"},
      {"placed < 2020-02-01", "true"},
      {"placed + 1mo == 2020-02-29T10:00:00", "true"},
      {"placed - 1y == 2019-01-31T10:00:00", "true"},
      {"placed + 2w == 2020-02-14T10:00:00", "true"},
      {"placed + 90s == 2020-01-31T10:01:30", "true"},
      {"placed + 15h == 2020-02-01T01:00:00", "true"},
      {"customer_id.born + 1y == 2001-02-28", "true"},
      {"time \"09:30\" < time \"09:30:01\"", "true"},
      {"2d < 3d", "true"},
      {"if id > 5 then total > 1 else false", "true"},
      {"if shipped > placed then true else false", "false"},
      {"`id` == 7", "true"},
      {"id == \"7\"", "unknown"},
      {"placed + 1 > placed", "unknown"},
      {"id == 8 and id == \"7\"", "false"},
  };
  for (const auto& [text, expected] : cases) CHECK_MESSAGE(evaluated(text) == expected, text);
}

TEST_CASE("checks that are not evaluated say why") {
  CHECK(why_not("id > nothing") == "`nothing`, which is not in the files");
  CHECK(why_not("id.x > 1") == "`id`, which is no reference in the files");
  CHECK(why_not("lower(\"x\") == \"x\"") == "the function `lower`");
  CHECK(why_not("\"{id}\" == \"7\"") == "an interpolated text");
  CHECK(why_not("id >") == "its end");
  CHECK(why_not("id / 2 > 1") == "`/`");
  CHECK(why_not("id == 1 == true") == "`==`");
  CHECK(why_not("id > 5m") == "the duration `5m`");
  CHECK(why_not(std::string(100'000, '(')) == "its depth");
  CHECK(why_not("") == "its end");
}

TEST_CASE("keys: serial, numbers at random, texts and composites are found where they are") {
  std::mt19937_64 random(7);
  const auto key = [](std::int64_t value) { return *key_of(std::vector{TypedValue::of(TypedValue::Type::number, value)}); };
  for (const bool is_serial : {true, false}) {
    KeySet set;
    std::vector<std::int64_t> values;
    for (std::int64_t row = 0; row < 5000; ++row)
      values.push_back(is_serial || row < 100 ? 10 + row * 5 : static_cast<std::int64_t>(random()) | 1);
    for (std::size_t row = 0; row < values.size(); ++row) set.add(key(values[row]), row);
    set.finish();
    CHECK(set.same_looking().empty());
    for (std::size_t row = 0; row < values.size(); ++row) REQUIRE(set.row_of(key(values[row])) == row);
    for (const std::int64_t absent : {9L, 11L, 5L, 10L + 5000 * 5, INT64_MIN, INT64_MAX - 1}) CHECK(!set.contains(key(absent)));
  }
  const auto text_key = [](const std::string& a, const std::string& b) {
    return *key_of(std::vector{TypedValue::of_text(a), TypedValue::of_text(b)});
  };
  KeySet set;
  set.add(text_key("a", "bc"), 0);
  set.add(text_key("ab", "c"), 1);
  set.add(text_key("x", ""), 5);
  set.add(text_key("ab", "c"), 9);
  set.finish();
  REQUIRE(set.same_looking().size() == 1);
  CHECK(set.same_looking()[0].first == 1);
  CHECK(set.same_looking()[0].second == 9);
  CHECK(set.row_of(text_key("x", "")) == 5);
  CHECK(!set.contains(text_key("", "x")));
  CHECK(!key_of(std::vector{TypedValue{}, TypedValue::of_text("x")}).has_value());
  CHECK(key_of(std::vector{number("1.50")})->high == key_of(std::vector{number("1.5")})->high);
  CHECK(key_of(std::vector{number("5.00")})->number == 5);
}

TEST_CASE("settings: which number of rows counts") {
  sydac::Settings settings;
  CHECK(settings.rows("orders", 100) == 100);
  settings.scale_numerator = 25;
  settings.scale_denominator = 10;
  CHECK(settings.rows("orders", 100) == 250);
  CHECK(settings.rows("orders", 1) == 3);  // 2.5, half up
  CHECK(settings.rows("orders", 0) == 0);
  settings.scale_numerator = 1;
  settings.scale_denominator = 1'000'000'000;
  CHECK(settings.rows("orders", 100) == 1);
  settings.scale_numerator = 1ULL << 62;
  settings.scale_denominator = 1;
  CHECK(settings.rows("orders", 1) == 1ULL << 62);
  CHECK_THROWS_AS(settings.rows("orders", 2), sydac::Overrun);
  CHECK_THROWS_AS(settings.rows("orders", 1ULL << 62), sydac::Overrun);
  settings.has_all_rows = true;
  settings.all_rows = 9;
  CHECK(settings.rows("orders", 100) == 9);
  settings.table_rows = {{"items", 3}, {"orders", 0}};
  CHECK(settings.rows("orders", 100) == 0);
}

TEST_CASE("a buffer keeps what it has while it grows") {
  sydac::Buffer buffer;
  std::string expected;
  for (int i = 0; i < 20'000; ++i) {
    const std::string piece(static_cast<std::size_t>(i % 50), static_cast<char>('a' + i % 26));
    buffer.append(piece);
    expected += piece;
  }
  CHECK(buffer.view() == expected);
  char* out = buffer.room(1'000'000);
  std::fill(out, out + 1'000'000, 'x');
  buffer.advance_to(out + 1'000'000);
  CHECK(buffer.size() == expected.size() + 1'000'000);
  buffer.clear();
  CHECK(buffer.view().empty());
}
