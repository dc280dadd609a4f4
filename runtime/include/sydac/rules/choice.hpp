// `choice("a": 1, "b": 3)` and enums by their weights.
//
// Note [choice by name]: the values stand in the order of their names over cumulative bounds in the 64 drawn bits. So the order in the
// schema does not matter, and a new value moves few rows: 11 % where 9 is the least possible, against 39 % with an alias table. A guide on
// the leading bits makes long lists as fast as short ones.
#pragma once

#include <sydac/draw.hpp>
#include <sydac/enum_text.hpp>

namespace sydac {

/// Index picks 0..N-1 by integer weights, in the order given: `constexpr sydac::Weights<4> kTier{{20, 60, 15, 5}};`  `kTier(draw)`.
template <std::size_t N>
class Weights {
 public:
  static_assert(N > 0);
  /// At least one weight is not 0; their sum is below 2^63.
  constexpr explicit Weights(const std::uint64_t (&weights)[N]) : upper_{}, guide_{} {
    UInt128 total = 0;
    for (const std::uint64_t weight : weights) total += weight;
    if (total == 0 || (total >> 63) != 0) throw "the weights sum up to 0 or to 2^63 and more";
    UInt128 sum = 0;
    std::size_t last = 0;
    for (std::size_t i = 0; i < N; ++i) {
      sum += weights[i];
      if (weights[i] != 0) last = i;
      // Exclusive bound, to 2^-64; the last value that can be drawn takes the rest.
      upper_[i] = sum == total ? ~std::uint64_t{0} : static_cast<std::uint64_t>((sum << 64) / total);
    }
    last_ = static_cast<std::uint32_t>(last);
    if constexpr (kGuided) {
      std::uint32_t index = 0;
      for (std::uint64_t i = 0; i < kGuide; ++i) {
        while (index < last && upper_[index] <= i << kShift) ++index;
        guide_[i] = index;
      }
    }
  }

  constexpr std::size_t operator()(Draw draw) const {
    const std::uint64_t bits = draw.bits();
    if constexpr (!kGuided) {
      std::size_t index = 0;
      for (std::size_t i = 0; i + 1 < N; ++i) index += bits >= upper_[i] ? 1 : 0;
      // All-ones reaches the bounds that stand for the rest: stay on the last value with a weight.
      return index < last_ ? index : last_;
    } else {
      std::size_t index = guide_[bits >> kShift];
      while (index < last_ && bits >= upper_[index]) ++index;
      return index;
    }
  }

 private:
  static constexpr bool kGuided = N > 4;
  static constexpr std::size_t kGuide = !kGuided ? 1 : N <= 64 ? 64 : std::bit_ceil(N);
  static constexpr unsigned kShift = 64 - static_cast<unsigned>(std::bit_width(kGuide) - 1) - (kGuide == 1 ? 1 : 0);
  std::uint64_t upper_[N];
  std::uint32_t guide_[kGuide];
  std::uint32_t last_ = 0;
};
template <std::size_t N>
Weights(const std::uint64_t (&)[N]) -> Weights<N>;

namespace detail {

/// The permutation that sorts 0..N-1 by `less`, by merging: lists can have thousands of values.
template <std::size_t N, class Less>
constexpr void sort_indices(std::uint32_t (&order)[N], Less less) {
  std::uint32_t merged[N] = {};
  for (std::size_t i = 0; i < N; ++i) order[i] = static_cast<std::uint32_t>(i);
  for (std::size_t width = 1; width < N; width *= 2) {
    for (std::size_t begin = 0; begin < N; begin += 2 * width) {
      const std::size_t middle = begin + width < N ? begin + width : N, end = begin + 2 * width < N ? begin + 2 * width : N;
      std::size_t left = begin, right = middle;
      for (std::size_t i = begin; i < end; ++i) {
        merged[i] = right >= end || (left < middle && !less(order[right], order[left])) ? order[left++] : order[right++];
      }
    }
    for (std::size_t i = 0; i < N; ++i) order[i] = merged[i];
  }
}

template <std::size_t N>
constexpr Weights<N> weights_in_order(const std::uint64_t (&weights)[N], const std::uint32_t (&order)[N]) {
  std::uint64_t sorted[N] = {};
  for (std::size_t i = 0; i < N; ++i) sorted[i] = weights[order[i]];
  return Weights<N>(sorted);
}

}  // namespace detail

/// Weighted values of one type that has an order: see Note [choice by name]. Made by `choice`.
template <class T, std::size_t N>
class Choice {
 public:
  constexpr Choice(const T (&values)[N], const std::uint64_t (&weights)[N]) : Choice(values, weights, Order(values)) {}
  constexpr T operator()(Draw draw) const { return values_[weights_(draw)]; }

  static constexpr std::size_t count() { return N; }
  /// The values in their order.
  constexpr T at(UInt128 k) const { return values_[static_cast<std::size_t>(k)]; }

 private:
  struct Order {
    std::uint32_t indices[N] = {};
    constexpr explicit Order(const T (&values)[N]) {
      detail::sort_indices(indices, [&values](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    }
  };
  constexpr Choice(const T (&values)[N], const std::uint64_t (&weights)[N], const Order& order)
      : values_{}, weights_(detail::weights_in_order(weights, order.indices)) {
    for (std::size_t i = 0; i < N; ++i) values_[i] = values[order.indices[i]];
  }
  T values_[N];
  Weights<N> weights_;
};

/// `constexpr auto kSize = sydac::choice<std::int64_t>({38, 39, 40}, {1, 2, 1});` for integers, decimals, dates …
template <class T, std::size_t N>
constexpr Choice<T, N> choice(const T (&values)[N], const std::uint64_t (&weights)[N]) {
  return {values, weights};
}

/// `constexpr auto kColor = sydac::choice(sydac::Texts<"red", "blue">{}, {3, 1});` draws a text value.
template <FixedString... Strings>
constexpr auto choice(Texts<Strings...>, const std::uint64_t (&weights)[sizeof...(Strings)]) {
  using List = Texts<Strings...>;
  typename List::Value values[sizeof...(Strings)] = {};
  for (std::size_t i = 0; i < sizeof...(Strings); ++i) values[i] = List::at(i);
  return Choice<typename List::Value, sizeof...(Strings)>(values, weights);
}

/// An enum by weights in the order of its values: `constexpr auto kStatus = sydac::choice_of<Status>({20, 60, 15, 5});`
template <NamedEnum E, std::size_t N>
class EnumChoice {
 public:
  constexpr explicit EnumChoice(const std::uint64_t (&weights)[N]) : EnumChoice(weights, Order()) {}
  constexpr E operator()(Draw draw) const { return values_[weights_(draw)]; }
  static constexpr std::size_t count() { return N; }
  constexpr E at(UInt128 k) const { return values_[static_cast<std::size_t>(k)]; }

 private:
  using Names = decltype(names_of(E{}));
  static_assert(Names::size == N);
  struct Order {
    std::uint32_t indices[N] = {};
    constexpr Order() {
      detail::sort_indices(indices, [](std::size_t a, std::size_t b) { return Names::at(a).view() < Names::at(b).view(); });
    }
  };
  constexpr EnumChoice(const std::uint64_t (&weights)[N], const Order& order)
      : values_{}, weights_(detail::weights_in_order(weights, order.indices)) {
    for (std::size_t i = 0; i < N; ++i) values_[i] = static_cast<E>(order.indices[i]);
  }
  E values_[N];
  Weights<N> weights_;
};

template <NamedEnum E, std::size_t N>
constexpr EnumChoice<E, N> choice_of(const std::uint64_t (&weights)[N]) {
  return EnumChoice<E, N>(weights);
}

}  // namespace sydac
