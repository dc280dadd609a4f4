#include <doctest/doctest.h>

#include <map>

#include <sydac/pools/request.hpp>

using sydac::Kind;
using sydac::pools::checked;
using sydac::pools::Field;

namespace {

Field of(Kind kind, std::string type) {
  Field field;
  field.name = "x";
  field.kind = kind;
  field.type = std::move(type);
  return field;
}

/// The value as it is kept, or `! ` and the problem.
std::string kept(const Field& field, std::string_view text) {
  const sydac::pools::Checked result = checked(field, text);
  if (!result.problem.empty()) CHECK(result.value.empty());
  return result.problem.empty() ? result.value : "! " + result.problem;
}

void check_all(const Field& field, const std::vector<std::pair<std::string, std::string>>& cases) {
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(kept(field, text) == expected);
  }
}

}  // namespace

TEST_CASE("integers are exact, within their bits") {
  Field field = of(Kind::integer, "int");
  field.bits = 32;
  check_all(field, {{"7", "7"},
                    {" -7\n", "-7"},
                    {"007", "7"},
                    {"+7", "7"},
                    {"-0", "0"},
                    {"7.00", "7"},
                    {"1.2e3", "1200"},
                    {"1200e-2", "12"},
                    {"2147483647", "2147483647"},
                    {"-2147483648", "-2147483648"},
                    {"2147483648", "! `2147483648` is beyond int"},
                    {"-2147483649", "! `-2147483649` is beyond int"},
                    {"7.5", "! `7.5` is no int"},
                    {"1,200", "! `1,200` is no int"},
                    {"1e99999", "! `1e99999` is no int"},
                    {"1e300", "! `1e300` is no int"},
                    {"0e300", "0"},
                    {"seven", "! `seven` is no int"},
                    {"-", "! `-` is no int"},
                    {".", "! `.` is no int"},
                    {"1.2.3", "! `1.2.3` is no int"},
                    {"", "! empty"},
                    {" \n", "! empty"}});
  field.bits = 64;
  CHECK(kept(field, "9223372036854775807") == "9223372036854775807");
  CHECK(kept(field, "-9223372036854775808") == "-9223372036854775808");
  CHECK(kept(field, "9223372036854775808") == "! `9223372036854775808` is beyond int");
  CHECK(kept(field, std::string(60'000, '1')).starts_with("! `111"));
  CHECK(kept(field, std::string(60'000, '0') + "1") == "1");
}

TEST_CASE("decimals have the digits of their scale and are never rounded") {
  Field field = of(Kind::decimal, "decimal(5,2)");
  field.precision = 5;
  field.scale = 2;
  check_all(field, {{"1.5", "1.50"},
                    {"1.500", "1.50"},
                    {"1", "1.00"},
                    {".5", "0.50"},
                    {"-0.05", "-0.05"},
                    {"-0", "0.00"},
                    {"1e-2", "0.01"},
                    {"999.99", "999.99"},
                    {"1000", "! `1000` is beyond decimal(5,2)"},
                    {"-999.99", "-999.99"},
                    {"-1000.00", "! `-1000.00` is beyond decimal(5,2)"},
                    {"1.505", "! `1.505` has 3 decimals, decimal(5,2) has 2"},
                    {"1e-38", "! `1e-38` has 38 decimals, decimal(5,2) has 2"},
                    {"1e38", "! `1e38` is no decimal(5,2)"},
                    {"abc", "! `abc` is no decimal(5,2)"},
                    {"$1.00", "! `$1.00` is no decimal(5,2)"}});
  field = of(Kind::decimal, "decimal(38,38)");
  field.precision = field.scale = 38;
  CHECK(kept(field, "0.5") == "0.50000000000000000000000000000000000000");
  CHECK(kept(field, "1") == "! `1` is beyond decimal(38,38)");
  CHECK(kept(field, "99999999999999999999999999999999999999") == "! `99999999999999999999999999999999999999` is beyond decimal(38,38)");
}

TEST_CASE("truth values, floats, uuids, bytes and JSON") {
  check_all(of(Kind::boolean, "bool"), {{"true", "true"},
                                        {"TRUE", "true"},
                                        {"Yes", "true"},
                                        {"1", "true"},
                                        {"no", "false"},
                                        {"0", "false"},
                                        {"False", "false"},
                                        {"t", "! `t` is no bool"},
                                        {"2", "! `2` is no bool"}});
  check_all(of(Kind::real, "float"), {{"1.50", "1.5"},
                                      {"1e3", "1000"},
                                      {"-0.1", "-0.1"},
                                      {"+2", "2"},
                                      {"nan", "! `nan` is no float"},
                                      {"inf", "! `inf` is no float"},
                                      {"1e999", "! `1e999` is no float"},
                                      {"0x10", "! `0x10` is no float"}});
  check_all(of(Kind::uuid, "uuid"), {{"123E4567-e89b-12d3-A456-426614174000", "123e4567-e89b-12d3-a456-426614174000"},
                                     {"123e4567e89b12d3a456426614174000", "! `123e4567e89b12d3a456426614174000` is no uuid"}});
  check_all(of(Kind::bytes, "bytes"),
            {{"\\xDEADbeef", "\\xdeadbeef"}, {"\\x", "\\x"}, {"\\xabc", "! `\\xabc` is no bytes"}, {"beef", "! `beef` is no bytes"}});
  check_all(of(Kind::json, "json"), {{"{\"a\":\n\t1}", "{\"a\":  1}"},
                                     {"{\"a\": \"\\n\"}", "{\"a\": \"\\n\"}"},
                                     {"{a: 1}", "! `{a: 1}` is no json"},
                                     {"1 2", "! `1 2` is no json"}});
  Field two = of(Kind::bytes, "bytes(2)");
  two.max_bytes = 2;
  CHECK(kept(two, "\\xbeef") == "\\xbeef");
  CHECK(kept(two, "\\xbeef00") == "! 3 bytes, at most 2");
}

TEST_CASE("days, times and moments as a CSV file has them") {
  check_all(of(Kind::date, "date"), {{"2024-02-29", "2024-02-29"},
                                     {"2023-02-29", "! `2023-02-29` is no date"},
                                     {"01/02/2024", "! `01/02/2024` is no date"},
                                     {"2024-2-9", "! `2024-2-9` is no date"},
                                     {"0000-01-01", "! `0000-01-01` is no date"}});
  check_all(of(Kind::time, "time"), {{"09:30", "09:30:00"},
                                     {"09:30:05.5", "09:30:05.500"},
                                     {"23:59:59.000001", "23:59:59.000001"},
                                     {"24:00", "! `24:00` is no time"},
                                     {"9:30", "! `9:30` is no time"}});
  check_all(of(Kind::timestamp, "timestamp"), {{"2026-01-31T09:30:00", "2026-01-31T09:30:00"},
                                               {"2026-01-31 09:30", "2026-01-31T09:30:00"},
                                               {"2026-01-31", "2026-01-31T00:00:00"},
                                               {"2026-01-31T09:30:00Z", "! `2026-01-31T09:30:00Z` is no timestamp"},
                                               {"2026-01-31x09:30", "! `2026-01-31x09:30` is no timestamp"},
                                               {"2026-01-31T", "! `2026-01-31T` is no timestamp"}});
  check_all(of(Kind::timestamptz, "timestamptz"),
            {{"2026-01-31T09:30:00Z", "2026-01-31T09:30:00Z"},
             {"2026-01-31 09:30", "2026-01-31T09:30:00Z"},
             {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"},
             {"2026-01-01T00:30-00:30", "2026-01-01T01:00:00Z"},
             {"0001-01-01T00:00:00+00:01", "! `0001-01-01T00:00:00+00:01` is outside the years 1 to 9999"},
             {"9999-12-31T23:59:59-00:01", "! `9999-12-31T23:59:59-00:01` is outside the years 1 to 9999"}});
  check_all(of(Kind::interval, "interval"), {{"P1Y2M3DT4H5M6S", "P1Y2M3DT4H5M6S"},
                                             {"P14M", "P1Y2M"},
                                             {"PT90M", "PT1H30M"},
                                             {"P0D", "PT0S"},
                                             {"1 day", "! `1 day` is no interval"},
                                             {"PT9223372036854775807S", "! `PT9223372036854775807S` is no interval"}});
}

TEST_CASE("texts: length in characters and bytes, no control characters") {
  Field field = of(Kind::text, "text(5)");
  field.max_characters = 5;
  check_all(field, {{"  Zelt\t\n", "Zelt"},
                    {"äöü€😀", "äöü€😀"},
                    {"äöü€😀!", "! 6 characters, at most 5"},
                    {"a\nb\tc", "a\nb\tc"},
                    {"\xff", "! not UTF-8"},
                    {"\xed\xa0\x80", "! not UTF-8"},
                    {std::string("a\0b", 3), "! the control character U+0000"},
                    {"a\x1b[2J", "! the control character U+001b"},
                    {"a\r\nb", "! the control character U+000d"},
                    {"a\xc2\x9b", "! the control character U+009b"},
                    {"a\x7f", "! the control character U+007f"},
                    {"\xc2\xa9", "©"}});
  field.max_bytes = 8;
  CHECK(kept(field, "äöü€😀") == "! 13 bytes, at most 8");
  CHECK(kept(of(Kind::text, "text"), std::string(65'536, 'x')).size() == 65'536);
  CHECK(kept(of(Kind::text, "text"), std::string(65'537, 'x')) == "! 65 537 bytes, at most 65 536");
  Field nullable = of(Kind::integer, "int");
  nullable.nullable = true;
  CHECK(kept(nullable, " ") == "");
  CHECK(checked(nullable, "").problem.empty());
}

TEST_CASE("the only values there may be, as the list spells them") {
  Field field = of(Kind::enumeration, "status");
  field.values = {"new", "Paid", "a", "A"};
  check_all(
      field,
      {{"new", "new"}, {"NEW", "new"}, {"paid", "Paid"}, {"a", "a"}, {"A", "A"}, {"old", "! `old` is none of `new`, `Paid`, `a`, `A`"}});
  for (int i = 0; i < 20; ++i) field.values.push_back("v" + std::to_string(i));
  CHECK(kept(field, "old").ends_with("`v7` and 12 more"));
  Field numbers = of(Kind::integer, "int");
  numbers.values = {"1", "2"};
  CHECK(kept(numbers, "2.0") == "2");
  CHECK(kept(numbers, "3") == "! `3` is none of `1`, `2`");
}

TEST_CASE("bounds are compared exactly") {
  Field field = of(Kind::decimal, "decimal(38,1)");
  field.scale = 1;
  field.minimum = "0.05";
  field.maximum = "9007199254740993";
  check_all(field, {{"0.1", "0.1"},
                    {"0", "! `0.0` is below 0.05"},
                    {"9007199254740993", "9007199254740993.0"},
                    {"9007199254740993.1", "! `9007199254740993.1` is above 9007199254740993"}});
  Field date = of(Kind::date, "date");
  date.minimum = "2020-01-01";
  date.maximum = "2020-12-31";
  check_all(date, {{"2020-01-01", "2020-01-01"},
                   {"2019-12-31", "! `2019-12-31` is below 2020-01-01"},
                   {"2021-01-01", "! `2021-01-01` is above 2020-12-31"}});
}

TEST_CASE("a pattern is asked of the value as it is kept") {
  Field field = of(Kind::text, "text");
  field.pattern = "[A-Z]{2}";
  field.matches = [](std::string_view text) { return text.size() == 2 && text[0] <= 'Z' && text[1] <= 'Z'; };
  CHECK(kept(field, " AB ") == "AB");
  CHECK(kept(field, "ABC") == "! `ABC` does not match /[A-Z]{2}/");
}

TEST_CASE("the hash of a request changes with what the values answer, not with the size or other columns") {
  sydac::pools::Request base;
  base.dataset = "shop";
  base.pool = "gear";
  base.prompt = "Outdoor gear";
  base.fields = {of(Kind::text, "text(80)")};
  base.keys = {{"stars", "", Kind::integer, {"1", "2"}}};
  base.uses = {{"t", "", "c", "", {"n text"}}};
  std::map<std::string, int> hashes;
  const auto add = [&](auto change) {
    sydac::pools::Request request = base;
    change(request);
    return ++hashes[schema_hash(request)];
  };
  using R = sydac::pools::Request&;
  CHECK(schema_hash(base).size() == 64);
  CHECK(add([](R) {}) == 1);
  CHECK(add([](R r) { r.size = 9; }) == 2);
  CHECK(add([](R r) { r.prompt += "."; }) == 1);
  CHECK(add([](R r) { r.fields[0].max_characters = 7; }) == 1);
  CHECK(add([](R r) { r.dataset_doc = "x"; }) == 1);
  CHECK(add([](R r) { r.locale = "x"; }) == 1);
  CHECK(add([](R r) { r.fields[0].type = "text(81)"; }) == 1);
  CHECK(add([](R r) { r.fields[0].doc = "x"; }) == 1);
  CHECK(add([](R r) { r.fields[0].minimum = "x"; }) == 1);
  CHECK(add([](R r) { r.fields[0].maximum = "x"; }) == 1);
  CHECK(add([](R r) { r.fields[0].pattern = "x"; }) == 1);
  CHECK(add([](R r) { r.fields[0].values = {"x"}; }) == 1);
  CHECK(add([](R r) { r.fields[0].values = {"x", ""}; }) == 1);
  CHECK(add([](R r) { r.fields[0].distinct = true; }) == 3);
  CHECK(add([](R r) { r.fields[0].nullable = true; }) == 1);
  CHECK(add([](R r) { r.keys[0].values.push_back("3"); }) == 1);
  CHECK(add([](R r) { r.keys[0].doc = "x"; }) == 1);
  CHECK(add([](R r) { r.uses[0].neighbours[0] = "m text"; }) == 4);
  CHECK(add([](R r) { r.uses.clear(); }) == 5);
  CHECK(add([](R r) { r.uses[0].column_doc = "x"; }) == 1);
  CHECK(add([](R r) { r.uses[0].table_doc = "y"; }) == 1);
}
