// Sums of terms with whole coefficients: what differences of numbers and moments are compared by.
#pragma once

#include <map>
#include <optional>

#include "check/terms.hpp"

namespace sydac::compiler {

/// (Σ coefficient × term's raw value + constant) × 10^-scale; moments have the scale 0 and count microseconds.
struct Linear {
  std::map<TermId, Int128> of;  // never 0
  Int128 constant = 0;
  unsigned scale = 0;
};

/// Nothing where 128 bits do not hold it.
std::optional<Linear> scaled(const Linear& a, unsigned scale);
std::optional<Linear> times(const Linear& a, Int128 factor);
std::optional<Linear> plus(const Linear& a, const Linear& b);
std::optional<Linear> minus(const Linear& a, const Linear& b);

Int128 floor_divide(Int128 a, Int128 b);
Int128 ceil_divide(Int128 a, Int128 b);

/// Bounds of which one may not be known.
struct Interval128 {
  std::optional<Int128> low, high;
};
Interval128 hull(const Interval128& a, const Interval128& b);
Interval128 common(const Interval128& a, const Interval128& b);

}  // namespace sydac::compiler
