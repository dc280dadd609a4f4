// Numbers of children that the parents' cells say: `[per orders by status { … }]`, `[N over customers weighted by tier { … }]`. These have
// no closed form: their sums are kept for blocks of parents, in 2 MB at most.
#pragma once

#include <exception>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <sydac/quota.hpp>

namespace sydac {

/// Sums of a number that is made from each parent. Built once by all threads: some 10 ns for each parent and thread. Later calls make the
/// numbers of a block again: 64 parents where there are up to 2^24, 4096 where there are 10^9.
template <class Data>
class CellSums {
 public:
  /// Makes the numbers of the parents from `first` on.
  using Fill = void (*)(const Data& data, std::uint64_t first, std::span<std::uint64_t> out);

  CellSums(const Data& data, Fill fill, std::uint64_t parents) : data_(&data), fill_(fill), parents_(parents) {
    while ((parents >> shift_) > kMostBlocks) ++shift_;
  }

  /// Throws Overrun when the sum leaves 63 bits, and what making a number throws.
  void build() {
    const std::uint64_t blocks = (parents_ + (std::uint64_t{1} << shift_) - 1) >> shift_;
    sums_.assign(blocks + 1, 0);
    const std::uint64_t cores = std::thread::hardware_concurrency();
    const std::uint64_t workers = parents_ < 100'000 || cores < 2 ? 1 : cores;
    std::vector<std::exception_ptr> failures(workers);
    auto work = [&](std::uint64_t worker) {
      try {
        for (std::uint64_t block = blocks * worker / workers; block < blocks * (worker + 1) / workers; ++block)
          sums_[block + 1] = sum(block << shift_, last_of(block));
      } catch (...) {
        failures[worker] = std::current_exception();
      }
    };
    std::vector<std::thread> threads;
    for (std::uint64_t worker = 1; worker < workers; ++worker) threads.emplace_back(work, worker);
    work(0);
    for (std::thread& thread : threads) thread.join();
    for (const std::exception_ptr& failure : failures) {
      if (failure) std::rethrow_exception(failure);
    }
    UInt128 total = 0;
    for (std::uint64_t& each : sums_) {
      total += each;
      if ((total >> 63) != 0)
        throw Overrun("numbers of children or weights of " + detail::grouped(parents_) + " parents are more than 2^63 together");
      each = static_cast<std::uint64_t>(total);
    }
  }

  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return sums_.back(); }
  std::uint64_t of(std::uint64_t parent) const { return sum(parent, parent + 1); }
  /// Of the parents before one.
  std::uint64_t before(std::uint64_t parent) const {
    const std::uint64_t block = parent >> shift_;
    return sums_[block] + sum(block << shift_, parent);
  }
  struct Spot {
    std::uint64_t parent, before, own;
  };
  /// The parent at which the sum passes `sum`, which is below total().
  Spot find(std::uint64_t target) const {
    std::size_t low = 0, high = sums_.size() - 1;
    while (high - low > 1) {
      const std::size_t middle = (low + high) / 2;
      (sums_[middle] <= target ? low : high) = middle;
    }
    std::uint64_t before = sums_[low], numbers[kChunk];
    for (std::uint64_t first = std::uint64_t{low} << shift_;; first += kChunk) {
      const std::uint64_t count = last_of(low) - first < kChunk ? last_of(low) - first : kChunk;
      fill_(*data_, first, std::span(numbers, count));
      for (std::uint64_t i = 0; i < count; ++i) {
        if (target - before < numbers[i]) return {first + i, before, numbers[i]};
        before += numbers[i];
      }
    }
  }

 private:
  static constexpr std::uint64_t kMostBlocks = std::uint64_t{1} << 18, kChunk = 64;

  std::uint64_t last_of(std::uint64_t block) const {
    const std::uint64_t last = (block + 1) << shift_;
    return last < parents_ ? last : parents_;
  }
  std::uint64_t sum(std::uint64_t first, std::uint64_t last) const {
    std::uint64_t all = 0, numbers[kChunk];
    for (; first < last; first += kChunk) {
      const std::span<std::uint64_t> chunk(numbers, last - first < kChunk ? last - first : kChunk);
      fill_(*data_, first, chunk);
      for (const std::uint64_t each : chunk) all += each;
    }
    return all;
  }

  const Data* data_;
  Fill fill_;
  std::uint64_t parents_;
  unsigned shift_ = 6;
  std::vector<std::uint64_t> sums_;
};

/// `low..high` children.
struct ChildRange {
  std::uint64_t low, high;
  std::uint64_t operator()(Draw draw) const { return low == high ? low : low + draw.below(high - low + 1); }
};

/// `[per parents by x { … }]`: the fill makes numbers of children. Children stand in the order of their parents.
template <class Data>
class MatchedCounts {
 public:
  MatchedCounts(const Data& data, typename CellSums<Data>::Fill fill, std::uint64_t parents) : sums_(data, fill, parents) { sums_.build(); }
  std::uint64_t parents() const { return sums_.parents(); }
  std::uint64_t total() const { return sums_.total(); }
  bool jumps() const { return total() < parents() / 8; }
  std::uint64_t count(std::uint64_t parent) const { return sums_.of(parent); }
  std::uint64_t offset(std::uint64_t parent) const { return sums_.before(parent); }
  ChildPlace locate(std::uint64_t child) const {
    const auto spot = sums_.find(child);
    return {spot.parent, child - spot.before, spot.own};
  }

 private:
  CellSums<Data> sums_;
};

/// `[N over parents weighted by x]`: the fill makes weights, each parent has its share of the rows, to within one. Built when first asked.
template <class Data>
class WeightedCounts {
 public:
  WeightedCounts(const Data& data, typename CellSums<Data>::Fill fill, std::uint64_t rows, std::uint64_t parents)
      : sums_(data, fill, parents), parents_(parents), rows_(rows) {}
  std::uint64_t parents() const { return parents_; }
  std::uint64_t total() const { return rows_; }
  bool jumps() const { return rows_ < parents_ / 8; }
  std::uint64_t count(std::uint64_t parent) const {
    const std::uint64_t before = sums().before(parent);
    return share(before + sums().of(parent)) - share(before);
  }
  std::uint64_t offset(std::uint64_t parent) const { return parent == parents_ ? rows_ : share(sums().before(parent)); }
  ChildPlace locate(std::uint64_t child) const {
    // The parent whose weight makes its share pass this child.
    const UInt128 weight = (UInt128{child + 1} * sums().total() + rows_ - 1) / rows_ - 1;
    const auto spot = sums().find(static_cast<std::uint64_t>(weight));
    const std::uint64_t first = share(spot.before);
    return {spot.parent, child - first, share(spot.before + spot.own) - first};
  }

 private:
  const CellSums<Data>& sums() const {
    std::call_once(built_, [this] {
      sums_.build();
      if (sums_.total() == 0 && rows_ > 0) throw_value_error("rows are spread by weights that are all 0");
    });
    return sums_;
  }
  std::uint64_t share(std::uint64_t weight) const {
    const std::uint64_t all = sums().total();
    return all == 0 ? 0 : static_cast<std::uint64_t>(UInt128{weight} * rows_ / all);
  }

  mutable CellSums<Data> sums_;
  mutable std::once_flag built_;
  std::uint64_t parents_, rows_;
};

}  // namespace sydac
