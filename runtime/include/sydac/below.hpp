// The rows below one row in the headers of tables: its children, their children and so on. They are neighbours, so they are picked from as
// a table is.
//   row_below<Users>(tenant, pick(draw, count_below<Users>(tenant)))
#pragma once

#include <sydac/row.hpp>

namespace sydac {

/// Rows `first` to `first + count - 1` of a table.
struct RowSpan {
  std::uint64_t first = 0, count = 0;
};

namespace detail {

/// The number of a parent's first child; of the first row behind all for the number of parents.
template <class Child>
std::uint64_t first_child(const typename Child::DataType& data, std::uint64_t parent) {
  if constexpr (requires { Child::counts(data); })
    return Child::counts(data).offset(parent);
  else
    return parent;  // one per parent
}

}  // namespace detail

/// 0.5 µs for each level whose counts vary. Only directly below the ancestor may be a table whose children stand in another order than
/// their parents.
template <class Child, class Ancestor>
RowSpan rows_below(const Ancestor& ancestor) {
  if constexpr (std::is_same_v<typename Child::ParentType, Ancestor>) {
    return {detail::first_child<Child>(ancestor.data(), static_cast<std::uint64_t>(ancestor.row())), Child::children_of(ancestor)};
  } else {
    const RowSpan parents = rows_below<typename Child::ParentType>(ancestor);
    const std::uint64_t begin = detail::first_child<Child>(ancestor.data(), parents.first);
    return {begin, detail::first_child<Child>(ancestor.data(), parents.first + parents.count) - begin};
  }
}

/// 3 ns for children.
template <class Child, class Ancestor>
std::uint64_t count_below(const Ancestor& ancestor) {
  if constexpr (std::is_same_v<typename Child::ParentType, Ancestor>)
    return Child::children_of(ancestor);
  else
    return rows_below<Child>(ancestor).count;
}

/// Row `index` of those below, from 0.
template <class Child, class Ancestor>
Child row_below(const Ancestor& ancestor, std::uint64_t index) {
  if constexpr (std::is_same_v<typename Child::ParentType, Ancestor>)
    return Child(ancestor, index);
  else
    return Child(ancestor.data(), rows_below<Child>(ancestor).first + index);
}

}  // namespace sydac
