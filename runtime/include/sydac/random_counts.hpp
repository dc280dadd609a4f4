// `[N over parents random]`: N rows, each of which might have been thrown at any parent, and yet the children of one are found alone.
#pragma once

#include <sydac/fixed.hpp>
#include <sydac/quota.hpp>
#include <sydac/rules/normal.hpp>

namespace sydac {
namespace detail {

/// √(i + ½) with 44 bits behind the point, for the leading byte of a number.
struct RootTable {
  std::uint64_t value[256];
  constexpr RootTable() : value{} {
    for (std::uint64_t i = 0; i < 256; ++i) value[i] = fixed::square_root(UInt128{2 * i + 1} << 87);
  }
};
inline constexpr RootTable kRootTable;

/// √n with 16 bits behind the point, to half a percent; n ≥ 1. For standard deviations.
constexpr std::uint64_t root_q16(std::uint64_t n) {
  const unsigned shift = static_cast<unsigned>(std::countl_zero(n)) & ~1u;
  return kRootTable.value[n << shift >> 56] >> (shift / 2);
}

}  // namespace detail

/// Note [random splits]: a binary tree over the parents' numbers. Each node deals its rows out to its two halves by a draw of its own, as
/// so many throws of a coin would (up to 64 rows they are thrown, above that the number is normally distributed around the half), until
/// there are 12 rows or fewer, which go to the node's parents one by one. So the total is exact, counts vary as if each row had been thrown
/// alone, and children stand in the order of their parents. 10^9 parents: 300 to 500 ns for a count, an offset or a parent.
class RandomCounts {
 public:
  /// No rows without parents.
  RandomCounts(Key key, std::uint64_t rows, std::uint64_t parents)
      : key_(key), parents_(parents), total_(rows), levels_(parents <= 1 ? 0 : static_cast<unsigned>(std::bit_width(parents - 1))) {}

  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return total_; }
  bool jumps() const { return true; }
  std::uint64_t count(std::uint64_t parent) const { return find(parent).siblings; }
  std::uint64_t offset(std::uint64_t parent) const { return parent == parents_ ? total_ : find(parent).index; }

  ChildPlace locate(std::uint64_t child) const {
    Node node{0, levels_, total_};
    while (node.level > 0 && node.rows > kFew) {
      const std::uint64_t left = left_of(node);
      const bool to_left = child < left;
      if (!to_left) child -= left;
      node = half(node, left, to_left);
    }
    if (node.level == 0) return {node.first, child, node.rows};
    std::uint64_t place[kFew];
    deal(node, place);
    const std::uint64_t parent = place[child];
    std::uint64_t first = child, last = child;
    while (first > 0 && place[first - 1] == parent) --first;
    while (last + 1 < node.rows && place[last + 1] == parent) ++last;
    return {parent, child - first, last - first + 1};
  }

 private:
  static constexpr std::uint64_t kFew = 12;

  /// The parents from `first` on, 2^level or as many as there are, and their rows.
  struct Node {
    std::uint64_t first;
    unsigned level;
    std::uint64_t rows;
  };

  Draw draw(const Node& node) const { return Draw(key_, node.first << 6 | node.level); }
  static Node half(const Node& node, std::uint64_t left, bool to_left) {
    const std::uint64_t width = std::uint64_t{1} << (node.level - 1);
    return {to_left ? node.first : node.first + width, node.level - 1, to_left ? left : node.rows - left};
  }

  /// How many rows the left half of a node gets.
  std::uint64_t left_of(const Node& node) const {
    const std::uint64_t width = std::uint64_t{1} << (node.level - 1);
    if (node.first + width >= parents_) return node.rows;
    const std::uint64_t right = parents_ - node.first - width;
    if (right < width) return uneven(node, width, right);
    Draw coin = draw(node);
    if (node.rows <= 64) return static_cast<std::uint64_t>(std::popcount(coin.bits() >> (64 - node.rows)));
    const Int128 away = static_cast<Int128>(detail::normal_q32(coin.bits())) * static_cast<Int128>(detail::root_q16(node.rows)) >> 32;
    return within((static_cast<Int128>(node.rows) * 65536 + away + 65536) >> 17, node.rows);
  }
  /// At the end of the parents the right half may be smaller.
  std::uint64_t uneven(const Node& node, std::uint64_t left, std::uint64_t right) const {
    Draw coin = draw(node);
    if (node.rows <= 64) {
      std::uint64_t count = 0;
      for (std::uint64_t i = 0; i < node.rows; ++i) count += coin.below(left + right) < left ? 1 : 0;
      return count;
    }
    const UInt128 mean = UInt128{node.rows} * left / (left + right);
    const auto variance = static_cast<std::uint64_t>(mean * right / (left + right));
    const Int128 away = static_cast<Int128>(detail::normal_q32(coin.bits())) * static_cast<Int128>(detail::root_q16(variance | 1)) >> 32;
    return within(static_cast<Int128>(mean) + ((away + 32768) >> 16), node.rows);
  }
  static std::uint64_t within(Int128 number, std::uint64_t most) {
    return number < 0 ? 0 : number > static_cast<Int128>(most) ? most : static_cast<std::uint64_t>(number);
  }

  /// The parents of a node's few rows, in order.
  void deal(const Node& node, std::uint64_t* place) const {
    const std::uint64_t width = std::uint64_t{1} << node.level;
    const std::uint64_t parents = parents_ - node.first < width ? parents_ - node.first : width;
    Draw throws = draw(node);
    for (std::uint64_t i = 0; i < node.rows; ++i) {
      const std::uint64_t parent = node.first + multiply_high(throws.bits(), parents);
      std::uint64_t at = i;
      for (; at > 0 && place[at - 1] > parent; --at) place[at] = place[at - 1];
      place[at] = parent;
    }
  }

  /// `index`: the first child of a parent.
  ChildPlace find(std::uint64_t parent) const {
    Node node{0, levels_, total_};
    std::uint64_t before = 0;
    while (node.level > 0 && node.rows > kFew) {
      const std::uint64_t left = left_of(node);
      const bool to_left = parent < node.first + (std::uint64_t{1} << (node.level - 1));
      if (!to_left) before += left;
      node = half(node, left, to_left);
    }
    if (node.level == 0) return {parent, before, node.rows};
    std::uint64_t place[kFew], own = 0;
    deal(node, place);
    for (std::uint64_t i = 0; i < node.rows; ++i) {
      before += place[i] < parent ? 1 : 0;
      own += place[i] == parent ? 1 : 0;
    }
    return {parent, before, own};
  }

  Key key_;
  std::uint64_t parents_, total_;
  unsigned levels_;
};

}  // namespace sydac
