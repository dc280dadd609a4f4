// Tables that have a row for each value of an enum, each row of a table, each combination of such, or each day.
#pragma once

#include <array>
#include <string>

#include <sydac/calendar.hpp>
#include <sydac/enum_text.hpp>
#include <sydac/row.hpp>

namespace sydac {

/// `[each a, b]`: the combinations of N sources, of which the first changes slowest. Where that is the table's parent, this is the object
/// with its counts.
template <std::size_t N>
class EachCounts {
 public:
  /// How many rows or values each source has. Throws Overrun when the combinations leave 63 bits.
  constexpr explicit EachCounts(const std::array<std::uint64_t, N>& sizes) : sizes_(sizes) {
    UInt128 all = 1;
    for (std::size_t i = N; i-- > 0;) {
      strides_[i] = static_cast<std::uint64_t>(all);
      all *= sizes_[i];
      if ((all >> 63) != 0) throw Overrun("the combinations of `each` are more than 2^63 rows");
    }
    total_ = static_cast<std::uint64_t>(all);
  }

  std::uint64_t total() const { return total_; }
  /// Which row or value of a source a row has.
  std::uint64_t operator()(std::size_t source, std::int64_t row) const {
    const std::uint64_t turn = static_cast<std::uint64_t>(row) / strides_[source];
    return source == 0 ? turn : turn % sizes_[source];
  }

  std::uint64_t parents() const { return sizes_[0]; }
  std::uint64_t most() const { return strides_[0]; }
  std::uint64_t count(std::uint64_t) const { return strides_[0]; }
  std::uint64_t offset(std::uint64_t parent) const { return parent * strides_[0]; }
  ChildPlace locate(std::uint64_t child) const { return {child / strides_[0], child % strides_[0], strides_[0]}; }

 private:
  std::array<std::uint64_t, N> sizes_, strides_{};
  std::uint64_t total_ = 0;
};

/// A row of `[each …]` without a parent. Self has `sources_identity()`.
template <class Self, class Data>
class EachRow {
 public:
  static constexpr unsigned kIdentityBits = 64;
  using DataType = Data;

  EachRow(const Data& data, std::uint64_t row) : data_(&data), row_(row) {}
  const Data& data() const { return *data_; }
  std::int64_t row() const { return static_cast<std::int64_t>(row_); }
  std::uint64_t identity() const { return static_cast<const Self&>(*this).sources_identity(); }
  Draw draw(Key key) const { return Draw(key, identity()); }
  void advance() { ++row_; }

 private:
  const Data* data_;
  std::uint64_t row_;
};

/// A row is what its sources are, wherever it stands: more rows or values of them leave its draws alone.
template <class Row>
constexpr std::uint64_t identity_of(const Row& row) {
  if constexpr (NamedEnum<Row>)
    return detail::absorb(0, text_of(row).view());
  else
    return row.identity();
}
template <class... Sources>
constexpr std::uint64_t joined_identity(const Sources&... sources) {
  std::uint64_t state = 0;
  ((state = detail::absorb(state, identity_of(sources))), ...);
  return state;
}

// --- the rows of a calendar ------------------------------------------------------------------------------------------------------

constexpr Date each_day(Date first, std::int64_t row) { return {static_cast<std::int32_t>(first.days + row)}; }
constexpr Date each_week(Date first, std::int64_t row) { return {static_cast<std::int32_t>(first.days + 7 * row)}; }
/// Months are counted from the first, so that the 31st comes back after a short month.
constexpr Date each_month(Date first, std::int64_t row) { return add_months(first, row); }
constexpr Date each_year(Date first, std::int64_t row) { return add_months(first, 12 * row); }
constexpr Timestamp each_hour(Timestamp first, std::int64_t row) { return {first.microseconds + row * 3600 * kMicrosecondsPerSecond}; }
constexpr Timestamp each_minute(Timestamp first, std::int64_t row) { return {first.microseconds + row * 60 * kMicrosecondsPerSecond}; }

}  // namespace sydac
