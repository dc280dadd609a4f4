#include <doctest/doctest.h>

#include "runtime_support.hpp"

using namespace sydac;

namespace {

using Number = Maybe<std::int64_t>;

std::string word(const Maybe<bool>& value) { return !value.has_value() ? "null" : *value ? "true" : "false"; }

}  // namespace

TEST_CASE("null in an operation gives null") {
  const Number three = std::int64_t{3}, none = null;
  CHECK(*(three + std::int64_t{4}) == 7);
  CHECK(*(std::int64_t{4} - three) == 1);
  CHECK(*(three * three) == 9);
  CHECK(*-three == -3);
  CHECK(is_null(none + std::int64_t{4}));
  CHECK(is_null(three * none));
  CHECK(is_null(-none));
  CHECK_THROWS_AS(Number(kInt64Max) + std::int64_t{1}, ValueError);
  CHECK(*(Maybe<Decimal<2>>(1.50_dec) + 1.50_dec) == 3.00_dec);
  CHECK(*(Maybe<Date>(Date::of(2024, 1, 1)) + Interval{.days = 1}) == Date::of(2024, 1, 2));
  CHECK(*(Maybe<double>(0.5) + 0.5) == 1.0);
  CHECK(*lift([](std::int64_t a, std::int64_t b) { return a * b; }, three, std::int64_t{2}) == 6);
  CHECK(is_null(lift([](std::int64_t) -> Number { return null; }, three)));
}

TEST_CASE("comparisons with null are null, and null is not true") {
  const Number three = std::int64_t{3}, none = null;
  CHECK(word(three == std::int64_t{3}) == "true");
  CHECK(word(std::int64_t{3} != three) == "false");
  CHECK(word(three < none) == "null");
  CHECK(word(none == none) == "null");
  CHECK(word(three >= std::int64_t{4}) == "false");
  CHECK_FALSE(is_true(none == std::int64_t{1}));
  CHECK(is_not_false(none == std::int64_t{1}));
  CHECK_FALSE(is_not_false(three == std::int64_t{1}));
}

TEST_CASE("and, or, not: the tables of SQL") {
  const Maybe<bool> yes = true, no = false, none = null;
  const Maybe<bool> all[] = {yes, no, none};
  const char* const both[] = {"true", "false", "null", "false", "false", "false", "null", "false", "null"};
  const char* const either[] = {"true", "true", "true", "true", "false", "null", "true", "null", "null"};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      CHECK(word(all[i] && all[j]) == both[i * 3 + j]);
      CHECK(word(all[i] || all[j]) == either[i * 3 + j]);
    }
  }
  CHECK(word(!yes) == "false");
  CHECK(word(!none) == "null");
  CHECK(word(true && none) == "null");
  CHECK(word(none || true) == "true");
}

TEST_CASE("coalesce, null_if, and texts") {
  const Number three = std::int64_t{3}, none = null;
  CHECK(coalesce(none, std::int64_t{5}) == 5);
  CHECK(coalesce(three, std::int64_t{5}) == 3);
  CHECK(*coalesce(none, three) == 3);
  CHECK(is_null(null_if(std::int64_t{3}, std::int64_t{3})));
  CHECK(*null_if(three, std::int64_t{4}) == 3);
  CHECK(is_null(join("a"_text, none)));
  CHECK(is_true(join("a"_text, three) == "a3"_text));
  CHECK(is_null(lower(Maybe<Text<4>>())));
  const Maybe<Text<8>> longer = Maybe<Text<4>>(Text<4>("abc"_text));
  CHECK(is_true(longer == "abc"_text));
  Maybe<Text<8>> copy;
  copy = longer;
  CHECK(is_true(copy == longer));
  copy = null;
  CHECK(is_null(copy));
}
