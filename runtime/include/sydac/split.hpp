// Shares that add up to a whole, exactly: `split(total)` among siblings.
#pragma once

#include <sydac/calendar.hpp>
#include <sydac/decimal.hpp>
#include <sydac/draw.hpp>
#include <sydac/fixed.hpp>

namespace sydac {
namespace detail {

inline constexpr std::uint64_t kWhole = std::uint64_t{1} << 32;

/// What the first `left` of left + right shares get together, as a fraction with 32 bits behind the point: a draw from the distribution
/// Beta(left, right), which uniform cuts of the whole would give; exact for up to three shares, by its mean and variance above.
constexpr std::uint64_t cut(Draw draw, std::uint64_t left, std::uint64_t right) {
  const std::uint64_t size = left + right, first = draw.bits() >> 32;
  if (size == 2) return first;
  if (right == 1 && left == 2) return fixed::square_root(UInt128{first} << 32);
  const auto mean = static_cast<std::int64_t>((UInt128{left} << 32) / size);
  const UInt128 variance = (UInt128{left} * right << 64) / size / size / (size + 1);
  const auto deviation = static_cast<std::int64_t>(fixed::square_root(variance));
  // The sum of three uniform numbers has a variance of a quarter.
  const std::uint64_t sum = first + (draw.bits() >> 32) + (draw.bits() >> 32);
  const std::int64_t offset = static_cast<std::int64_t>(sum) - static_cast<std::int64_t>(kWhole / 2 * 3);
  const std::int64_t moved = mean + static_cast<std::int64_t>((Int128{offset} * deviation) >> 31);
  return moved < 0 ? 0 : moved > static_cast<std::int64_t>(kWhole) ? kWhole : static_cast<std::uint64_t>(moved);
}

/// value × fraction, the fraction with 32 bits behind the point; any value up to 2^127, no fraction above 1.
constexpr UInt128 part(UInt128 value, std::uint64_t fraction) {
  return (value >> 32) * fraction + ((value & (kWhole - 1)) * fraction >> 32);
}

}  // namespace detail

/// Share `index` of `count` of a whole: not negative, and all of them add up to it. A tree of cuts, so that each share costs the logarithm
/// of their number: 20 ns a level.
constexpr UInt128 share_of(Draw draw, std::uint64_t index, std::uint64_t count, UInt128 whole) {
  std::uint64_t node = 1;
  while (count > 1) {
    const std::uint64_t left = (count + 1) / 2;
    const UInt128 first = detail::part(whole, detail::cut(draw.fork(node), left, count - left));
    node *= 2;
    if (index < left) {
      whole = first;
      count = left;
    } else {
      whole -= first;
      index -= left;
      count -= left;
      ++node;
    }
  }
  return whole;
}

namespace detail {

/// The same with a sign, and with `least` for each share first.
constexpr Int128 share_of(Draw draw, std::uint64_t index, std::int64_t siblings, Int128 total, Int128 least) {
  const auto count = static_cast<std::uint64_t>(siblings);
  const Int128 rest = subtract(total, multiply(least, Int128{siblings}));
  if (least != 0 && rest < 0) throw_value_error("a total is too small to be split into shares of at least the smallest");
  const UInt128 whole = rest < 0 ? UInt128{0} - static_cast<UInt128>(rest) : static_cast<UInt128>(rest);
  const auto share = static_cast<Int128>(sydac::share_of(draw, index, count, whole));
  return least + (rest < 0 ? -share : share);
}

}  // namespace detail

/// Share `index` of a total among `siblings`, each at least `least`; keyed by their parent. Throws where the total is too small for that.
constexpr std::int64_t split(Draw draw, std::uint64_t index, std::int64_t siblings, std::int64_t total, std::int64_t least = 0) {
  return narrow(detail::share_of(draw, index, siblings, total, least));
}
template <unsigned S, class Rep>
constexpr Decimal<S, Rep> split(Draw draw, std::uint64_t index, std::int64_t siblings, Decimal<S, Rep> total, Decimal<S, Rep> least = {}) {
  return {detail::fit_raw<Rep>(detail::share_of(draw, index, siblings, static_cast<Int128>(total.raw), static_cast<Int128>(least.raw)))};
}
/// In whole seconds where both are; months can not be split.
inline Interval split(Draw draw, std::uint64_t index, std::int64_t siblings, Interval total, Interval least = {}) {
  if (total.months != 0 || least.months != 0) throw_value_error("months can not be split");
  const auto all = [](Interval each) { return add(multiply(std::int64_t{each.days}, kMicrosecondsPerDay), each.microseconds); };
  const std::int64_t whole = all(total), smallest = all(least);
  const std::int64_t unit = whole % kMicrosecondsPerSecond == 0 && smallest % kMicrosecondsPerSecond == 0 ? kMicrosecondsPerSecond : 1;
  return {0, 0, narrow(detail::share_of(draw, index, siblings, whole / unit, smallest / unit)) * unit};
}

}  // namespace sydac
