// An exact number of rows spread over parents, and an exact share of the parents: closed forms like those of quota.hpp, both directions.
// They take the key of the table's `#count` stream.
#pragma once

#include <string>
#include <vector>

#include <sydac/permutation.hpp>
#include <sydac/quota.hpp>
#include <sydac/zipf_ranks.hpp>

namespace sydac {

/// Each parent has the same number of children, or one more in a share of the parents; children stand in the order of their parents.
/// count 7 ns, offset and locate 30 to 190 ns.
class LevelCounts {
 public:
  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return offset(parents_); }
  /// Whether most parents have no child, so that it is quicker to look for the next one that has.
  bool jumps() const { return base_ == 0; }
  std::uint64_t count(std::uint64_t parent) const { return base_ + (more_.contains(parent) ? 1 : 0); }
  /// Of any parent.
  std::uint64_t most() const { return parents_ == 0 ? 0 : base_ + (more_.before(parents_) > 0 ? 1 : 0); }
  std::uint64_t offset(std::uint64_t parent) const {
    if (parent == parents_) return parents_ * base_ + more_.before(parents_);
    const std::uint64_t block = parent / kBlock, inside = parent % kBlock;
    return start(block) + before(more_.mask(block), inside);
  }
  ChildPlace locate(std::uint64_t child) const {
    const std::uint64_t block = block_of(child);
    const std::uint64_t mask = more_.mask(block), rest = child - start(block);
    std::uint64_t inside = 0;  // the last one with no more than `rest` children before it
    for (std::uint64_t step = kBlock / 2; step > 0; step /= 2) {
      if (block * kBlock + inside + step < parents_ && before(mask, inside + step) <= rest) inside += step;
    }
    return {block * kBlock + inside, rest - before(mask, inside), base_ + (mask >> inside & 1)};
  }

 protected:
  LevelCounts(std::uint64_t parents, std::uint64_t base, const BlockShare& more) : parents_(parents), base_(base), more_(more) {
    const std::uint64_t children = total();
    if (base > 0 && children > parents) parents_per_child_ = static_cast<std::uint64_t>((UInt128{parents} << 64) / children);
  }

 private:
  static constexpr std::uint64_t kBlock = BlockShare::kRows;

  std::uint64_t block_of(std::uint64_t child) const {
    if (base_ == 0) return more_.block_of(child);
    // Parents and children run side by side, a child off at most.
    std::uint64_t block = (parents_per_child_ == 0 ? child : multiply_high(child, parents_per_child_)) / kBlock;
    while (start(block) > child) --block;
    while ((block + 1) * kBlock < parents_ && start(block + 1) <= child) ++block;
    return block;
  }
  std::uint64_t start(std::uint64_t block) const { return block * kBlock * base_ + more_.before(block * kBlock); }
  std::uint64_t before(std::uint64_t mask, std::uint64_t inside) const {
    return inside * base_ + static_cast<std::uint64_t>(std::popcount(mask & ((std::uint64_t{1} << inside) - 1)));
  }

  std::uint64_t parents_, base_;
  BlockShare more_;
  std::uint64_t parents_per_child_ = 0;  // below 1, 64 bits behind the point; 0 for 1
};

/// `[N over parents even]`: numbers of children differ by one at most.
class EvenCounts : public LevelCounts {
 public:
  EvenCounts(Key key, std::uint64_t rows, std::uint64_t parents)
      : LevelCounts(parents, parents == 0 ? 0 : rows / parents,
                    BlockShare(key, parents, parents == 0 ? 0 : rows % parents, parents == 0 ? 1 : parents)) {}
};

/// `[20% of parents]`: of the first n parents, n a multiple of 64 or all, floor(n × share) have a child. More parents change only the last
/// block.
class ShareCounts : public LevelCounts {
 public:
  ShareCounts(Key key, std::uint64_t parents, std::uint64_t numerator, std::uint64_t denominator)
      : LevelCounts(parents, 0, BlockShare(key, parents, numerator, denominator)) {}
};

/// `[N over parents zipf(s)]`: the parent of rank k has a share of the rows proportional to 1 / k^s. Which parent has which rank is a keyed
/// permutation, and children stand in the order of their parents' ranks. See Note [rank quotas]: whole numbers before each bucket of ranks,
/// equal ones inside to within one. count 40 ns, offset and locate 60 ns; 20 KB for 10^9 parents.
class ZipfCounts {
 public:
  /// The exponent in millionths, 0 to 10'000'000; no rows without parents.
  ZipfCounts(Key key, std::uint64_t rows, std::uint64_t parents, std::uint64_t exponent)
      : parents_(parents), order_(key, parents == 0 ? 1 : parents) {
    const std::vector<UInt128> weights = ZipfRanks::weights_of(parents, exponent, starts_);
    UInt128 sum = 0, total = 0;
    unsigned shift = 0;
    for (const UInt128 weight : weights) total += weight;
    while ((total >> shift) >> 63 != 0) ++shift;
    total >>= shift;
    before_.push_back(0);
    for (const UInt128 weight : weights) {
      sum += weight;
      const UInt128 part = sum >> shift > total ? total : sum >> shift;
      before_.push_back(static_cast<std::uint64_t>((part * rows + total / 2) / total));
    }
  }

  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return before_.back(); }
  bool jumps() const { return true; }
  /// Of any parent.
  std::uint64_t most() const {
    std::uint64_t most = 0;
    for (std::size_t i = 0; i + 1 < starts_.size(); ++i) {
      const std::uint64_t ranks = starts_[i + 1] - starts_[i], rows = before_[i + 1] - before_[i];
      const std::uint64_t each = rows / ranks + (rows % ranks != 0 ? 1 : 0);
      most = each > most ? each : most;
    }
    return most;
  }
  std::uint64_t count(std::uint64_t parent) const {
    const Spot spot = spot_of(parent);
    return before(spot.bucket, spot.inside + 1) - before(spot.bucket, spot.inside);
  }
  std::uint64_t offset(std::uint64_t parent) const {
    if (parent == parents_) return total();
    const Spot spot = spot_of(parent);
    return before_[spot.bucket] + before(spot.bucket, spot.inside);
  }
  ChildPlace locate(std::uint64_t child) const {
    const std::size_t bucket = last_not_above(before_, child);
    const std::uint64_t ranks = starts_[bucket + 1] - starts_[bucket], rows = before_[bucket + 1] - before_[bucket];
    const std::uint64_t inside = child - before_[bucket];
    const std::uint64_t rank = ranks == 1 ? 0 : static_cast<std::uint64_t>((UInt128{inside + 1} * ranks - 1) / rows);
    const std::uint64_t first = before(bucket, rank);
    return {order_(starts_[bucket] + rank), inside - first, before(bucket, rank + 1) - first};
  }

 private:
  struct Spot {
    std::size_t bucket;
    std::uint64_t inside;
  };

  static std::size_t last_not_above(const std::vector<std::uint64_t>& sorted, std::uint64_t value) {
    std::size_t low = 0, high = sorted.size() - 1;
    while (high - low > 1) {
      const std::size_t middle = (low + high) / 2;
      (sorted[middle] <= value ? low : high) = middle;
    }
    return low;
  }
  Spot spot_of(std::uint64_t parent) const {
    const std::uint64_t rank = order_.inverse(parent);
    const std::size_t bucket = last_not_above(starts_, rank);
    return {bucket, rank - starts_[bucket]};
  }
  /// Rows of the first ranks of a bucket.
  std::uint64_t before(std::size_t bucket, std::uint64_t ranks) const {
    const std::uint64_t all = starts_[bucket + 1] - starts_[bucket], rows = before_[bucket + 1] - before_[bucket];
    return ranks == all ? rows : static_cast<std::uint64_t>(UInt128{rows} * ranks / all);
  }

  std::uint64_t parents_;
  std::vector<std::uint64_t> starts_, before_;  // of the buckets, and the end: ranks, rows
  RowPermutation order_;
};

}  // namespace sydac
