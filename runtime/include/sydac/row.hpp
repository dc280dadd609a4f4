// Row cursors: a row is where it is (number, parent, index) and computes its cells when asked. Generated tables derive from one of the
// three kinds and add a method for each cell:
//
//   struct Customers : sydac::RootRow<Shop> { using RootRow::RootRow; … };
//   struct Items : sydac::ChildRow<Items, Orders, 7> {                   // at most 7 for each order
//     using ChildRow::ChildRow;
//     static const sydac::QuotaCounts& counts(const Shop& data);         // defined once Shop is complete
//     …
//   };
//
// A cell that is dear or used often is kept in a slot while the cursor stays on the row:
//   struct Memo { sydac::Slot<Decimal<2>> total; };
//   mutable Memo memo;
//   Decimal<2> total() const { return memo.total([&] { return …; }); }
// `step` empties the slots; a parent's slots live as long as the cursor's rows belong to that parent.
#pragma once

#include <new>

#include <sydac/draw.hpp>
#include <sydac/maybe.hpp>
#include <sydac/quota.hpp>

namespace sydac {

/// A value computed at most once for a row. Copies and clears cheaply while empty.
template <class T>
class Slot {
 public:
  static_assert(std::is_trivially_destructible_v<T>);
  constexpr Slot() : nothing_{}, full_(false) {}
  constexpr Slot(const Slot& other) : nothing_{}, full_(false) { take(other); }
  constexpr Slot& operator=(const Slot& other) {
    if (this != &other) take(other);
    return *this;
  }

  template <class F>
  const T& operator()(F compute) {
    if (!full_) {
      ::new (static_cast<void*>(&value_)) T(compute());
      full_ = true;
    }
    return value_;
  }
  /// Of a full one.
  const T& held() const { return value_; }

 private:
  constexpr void take(const Slot& other) {
    full_ = other.full_;
    if (full_) ::new (static_cast<void*>(&value_)) T(other.value_);
  }
  union {
    char nothing_;
    T value_;
  };
  bool full_;
};

/// Moves a cursor to the table's next row and empties its slots. Stepping past the last row is allowed, reading cells there is not.
///
/// A row that has a `Carry` hands on to the next sibling what that one's `prev` asks for.
template <class Row>
void step(Row& row) {
  if constexpr (requires { row.carry; }) {
    typename Row::Carry next;
    Row::hand_on(row, next);
    row.advance();
    next.known = row.index() != 0;
    row.carry = next;
  } else {
    row.advance();
  }
  if constexpr (requires { row.memo; }) row.memo = {};
}

/// A cell of the sibling before, null for the first one. Where the cursor did not come from there, the siblings are made again from the
/// first on.
template <class Row, class T>
Maybe<PlainOf<T>> prev(const Row& row, Slot<T> Row::Carry::*cell) {
  const std::uint64_t index = row.index();
  if (index == 0) return null;
  if (!row.carry.known) {
    Row walk(row.parent(), 0);
    for (std::uint64_t i = 0; i < index; ++i) step(walk);
    row.carry = walk.carry;
    row.carry.known = true;
  }
  return (row.carry.*cell).held();
}

/// A table with a number of rows of its own. Identity and number are the same, or `First` apart.
template <class Data, std::uint64_t First = 0>
class RootRow {
 public:
  static constexpr unsigned kIdentityBits = 40;  // behind which children put their index
  using DataType = Data;

  RootRow(const Data& data, std::uint64_t row) : data_(&data), row_(row) {}
  const Data& data() const { return *data_; }
  /// From 0.
  std::int64_t row() const { return static_cast<std::int64_t>(row_); }
  std::uint64_t identity() const { return row_ + First; }
  Draw draw(Key key) const { return Draw(key, identity()); }
  void advance() { ++row_; }

 private:
  const Data* data_;
  std::uint64_t row_;
};

/// As `Most` of a ChildRow: a parent may have any number of children. Indices that need more bits are mixed.
inline constexpr std::uint64_t kAnyNumber = (std::uint64_t{1} << 24) - 1;
/// As `Most`: Self has `sources_identity()`.
inline constexpr std::uint64_t kOwnIdentity = ~std::uint64_t{0};

/// A table with a parent in its header. Self has `static counts(const Data&)`: an object with parents(), total(), count(parent),
/// offset(parent) and locate(child), which gives the children of each parent neighbouring numbers. The parent is part of the cursor. Built
/// at a row number, it looks for its parent only when something asks; built from a parent, it counts the rows before it only when asked for
/// its number.
///
/// identity = identity(parent) × stride + index. The stride is a power of two above Most, at least 16 so that small edits of a maximum keep
/// the identities. Where 64 bits would run short the parent's identity is mixed down first, and two rows share one with probability 2^-64 a
/// pair.
template <class Self, class Parent, std::uint64_t Most>
class ChildRow {
 public:
  using ParentType = Parent;
  using DataType = typename Parent::DataType;
  static constexpr unsigned kIndexBits = std::bit_width(Most) < 4 ? 4 : static_cast<unsigned>(std::bit_width(Most));
  static constexpr bool kMixed = Parent::kIdentityBits + kIndexBits > 64;
  static constexpr unsigned kIdentityBits = kMixed ? 64 : Parent::kIdentityBits + kIndexBits;

  ChildRow(const DataType& data, std::uint64_t row) : parent_(data, 0), row_(row), index_(0), siblings_(0), state_(kRowKnown) {}
  ChildRow(const Parent& parent, std::uint64_t index)
      : parent_(parent), row_(0), index_(index), siblings_(kUnknown), state_(kParentKnown) {}

  const DataType& data() const { return parent_.data(); }
  std::int64_t row() const {
    if ((state_ & kRowKnown) == 0) {
      row_ = counts().offset(static_cast<std::uint64_t>(parent_.row())) + index_;
      state_ |= kRowKnown;
    }
    return static_cast<std::int64_t>(row_);
  }
  const Parent& parent() const {
    find_parent();
    return parent_;
  }
  /// From 0 within the parent.
  std::uint64_t index() const {
    find_parent();
    return index_;
  }
  /// From 1 within the parent.
  std::int64_t ordinal() const { return static_cast<std::int64_t>(index()) + 1; }
  /// How many rows the parent has, this one included.
  std::int64_t siblings() const {
    find_parent();
    if (siblings_ == kUnknown) siblings_ = children_of(parent_);
    return static_cast<std::int64_t>(siblings_);
  }
  std::uint64_t identity() const {
    if constexpr (Most == kOwnIdentity) return static_cast<const Self&>(*this).sources_identity();
    find_parent();
    if constexpr (kMixed) {
      return mix(parent_.identity() + 0x2545f4914f6cdd1d) + index_;
    } else {
      if constexpr (Most == kAnyNumber) {
        if (index_ > Most) [[unlikely]]
          return mix(parent_.identity() + 0x2545f4914f6cdd1d) + index_;
      }
      return parent_.identity() << kIndexBits | index_;
    }
  }
  Draw draw(Key key) const { return Draw(key, identity()); }

  /// The number of children of any parent.
  static std::uint64_t children_of(const Parent& parent) {
    return Self::counts(parent.data()).count(static_cast<std::uint64_t>(parent.row()));
  }

  void advance() {
    find_parent();
    if (siblings_ == kUnknown) siblings_ = children_of(parent_);
    ++row_;
    if (++index_ < siblings_) return;
    next_parent();
  }

 private:
  static constexpr std::uint64_t kUnknown = ~std::uint64_t{0};
  static constexpr unsigned kRowKnown = 1, kParentKnown = 2;

  const auto& counts() const { return Self::counts(data()); }

  void find_parent() const {
    if ((state_ & kParentKnown) == 0) [[unlikely]]
      locate();
  }
  [[gnu::noinline]] void locate() const {
    state_ |= kParentKnown;
    if (row_ >= counts().total()) return;  // behind the last row
    const ChildPlace place = counts().locate(row_);
    parent_ = Parent(data(), place.parent);
    index_ = place.index;
    siblings_ = place.siblings;
  }
  void next_parent() {
    const auto& all = counts();
    if constexpr (requires { all.jumps(); }) {
      if (all.jumps()) return look_for_next();
    }
    do {
      step(parent_);
      if (static_cast<std::uint64_t>(parent_.row()) >= all.parents()) return;
      siblings_ = all.count(static_cast<std::uint64_t>(parent_.row()));
    } while (siblings_ == 0);
    index_ = 0;
  }
  /// Where the next child's parent is not near by.
  void look_for_next() {
    if ((state_ & kRowKnown) == 0) {
      row_ = counts().offset(static_cast<std::uint64_t>(parent_.row())) + index_;
      state_ |= kRowKnown;
    }
    locate();
  }

  mutable Parent parent_;
  mutable std::uint64_t row_, index_, siblings_;
  mutable unsigned state_;
};

/// `[one per parents]`: the same number and identity as the parent.
template <class Self, class Parent>
class OneRow {
 public:
  using ParentType = Parent;
  using DataType = typename Parent::DataType;
  static constexpr unsigned kIdentityBits = Parent::kIdentityBits;

  OneRow(const DataType& data, std::uint64_t row) : parent_(data, row) {}
  OneRow(const Parent& parent, std::uint64_t) : parent_(parent) {}

  const DataType& data() const { return parent_.data(); }
  std::int64_t row() const { return parent_.row(); }
  const Parent& parent() const { return parent_; }
  std::uint64_t index() const { return 0; }
  std::int64_t ordinal() const { return 1; }
  std::int64_t siblings() const { return 1; }
  std::uint64_t identity() const { return parent_.identity(); }
  Draw draw(Key key) const { return Draw(key, identity()); }
  static std::uint64_t children_of(const Parent&) { return 1; }
  void advance() { step(parent_); }

 private:
  Parent parent_;
};

/// Rows of one table are equal when they are the same row.
template <class Row>
requires requires(const Row& row) {
  typename Row::DataType;
  { row.row() } -> std::same_as<std::int64_t>;
}
bool operator==(const Row& a, const Row& b) { return a.row() == b.row(); }

}  // namespace sydac
