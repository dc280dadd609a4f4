// Roll-ups: a parent's cell from its children, by making the children again.
//   sum_over<Items>(*this, [](const Items& item) { return item.amount(); })
//   count_over<Items>(*this, [](const Items& item) { return item.quantity() > 1; })
// Null cells are left out. A sum over no rows is 0, a minimum or maximum null.
#pragma once

#include <utility>

#include <sydac/calendar.hpp>
#include <sydac/maybe.hpp>
#include <sydac/row.hpp>

namespace sydac {

/// Calls `each` for every child of a parent, in order.
template <class Child, class F>
void for_each_child(const typename Child::ParentType& parent, F each) {
  const std::uint64_t count = Child::children_of(parent);
  if (count == 0) return;
  Child child(parent, 0);
  for (std::uint64_t i = 0;;) {
    each(static_cast<const Child&>(child));
    if (++i == count) return;
    step(child);
  }
}

namespace detail {

struct EveryRow {
  template <class Row>
  constexpr bool operator()(const Row&) const {
    return true;
  }
};

/// Sums wider than the cell, so that only the result must fit.
template <class T>
struct Accumulator {
  T sum{};
  constexpr void add(const T& value) { sum = sum + value; }
  constexpr T result() const { return sum; }
};
template <class T>
requires kIsInteger<T>
struct Accumulator<T> {
  Int128 sum = 0;
  constexpr void add(T value) { sum += value; }  // 2^63 children of 64 bits at most
  constexpr std::int64_t result() const { return narrow(sum); }
};
template <unsigned S, class Rep>
struct Accumulator<Decimal<S, Rep>> {
  Int128 sum = 0;
  constexpr void add(Decimal<S, Rep> value) { sum = sydac::add(sum, static_cast<Int128>(value.raw)); }
  constexpr Decimal<S, Rep> result() const { return {fit_raw<Rep>(sum)}; }
};
template <>
struct Accumulator<double> {
  double sum = 0;
  void add(double value) { sum = sydac::add(sum, value); }
  double result() const { return sum; }
};

}  // namespace detail

template <class Child, class F, class Where = detail::EveryRow>
auto sum_over(const typename Child::ParentType& parent, F cell, Where where = {}) {
  detail::Accumulator<PlainOf<decltype(cell(std::declval<const Child&>()))>> total;
  for_each_child<Child>(parent, [&](const Child& child) {
    if (!is_true(where(child))) return;
    const auto value = cell(child);
    if (!is_null(value)) total.add(detail::value_of(value));
  });
  return total.result();
}

/// How many children there are, or how many for which `where` is true.
template <class Child, class Where = detail::EveryRow>
std::int64_t count_over(const typename Child::ParentType& parent, Where where = {}) {
  if constexpr (std::is_same_v<Where, detail::EveryRow>) {
    return static_cast<std::int64_t>(Child::children_of(parent));
  } else {
    std::int64_t count = 0;
    for_each_child<Child>(parent, [&](const Child& child) { count += is_true(where(child)) ? 1 : 0; });
    return count;
  }
}

namespace detail {

template <class Child, class F, class Where, class Better>
auto extreme_over(const typename Child::ParentType& parent, F cell, Where where, Better better) {
  MaybeOf<decltype(cell(std::declval<const Child&>()))> best;
  for_each_child<Child>(parent, [&](const Child& child) {
    if (!is_true(where(child))) return;
    const auto value = cell(child);
    if (is_null(value)) return;
    if (!best.has_value() || better(value_of(value), *best)) best = value_of(value);
  });
  return best;
}

}  // namespace detail

template <class Child, class F, class Where = detail::EveryRow>
auto min_over(const typename Child::ParentType& parent, F cell, Where where = {}) {
  return detail::extreme_over<Child>(parent, cell, where, [](const auto& a, const auto& b) { return a < b; });
}
template <class Child, class F, class Where = detail::EveryRow>
auto max_over(const typename Child::ParentType& parent, F cell, Where where = {}) {
  return detail::extreme_over<Child>(parent, cell, where, [](const auto& a, const auto& b) { return b < a; });
}

}  // namespace sydac
