// How many children each parent has and where they are, in closed form: no table as long as the data, no start-up, both directions.
//
// Note [quota blocks]: each block of 1024 parents holds a fixed multiset of counts, low to high as evenly as 1024 allows, placed by a
// permutation keyed with the block. So the rows before a block are a product, and those before a parent a sum over at most 1023 counts. A
// parent's count never depends on how many parents there are.
#pragma once

#include <string>

#include <sydac/draw.hpp>
#include <sydac/program.hpp>

namespace sydac {
namespace detail {

inline constexpr std::uint64_t kBlock = 1024;

/// A keyed permutation of 0..1023, small enough to be evaluated a thousand times in half a microsecond: four rounds of odd product and
/// xorshift (three leave a pattern at half a block).
class BlockOrder {
 public:
  constexpr BlockOrder(Key key, std::uint64_t block) {
    Draw draw(key, block);
    const std::uint64_t bits = draw.bits(), more = draw.bits();
    for (unsigned i = 0; i < 4; ++i) {
      factor_[i] = static_cast<std::uint32_t>(bits >> (16 * i)) | 1;
      offset_[i] = static_cast<std::uint32_t>(more >> (16 * i));
    }
  }
  constexpr std::uint32_t operator()(std::uint32_t position) const {
    std::uint32_t x = position;
    for (unsigned i = 0; i < 4; ++i) {
      x = ((x + offset_[i]) * factor_[i]) & (kBlock - 1);
      x ^= x >> 5;
    }
    return x;
  }

 private:
  std::uint32_t factor_[4] = {}, offset_[4] = {};
};

}  // namespace detail

/// Where a child belongs.
struct ChildPlace {
  std::uint64_t parent = 0, index = 0;         // index from 0 within the parent
  std::uint64_t siblings = ~std::uint64_t{0};  // how many children the parent has, where that came along
};

namespace detail {

/// The children of the first `parents` of a block: summed from the nearer end.
template <class CountOf>
std::uint64_t children_before(const BlockOrder& order, std::uint32_t parents, std::uint64_t block_sum, CountOf count_of) {
  std::uint64_t sum = 0;
  if (parents <= kBlock / 2) {
    for (std::uint32_t i = 0; i < parents; ++i) sum += count_of(order(i));
    return sum;
  }
  for (std::uint32_t i = parents; i < kBlock; ++i) sum += count_of(order(i));
  return block_sum - sum;
}

/// The parent in a block of the child with this number in it, sought from the nearer end.
template <class CountOf>
ChildPlace place_in_block(const BlockOrder& order, std::uint64_t child, std::uint64_t block_sum, CountOf count_of) {
  if (child < block_sum / 2) {
    for (std::uint32_t i = 0;; ++i) {
      const std::uint64_t count = count_of(order(i));
      if (child < count) return {i, child, count};
      child -= count;
    }
  }
  std::uint64_t left = block_sum - child;  // this child and those behind it
  for (std::uint32_t i = kBlock;;) {
    const std::uint64_t count = count_of(order(--i));
    if (left <= count) return {i, count - left, count};
    left -= count;
  }
}

}  // namespace detail

/// `[low..high per parents]`. Up to 2^40 parents; the constructor throws Overrun when the children leave 63 bits.
class QuotaCounts {
 public:
  QuotaCounts(Key key, std::uint64_t parents, std::uint64_t low, std::uint64_t high)
      : key_(key), parents_(parents), low_(low), span_(high - low + 1) {
    const std::uint64_t most = std::uint64_t{1} << 52;
    UInt128 sum = 0;
    for (std::uint64_t rank = 0; rank < detail::kBlock && high < most; ++rank) sum += count_of_rank(rank);
    if (high >= most || sum * (parents / detail::kBlock + 1) >= (UInt128{1} << 63)) {
      throw Overrun(detail::grouped(parents) + " parents with up to " + detail::grouped(high) + " children each are more than 2^63 rows");
    }
    block_sum_ = static_cast<std::uint64_t>(sum);
    total_ = offset(parents);
  }

  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return total_; }

  /// 3 ns.
  std::uint64_t count(std::uint64_t parent) const {
    if (span_ == 1) return low_;
    return count_of_rank(detail::BlockOrder(key_, parent / detail::kBlock)(static_cast<std::uint32_t>(parent % detail::kBlock)));
  }
  /// The parent's first child; for `parents()` the total. 600 ns.
  std::uint64_t offset(std::uint64_t parent) const {
    if (span_ == 1) return parent * low_;
    const std::uint64_t block = parent / detail::kBlock;
    return block * block_sum_ + detail::children_before(detail::BlockOrder(key_, block),
                                                        static_cast<std::uint32_t>(parent % detail::kBlock), block_sum_,
                                                        [this](std::uint64_t rank) { return count_of_rank(rank); });
  }
  /// The parent of a child below total(). 650 ns.
  ChildPlace locate(std::uint64_t child) const {
    if (span_ == 1) return {child / low_, child % low_};
    const std::uint64_t block = child / block_sum_;
    const ChildPlace inside = detail::place_in_block(detail::BlockOrder(key_, block), child - block * block_sum_, block_sum_,
                                                     [this](std::uint64_t rank) { return count_of_rank(rank); });
    return {block * detail::kBlock + inside.parent, inside.index};
  }

 private:
  std::uint64_t count_of_rank(std::uint64_t rank) const { return low_ + (rank * span_ >> 10); }

  Key key_;
  std::uint64_t parents_, low_, span_, block_sum_ = 0, total_ = 0;
};

/// `[one per parents]`: child and parent have the same number.
class OnePer {
 public:
  explicit OnePer(std::uint64_t parents) : parents_(parents) {}
  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return parents_; }
  std::uint64_t count(std::uint64_t) const { return 1; }
  std::uint64_t offset(std::uint64_t parent) const { return parent; }
  ChildPlace locate(std::uint64_t child) const { return {child, 0}; }

 private:
  std::uint64_t parents_;
};

/// An exact share of the rows with a dense rank for each row that has it: the values of a unique nullable column are numbered without a
/// gap.
///
/// Of the first n rows, n a multiple of 64 or all, the share has floor(n × p). Blocks of 64 rows hold what lies between two such numbers,
/// placed by a keyed permutation; in the last one it is a permutation of as many rows as there are, so more rows move only those of the
/// last block. 7 ns.
class BlockShare {
 public:
  /// A share of numerator / denominator, 0 to 1; at most 2^52 rows.
  BlockShare(Key key, std::uint64_t rows, std::uint64_t numerator, std::uint64_t denominator)
      : key_(key),
        rows_(rows),
        all_(numerator >= denominator),
        // Rounded up, so that products that are whole numbers come out whole.
        share_(all_ ? 0 : static_cast<std::uint64_t>(((static_cast<UInt128>(numerator) << 64) + denominator - 1) / denominator)) {}

  std::uint64_t total() const { return before(rows_); }
  template <std::integral Row>
  bool contains(Row row) const {
    return all_ || place(static_cast<std::uint64_t>(row)) < taken(static_cast<std::uint64_t>(row) / kRows);
  }
  /// 0..total()-1, of a row that is in the share; each once.
  template <std::integral Row>
  std::uint64_t rank(Row row) const {
    const auto number = static_cast<std::uint64_t>(row);
    return all_ ? number : before(number / kRows * kRows) + place(number);
  }

  /// The row with this rank, below total().
  std::uint64_t row_of(std::uint64_t rank) const {
    if (all_) return rank;
    const std::uint64_t block = block_of(rank), size = rows_ - block * kRows < kRows ? rows_ - block * kRows : kRows;
    const Rounds rounds(key_, block);
    auto x = static_cast<std::uint32_t>(rank - before(block * kRows));
    do x = rounds.backward(x);
    while (x >= size);
    return block * kRows + x;
  }

  static constexpr std::uint64_t kRows = 64;  // of a block

  /// How many of the first n rows are in the share; n a multiple of 64 or all rows.
  std::uint64_t before(std::uint64_t rows) const { return all_ ? rows : multiply_high(rows, share_); }
  /// The block of the row with this number among those in the share, below total().
  std::uint64_t block_of(std::uint64_t index) const {
    if (all_) return index / kRows;
    // The least n with before(n) = index + 1.
    const auto n = static_cast<std::uint64_t>(((UInt128{index + 1} << 64) + share_ - 1) / share_);
    return (n - 1) / kRows;
  }
  /// The rows of a block that are in the share, as bits. 10 to 160 ns: no more than half of the places are looked up.
  std::uint64_t mask(std::uint64_t block) const {
    const std::uint64_t size = rows_ - block * kRows < kRows ? rows_ - block * kRows : kRows;
    const std::uint64_t every = size == kRows ? ~std::uint64_t{0} : (std::uint64_t{1} << size) - 1;
    const std::uint64_t count = taken(block);
    if (count == 0) return 0;
    if (count == size) return every;
    const bool few = count <= size / 2;
    const Rounds rounds(key_, block);
    std::uint64_t bits = 0;
    for (std::uint64_t i = few ? 0 : count; i < (few ? count : size); ++i) {
      auto x = static_cast<std::uint32_t>(i);
      do x = rounds.backward(x);
      while (x >= size);
      bits |= std::uint64_t{1} << x;
    }
    return few ? bits : every & ~bits;
  }

 private:
  std::uint64_t taken(std::uint64_t block) const {
    const std::uint64_t end = (block + 1) * kRows < rows_ ? (block + 1) * kRows : rows_;
    return before(end) - before(block * kRows);
  }
  /// A keyed permutation of 0..63.
  struct Rounds {
    std::uint64_t bits, more;
    Rounds(Key key, std::uint64_t block) {
      Draw draw(key, block);
      bits = draw.bits();
      more = draw.bits();
    }
    std::uint32_t factor(unsigned i) const { return static_cast<std::uint32_t>(bits >> (8 * i)) | 1; }
    std::uint32_t addend(unsigned i) const { return static_cast<std::uint32_t>(more >> (8 * i)); }
    std::uint32_t forward(std::uint32_t x) const {
      for (unsigned i = 0; i < 6; ++i) {
        x = ((x + addend(i)) * factor(i)) & (kRows - 1);
        x ^= x >> 3;
      }
      return x;
    }
    std::uint32_t backward(std::uint32_t x) const {
      for (unsigned i = 6; i-- > 0;) {
        x ^= x >> 3;
        const std::uint32_t odd = factor(i);  // its own inverse modulo 8, one step more makes it that modulo 64
        x = (x * (odd * (2 - odd * odd)) - addend(i)) & (kRows - 1);
      }
      return x;
    }
  };

  /// Of a row among those of its block.
  std::uint64_t place(std::uint64_t row) const {
    const std::uint64_t block = row / kRows, size = rows_ - block * kRows < kRows ? rows_ - block * kRows : kRows;
    const Rounds rounds(key_, block);
    auto x = static_cast<std::uint32_t>(row % kRows);
    do x = rounds.forward(x);
    while (x >= size);
    return x;
  }

  Key key_;
  std::uint64_t rows_;
  bool all_;
  std::uint64_t share_;
};

}  // namespace sydac
