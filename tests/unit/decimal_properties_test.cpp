// Decimal arithmetic of 64 and 128 bits against whole numbers of any length. What is divided or rounded is checked by multiplying back.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include <sydac/generated.hpp>

using namespace sydac;

namespace {

/// A whole number: a sign, and limbs of 32 bits, the lowest first, none of the highest 0.
class Big {
 public:
  Big() = default;
  Big(Int128 value) : negative_(value < 0) {
    for (UInt128 rest = value < 0 ? UInt128{0} - static_cast<UInt128>(value) : static_cast<UInt128>(value); rest != 0; rest >>= 32)
      limbs_.push_back(static_cast<std::uint32_t>(rest));
  }

  Big magnitude() const {
    Big made = *this;
    made.negative_ = false;
    return made;
  }
  Big operator-() const {
    Big made = *this;
    made.negative_ = !negative_ && !limbs_.empty();
    return made;
  }
  friend Big operator+(const Big& a, const Big& b) {
    if (a.limbs_.empty() || b.limbs_.empty()) return a.limbs_.empty() ? b : a;
    if (a.negative_ != b.negative_) return a - -b;
    Big sum;
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < std::max(a.limbs_.size(), b.limbs_.size()) || carry != 0; ++i) {
      carry += std::uint64_t{a.limb(i)} + b.limb(i);
      sum.limbs_.push_back(static_cast<std::uint32_t>(carry));
      carry >>= 32;
    }
    sum.negative_ = a.negative_ && !sum.limbs_.empty();
    return sum;
  }
  friend Big operator-(const Big& a, const Big& b) {
    if (a.limbs_.empty() || b.limbs_.empty()) return a.limbs_.empty() ? -b : a;
    if (a.negative_ != b.negative_) return a + -b;
    if (compare_magnitudes(a, b) < 0) return -(b - a);
    Big difference;
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
      borrow += std::int64_t{a.limb(i)} - b.limb(i);
      difference.limbs_.push_back(static_cast<std::uint32_t>(borrow));
      borrow >>= 32;
    }
    while (!difference.limbs_.empty() && difference.limbs_.back() == 0) difference.limbs_.pop_back();
    difference.negative_ = a.negative_ && !difference.limbs_.empty();
    return difference;
  }
  friend Big operator*(const Big& a, const Big& b) {
    Big product;
    product.limbs_.resize(a.limbs_.size() + b.limbs_.size() + 1);
    for (std::size_t i = 0; i < a.limbs_.size(); ++i) {
      std::uint64_t carry = 0;
      for (std::size_t k = 0; k < b.limbs_.size() || carry != 0; ++k) {
        carry += std::uint64_t{a.limbs_[i]} * b.limb(k) + product.limbs_[i + k];
        product.limbs_[i + k] = static_cast<std::uint32_t>(carry);
        carry >>= 32;
      }
    }
    while (!product.limbs_.empty() && product.limbs_.back() == 0) product.limbs_.pop_back();
    product.negative_ = a.negative_ != b.negative_ && !product.limbs_.empty();
    return product;
  }
  /// -1, 0 or 1.
  friend int compare(const Big& a, const Big& b) {
    if (a.negative_ != b.negative_) return a.negative_ ? -1 : 1;
    return a.negative_ ? compare_magnitudes(b, a) : compare_magnitudes(a, b);
  }
  bool is_odd() const { return limb(0) % 2 != 0; }

 private:
  std::uint32_t limb(std::size_t i) const { return i < limbs_.size() ? limbs_[i] : 0; }
  static int compare_magnitudes(const Big& a, const Big& b) {
    if (a.limbs_.size() != b.limbs_.size()) return a.limbs_.size() < b.limbs_.size() ? -1 : 1;
    for (std::size_t i = a.limbs_.size(); i-- > 0;) {
      if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] < b.limbs_[i] ? -1 : 1;
    }
    return 0;
  }

  bool negative_ = false;
  std::vector<std::uint32_t> limbs_;
};

Big ten_to(unsigned exponent) { return Big(power_of_ten(exponent)); }

template <class Rep>
bool fits(const Big& value) {
  const Int128 high = sizeof(Rep) == 8 ? Int128{kInt64Max} : kInt128Max, low = sizeof(Rep) == 8 ? Int128{kInt64Min} : kInt128Min;
  return compare(value, Big(low)) >= 0 && compare(value, Big(high)) <= 0;
}

std::mt19937_64 bits(2026);

/// Any number of bits equally often.
template <class Rep>
Rep random_raw() {
  const unsigned size = static_cast<unsigned>(bits() % (8 * sizeof(Rep)));
  UInt128 drawn = static_cast<UInt128>(bits()) << 64 | bits();
  drawn &= (UInt128{1} << size) - 1;
  const Int128 value = static_cast<Int128>(drawn);
  return static_cast<Rep>(bits() % 2 == 0 ? value : -value);
}

template <class F>
auto tried(F f) -> std::optional<decltype(f().raw)> {
  try {
    return f().raw;
  } catch (const ValueError&) {
    return std::nullopt;
  }
}

int wrong = 0;
long long cases = 0, overflows = 0;

template <class Raw>
void expect(const std::optional<Raw>& result, const Big& exact, bool may_throw) {
  ++cases;
  overflows += result ? 0 : 1;
  wrong += result ? (compare(Big(Int128{*result}), exact) == 0 ? 0 : 1) : (may_throw || !fits<Raw>(exact) ? 0 : 1);
}

enum class Ties { away, even };

/// Whether `result` is numerator / denominator, rounded.
bool is_quotient(const Big& result, const Big& numerator, const Big& denominator, Ties ties) {
  const Big rest = numerator - result * denominator;
  const int half = compare((rest + rest).magnitude(), denominator.magnitude());
  if (half != 0) return half < 0;
  return ties == Ties::even ? !result.is_odd() : compare((result * denominator).magnitude(), numerator.magnitude()) > 0;
}

template <class Raw>
void expect_quotient(const std::optional<Raw>& result, const Big& numerator, const Big& denominator, bool may_throw,
                     Ties ties = Ties::away) {
  ++cases;
  overflows += result ? 0 : 1;
  if (result) {
    wrong += is_quotient(Big(Int128{*result}), numerator, denominator, ties) ? 0 : 1;
    return;
  }
  // What does not fit is at least half a unit beyond the largest.
  const Big most(sizeof(Raw) == 8 ? Int128{kInt64Max} : kInt128Max);
  const Big twice = numerator.magnitude() + numerator.magnitude();
  wrong += may_throw || compare(twice, (most + most) * denominator.magnitude()) > 0 ? 0 : 1;
}

template <class A, class B>
void check_operations(A a, B b) {
  using Raw = decltype((a + b).raw);
  constexpr unsigned kScale = A::scale > B::scale ? A::scale : B::scale;
  const Big x(Int128{a.raw}), y(Int128{b.raw});
  const Big left = x * ten_to(kScale - A::scale), right = y * ten_to(kScale - B::scale);
  const bool aligned = fits<Raw>(left) && fits<Raw>(right);
  expect(tried([&] { return a + b; }), left + right, !aligned);
  expect(tried([&] { return a - b; }), left - right, !aligned);
  expect(tried([&] { return a * b; }), x * y, false);
  wrong += (a == b) == (compare(left, right) == 0) ? 0 : 1;
  wrong += (a < b) == (compare(left, right) < 0) ? 0 : 1;
  wrong += (a >= b) == (compare(left, right) >= 0) ? 0 : 1;
}

template <unsigned S, class A, class B>
void check_quotient(A a, B b) {
  const Big x(Int128{a.raw}), y(Int128{b.raw});
  constexpr unsigned kUp = S + B::scale;
  if (b.raw == 0) {
    CHECK_THROWS_AS(divide<S>(a, b), ValueError);
    return;
  }
  const Big numerator = x * ten_to(kUp / 2) * ten_to(kUp - kUp / 2), denominator = y * ten_to(A::scale);
  const bool long_divisor = kUp < A::scale && !fits<Int128>(y * ten_to(A::scale - (kUp < A::scale ? kUp : 0)));
  expect_quotient(tried([&] { return divide<S>(a, b); }), numerator, denominator, long_divisor);
}

template <unsigned S, class A>
void check_rounding(A a) {
  const Big x(Int128{a.raw});
  constexpr unsigned kUp = S > A::scale ? S - A::scale : 0, kDown = A::scale > S ? A::scale - S : 0;
  const Big numerator = x * ten_to(kUp), denominator = ten_to(kDown);
  expect_quotient(tried([&] { return round_to<S>(a); }), numerator, denominator, false);
  expect_quotient(tried([&] { return round_even<S>(a); }), numerator, denominator, false, Ties::even);
  expect_quotient(tried([&] { return convert<Decimal<S>>(a); }), numerator, denominator, false);
  expect_quotient(tried([&] { return convert<Decimal<S, Int128>>(a); }), numerator, denominator, false);
  const Big unit = ten_to(A::scale);
  const auto down = tried([&] { return Decimal<0>{floor_to_integer(a)}; }), up = tried([&] { return Decimal<0>{ceil_to_integer(a)}; });
  if (down) wrong += compare(Big(Int128{*down}) * unit, x) <= 0 && compare((Big(Int128{*down}) + Big(1)) * unit, x) > 0 ? 0 : 1;
  if (up) wrong += compare(Big(Int128{*up}) * unit, x) >= 0 && compare((Big(Int128{*up}) - Big(1)) * unit, x) < 0 ? 0 : 1;
  if (fits<std::int64_t>(x)) wrong += down && up ? 0 : 1;
}

template <unsigned A, unsigned B, class Left, class Right>
void check_scales() {
  for (int i = 0; i < 200; ++i) {
    const Decimal<A, Left> a{random_raw<Left>()};
    // Often the same number, so that sums cancel and quotients are near 1.
    const Decimal<B, Right> b{i % 8 == 0 && fits<Right>(Big(Int128{a.raw})) ? static_cast<Right>(a.raw) : random_raw<Right>()};
    check_operations(a, b);
    check_quotient<0>(a, b);
    check_quotient<6>(a, b);
  }
}
template <unsigned A, unsigned... B>
void check_with() {
  (check_scales<A, B, std::int64_t, std::int64_t>(), ...);
  (check_scales<A, B, std::int64_t, Int128>(), ...);
  (check_scales<A, B, Int128, Int128>(), ...);
}

template <unsigned A, class Rep>
void check_roundings() {
  for (int i = 0; i < 650; ++i) {
    const Decimal<A, Rep> a{random_raw<Rep>()};
    check_rounding<0>(a);
    check_rounding<2>(a);
    check_rounding<18>(a);
    const Decimal<A, Rep> tie{static_cast<Rep>((a.raw % 1000) * 5)};
    check_rounding<1>(tie);
  }
}

}  // namespace

TEST_CASE("numbers of any length add, subtract and multiply") {
  const Big a(kInt128Max), b(kInt128Min);
  CHECK(compare(a + b, Big(-1)) == 0);
  CHECK(compare(a * b - b * a, Big()) == 0);
  CHECK(compare((a + Big(1)) * (a - Big(1)), a * a - Big(1)) == 0);
  CHECK(compare(ten_to(38) * ten_to(38), ten_to(37) * ten_to(38) * ten_to(1)) == 0);
  CHECK(compare(b, a) < 0);
}

TEST_CASE("sums, differences, products, quotients and comparisons of decimals") {
  wrong = 0;
  cases = overflows = 0;
  check_with<0, 0, 2, 9, 18>();
  check_with<2, 0, 2, 6>();
  check_with<9, 0, 2, 9>();
  check_with<18, 0, 2, 18>();
  CHECK(wrong == 0);
  CHECK(cases >= 35'000);
  CHECK(overflows > 1000);
  MESSAGE(cases << " results, " << overflows << " overflows");
}

TEST_CASE("rounding and conversion of decimals") {
  wrong = 0;
  cases = overflows = 0;
  check_roundings<0, std::int64_t>();
  check_roundings<3, std::int64_t>();
  check_roundings<18, std::int64_t>();
  check_roundings<0, Int128>();
  check_roundings<3, Int128>();
  check_roundings<18, Int128>();
  check_roundings<30, Int128>();
  CHECK(wrong == 0);
  CHECK(cases >= 70'000);
  MESSAGE(cases << " results, " << overflows << " overflows");
}
