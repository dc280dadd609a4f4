// What the tests of the runtime's hot half share: values as strings, slow reference arithmetic, goodness of fit.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include <sydac/sydac.hpp>

namespace sydac::test {

/// A value as it is written in a CSV file; fails when it does not keep its promises.
template <class T>
std::string shown(const T& value) {
  using Form = TextForm<T>;
  std::vector<char> room(Form::max_bytes + kScribble, '\x7f');
  const char* end = Form::write(room.data(), value);
  std::string text(room.data(), static_cast<std::size_t>(end - room.data()));
  if (text.size() > Form::max_bytes) return "longer than max_bytes: " + text;
  if (Form::traits.plain() && !detail::traits_of(std::string_view(text)).plain()) return "not plain: " + text;
  return text;
}

/// Digits of a 128-bit integer by schoolbook division, with a point before the last `scale` of them.
inline std::string digits(Int128 value, std::size_t scale = 0) {
  std::string reversed;
  const bool negative = value < 0;
  while (value != 0 || reversed.size() < scale + (scale > 0 ? 2 : 1)) {
    if (scale > 0 && reversed.size() == scale) reversed += '.';
    const int digit = static_cast<int>(value % 10);
    reversed += static_cast<char>('0' + (digit < 0 ? -digit : digit));
    value /= 10;
  }
  if (negative) reversed += '-';
  return {reversed.rbegin(), reversed.rend()};
}

/// How many standard deviations chi-square lies above its expectation; about 0 for a good fit, above 5 hardly ever.
inline double misfit(const std::vector<double>& seen, const std::vector<double>& expected) {
  double chi = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) chi += (seen[i] - expected[i]) * (seen[i] - expected[i]) / expected[i];
  const double freedom = static_cast<double>(seen.size() - 1);
  return (chi - freedom) / std::sqrt(2 * freedom);
}
inline double misfit(const std::vector<double>& seen) {
  double total = 0;
  for (const double each : seen) total += each;
  return misfit(seen, std::vector<double>(seen.size(), total / static_cast<double>(seen.size())));
}

/// A stream of its own for tests, independent of the draws under test.
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {  // xorshift64*
    state_ ^= state_ >> 12;
    state_ ^= state_ << 25;
    state_ ^= state_ >> 27;
    return state_ * 2685821657736338717u;
  }
  /// Numbers of all lengths: small ones as often as large ones.
  std::uint64_t any_size() {
    const std::uint64_t value = next();
    return value >> (next() % 64);
  }
  std::int64_t any_signed() {
    const std::uint64_t value = any_size();
    return static_cast<std::int64_t>((next() & 1) != 0 ? 0 - value : value);
  }

 private:
  std::uint64_t state_;
};

}  // namespace sydac::test
