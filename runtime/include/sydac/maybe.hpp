// Null as SQL knows it: an operation on a null is null, `and`, `or` and `not` have three values.
#pragma once

#include <compare>
#include <new>

#include <sydac/arithmetic.hpp>
#include <sydac/decimal.hpp>

namespace sydac {

struct Null {};
inline constexpr Null null{};

/// A value or null. As cheap to copy as the value and a flag.
template <class T>
class Maybe {
 public:
  using Value = T;
  constexpr Maybe() : nothing_{}, has_value_(false) {}
  constexpr Maybe(Null) : Maybe() {}
  constexpr Maybe(const T& value) : value_(value), has_value_(true) {}
  /// From what converts to T without a question (a text into the buffer of a longer one).
  template <class U>
  requires(!std::is_same_v<U, T> && std::is_convertible_v<const U&, T>) constexpr Maybe(const U& value) : value_(value), has_value_(true) {}
  template <class U>
  requires(!std::is_same_v<U, T> && std::is_convertible_v<const U&, T>) constexpr Maybe(const Maybe<U>& other)
      : Maybe(other.has_value() ? Maybe(T(*other)) : Maybe()) {}

  constexpr Maybe(const Maybe&) requires std::is_trivially_copy_constructible_v<T>
  = default;
  constexpr Maybe(const Maybe& other) : Maybe() {
    if (other.has_value_) {
      ::new (static_cast<void*>(&value_)) T(other.value_);
      has_value_ = true;
    }
  }
  constexpr Maybe& operator=(const Maybe&) requires std::is_trivially_copy_constructible_v<T>
  = default;
  constexpr Maybe& operator=(const Maybe& other) {
    static_assert(std::is_trivially_destructible_v<T>);
    has_value_ = other.has_value_;
    if (has_value_) ::new (static_cast<void*>(&value_)) T(other.value_);
    return *this;
  }

  constexpr bool has_value() const { return has_value_; }
  constexpr const T& operator*() const { return value_; }
  constexpr const T* operator->() const { return &value_; }
  constexpr const T& value_or(const T& other) const { return has_value_ ? value_ : other; }

 private:
  union {
    char nothing_;
    T value_;
  };
  bool has_value_;
};

template <class T>
inline constexpr bool kIsMaybe = false;
template <class T>
inline constexpr bool kIsMaybe<Maybe<T>> = true;

namespace detail {

template <class T>
struct Plain {
  using type = T;
};
template <class T>
struct Plain<Maybe<T>> {
  using type = T;
};

template <class T>
constexpr bool is_null(const T&) {
  return false;
}
template <class T>
constexpr bool is_null(const Maybe<T>& value) {
  return !value.has_value();
}
template <class T>
constexpr const T& value_of(const T& value) {
  return value;
}
template <class T>
constexpr const T& value_of(const Maybe<T>& value) {
  return *value;
}

}  // namespace detail

/// T of Maybe<T>, any other type itself.
template <class T>
using PlainOf = typename detail::Plain<std::remove_cvref_t<T>>::type;
/// Maybe<T>, for a Maybe<T> too.
template <class T>
using MaybeOf = Maybe<PlainOf<T>>;

using detail::is_null;

/// f of the values, or null when one of them is null (or f says so): how any function takes nulls.
///   lift([](const Customers& c) { return c.joined(); }, invited_by())
template <class F, class... Values>
constexpr auto lift(F f, const Values&... values) {
  using Result = MaybeOf<decltype(f(detail::value_of(values)...))>;
  if ((detail::is_null(values) || ...)) return Result();
  return Result(f(detail::value_of(values)...));
}

template <class A, class B>
concept AnyMaybe = kIsMaybe<A> || kIsMaybe<B>;

namespace detail {

// Plain integers and floats go through the checked functions.
template <class A, class B>
inline constexpr bool kBuiltin = std::is_arithmetic_v<A>&& std::is_arithmetic_v<B>;

struct Plus {
  template <class A, class B>
  constexpr auto operator()(const A& a, const B& b) const {
    if constexpr (kBuiltin<A, B>)
      return add(a, b);
    else
      return a + b;
  }
};
struct Minus {
  template <class A, class B>
  constexpr auto operator()(const A& a, const B& b) const {
    if constexpr (kBuiltin<A, B>)
      return subtract(a, b);
    else
      return a - b;
  }
};
struct Times {
  template <class A, class B>
  constexpr auto operator()(const A& a, const B& b) const {
    if constexpr (kBuiltin<A, B>)
      return multiply(a, b);
    else
      return a * b;
  }
};

}  // namespace detail

template <class A, class B>
requires AnyMaybe<A, B>
constexpr auto operator+(const A& a, const B& b) { return lift(detail::Plus{}, a, b); }
template <class A, class B>
requires AnyMaybe<A, B>
constexpr auto operator-(const A& a, const B& b) { return lift(detail::Minus{}, a, b); }
template <class A, class B>
requires AnyMaybe<A, B>
constexpr auto operator*(const A& a, const B& b) { return lift(detail::Times{}, a, b); }
template <class T>
constexpr Maybe<T> operator-(const Maybe<T>& a) {
  return lift(
      [](const T& value) {
        if constexpr (std::is_arithmetic_v<T>)
          return negate(value);
        else
          return -value;
      },
      a);
}

template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator==(const A& a, const B& b) {
  return lift([](const auto& x, const auto& y) { return x == y; }, a, b);
}
template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator!=(const A& a, const B& b) {
  return lift([](const auto& x, const auto& y) { return !(x == y); }, a, b);
}
template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator<(const A& a, const B& b) {
  return lift([](const auto& x, const auto& y) { return x < y; }, a, b);
}
template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator<=(const A& a, const B& b) {
  return lift([](const auto& x, const auto& y) { return x <= y; }, a, b);
}
template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator>(const A& a, const B& b) {
  return lift([](const auto& x, const auto& y) { return x > y; }, a, b);
}
template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator>=(const A& a, const B& b) {
  return lift([](const auto& x, const auto& y) { return x >= y; }, a, b);
}

// --- three-valued logic --------------------------------------------------------------------------------------------------------

/// For `if`, `match` and `where`: null is not true.
constexpr bool is_true(bool value) { return value; }
constexpr bool is_true(const Maybe<bool>& value) { return value.has_value() && *value; }
/// For `check`: null passes.
constexpr bool is_not_false(bool value) { return value; }
constexpr bool is_not_false(const Maybe<bool>& value) { return !value.has_value() || *value; }

namespace detail {
constexpr bool is_false(bool value) { return !value; }
constexpr bool is_false(const Maybe<bool>& value) { return value.has_value() && !*value; }
}  // namespace detail

/// `and`: false if one is false, else null if one is null. Both sides are evaluated.
template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator&&(const A& a, const B& b) {
  if (detail::is_false(a) || detail::is_false(b)) return false;
  if (is_null(a) || is_null(b)) return null;
  return true;
}
/// `or`: true if one is true, else null if one is null. Both sides are evaluated.
template <class A, class B>
requires AnyMaybe<A, B>
constexpr Maybe<bool> operator||(const A& a, const B& b) {
  if (is_true(a) || is_true(b)) return true;
  if (is_null(a) || is_null(b)) return null;
  return false;
}
/// A template, so that nothing which merely converts to a Maybe<bool> finds it.
template <std::same_as<bool> Bool>
constexpr Maybe<bool> operator!(const Maybe<Bool>& a) {
  return lift([](bool value) { return !value; }, a);
}

/// The first value that is not null; plain when the second one is.
template <class A, class B>
constexpr auto coalesce(const Maybe<A>& first, const B& second) {
  if constexpr (kIsMaybe<B>)
    return first.has_value() ? first : Maybe<A>(second);
  else
    return first.has_value() ? *first : A(second);
}

/// Null where both are equal.
template <class A, class B>
constexpr MaybeOf<A> null_if(const A& value, const B& other) {
  if (is_true(Maybe<bool>(value == other))) return null;
  return value;
}

}  // namespace sydac
