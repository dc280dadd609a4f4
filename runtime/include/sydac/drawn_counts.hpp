// `[poisson(3) per parents]`: numbers of children of any distribution, in closed form as those of quota.hpp.
#pragma once

#include <span>

#include <sydac/quota.hpp>

namespace sydac {

/// So many of 1024 parents have this number of children.
struct CountShare {
  std::uint32_t count, parents;
};

/// Each block of 1024 parents has exactly these numbers of children, placed by a keyed permutation; see Note [quota blocks].
class DrawnCounts {
 public:
  /// Fewest children first, of 1024 parents together. Throws Overrun when the children leave 63 bits.
  DrawnCounts(Key key, std::uint64_t parents, std::span<const CountShare> shares) : key_(key), parents_(parents) {
    std::size_t rank = 0;
    for (const CountShare& share : shares) {
      for (std::uint32_t i = 0; i < share.parents && rank < detail::kBlock; ++i) counts_[rank++] = share.count;
      block_sum_ += std::uint64_t{share.count} * share.parents;
    }
    if (UInt128{block_sum_} * (parents / detail::kBlock + 1) >> 63 != 0)
      throw Overrun(detail::grouped(parents) + " parents with " + detail::grouped(block_sum_) +
                    " children for each 1024 of them are more than 2^63 rows");
    total_ = offset(parents);
  }
  DrawnCounts(Key key, std::uint64_t parents, std::initializer_list<CountShare> shares)
      : DrawnCounts(key, parents, std::span<const CountShare>(shares.begin(), shares.size())) {}

  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return total_; }
  /// Whether few parents have a child.
  bool jumps() const { return block_sum_ < 32; }
  std::uint64_t count(std::uint64_t parent) const {
    return counts_[detail::BlockOrder(key_, parent / detail::kBlock)(static_cast<std::uint32_t>(parent % detail::kBlock))];
  }
  std::uint64_t offset(std::uint64_t parent) const {
    const std::uint64_t block = parent / detail::kBlock;
    return block * block_sum_ + detail::children_before(detail::BlockOrder(key_, block),
                                                        static_cast<std::uint32_t>(parent % detail::kBlock), block_sum_,
                                                        [this](std::uint64_t rank) { return counts_[rank]; });
  }
  ChildPlace locate(std::uint64_t child) const {
    const std::uint64_t block = child / block_sum_;
    const ChildPlace inside = detail::place_in_block(detail::BlockOrder(key_, block), child - block * block_sum_, block_sum_,
                                                     [this](std::uint64_t rank) { return std::uint64_t{counts_[rank]}; });
    return {block * detail::kBlock + inside.parent, inside.index, inside.siblings};
  }

 private:
  Key key_;
  std::uint64_t parents_, block_sum_ = 0, total_ = 0;
  std::uint32_t counts_[detail::kBlock] = {};
};

}  // namespace sydac
