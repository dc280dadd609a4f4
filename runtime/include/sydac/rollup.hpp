// Roll-ups: a row's cell from the rows that belong to it, by making those again.
//   sum_over<Items>(*this, [](const Items& item) { return item.amount(); })
//   count_over<Items>(*this, [](const Items& item) { return item.quantity() > 1; })
//   max_over<Transfers>(picked_by(*this, data().transfers_from_pick, data().transfers), …)
// The rows are those below it in the headers of the tables, or those that pick it by an `even` or `unique` reference. Null cells are left
// out. A sum over no rows is 0, a minimum, maximum or average null.
#pragma once

#include <utility>

#include <sydac/calendar.hpp>
#include <sydac/maybe.hpp>
#include <sydac/pick.hpp>
#include <sydac/row.hpp>

namespace sydac {

/// The rows of a table that pick one row, by what they pick it with.
template <class Row, class Pick>
struct PickedBy {
  const Row& row;
  const Pick& pick;
  std::uint64_t rows;
};
/// `rows`: how many the other table has.
template <class Row, class Pick>
PickedBy<Row, Pick> picked_by(const Row& row, const Pick& pick, std::uint64_t rows) {
  return {row, pick, rows};
}

/// A `unique` reference of a share of the rows.
template <class Order, class Share>
struct SharedPick {
  const Order& order;
  const Share& share;
  template <class F>
  bool while_each_row(std::uint64_t number, std::uint64_t, F each) const {
    const std::uint64_t rank = order.inverse(number);
    return rank >= share.total() || each(share.row_of(rank));
  }
};
template <class Order, class Share>
SharedPick<Order, Share> shared_pick(const Order& order, const Share& share) {
  return {order, share};
}

namespace detail {

/// Calls `each` for the rows below one, in order, until it gives false; false then.
template <class Child, class Ancestor, class F>
bool while_each(const Ancestor& ancestor, F& each) {
  if constexpr (std::is_same_v<typename Child::ParentType, Ancestor>) {
    const std::uint64_t count = Child::children_of(ancestor);
    if (count == 0) return true;
    Child child(ancestor, 0);
    for (std::uint64_t i = 0;;) {
      if (!each(static_cast<const Child&>(child))) return false;
      if (++i == count) return true;
      step(child);
    }
  } else {
    auto below = [&each](const typename Child::ParentType& parent) { return while_each<Child>(parent, each); };
    return while_each<typename Child::ParentType>(ancestor, below);
  }
}
template <class Child, class Row, class Pick, class F>
bool while_each(const PickedBy<Row, Pick>& picked, F& each) {
  const auto& data = picked.row.data();
  return picked.pick.while_each_row(static_cast<std::uint64_t>(picked.row.row()), picked.rows, [&](std::uint64_t number) {
    const Child child(data, number);
    return each(child);
  });
}

}  // namespace detail

/// Calls `each` for every row that belongs to `from`, in order.
template <class Child, class From, class F>
void for_each_child(const From& from, F each) {
  auto visit = [&each](const Child& child) {
    each(child);
    return true;
  };
  detail::while_each<Child>(from, visit);
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

template <class Child, class From, class F, class Where = detail::EveryRow>
auto sum_over(const From& from, F cell, Where where = {}) {
  detail::Accumulator<PlainOf<decltype(cell(std::declval<const Child&>()))>> total;
  for_each_child<Child>(from, [&](const Child& child) {
    if (!is_true(where(child))) return;
    const auto value = cell(child);
    if (!is_null(value)) total.add(detail::value_of(value));
  });
  return total.result();
}

/// How many children there are, or how many for which `where` is true.
template <class Child, class From, class Where = detail::EveryRow>
std::int64_t count_over(const From& from, Where where = {}) {
  if constexpr (std::is_same_v<Where, detail::EveryRow> && requires { Child::children_of(from); }) {
    return static_cast<std::int64_t>(Child::children_of(from));
  } else {
    std::int64_t count = 0;
    for_each_child<Child>(from, [&](const Child& child) { count += is_true(where(child)) ? 1 : 0; });
    return count;
  }
}

/// Whether there is one, or one for which `where` is true; no further rows are made then.
template <class Child, class From, class Where = detail::EveryRow>
bool exists_over(const From& from, Where where = {}) {
  auto visit = [&where](const Child& child) { return !is_true(where(child)); };
  return !detail::while_each<Child>(from, visit);
}

namespace detail {

template <class Child, class From, class F, class Where, class Better>
auto extreme_over(const From& from, F cell, Where where, Better better) {
  MaybeOf<decltype(cell(std::declval<const Child&>()))> best;
  for_each_child<Child>(from, [&](const Child& child) {
    if (!is_true(where(child))) return;
    const auto value = cell(child);
    if (is_null(value)) return;
    if (!best.has_value() || better(value_of(value), *best)) best = value_of(value);
  });
  return best;
}

}  // namespace detail

template <class Child, class From, class F, class Where = detail::EveryRow>
auto min_over(const From& from, F cell, Where where = {}) {
  return detail::extreme_over<Child>(from, cell, where, [](const auto& a, const auto& b) { return a < b; });
}
template <class Child, class From, class F, class Where = detail::EveryRow>
auto max_over(const From& from, F cell, Where where = {}) {
  return detail::extreme_over<Child>(from, cell, where, [](const auto& a, const auto& b) { return b < a; });
}

/// The mean in the type of `Result`, a Decimal rounded half away from zero, or a double.
template <class Child, class Result, class From, class F, class Where = detail::EveryRow>
Maybe<Result> avg_over(const From& from, F cell, Where where = {}) {
  using Cell = PlainOf<decltype(cell(std::declval<const Child&>()))>;
  std::int64_t count = 0;
  Int128 exact = 0;
  double real = 0;
  for_each_child<Child>(from, [&](const Child& child) {
    if (!is_true(where(child))) return;
    const auto value = cell(child);
    if (is_null(value)) return;
    ++count;
    if constexpr (std::is_same_v<Cell, double>)
      real = add(real, detail::value_of(value));
    else if constexpr (detail::kIsInteger<Cell>)
      exact += detail::value_of(value);
    else
      exact = add(exact, static_cast<Int128>(detail::value_of(value).raw));
  });
  if (count == 0) return null;
  if constexpr (std::is_same_v<Cell, double>)
    return divide(real, static_cast<double>(count));
  else
    return convert<Result>(divide<Result::scale>(Decimal<detail::AsDecimal<Cell>::type::scale, Int128>{exact}, count));
}

}  // namespace sydac
