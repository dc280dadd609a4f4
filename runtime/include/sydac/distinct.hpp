// Values that are all different: over the rows of a table, or among siblings; one column alone or several together.
#pragma once

#include <array>

#include <sydac/maybe.hpp>
#include <sydac/permutation.hpp>
#include <sydac/pick.hpp>

namespace sydac {

/// Number `index` of n, all different among the children of one parent; index < n. One more of n leaves nearly all as they were.
constexpr std::uint64_t distinct_pick(Key key, std::uint64_t parent, std::uint64_t index, std::uint64_t n) {
  if (index >= n) throw_value_error("more different values are asked for than there are");
  return RowPermutation(Key{Draw(key, parent).bits()}, n)(index);
}
/// The same among all rows that refer to row `centre` of another table, which belong to different parents. Those that refer to none differ
/// too, as if they referred to a row that does not exist.
template <class Centre>
constexpr std::uint64_t distinct_at(Key key, const Centre& centre, std::int64_t parent, std::uint64_t n) {
  std::uint64_t number = ~std::uint64_t{0};
  if constexpr (kIsMaybe<Centre>) {
    if (centre.has_value()) number = static_cast<std::uint64_t>(centre->row());
  } else {
    number = static_cast<std::uint64_t>(centre.row());
  }
  return distinct_pick(key, number, static_cast<std::uint64_t>(parent), n);
}

namespace detail {

/// Siblings that are compared with each other; more than that are an error of the compiler.
inline constexpr std::uint64_t kMostCompared = 256;
/// Draws before the numbers that are left are gone through in order.
inline constexpr unsigned kMostTries = 4096;

}  // namespace detail

/// The same where `draw_one(Draw)` prefers some: the parent's draws without those that came before, as one after the other would take them.
template <class DrawOne>
std::uint64_t distinct_pick_by(Key key, std::uint64_t parent, std::uint64_t index, std::uint64_t n, DrawOne draw_one) {
  if (index >= n) throw_value_error("more different values are asked for than there are");
  std::uint64_t taken[detail::kMostCompared];
  auto is_taken = [&taken](std::uint64_t value, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      if (taken[i] == value) return true;
    }
    return false;
  };
  const Draw source(key, parent);
  unsigned tries = 0;
  for (std::uint64_t i = 0; i <= index; ++i) {
    std::uint64_t value = draw_one(source.fork(tries++));
    while (tries < detail::kMostTries && is_taken(value, i)) value = draw_one(source.fork(tries++));
    for (std::uint64_t next = 0; is_taken(value, i); ++next) value = next;
    taken[i] = value;
  }
  return taken[index];
}

/// A number as one for each of N parts, each below its size.
template <std::size_t N>
constexpr std::array<UInt128, N> parts_of(UInt128 number, const std::array<UInt128, N>& sizes) {
  std::array<UInt128, N> parts{};
  for (std::size_t i = N; i-- > 1;) {
    parts[i] = number % sizes[i];
    number /= sizes[i];
  }
  parts[0] = number;
  return parts;
}

/// Columns that are unique together: the row's number, permuted, says which combination of values it has.
///
/// Way::product: every combination of the N columns. Way::star: column 0 with each of the others, which need not differ from each other.
/// Way::triangle (N = 3): each two of the three columns. `sizes` are the numbers of values. Two columns of 2^63 values, three of 2^42 and
/// so on are as many as are used of larger ones.
enum class Together : std::uint8_t { product, star, triangle };

template <Together Way, std::size_t N>
class Combinations {
 public:
  using Parts = std::array<std::uint64_t, N>;
  static_assert(N >= 2 && (Way != Together::triangle || N == 3));

  constexpr Combinations(Key key, const Parts& sizes) : key_(key), sizes_(sizes), order_(key, 1) {
    for (std::uint64_t& size : sizes_) size = size > kMost ? kMost : size;
    largest_ = 0;
    least_ = Way == Together::star ? sizes_[1] : sizes_[0];
    for (std::size_t i = 0; i < N; ++i) {
      if (sizes_[i] > sizes_[largest_]) largest_ = i;
      if (i > 0 && sizes_[i] < least_) least_ = sizes_[i];
    }
    order_ = WidePermutation(key, capacity() == 0 ? 1 : capacity());
  }

  /// How many rows can be told apart.
  constexpr UInt128 capacity() const {
    if constexpr (Way == Together::star) return UInt128{sizes_[0]} * least_;
    UInt128 product = 1;
    for (std::size_t i = 0; i < N; ++i) {
      if (Way == Together::product || i != largest_) product *= sizes_[i];
    }
    return product;
  }

  /// The values of a row, each below its size; row < capacity().
  constexpr Parts operator()(std::int64_t row) const { return parts(order_(static_cast<std::uint64_t>(row)), key_); }
  /// Of a child, different among those of one parent.
  constexpr Parts operator()(std::uint64_t parent, std::uint64_t index) const {
    if (index >= capacity()) throw_value_error("more different combinations are asked for than there are");
    const Key own{Draw(key_, parent).bits()};
    const UInt128 all = capacity();
    const std::uint64_t narrow = static_cast<std::uint64_t>(all);
    // Small enough for a permutation that is quick to set up; else the parent turns the common one.
    if ((all >> 62) == 0) return parts(RowPermutation(own, narrow)(index), own);
    const UInt128 turned = (UInt128{index} + own.value) % all;
    return parts(order_(turned), own);
  }

 private:
  static constexpr std::uint64_t kMost = N == 2 ? std::uint64_t{1} << 63 : std::uint64_t{1} << (126 / N);

  constexpr Parts parts(UInt128 index, Key key) const {
    Parts made{};
    if constexpr (Way == Together::product) {
      for (std::size_t i = 0; i < N; ++i) {
        made[i] = static_cast<std::uint64_t>(index % sizes_[i]);
        index /= sizes_[i];
      }
    } else if constexpr (Way == Together::star) {
      made[0] = static_cast<std::uint64_t>(index % sizes_[0]);
      const auto turn = static_cast<std::uint64_t>(index / sizes_[0]);
      for (std::size_t i = 1; i < N; ++i) {
        const Key own{Draw(Key{key.value + i}, made[0]).bits()};
        made[i] = RowPermutation(own, sizes_[i])(turn);
      }
    } else {
      const std::size_t a = (largest_ + 1) % 3, b = (largest_ + 2) % 3;
      const auto first = static_cast<std::uint64_t>(index % sizes_[a]), second = static_cast<std::uint64_t>(index / sizes_[a]);
      made[a] = RowPermutation(detail_key(key, 1), sizes_[a])(first);
      made[b] = RowPermutation(detail_key(key, 2), sizes_[b])(second);
      const auto sum = static_cast<std::uint64_t>((UInt128{first} + second) % sizes_[largest_]);
      made[largest_] = RowPermutation(detail_key(key, 3), sizes_[largest_])(sum);
    }
    return made;
  }
  static constexpr Key detail_key(Key key, std::uint64_t part) { return Key{Draw(key, part).bits()}; }

  Key key_;
  Parts sizes_;
  std::size_t largest_ = 0;
  std::uint64_t least_ = 0;
  WidePermutation order_;
};

/// Columns that are unique together where column 0 is not evenly spread: its values come 1 / rank^exponent times as often as the first, as
/// far as there are different combinations of the others left for them.
///
/// Note [rank quotas]: the values of column 0 stand by rank, in buckets as wide as 1/64 of their ranks. Each bucket gets its share of the
/// rows, but no more than its ranks times the combinations of the others; what is cut off goes to the rest. Inside a bucket the ranks have
/// equal numbers of rows, to within one. So a row's rank, and which of the rank's rows it is, are found by a search over the buckets and a
/// division.
template <std::size_t N>
class SkewedCombinations {
 public:
  using Parts = std::array<std::uint64_t, N>;

  /// The exponent in millionths; rows ≤ capacity(), or the surplus has no place.
  SkewedCombinations(Key key, std::uint64_t rows, std::uint64_t exponent, const Parts& sizes)
      : key_(key),
        sizes_(sizes),
        ranks_(Key{mix(key.value)}, sizes[0] == 0 ? 1 : sizes[0]),
        order_(Key{mix(key.value + 1)}, rows == 0 ? 1 : rows) {
    UInt128 others = 1;
    for (std::size_t i = 1; i < N; ++i) others = others * sizes[i] >> 63 != 0 ? UInt128{1} << 63 : others * sizes[i];
    others_ = static_cast<std::uint64_t>(others);
    if (sizes[0] > 0 && others_ > 0) deal(rows, ZipfRanks::weights_of(sizes[0], exponent, starts_));
  }

  UInt128 capacity() const { return UInt128{sizes_[0]} * others_; }

  Parts operator()(std::int64_t row) const {
    const std::uint64_t place = order_(row);
    std::size_t low = 0, high = before_.size() - 1;
    while (high - low > 1) {
      const std::size_t middle = (low + high) / 2;
      (before_[middle] <= place ? low : high) = middle;
    }
    const UInt128 inside = place - before_[low], rows = before_[low + 1] - before_[low], ranks = starts_[low + 1] - starts_[low];
    const UInt128 rank = ((inside + 1) * ranks + rows - 1) / rows - 1;
    const auto turn = static_cast<std::uint64_t>(inside - rank * rows / ranks);
    Parts parts{};
    parts[0] = ranks_(starts_[low] + static_cast<std::uint64_t>(rank));
    std::uint64_t index = RowPermutation(Key{Draw(key_, parts[0]).bits()}, others_)(turn);
    for (std::size_t i = 1; i < N; ++i) {
      parts[i] = index % sizes_[i];
      index /= sizes_[i];
    }
    return parts;
  }

 private:
  /// Rows before each bucket: shares of the rows by weight, where the heavy buckets, which come first, are full before the rest is shared
  /// out.
  void deal(std::uint64_t rows, const std::vector<UInt128>& weights) {
    UInt128 total = 0;
    unsigned shift = 0;
    for (const UInt128 weight : weights) total += weight;
    while ((total >> shift) >> 62 != 0) ++shift;
    auto room = [&](std::size_t bucket) {
      const UInt128 all = UInt128{starts_[bucket + 1] - starts_[bucket]} * others_;
      return all > rows ? rows : static_cast<std::uint64_t>(all);
    };
    std::vector<std::uint64_t> dealt(weights.size());
    UInt128 left = total >> shift;  // the weight of the buckets behind
    std::uint64_t rest = rows;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const UInt128 weight = weights[i] >> shift;
      const std::uint64_t share =
          left == 0 ? 0 : static_cast<std::uint64_t>((UInt128{rest} * static_cast<std::uint64_t>(weight) + left / 2) / left);
      dealt[i] = share > room(i) ? room(i) : share > rest ? rest : share;
      rest -= dealt[i];
      left -= weight > left ? left : weight;
    }
    for (std::size_t i = 0; i < weights.size() && rest > 0; ++i) {  // what rounding left over
      const std::uint64_t more = room(i) - dealt[i] < rest ? room(i) - dealt[i] : rest;
      dealt[i] += more;
      rest -= more;
    }
    before_.push_back(0);
    for (const std::uint64_t each : dealt) before_.push_back(before_.back() + each);
  }

  Key key_;
  Parts sizes_;
  std::uint64_t others_ = 0;
  std::vector<std::uint64_t> starts_, before_;
  RowPermutation ranks_, order_;
};

}  // namespace sydac
