// `[rows(orders) * 3]`: numbers of rows that are computed when the program starts.
#pragma once

#include <string>
#include <string_view>

#include <sydac/program.hpp>
#include <sydac/quota.hpp>

namespace sydac {

/// A whole number that knows when it has none: where it divided by 0 or left 100 bits.
class RowNumber {
 public:
  constexpr explicit RowNumber(std::uint64_t rows) : value_(static_cast<Int128>(rows)) {}

  friend constexpr RowNumber operator+(RowNumber a, RowNumber b) { return {a.value_ + b.value_, a.known_ && b.known_}; }
  friend constexpr RowNumber operator-(RowNumber a, RowNumber b) { return {a.value_ - b.value_, a.known_ && b.known_}; }
  friend constexpr RowNumber operator*(RowNumber a, RowNumber b) {
    Int128 product = 0;
    const bool fits = !__builtin_mul_overflow(a.value_, b.value_, &product);
    return {fits ? product : 0, fits && a.known_ && b.known_};
  }
  friend constexpr RowNumber operator/(RowNumber a, RowNumber b) {
    const bool known = a.known_ && b.known_ && b.value_ != 0;
    return {known ? a.value_ / b.value_ : 0, known};
  }

  /// Throws Overrun where it is no number of rows.
  std::uint64_t of(std::string_view table) const {
    if (known_ && value_ >= 0 && value_ < (Int128{1} << 63)) return static_cast<std::uint64_t>(value_);
    const std::string problem = !known_ ? "is no number" : value_ < 0 ? "is below 0" : "is above 2^63";
    throw Overrun("`" + std::string(table) + "`: its number of rows " + problem + " at the rows that it is computed from");
  }
  /// The same for rows that are spread over parents.
  std::uint64_t over(std::string_view table, std::uint64_t parents) const {
    const std::uint64_t rows = of(table);
    if (rows > 0 && parents == 0)
      throw Overrun("`" + std::string(table) + "` would have rows, but the table they are spread over has none");
    return rows;
  }

 private:
  constexpr RowNumber(Int128 value, bool known)
      : value_(value), known_(known && value <= (Int128{1} << 100) && value >= -(Int128{1} << 100)) {}
  Int128 value_;
  bool known_ = true;
};

}  // namespace sydac
