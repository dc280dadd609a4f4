// What generated programs use beyond the values and rows: branches between texts, SQL's `in`, conversions between moments, limits, and the
// table list that the schema-independent half works with.
#pragma once

#include <array>
#include <memory>
#include <string>

#include <sydac/sydac.hpp>

namespace sydac {

/// Raised when generated code needs something that older runtimes lack. A runtime goes on building programs that ask for less.
inline constexpr int kRuntimeAbi = 3;

// --- intervals and moments -----------------------------------------------------------------------------------------------------

constexpr Interval months(std::int32_t count) { return {count, 0, 0}; }
constexpr Interval days(std::int32_t count) { return {0, count, 0}; }
constexpr Interval hours(std::int64_t count) { return {0, 0, count * 3600 * kMicrosecondsPerSecond}; }
constexpr Interval microseconds(std::int64_t count) { return {0, 0, count}; }

constexpr Date to_date(Date date) { return date; }
template <bool Zoned>
constexpr Date to_date(BasicTimestamp<Zoned> moment) {
  return moment.date();
}
/// A date is its midnight; between zoned and not, the same clock in UTC.
constexpr Timestamp to_timestamp(Date date) { return Timestamp::of(date); }
template <bool Zoned>
constexpr Timestamp to_timestamp(BasicTimestamp<Zoned> moment) {
  return {moment.microseconds};
}
constexpr TimestampTz to_timestamptz(Date date) { return TimestampTz::of(date); }
template <bool Zoned>
constexpr TimestampTz to_timestamptz(BasicTimestamp<Zoned> moment) {
  return {moment.microseconds};
}

// --- branches ------------------------------------------------------------------------------------------------------------------

namespace detail {

template <class T>
inline constexpr bool kIsNull = std::is_same_v<T, Null> || kIsMaybe<T>;

/// A buffer that holds the text of any of the branches.
template <class... Branches>
struct BranchText {
  template <class T>
  static constexpr std::size_t bytes_of() {
    if constexpr (std::is_same_v<T, Null>)
      return 0;
    else
      return TextForm<PlainOf<T>>::max_bytes;
  }
  template <class T>
  static constexpr bool plain_of() {
    if constexpr (std::is_same_v<T, Null>)
      return true;
    else
      return TextForm<PlainOf<T>>::traits.plain();
  }
  static constexpr std::size_t max_bytes = [] {
    std::size_t most = 1;
    ((most = bytes_of<Branches>() > most ? bytes_of<Branches>() : most), ...);
    return most;
  }();
  using Buffer = Text<max_bytes, (plain_of<Branches>() && ...)>;
  using type = std::conditional_t<(kIsNull<Branches> || ...), Maybe<Buffer>, Buffer>;

  template <class T>
  static constexpr type of(const T& branch) {
    if constexpr (std::is_same_v<T, Null>)
      return null;
    else if constexpr (kIsMaybe<T>)
      return branch.has_value() ? type(Buffer(*branch)) : type();
    else
      return type(Buffer(branch));
  }
};

}  // namespace detail

/// `if condition then … else …` between texts; only the branch taken is computed.
template <class Then, class Otherwise>
constexpr auto either(bool condition, Then then, Otherwise otherwise) {
  using Result = detail::BranchText<decltype(then()), decltype(otherwise())>;
  return condition ? Result::of(then()) : Result::of(otherwise());
}

namespace detail {

template <class Result, class Branch, class... Rest>
constexpr auto take_branch(std::size_t index, Branch branch, Rest... rest) {
  if constexpr (sizeof...(Rest) == 0)
    return Result::of(branch());
  else
    return index == 0 ? Result::of(branch()) : take_branch<Result>(index - 1, rest...);
}

/// Branches of one type that is not a text.
template <class T>
struct SameBranch {
  static constexpr T of(const T& value) { return value; }
};

}  // namespace detail

/// The first text that is not null, in a buffer for the longer one; plain when the second one is not nullable.
template <TextValue A, class B>
requires(TextValue<PlainOf<B>> && !std::is_same_v<A, PlainOf<B>>) constexpr auto coalesce(const Maybe<A>& first, const B& second) {
  using Result = detail::BranchText<A, B>;
  return first.has_value() ? Result::of(*first) : Result::of(second);
}

/// The branch with this index, the others not computed.
template <class Branch, class... Rest>
constexpr auto one_of(std::size_t index, Branch branch, Rest... rest) {
  using First = decltype(branch());
  if constexpr (std::is_same_v<First, Null> || TextValue<PlainOf<First>>)
    return detail::take_branch<detail::BranchText<First, decltype(rest())...>>(index, branch, rest...);
  else
    return detail::take_branch<detail::SameBranch<First>>(index, branch, rest...);
}

/// Null where `is_null`, else the value, which is not computed otherwise.
template <class Compute>
constexpr auto null_or(bool is_null, Compute compute) {
  using Result = MaybeOf<decltype(compute())>;
  return is_null ? Result() : Result(compute());
}

// --- conditions ----------------------------------------------------------------------------------------------------------------

/// SQL's `in`: true where one item equals, else null where one comparison is null.
template <class T, class... Items>
constexpr auto is_in(const T& value, const Items&... items) {
  if constexpr (kIsMaybe<T> || (kIsMaybe<Items> || ...)) {
    Maybe<bool> found = false;
    ((found = found || Maybe<bool>(value == items)), ...);
    return found;
  } else {
    return ((value == items) || ...);
  }
}
template <class T, class Low, class High>
constexpr auto is_between(const T& value, const Low& low, const High& high) {
  return value >= low && value <= high;
}

namespace detail {

/// The smaller or the larger of two texts, in a buffer for either.
template <bool Larger, class A, class B>
constexpr auto chosen_text(const A& a, const B& b) {
  using Result = BranchText<A, B>;
  if constexpr (AnyMaybe<A, B>) {
    if (is_null(a) || is_null(b)) return typename Result::type();
  }
  return (Larger ? value_of(a) < value_of(b) : value_of(b) < value_of(a)) ? Result::of(b) : Result::of(a);
}

}  // namespace detail

/// The smallest, the largest; null where one is null.
template <class A, class B, class... Rest>
constexpr auto minimum(const A& a, const B& b, const Rest&... rest) {
  if constexpr (sizeof...(Rest) > 0)
    return minimum(minimum(a, b), rest...);
  else if constexpr (TextValue<PlainOf<A>>)
    return detail::chosen_text<false>(a, b);
  else if constexpr (AnyMaybe<A, B>)
    return lift([](const auto& x, const auto& y) { return y < x ? y : x; }, a, b);
  else
    return b < a ? b : a;
}
template <class A, class B, class... Rest>
constexpr auto maximum(const A& a, const B& b, const Rest&... rest) {
  if constexpr (sizeof...(Rest) > 0)
    return maximum(maximum(a, b), rest...);
  else if constexpr (TextValue<PlainOf<A>>)
    return detail::chosen_text<true>(a, b);
  else if constexpr (AnyMaybe<A, B>)
    return lift([](const auto& x, const auto& y) { return x < y ? y : x; }, a, b);
  else
    return a < b ? b : a;
}

/// A row that fails a check stops the program: exit code 5.
template <class Condition>
inline void require(const Condition& condition, const char* what) {
  if (is_not_false(condition)) return;
  ValueError error(std::string(what) + " does not hold");
  error.column = "check";
  throw error;
}

/// A row that has what a sibling before it has stops the program, where that was not known before.
template <class Row, class Number>
void require_apart(const Row& row, Number number, const char* what) {
  const auto own = number(row);
  Row before(row.parent(), 0);
  for (std::uint64_t i = 0; i < row.index(); ++i) {
    if (i > 0) step(before);
    if (number(before) != own) continue;
    ValueError error(std::string(what) + " does not hold");
    error.column = "key";
    throw error;
  }
}

// --- numbers of rows -------------------------------------------------------------------------------------------------------------

/// What tables without a header are cut down to: 2^128 - 1 where a product leaves 128 bits.
template <class... Sizes>
constexpr UInt128 product(const Sizes&... sizes) {
  UInt128 all = 1;
  ((all = sizes != 0 && all > ~UInt128{0} / sizes ? ~UInt128{0} : all * sizes), ...);
  return all;
}
template <class... Bounds>
constexpr UInt128 least(const Bounds&... bounds) {
  UInt128 smallest = ~UInt128{0};
  ((smallest = bounds < smallest ? static_cast<UInt128>(bounds) : smallest), ...);
  return smallest;
}

// --- limits, checked before the first row -----------------------------------------------------------------------------------------

/// Throws Overrun where a table has more rows than its columns can tell apart.
void at_most(std::string_view table, std::uint64_t rows, UInt128 most, std::string_view reason);
/// The same for a column that not all rows have a value in.
void at_most_values(std::string_view column, std::uint64_t values, UInt128 most, std::string_view reason);
/// The same for the children of one parent, where there are any.
void at_most_children(std::string_view table, std::uint64_t children, UInt128 most, std::uint64_t rows, std::string_view reason);
/// Throws Overrun where the rows of one table need more rows of another than there are.
void at_least(std::string_view table, std::uint64_t rows, std::uint64_t least, std::uint64_t needed_for, std::string_view reason);

// --- the table list --------------------------------------------------------------------------------------------------------------

/// The schema-independent view of a dataset: `Data` holds counts and keys, `Tables` are its row types in the order of the schema.
template <class Data, class... Tables>
class TableList final : public Dataset {
 public:
  explicit TableList(const Settings& settings) : data_{settings} {
    if constexpr (requires { data_.fill_pools(); }) data_.fill_pools();
    data_.check_limits();
  }

  std::uint64_t rows(std::size_t table) const override { return data_.row_count(table); }

  void write(std::size_t table, std::uint64_t first, std::uint64_t last, const Layout& layout, Buffer& out) const override {
    using Write = void (*)(const Data&, std::uint64_t, std::uint64_t, const Layout&, std::span<const ColumnInfo>, Buffer&);
    static constexpr Write kWrite[] = {&write_rows<Tables>...};
    kWrite[table](data_, first, last, layout, Data::columns_of(table), out);
  }

  std::vector<PoolReport> pools() const override {
    if constexpr (requires { data_.pool_reports(); })
      return data_.pool_reports();
    else
      return {};
  }

 private:
  Data data_;
};

template <class Data, class... Tables>
std::unique_ptr<Dataset> make_dataset(const Settings& settings) {
  return std::make_unique<TableList<Data, Tables...>>(settings);
}

}  // namespace sydac
