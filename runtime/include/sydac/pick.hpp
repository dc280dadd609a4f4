// References: which row of the other table.
#pragma once

#include <sydac/maybe.hpp>
#include <sydac/permutation.hpp>
#include <sydac/zipf_ranks.hpp>

namespace sydac {

/// Uniform over 0..n-1 by masking and drawing again: one more parent leaves over 99.9 % of the references as they were (half of them
/// where the number passes a power of two), while scaling the draw would always move half. 2 ns.
constexpr std::uint64_t pick(Draw draw, std::uint64_t n) {
  if (n == 0) throw_value_error("a reference to a table without rows");
  const std::uint64_t mask = n == 1 ? 0 : ~std::uint64_t{0} >> std::countl_zero(n - 1);
  std::uint64_t candidate = draw.bits() & mask;
  while (candidate >= n) candidate = draw.bits() & mask;
  return candidate;
}

/// `stable`: uniform, and with more rows to pick from only as many references move as must, all of them to new rows. 22 ns.
///
/// Each row that could be picked beats all before it with chance 1 / its number; the last that does is picked. From j on the next one that
/// does is found at once: j × 2^32 / (u + 1) for 32 drawn bits u. One stream for each power of two keeps the steps few.
constexpr std::uint64_t pick_stable(Draw draw, std::uint64_t n) {
  if (n == 0) throw_value_error("a reference to a table without rows");
  if (n == 1) return 0;
  for (int octave = 63 - std::countl_zero(n - 1); octave >= 0; --octave) {
    const std::uint64_t first = std::uint64_t{1} << octave;
    const std::uint64_t end = n - first < first ? n : 2 * first;
    Draw own = draw.fork(static_cast<std::uint64_t>(octave));
    std::uint64_t last = 0, at = first;
    for (;;) {
      const UInt128 next = (UInt128{at} << 32) / ((own.bits() >> 32) + 1);
      if (next >= end) break;
      last = static_cast<std::uint64_t>(next);
      at = last + 1;
    }
    if (last != 0) return last;
  }
  return 0;
}

/// `weighted by`: each row as often as its weight says, `weight(row)` from 0 to `highest`: uniform picks, taken with chance weight /
/// highest.
template <class Weight>
std::uint64_t pick_weighted(Draw draw, std::uint64_t n, std::uint64_t highest, Weight weight) {
  for (unsigned tries = 0; tries < 65536; ++tries) {
    Draw own = draw.fork(tries);
    const std::uint64_t row = pick(own.fork(0), n);
    if (own.below(highest) < static_cast<std::uint64_t>(weight(row))) return row;
  }
  throw_value_error("a weighted pick among rows that have next to no weight");
}

/// `earlier`: uniform over the rows before; row 0 refers to itself.
template <std::integral Row>
constexpr std::uint64_t pick_earlier(Draw draw, Row row) {
  return row == 0 ? 0 : pick(draw, static_cast<std::uint64_t>(row));
}

/// `even`: each run of as many rows as there are parents is a fresh permutation of the parents, so that counts differ by one at most.
class EvenPick {
 public:
  constexpr EvenPick(Key key, std::uint64_t parents) : key_(key), radix_(parents == 0 ? 1 : parents), parents_(parents) {}

  constexpr std::uint64_t operator()(std::int64_t row_number) const {
    const std::uint64_t row = static_cast<std::uint64_t>(row_number);
    if (parents_ == 0) throw_value_error("a reference to a table without rows");
    const std::uint64_t run = row / parents_;
    const Key run_key{Draw(key_, run).bits()};
    return radix_.forward(row - run * parents_, detail::rounds_for(parents_),
                          [run_key](unsigned i) { return detail::round_key(run_key, i); });
  }

  /// Calls `each` for the rows, of `rows` that there are, that pick this parent, in order, until it gives false; false then.
  template <class F>
  bool while_each_row(std::uint64_t parent, std::uint64_t rows, F each) const {
    for (std::uint64_t run = 0; run * parents_ < rows; ++run) {
      const Key run_key{Draw(key_, run).bits()};
      const std::uint64_t row = run * parents_ + radix_.backward(parent, detail::rounds_for(parents_),
                                                                 [run_key](unsigned i) { return detail::round_key(run_key, i); });
      if (row < rows && !each(row)) return false;
    }
    return true;
  }

 private:
  Key key_;
  detail::MixedRadix radix_;
  std::uint64_t parents_;
};

/// `even, where id != other`: as even as the other reference, and never the row that it picks. Row i of a run, which the other gives to
/// place i of the run's permutation, goes to place i + s, the same s in 1 to parents - 1 for the run. At least two parents.
class EvenOther {
 public:
  /// `other`: the key of the other reference.
  constexpr EvenOther(Key other, Key key, std::uint64_t parents) : other_(other, parents), key_(key), parents_(parents) {}

  constexpr std::uint64_t operator()(std::int64_t row_number) const {
    const auto row = static_cast<std::uint64_t>(row_number);
    if (parents_ < 2) throw_value_error("a row of a table that has only one is to differ from it");
    const std::uint64_t run = row / parents_, place = row % parents_;
    return other_(static_cast<std::int64_t>(run * parents_ + (place + shift(run)) % parents_));
  }
  /// As in EvenPick.
  template <class F>
  bool while_each_row(std::uint64_t parent, std::uint64_t rows, F each) const {
    const std::uint64_t whole = (rows + parents_ - 1) / parents_ * parents_;
    return other_.while_each_row(parent, whole, [&](std::uint64_t moved) {
      const std::uint64_t run = moved / parents_, place = moved % parents_;
      const std::uint64_t row = run * parents_ + (place + parents_ - shift(run)) % parents_;
      return row >= rows || each(row);
    });
  }

 private:
  constexpr std::uint64_t shift(std::uint64_t run) const { return parents_ < 2 ? 0 : 1 + Draw(key_, run).below(parents_ - 1); }

  EvenPick other_;
  Key key_;
  std::uint64_t parents_;
};

/// `mutual`: two and two rows of a table refer to each other, by their places in a permutation of the rows; a share of them only, and the
/// last one of an odd number not.
class MutualPick {
 public:
  /// floor(rows / 2 × numerator / denominator) pairs.
  constexpr MutualPick(Key key, std::uint64_t rows, std::uint64_t numerator, std::uint64_t denominator)
      : order_(key, rows == 0 ? 1 : rows),
        paired_(2 * static_cast<std::uint64_t>(static_cast<UInt128>(rows / 2) * numerator / denominator)) {}

  constexpr Maybe<std::uint64_t> operator()(std::int64_t row) const {
    const std::uint64_t place = order_.inverse(static_cast<std::uint64_t>(row));
    if (place >= paired_) return null;
    return order_(place ^ 1);
  }
  /// Calls `each` for the row's partner; what that gives, true where there is none.
  template <class F>
  bool while_each_row(std::uint64_t row, std::uint64_t, F each) const {
    const auto partner = (*this)(static_cast<std::int64_t>(row));
    return !partner.has_value() || each(*partner);
  }

 private:
  RowPermutation order_;
  std::uint64_t paired_;
};

/// `at`: the row with this number, from 0.
constexpr std::uint64_t row_at(std::int64_t number, std::uint64_t rows) {
  if (number < 0 || static_cast<std::uint64_t>(number) >= rows) throw_value_error("a reference to a row that does not exist");
  return static_cast<std::uint64_t>(number);
}

/// `zipf(exponent)`: some parents often, most of them seldom; which ones is a private permutation, so that they are not the first rows.
class ZipfPick {
 public:
  /// The exponent in millionths, 0 to 10'000'000.
  ZipfPick(Key key, std::uint64_t parents, std::uint64_t exponent)
      : ranks_(parents, exponent), order_(Key{mix(key.value)}, parents == 0 ? 1 : parents), parents_(parents) {}

  std::uint64_t operator()(Draw draw) const {
    if (parents_ == 0) throw_value_error("a reference to a table without rows");
    return order_(ranks_(draw));
  }

 private:
  ZipfRanks ranks_;
  RowPermutation order_;
  std::uint64_t parents_;
};

}  // namespace sydac
