#include <doctest/doctest.h>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::digits;
using sydac::test::shown;

namespace {

/// Independent of the code under test: whole numbers as strings of decimal digits.
Int128 parse(const std::string& text) {
  Int128 value = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') value = value * 10 + (c - '0');
  }
  return text[0] == '-' ? -value : value;
}

/// a / b half away from zero, by counting up from the quotient's absolute value.
Int128 rounded_quotient(Int128 a, Int128 b) {
  const bool negative = (a < 0) != (b < 0);
  const Int128 x = a < 0 ? -a : a, y = b < 0 ? -b : b;
  Int128 quotient = x / y;
  if (2 * (x % y) >= y) ++quotient;
  return negative ? -quotient : quotient;
}

template <unsigned A, unsigned B>
void check_pair(std::int64_t x, std::int64_t y) {
  const Decimal<A> a{x};
  const Decimal<B> b{y};
  constexpr unsigned kScale = A > B ? A : B;
  const Int128 left = Int128{x} * power_of_ten(kScale - A), right = Int128{y} * power_of_ten(kScale - B);
  REQUIRE((wide(a) + b).raw == left + right);
  REQUIRE((a - wide(b)).raw == left - right);
  REQUIRE((wide(a) * b).raw == Int128{x} * y);
  REQUIRE((a == b) == (left == right));
  REQUIRE((a < b) == (left < right));
  REQUIRE((wide(a) >= b) == (left >= right));
  if (left + right <= kInt64Max && left + right >= kInt64Min && left <= kInt64Max && left >= kInt64Min && right <= kInt64Max &&
      right >= kInt64Min) {
    REQUIRE((a + b).raw == left + right);
  } else {
    REQUIRE_THROWS_AS(a + b, ValueError);
  }
  if (y != 0) {
    const Int128 expected = rounded_quotient(left * 1000, right);
    if (expected <= kInt64Max && expected >= kInt64Min)
      REQUIRE((divide<3>(a, b)).raw == expected);
    else
      REQUIRE_THROWS_AS(divide<3>(a, b), ValueError);
    REQUIRE((divide<3>(wide(a), b)).raw == expected);
  }
}

}  // namespace

TEST_CASE("decimals are written with all their digits") {
  CHECK(shown(12.30_dec) == "12.30");
  CHECK(shown(Decimal<2>{-5}) == "-0.05");
  CHECK(shown(Decimal<0>{-5}) == "-5");
  CHECK(shown(Decimal<2>{kInt64Min}) == "-92233720368547758.08");
  CHECK(shown(Decimal<18>{1}) == "0.000000000000000001");
  CHECK(shown(Decimal<37, Int128>{kInt128Min}) == "-17.0141183460469231731687303715884105728");
  test::Numbers numbers(1);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t raw = numbers.any_signed();
    const Int128 wide_raw =
        static_cast<Int128>(static_cast<UInt128>(numbers.any_size()) << (numbers.next() % 64) ^ numbers.next()) * (i % 2 == 0 ? 1 : -1);
    REQUIRE(shown(raw) == digits(raw));
    REQUIRE(shown(Decimal<1>{raw}) == digits(raw, 1));
    REQUIRE(shown(Decimal<2>{raw}) == digits(raw, 2));
    REQUIRE(shown(Decimal<4>{raw}) == digits(raw, 4));
    REQUIRE(shown(Decimal<9>{raw}) == digits(raw, 9));
    REQUIRE(shown(Decimal<17>{raw}) == digits(raw, 17));
    REQUIRE(shown(Decimal<19>{raw}) == digits(raw, 19));
    REQUIRE(shown(Decimal<0, Int128>{wide_raw}) == digits(wide_raw));
    REQUIRE(shown(Decimal<2, Int128>{wide_raw}) == digits(wide_raw, 2));
    REQUIRE(shown(Decimal<18, Int128>{wide_raw}) == digits(wide_raw, 18));
    REQUIRE(shown(Decimal<30, Int128>{wide_raw}) == digits(wide_raw, 30));
    REQUIRE(shown(Decimal<37, Int128>{wide_raw}) == digits(wide_raw, 37));
  }
}

TEST_CASE("integers of every length") {
  for (std::uint64_t power = 1;; power *= 10) {
    for (const std::uint64_t value : {power - 1, power, power + 1, power * 9}) REQUIRE(shown(value) == std::to_string(value));
    if (power > ~std::uint64_t{0} / 10) break;
  }
  CHECK(shown(kInt64Min) == "-9223372036854775808");
  CHECK(shown(~std::uint64_t{0}) == "18446744073709551615");
  for (std::int64_t value = -20'000; value <= 20'000; ++value) REQUIRE(shown(value) == std::to_string(value));
}

TEST_CASE("arithmetic agrees with whole numbers, or throws") {
  test::Numbers numbers(2);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t x = numbers.any_signed(), y = numbers.any_signed();
    check_pair<2, 2>(x, y);
    check_pair<0, 4>(x / 1000, y);
    check_pair<6, 2>(x, y / 10'000'000);
    check_pair<3, 9>(x / 10'000'000, y);
  }
}

TEST_CASE("decimal literals") {
  static_assert(std::is_same_v<decltype(9.99_dec), Decimal<2>>);
  static_assert(std::is_same_v<decltype(5_dec), Decimal<0>>);
  static_assert(std::is_same_v<decltype(123456789012345678901.5_dec), Decimal<1, Int128>>);
  CHECK((0.05_dec).raw == 5);
  CHECK((1'000.50_dec).raw == 100050);
  CHECK((99999999999999999999999999999999.999999_dec).raw == parse("99999999999999999999999999999999999999"));
  CHECK((0.0000000000000000000001_dec).raw == 1);
}

TEST_CASE("rounding is half away from zero") {
  CHECK(round_to<1>(2.25_dec) == 2.3_dec);
  CHECK(round_to<1>(-2.25_dec) == -2.3_dec);
  CHECK(round_to<1>(2.24_dec) == 2.2_dec);
  CHECK(round_to<0>(0.5_dec).raw == 1);
  CHECK(round_to<0>(-0.5_dec).raw == -1);
  CHECK(round_to<4>(2.25_dec).raw == 22500);
  CHECK(round_to_integer(99.50_dec) == 100);
  CHECK(round_to<0>(Decimal<19>{kInt64Max}).raw == 1);
  CHECK(round_to<0>(Decimal<19>{-4'999'999'999'999'999'999}).raw == 0);
  CHECK_THROWS_AS(round_to<10>(Decimal<2>{kInt64Max}), ValueError);
  for (std::int64_t raw = -3000; raw <= 3000; ++raw) REQUIRE(round_to<1>(Decimal<3>{raw}).raw == rounded_quotient(raw, 100));
}

TEST_CASE("conversions check what they lose") {
  CHECK(convert<std::int64_t>(12.50_dec) == 13);
  CHECK(convert<Decimal<2>>(std::int64_t{7}) == 7.00_dec);
  CHECK((convert<Decimal<2>>(wide(1.005_dec))).raw == 101);
  CHECK_THROWS_AS((convert<Decimal<2>>(Decimal<0, Int128>{power_of_ten(30)})), ValueError);
  CHECK_THROWS_AS(convert<std::int64_t>(Decimal<0, Int128>{power_of_ten(30)}), ValueError);
  CHECK_THROWS_AS(within_digits<4>(100.00_dec), ValueError);
  CHECK_THROWS_AS(within_digits<4>(-100.00_dec), ValueError);
  CHECK(within_digits<4>(99.99_dec) == 99.99_dec);
  CHECK_THROWS_AS((within_digits<30>(Decimal<2, Int128>{power_of_ten(30)})), ValueError);
  CHECK_THROWS_AS(in_range(40'000, -32'768, 32'767), ValueError);
}

TEST_CASE("division to many digits") {
  CHECK(shown(divide<30>(wide(1.0_dec), 3)) == "0." + std::string(30, '3'));
  CHECK(shown(divide<30>(wide(-2.0_dec), 3)) == "-0." + std::string(29, '6') + "7");
  CHECK(shown(divide<2>(1, 8)) == "0.13");
  CHECK(shown(divide<2>(-1, 8)) == "-0.13");
  CHECK_THROWS_AS(divide<2>(1, 0), ValueError);
  CHECK_THROWS_AS(divide<2>(wide(1.0_dec), 0.00_dec), ValueError);
  CHECK_THROWS_AS((divide<37>(Decimal<0, Int128>{kInt128Max}, 1)), ValueError);
  // Denominators so large that ten times a remainder leaves 128 bits.
  test::Numbers numbers(5);
  for (int i = 0; i < 2'000; ++i) {
    const Int128 a = static_cast<Int128>((static_cast<UInt128>(numbers.next()) << 64 | numbers.next()) >> (1 + numbers.next() % 60));
    const Int128 b = static_cast<Int128>((static_cast<UInt128>(numbers.next()) << 64 | numbers.next()) >> 1) | 1;
    // Digit by digit on strings would be slower still; here by halving the scale: a·10^9 / b = ((a·10^k mod b)·10 …) with 256-bit steps by
    // subtraction.
    Int128 quotient = a / b;
    UInt128 rest = static_cast<UInt128>(a % b);
    for (int digit = 0; digit < 9; ++digit) {
      int next = 0;
      UInt128 sum = 0;
      for (int k = 0; k < 10; ++k) {
        sum += rest;
        if (sum >= static_cast<UInt128>(b)) {
          sum -= static_cast<UInt128>(b);
          ++next;
        }
      }
      rest = sum;
      quotient = quotient * 10 + next;
    }
    if (rest >= static_cast<UInt128>(b) - rest) ++quotient;
    REQUIRE((divide<9>(Decimal<0, Int128>{a}, Decimal<0, Int128>{b})).raw == quotient);
  }
}

TEST_CASE("checked integers") {
  CHECK_THROWS_AS(add(kInt64Max, std::int64_t{1}), ValueError);
  CHECK_THROWS_AS(subtract(kInt64Min, std::int64_t{1}), ValueError);
  CHECK_THROWS_AS(multiply(kInt64Max, std::int64_t{2}), ValueError);
  CHECK_THROWS_AS(negate(kInt64Min), ValueError);
  CHECK_THROWS_AS(divide(kInt64Min, std::int64_t{-1}), ValueError);
  CHECK_THROWS_AS(divide(std::int64_t{1}, std::int64_t{0}), ValueError);
  CHECK_THROWS_AS(modulo(std::int64_t{1}, std::int64_t{0}), ValueError);
  CHECK(modulo(kInt64Min, std::int64_t{-1}) == 0);
  CHECK(divide(std::int64_t{-7}, std::int64_t{2}) == -3);
  CHECK(modulo(std::int64_t{-7}, std::int64_t{2}) == -1);
  // 128 bits: against factors whose product is known to fit or not.
  const Int128 root = Int128{1} << 63;
  CHECK(multiply(root, root - 1) == root * (root - 1));
  CHECK_THROWS_AS(multiply(root, root << 1), ValueError);
  CHECK(multiply(-root, root << 1) == kInt128Min);
  CHECK(multiply(kInt128Min, Int128{1}) == kInt128Min);
  CHECK_THROWS_AS(multiply(kInt128Min, Int128{-1}), ValueError);
  test::Numbers numbers(6);
  for (int i = 0; i < 20'000; ++i) {
    const Int128 a = Int128{numbers.any_signed()} * (Int128{1} << (numbers.next() % 50)), b = numbers.any_signed();
    const long double estimate = static_cast<long double>(a) * static_cast<long double>(b);
    if (std::abs(estimate) < 1.6e38L) REQUIRE(multiply(a, b) == a * b);
    if (std::abs(estimate) > 1.8e38L) REQUIRE_THROWS_AS(multiply(a, b), ValueError);
  }
}

TEST_CASE("floats and decimals") {
  CHECK(to_double(0.1_dec) == 0.1);
  CHECK(to_double(-12.50_dec) == -12.5);
  CHECK(round_to<2>(2.675).raw == 267);  // the double lies below
  CHECK(round_to<2>(0.125).raw == 13);
  CHECK(round_to<2>(-0.125).raw == -13);
  CHECK(round_to<0>(0.49999999999999994).raw == 0);
  CHECK(round_to<20>(1e-20).raw == 1);
  CHECK(round_to<2>(1e-300).raw == 0);
  CHECK(round_to<2>(5e-324).raw == 0);
  CHECK((convert<Decimal<2>>(1e10)) == 10000000000.00_dec);
  CHECK_THROWS_AS(round_to<2>(1e300), ValueError);
  CHECK_THROWS_AS((convert<Decimal<2>>(1e18)), ValueError);
  CHECK_THROWS_AS(multiply(1e200, 1e200), ValueError);
  CHECK_THROWS_AS(divide(1.0, 0.0), ValueError);
  CHECK_THROWS_AS(divide(1.0, -0.0), ValueError);
  CHECK(shown(0.1) == "0.1");
  CHECK(shown(add(0.1, 0.2)) == "0.30000000000000004");
  test::Numbers numbers(7);
  for (int i = 0; i < 20'000; ++i) {
    const std::int64_t raw = numbers.any_signed() / 2048;  // 53 bits: exact in a double
    REQUIRE(convert<Decimal<3>>(to_double(Decimal<3>{raw})).raw == raw);
    REQUIRE(std::stod(shown(to_double(Decimal<5>{raw}))) == to_double(Decimal<5>{raw}));
  }
}
