// Trees over the rows of a table, or over siblings: each row's parent is an earlier row.
#pragma once

#include <sydac/permutation.hpp>
#include <sydac/pick.hpp>

namespace sydac {

/// `earlier(depth = d, fan_out = f)`. Rows 1, 2, 3 … have a parent below them; row 0 is the root. 0 stands for no limit.
///
/// Without a fan-out the parent is uniform over the rows before; where that one is as deep as allowed, it is its parent. With a fan-out f
/// the rows stand in levels of 1, f, f², … rows, and a keyed permutation of the level deals its rows out to the f places of each row of the
/// level before. More rows change no parent.
class Forest {
 public:
  constexpr Forest(Key key, std::uint64_t depth, std::uint64_t fan_out) : key_(key), depth_(depth), fan_out_(fan_out) {}

  /// The most rows that keep both limits; 2^64 - 1 for no limit.
  constexpr std::uint64_t capacity() const {
    if (depth_ == 0 || fan_out_ == 0) return ~std::uint64_t{0};
    UInt128 level = 1, sum = 1;
    for (std::uint64_t i = 0; i < depth_ && sum < (UInt128{1} << 63); ++i) sum += level *= fan_out_;
    return sum >= (UInt128{1} << 63) ? ~std::uint64_t{0} : static_cast<std::uint64_t>(sum);
  }

  /// row ≥ 1.
  template <std::integral Row>
  constexpr std::uint64_t parent(Row number) const {
    const auto row = static_cast<std::uint64_t>(number);
    return fan_out_ == 0 ? placed(row).parent : by_level(row);
  }

 private:
  struct Place {
    std::uint64_t parent, depth;
  };

  /// The chain of parents is about as long as the logarithm of the row.
  constexpr Place placed(std::uint64_t row) const {
    if (row == 0) return {0, 0};
    const std::uint64_t drawn = pick(Draw(key_, row), row);
    if (depth_ == 0) return {drawn, 1};
    const Place above = placed(drawn);
    if (above.depth < depth_) return {drawn, above.depth + 1};
    return {above.parent, above.depth};
  }

  constexpr std::uint64_t by_level(std::uint64_t row) const {
    std::uint64_t first_above = 0, above = 1;  // the level of the parents: its first row and its size
    while (row - first_above - above >= above * fan_out_) {
      first_above += above;
      above *= fan_out_;
    }
    const std::uint64_t size = above * fan_out_;
    const RowPermutation order(Key{Draw(key_, size).bits()}, size);
    return first_above + order(row - first_above - above) / fan_out_;
  }

  Key key_;
  std::uint64_t depth_, fan_out_;
};

}  // namespace sydac
