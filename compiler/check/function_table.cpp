#include <algorithm>

#include "check/functions.hpp"

namespace sydac::compiler {
namespace {

constexpr auto kText = FunctionKind::text;
constexpr auto kNumber = FunctionKind::number;
constexpr auto kChoice = FunctionKind::choice;
constexpr auto kMoment = FunctionKind::moment;

constexpr FunctionSpec kFunctions[] = {
    {Function::lower, kText, "lower", 1, 1, "x", "letters A to Z as small ones", R"(lower("Ab"))", "ab"},
    {Function::upper, kText, "upper", 1, 1, "x", "letters a to z as capitals", R"(upper("Ab"))", "AB"},
    {Function::length, kText, "length", 1, 1, "x", "the number of characters", R"(length("Zoë"))", "3"},
    {Function::substr, kText, "substr", 2, 3, "x, start[, count]",
     "`count` characters, or all, from number `start` on; the first one is 1, the last one -1", R"(substr("abcdef", 2, 3))", "bcd"},
    {Function::replace, kText, "replace", 3, 3, "x, from, to", "each `from` in it, from the left, becomes `to`",
     R"(replace("a-b-c", "-", "+"))", "a+b+c"},
    {Function::trim, kText, "trim", 1, 2, "x[, characters]", "without blanks, or the characters given, at both ends",
     R"(trim("--ab-", "-"))", "ab"},
    {Function::pad, kText, "pad", 2, 4, "x, width[, fill[, side]]",
     R"(filled up to so many characters, with blanks and on the `"right"` or as given; longer ones stay as they are)",
     R"(pad("7", 3, "0", "left"))", "007"},
    {Function::ascii, kText, "ascii", 1, 1, "x",
     "Latin letters without their marks, `ß` as `ss`, typographic hyphens and quotes as plain ones; other characters beyond ASCII are `?`",
     R"(ascii("Łódź"))", "Lodz"},
    {Function::slug, kText, "slug", 1, 1, "x", "the same in small letters and digits, with a hyphen in place of everything else",
     R"(slug("Crème brûlée!"))", "creme-brulee"},
    {Function::format, kText, "format", 2, 2, "x, pattern", "a number or a moment as the pattern shows it", R"(format(1234.5, "#,##0.00"))",
     "1,234.50"},
    {Function::matches, kText, "matches", 2, 2, "x, /regex/", "whether the regular expression describes the whole text",
     R"(matches("AB-12", /[A-Z]+-[0-9]+/))", "true"},

    {Function::round, kNumber, "round", 1, 2, "x[, decimals]", "to an integer, or to so many decimals (0 to 18); half away from zero",
     "round(2.675, 2)", "2.68"},
    {Function::round_even, kNumber, "round_even", 1, 2, "x[, decimals]", "the same, half to the even neighbour", "round_even(2.665, 2)",
     "2.66"},
    {Function::floor, kNumber, "floor", 1, 1, "x", "the integer below", "floor(-1.5)", "-2"},
    {Function::ceil, kNumber, "ceil", 1, 1, "x", "the integer above", "ceil(-1.5)", "-1"},
    {Function::abs, kNumber, "abs", 1, 1, "x", "without its sign", "abs(-3)", "3"},
    {Function::sign, kNumber, "sign", 1, 1, "x", "-1, 0 or 1", "sign(-0.5)", "-1"},
    {Function::div, kNumber, "div", 2, 2, "a, b", "of integers, towards zero; `b` must not be able to be 0", "div(-7, 2)", "-3"},
    {Function::mod, kNumber, "mod", 2, 2, "a, b", "what `div` leaves, with the sign of `a`", "mod(-7, 2)", "-1"},

    {Function::minimum, kChoice, "min", 2, 8, "a, b, …", "the smallest, of anything that `<` compares", "min(3, 1.5)", "1.5"},
    {Function::maximum, kChoice, "max", 2, 8, "a, b, …", "the largest", R"(max("a", "b"))", "b"},
    {Function::clamp, kChoice, "clamp", 3, 3, "x, low, high", "`low` where `x` is below it, `high` where it is above", "clamp(12, 1, 10)",
     "10"},
    {Function::coalesce, kChoice, "coalesce", 2, 8, "a, b, …", "the first that is not null", R"(coalesce(nullif(1, 1), 2))", "2"},
    {Function::nullif, kChoice, "nullif", 2, 2, "a, b", "null where both are equal, else `a`", "nullif(1, 0)", "1"},
    {Function::hash, kChoice, "hash", 1, 8, "a, b, …", "an integer from 0 to 2^63 - 1 that only depends on the arguments' texts",
     R"(mod(hash("a", 1), 100))", "72"},

    {Function::year, kMoment, "year", 1, 1, "x", "of a date or timestamp, as the next ones", "year(2026-08-15)", "2026"},
    {Function::quarter, kMoment, "quarter", 1, 1, "x", "1 to 4", "quarter(2026-08-15)", "3"},
    {Function::month, kMoment, "month", 1, 1, "x", "1 to 12", "month(2026-08-15)", "8"},
    {Function::week, kMoment, "week", 1, 1, "x", "1 to 53, as ISO 8601 counts them", "week(2027-01-01)", "53"},
    {Function::day, kMoment, "day", 1, 1, "x", "1 to 31", "day(2026-08-15)", "15"},
    {Function::weekday, kMoment, "weekday", 1, 1, "x", "1 is Monday, 7 is Sunday", "weekday(2026-08-15)", "6"},
    {Function::hour, kMoment, "hour", 1, 1, "x", "of a timestamp or a time, as the next ones", "hour(2026-08-15T09:30:00)", "9"},
    {Function::minute, kMoment, "minute", 1, 1, "x", "0 to 59", "minute(2026-08-15T09:30:00)", "30"},
    {Function::second, kMoment, "second", 1, 1, "x", "0 to 59", "second(2026-08-15T09:30:05)", "5"},
    {Function::date, kMoment, "date", 1, 1, "x", "the day of a timestamp", "date(2026-08-15T09:30:00)", "2026-08-15"},
    {Function::time, kMoment, "time", 1, 1, "x", "the time of day of a timestamp", "time(2026-08-15T09:30:00)", "09:30:00"},
    {Function::timestamp, kMoment, "timestamp", 1, 1, "x", "a date's midnight", "timestamp(2026-08-15)", "2026-08-15T00:00:00"},
    {Function::trunc, kMoment, "trunc", 2, 2, "x, unit",
     R"(the start of its `"year"`, `"quarter"`, `"month"`, `"week"` or `"day"`, of a timestamp also of its `"hour"`, `"minute"` or `"second"`)",
     R"(trunc(2026-08-15, "month"))", "2026-08-01"},
    {Function::add, kMoment, "add", 3, 3, "x, n, unit", "`n` units later; a month's end stays one, and a date stays a date by whole days",
     R"(add(2026-01-31, 1, "month"))", "2026-02-28"},
    {Function::age, kMoment, "age", 1, 2, "birth[, at]", "full years from one day to another, or to `now`", "age(2000-03-01, 2026-02-28)",
     "25"},
};

}  // namespace

std::span<const FunctionSpec> functions() { return kFunctions; }

const FunctionSpec* find_function(std::string_view name) {
  const auto found =
      std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const FunctionSpec& spec) { return spec.name == name; });
  return found == std::end(kFunctions) ? nullptr : found;
}

std::string_view name_of(Function function) {
  const auto found =
      std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const FunctionSpec& spec) { return spec.function == function; });
  return found == std::end(kFunctions) ? std::string_view() : found->name;
}

}  // namespace sydac::compiler
