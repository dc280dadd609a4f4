// Exact decimals: a raw integer and a scale that is part of the type. Nothing here rounds unless its name says so, and what does not fit
// throws ValueError.
#pragma once

#include <compare>

#include <sydac/arithmetic.hpp>
#include <sydac/number.hpp>

namespace sydac {

/// raw × 10^-S. Rep is std::int64_t (to 18 digits) or Int128 (to 38).
template <unsigned S, class Rep = std::int64_t>
struct Decimal {
  static_assert(S <= 37);
  static constexpr unsigned scale = S;
  using Raw = Rep;
  Rep raw = 0;
};

template <class T>
inline constexpr bool kIsDecimal = false;
template <unsigned S, class Rep>
inline constexpr bool kIsDecimal<Decimal<S, Rep>> = true;

namespace detail {

template <class T>
inline constexpr bool kIsInteger = std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char>;

template <class A, class B>
using WiderRaw = std::conditional_t<std::is_same_v<A, Int128> || std::is_same_v<B, Int128>, Int128, std::int64_t>;

template <class To>
constexpr To fit_raw(Int128 raw) {
  if constexpr (std::is_same_v<To, std::int64_t>) {
    if (raw > kInt64Max || raw < kInt64Min) throw_value_error("decimal overflow: the value has more than 18 digits");
    return static_cast<std::int64_t>(raw);
  } else {
    return raw;
  }
}

/// raw × 10^Digits, checked.
template <unsigned Digits, class Rep>
constexpr Rep scale_up(Rep raw) {
  if constexpr (Digits == 0) {
    return raw;
  } else if constexpr (std::is_same_v<Rep, std::int64_t> && Digits > 18) {
    if (raw != 0) throw_value_error("decimal overflow: the value has more than 18 digits");
    return 0;
  } else {
    return multiply(raw, static_cast<Rep>(power_of_ten(Digits)));
  }
}

/// raw / 10^Digits, half away from zero.
template <unsigned Digits, class Rep>
constexpr Rep scale_down(Rep raw) {
  if constexpr (Digits == 0) {
    return raw;
  } else if constexpr (std::is_same_v<Rep, std::int64_t> && Digits > 18) {
    // 10^19 and more: at most one half, and only for what exceeds 5 × 10^18.
    if constexpr (Digits > 19)
      return 0;
    else
      return raw >= 5'000'000'000'000'000'000 ? 1 : raw <= -5'000'000'000'000'000'000 ? -1 : 0;
  } else {
    return divide_rounded(raw, static_cast<Rep>(power_of_ten(Digits)));
  }
}

template <class T>
struct AsDecimal;
template <class T>
requires kIsInteger<T>
struct AsDecimal<T> {
  using type = Decimal<0>;
  static constexpr type of(T value) { return {static_cast<std::int64_t>(value)}; }
};
template <unsigned S, class Rep>
struct AsDecimal<Decimal<S, Rep>> {
  using type = Decimal<S, Rep>;
  static constexpr type of(type value) { return value; }
};

/// Decimal with decimal, or decimal with integer.
template <class A, class B>
concept DecimalOperands = (kIsDecimal<A> && (kIsDecimal<B> || kIsInteger<B>)) || (kIsInteger<A> && kIsDecimal<B>);

template <class A, class B, unsigned S>
using DecimalResult = Decimal<S, WiderRaw<typename AsDecimal<A>::type::Raw, typename AsDecimal<B>::type::Raw>>;

template <class A, class B>
inline constexpr unsigned kCommonScale =
    AsDecimal<A>::type::scale > AsDecimal<B>::type::scale ? AsDecimal<A>::type::scale : AsDecimal<B>::type::scale;

/// The operand's raw value at the result's scale and width.
template <class Result, class T>
constexpr typename Result::Raw aligned(T value) {
  using Source = typename AsDecimal<T>::type;
  return scale_up<Result::scale - Source::scale>(static_cast<typename Result::Raw>(AsDecimal<T>::of(value).raw));
}

}  // namespace detail

/// The same value with 38 digits of room, for arithmetic whose result may leave 18.
template <unsigned S, class Rep>
constexpr Decimal<S, Int128> wide(Decimal<S, Rep> value) {
  return {static_cast<Int128>(value.raw)};
}
constexpr Decimal<0, Int128> wide(std::int64_t value) { return {static_cast<Int128>(value)}; }

/// To S digits behind the point, half away from zero. Same width; throws when a larger scale does not fit.
template <unsigned S, unsigned From, class Rep>
constexpr Decimal<S, Rep> round_to(Decimal<From, Rep> value) {
  if constexpr (S >= From) {
    return {detail::scale_up<S - From>(value.raw)};
  } else {
    return {detail::scale_down<From - S>(value.raw)};
  }
}
template <unsigned S>
constexpr Decimal<S> round_to(std::int64_t value) {
  return round_to<S>(Decimal<0>{value});
}
/// The nearest integer, half away from zero.
template <unsigned S, class Rep>
constexpr std::int64_t round_to_integer(Decimal<S, Rep> value) {
  return narrow(round_to<0>(value).raw);
}

/// The value itself when it has at most `Digits` digits in all: decimal(Digits, S).
template <unsigned Digits, unsigned S, class Rep>
constexpr Decimal<S, Rep> within_digits(Decimal<S, Rep> value) {
  constexpr Int128 kLimit = power_of_ten(Digits < 38 ? Digits : 38);
  if constexpr (Digits < 19 || std::is_same_v<Rep, Int128>) {
    constexpr Rep kBound = static_cast<Rep>(kLimit);
    if (value.raw >= kBound || value.raw <= -kBound) throw_value_error("decimal overflow: the value does not fit the column's type");
  }
  return value;
}

template <class A, class B>
requires detail::DecimalOperands<A, B>
constexpr auto operator+(A a, B b) {
  using Result = detail::DecimalResult<A, B, detail::kCommonScale<A, B>>;
  return Result{add(detail::aligned<Result>(a), detail::aligned<Result>(b))};
}
template <class A, class B>
requires detail::DecimalOperands<A, B>
constexpr auto operator-(A a, B b) {
  using Result = detail::DecimalResult<A, B, detail::kCommonScale<A, B>>;
  return Result{subtract(detail::aligned<Result>(a), detail::aligned<Result>(b))};
}
/// Scales add up: exact.
template <class A, class B>
requires detail::DecimalOperands<A, B>
constexpr auto operator*(A a, B b) {
  using Left = typename detail::AsDecimal<A>::type;
  using Right = typename detail::AsDecimal<B>::type;
  using Result = detail::DecimalResult<A, B, Left::scale + Right::scale>;
  using Raw = typename Result::Raw;
  return Result{multiply(static_cast<Raw>(detail::AsDecimal<A>::of(a).raw), static_cast<Raw>(detail::AsDecimal<B>::of(b).raw))};
}
template <unsigned S, class Rep>
constexpr Decimal<S, Rep> operator-(Decimal<S, Rep> a) {
  return {negate(a.raw)};
}
template <unsigned S, class Rep>
constexpr Decimal<S, Rep> absolute(Decimal<S, Rep> a) {
  return a.raw < 0 ? -a : a;
}

namespace detail {

template <class A, class B>
constexpr std::strong_ordering compare_decimals(A a, B b) {
  using Left = typename AsDecimal<A>::type;
  using Right = typename AsDecimal<B>::type;
  const auto left = AsDecimal<A>::of(a).raw;
  const auto right = AsDecimal<B>::of(b).raw;
  constexpr unsigned kLeft = Left::scale, kRight = Right::scale;
  if constexpr (kLeft == kRight) {
    return static_cast<Int128>(left) <=> static_cast<Int128>(right);
  } else {
    // Wholes first, then the fractions at the larger scale: nothing can overflow.
    constexpr Int128 kLeftUnit = power_of_ten(kLeft), kRightUnit = power_of_ten(kRight);
    const Int128 left_wide = left, right_wide = right;
    const Int128 left_whole = left_wide / kLeftUnit, right_whole = right_wide / kRightUnit;
    if (left_whole != right_whole) return left_whole <=> right_whole;
    constexpr unsigned kScale = kLeft > kRight ? kLeft : kRight;
    return left_wide % kLeftUnit * power_of_ten(kScale - kLeft) <=> right_wide % kRightUnit * power_of_ten(kScale - kRight);
  }
}

}  // namespace detail

template <class A, class B>
requires detail::DecimalOperands<A, B>
constexpr bool operator==(A a, B b) { return detail::compare_decimals(a, b) == 0; }
template <class A, class B>
requires detail::DecimalOperands<A, B>
constexpr std::strong_ordering operator<=>(A a, B b) { return detail::compare_decimals(a, b); }

namespace detail {

/// numerator × 10^digits / denominator, half away from zero, by long division where the product would leave 128 bits.
constexpr Int128 scaled_quotient(Int128 numerator, Int128 denominator, unsigned digits) {
  if (denominator == 0) throw_value_error("division by zero");
  const bool negative = (numerator < 0) != (denominator < 0);
  const UInt128 divisor = denominator < 0 ? UInt128{0} - static_cast<UInt128>(denominator) : static_cast<UInt128>(denominator);
  const UInt128 dividend = numerator < 0 ? UInt128{0} - static_cast<UInt128>(numerator) : static_cast<UInt128>(numerator);
  UInt128 quotient = dividend / divisor;
  UInt128 rest = dividend % divisor;
  constexpr UInt128 kLimit = UInt128{1} << 127;
  for (; digits > 0; --digits) {
    // 10 × rest as 8 + 2, each doubling reduced at once: rest < divisor ≤ 2^127 never overflows.
    unsigned digit = 0;
    const auto twice = [&] {
      digit *= 2;
      rest *= 2;
      if (rest >= divisor) {
        rest -= divisor;
        ++digit;
      }
    };
    const UInt128 once = rest;
    twice();
    twice();
    rest += once;  // 4r + r
    if (rest >= divisor) {
      rest -= divisor;
      ++digit;
    }
    twice();
    if (quotient > (kLimit - digit) / 10) throw_value_error("decimal overflow in a division");
    quotient = quotient * 10 + digit;
  }
  if (rest >= divisor - rest) ++quotient;
  if (quotient >= kLimit) throw_value_error("decimal overflow in a division");
  return negative ? -static_cast<Int128>(quotient) : static_cast<Int128>(quotient);
}

}  // namespace detail

/// a / b to S digits behind the point, half away from zero. Operands are decimals or integers; 38 digits wide when one of them is.
template <unsigned S, class A, class B>
requires(kIsDecimal<A> || detail::kIsInteger<A>) && (kIsDecimal<B> || detail::kIsInteger<B>)constexpr auto divide(A a, B b) {
  using Left = typename detail::AsDecimal<A>::type;
  using Right = typename detail::AsDecimal<B>::type;
  using Result = detail::DecimalResult<A, B, S>;
  Int128 numerator = static_cast<Int128>(detail::AsDecimal<A>::of(a).raw);
  Int128 denominator = static_cast<Int128>(detail::AsDecimal<B>::of(b).raw);
  // numerator / 10^L ÷ (denominator / 10^R) × 10^S = numerator × 10^(S + R - L) / denominator
  constexpr int kDigits = static_cast<int>(S + Right::scale) - static_cast<int>(Left::scale);
  if constexpr (kDigits < 0) denominator = multiply(denominator, power_of_ten(static_cast<unsigned>(-kDigits)));
  constexpr unsigned kUp = kDigits > 0 ? static_cast<unsigned>(kDigits) : 0;
  if constexpr (kUp <= 18 && std::is_same_v<typename Result::Raw, std::int64_t>) {
    if (denominator == 0) throw_value_error("division by zero");
    numerator *= power_of_ten(kUp);
    if (denominator < 0) {
      denominator = -denominator;
      numerator = -numerator;
    }
    return Result{detail::fit_raw<typename Result::Raw>(divide_rounded(numerator, denominator))};
  } else {
    return Result{detail::fit_raw<typename Result::Raw>(detail::scaled_quotient(numerator, denominator, kUp))};
  }
}

// --- to and from floats --------------------------------------------------------------------------------------------------------

template <unsigned S, class Rep>
double to_double(Decimal<S, Rep> value) {
  return pinned(pinned(static_cast<double>(value.raw)) / pinned(static_cast<double>(power_of_ten(S))));
}
inline double to_double(std::int64_t value) { return pinned(static_cast<double>(value)); }

/// The double's exact binary value to S digits, half away from zero; digits behind the 22nd are 0.
template <unsigned S>
Decimal<S, Int128> round_to(double value) {
  const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
  const int exponent = static_cast<int>(bits >> 52 & 0x7ff);
  const Int128 mantissa = static_cast<Int128>((bits & 0xfffffffffffff) | (exponent == 0 ? 0 : std::uint64_t{1} << 52));
  const int shift = (exponent == 0 ? 1 : exponent) - 1075;
  Int128 raw = 0;
  if (shift >= 0) {
    if (shift > 74) throw_value_error("decimal overflow: the float is too large");
    raw = multiply(mantissa << shift, power_of_ten(S));
  } else {
    // mantissa < 2^53, so that the product with 10^22 is exact.
    constexpr unsigned kExact = S < 22 ? S : 22;
    const Int128 product = mantissa * power_of_ten(kExact);
    if (shift >= -127) raw = ((product >> (-shift - 1)) + 1) >> 1;
    raw = multiply(raw, power_of_ten(S - kExact));
  }
  return {(bits >> 63) != 0 ? -raw : raw};
}

// --- conversion ----------------------------------------------------------------------------------------------------------------

/// Any number to type To (std::int64_t, double or a Decimal): rounds half away from zero where digits are lost, throws where it does not
/// fit.
template <class To, class From>
constexpr To convert(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (std::is_same_v<To, double>) {
    return to_double(value);
  } else if constexpr (std::is_same_v<From, double>) {
    if constexpr (kIsDecimal<To>)
      return To{detail::fit_raw<typename To::Raw>(round_to<To::scale>(value).raw)};
    else
      return static_cast<To>(narrow(round_to<0>(value).raw));
  } else if constexpr (kIsDecimal<To>) {
    const auto source = detail::AsDecimal<From>::of(value);
    using Raw = detail::WiderRaw<typename To::Raw, decltype(source.raw)>;
    using Source = typename detail::AsDecimal<From>::type;
    return To{detail::fit_raw<typename To::Raw>(
        static_cast<Int128>(round_to<To::scale>(Decimal<Source::scale, Raw>{static_cast<Raw>(source.raw)}).raw))};
  } else {
    const auto source = detail::AsDecimal<From>::of(value);
    return static_cast<To>(narrow(static_cast<Int128>(round_to<0>(source).raw)));
  }
}

// --- text ----------------------------------------------------------------------------------------------------------------------

/// Always S digits behind the point: `12.30`.
template <unsigned S, class Rep>
constexpr char* write_decimal(char* out, Decimal<S, Rep> value) {
  using Magnitude = std::conditional_t<std::is_same_v<Rep, Int128>, UInt128, std::uint64_t>;
  Magnitude magnitude = static_cast<Magnitude>(value.raw);
  if (value.raw < 0) {
    *out++ = '-';
    magnitude = Magnitude{0} - magnitude;
  }
  if constexpr (S == 0) {
    return write_unsigned(out, magnitude);
  } else if constexpr (std::is_same_v<Rep, std::int64_t> && S <= 19) {
    constexpr std::uint64_t kUnit = static_cast<std::uint64_t>(power_of_ten(S));
    out = write_unsigned(out, magnitude / kUnit);
    *out++ = '.';
    if constexpr (S == 2)
      return write_two_digits(out, static_cast<unsigned>(magnitude % kUnit));
    else
      return write_padded(out, magnitude % kUnit, S);
  } else {
    constexpr UInt128 kUnit = static_cast<UInt128>(power_of_ten(S));
    const UInt128 wide_magnitude = magnitude;
    out = write_unsigned(out, wide_magnitude / kUnit);
    *out++ = '.';
    UInt128 fraction = wide_magnitude % kUnit;
    if constexpr (S > 18) {
      constexpr unsigned kHead = S - 18;
      constexpr std::uint64_t kPart = 1'000'000'000'000'000'000;
      UInt128 head = fraction / kPart;
      if constexpr (kHead > 18) {
        out = write_padded(out, static_cast<std::uint64_t>(head / kPart), kHead - 18);
        head %= kPart;
        out = write_padded(out, static_cast<std::uint64_t>(head), 18);
      } else {
        out = write_padded(out, static_cast<std::uint64_t>(head), kHead);
      }
      fraction %= kPart;
      return write_padded(out, static_cast<std::uint64_t>(fraction), 18);
    } else {
      return write_padded(out, static_cast<std::uint64_t>(fraction), S);
    }
  }
}

// --- literals ------------------------------------------------------------------------------------------------------------------

namespace detail {

struct ParsedLiteral {
  Int128 raw = 0;
  unsigned scale = 0;
  unsigned digits = 0;
};

template <char... Characters>
constexpr ParsedLiteral parse_decimal() {
  ParsedLiteral parsed;
  bool point = false;
  for (const char c : {Characters...}) {
    if (c == '.') point = true;
    if (c < '0' || c > '9') continue;
    parsed.raw = parsed.raw * 10 + (c - '0');
    parsed.digits += parsed.raw != 0 ? 1 : 0;
    parsed.scale += point ? 1 : 0;
  }
  return parsed;
}

}  // namespace detail

/// `9.99_dec` is Decimal<2>{999}; more than 18 digits make it 38 wide.
template <char... Characters>
constexpr auto operator""_dec() {
  constexpr detail::ParsedLiteral kParsed = detail::parse_decimal<Characters...>();
  using Raw = std::conditional_t<(kParsed.digits > 18 || kParsed.scale > 18), Int128, std::int64_t>;
  return Decimal<kParsed.scale, Raw>{static_cast<Raw>(kParsed.raw)};
}

}  // namespace sydac
