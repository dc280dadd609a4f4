#include "check/linear.hpp"

#include <algorithm>

#include "base/numbers.hpp"

namespace sydac::compiler {

std::optional<Linear> times(const Linear& a, Int128 factor) {
  Linear made{{}, 0, a.scale};
  const auto constant = checked_multiply(a.constant, factor);
  if (!constant) return std::nullopt;
  made.constant = *constant;
  if (factor == 0) return made;
  for (const auto& [term, coefficient] : a.of) {
    const auto product = checked_multiply(coefficient, factor);
    if (!product) return std::nullopt;
    made.of.emplace(term, *product);
  }
  return made;
}

std::optional<Linear> scaled(const Linear& a, unsigned scale) {
  if (scale == a.scale) return a;
  if (scale < a.scale || scale - a.scale > 37) return std::nullopt;
  auto made = times(a, power_of_ten(scale - a.scale));
  if (made) made->scale = scale;
  return made;
}

std::optional<Linear> plus(const Linear& a, const Linear& b) {
  const unsigned scale = std::max(a.scale, b.scale);
  auto made = scaled(a, scale);
  const auto other = scaled(b, scale);
  if (!made || !other) return std::nullopt;
  const auto constant = checked_add(made->constant, other->constant);
  if (!constant) return std::nullopt;
  made->constant = *constant;
  for (const auto& [term, coefficient] : other->of) {
    Int128& own = made->of[term];
    const auto sum = checked_add(own, coefficient);
    if (!sum) return std::nullopt;
    own = *sum;
    if (own == 0) made->of.erase(term);
  }
  return made;
}

std::optional<Linear> minus(const Linear& a, const Linear& b) {
  const auto negated = times(b, -1);
  return negated ? plus(a, *negated) : std::nullopt;
}

Int128 floor_divide(Int128 a, Int128 b) {
  const Int128 quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

Int128 ceil_divide(Int128 a, Int128 b) { return -floor_divide(-a, b); }

Interval128 hull(const Interval128& a, const Interval128& b) {
  Interval128 made;
  if (a.low && b.low) made.low = std::min(*a.low, *b.low);
  if (a.high && b.high) made.high = std::max(*a.high, *b.high);
  return made;
}

Interval128 common(const Interval128& a, const Interval128& b) {
  Interval128 made = a;
  if (b.low) made.low = a.low ? std::max(*a.low, *b.low) : *b.low;
  if (b.high) made.high = a.high ? std::min(*a.high, *b.high) : *b.high;
  return made;
}

}  // namespace sydac::compiler
