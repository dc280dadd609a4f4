// Text values: small objects that know at compile time how long they can get and whether they ever need quoting, and write themselves.
//
// A text value has `static constexpr std::size_t max_bytes`, `static constexpr bool plain` and `char* write(char* out) const`, which
// returns the end and may spoil kScribble bytes behind it. Plain means: never empty, no byte that CSV quotes or JSON escapes, no space at
// either end.
#pragma once

#include <compare>
#include <string_view>

#include <sydac/calendar.hpp>
#include <sydac/decimal.hpp>
#include <sydac/maybe.hpp>
#include <sydac/number.hpp>
#include <sydac/uuid.hpp>

namespace sydac {

template <class T>
concept TextValue = requires(const T& value, char* out) {
  { T::max_bytes } -> std::convertible_to<std::size_t>;
  { T::plain } -> std::convertible_to<bool>;
  { value.write(out) } -> std::same_as<char*>;
};

/// What is known of a text without looking at it, so that parts can be joined: `" "` alone is not plain, between two words it is harmless.
struct TextTraits {
  bool safe = false;   // no comma, quote, backslash, control byte
  bool left = false;   // does not begin with a space
  bool right = false;  // does not end with one
  bool never_empty = false;
  constexpr bool plain() const { return safe && left && right && never_empty; }
};

namespace detail {

constexpr bool is_safe(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != ',' && c != '"' && c != '\\' && c != 0x7f; }

constexpr TextTraits traits_of(std::string_view text) {
  TextTraits traits{true, true, true, !text.empty()};
  for (const char c : text) traits.safe = traits.safe && is_safe(c);
  if (!text.empty()) {
    traits.left = text.front() != ' ';
    traits.right = text.back() != ' ';
  }
  return traits;
}

constexpr TextTraits joined(TextTraits a, TextTraits b) {
  return {a.safe && b.safe, a.left && (a.never_empty || b.left), b.right && (b.never_empty || a.right), a.never_empty || b.never_empty};
}

template <class T>
constexpr TextTraits traits_of() {
  if constexpr (requires { T::traits; })
    return T::traits;
  else
    return T::plain ? TextTraits{true, true, true, true} : TextTraits{};
}

}  // namespace detail

// --- how every type is written -------------------------------------------------------------------------------------------------

/// The text form of a type: max_bytes, traits, write(out, value). For text values, the value's own.
template <class T>
struct TextForm;

namespace detail {
inline constexpr TextTraits kPlainTraits{true, true, true, true};
}

template <TextValue T>
struct TextForm<T> {
  static constexpr std::size_t max_bytes = T::max_bytes;
  static constexpr TextTraits traits = detail::traits_of<T>();
  static constexpr char* write(char* out, const T& value) { return value.write(out); }
};
template <>
struct TextForm<bool> {
  static constexpr std::size_t max_bytes = 5;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, bool value) { return write_bool(out, value); }
};
template <class T>
requires detail::kIsInteger<T>
struct TextForm<T> {
  static constexpr std::size_t max_bytes = 20;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, T value) {
    if constexpr (std::is_signed_v<T>)
      return write_integer(out, value);
    else
      return write_unsigned(out, static_cast<std::uint64_t>(value));
  }
};
template <>
struct TextForm<double> {
  static constexpr std::size_t max_bytes = 32;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static char* write(char* out, double value) { return write_double(out, value); }
};
template <unsigned S, class Rep>
struct TextForm<Decimal<S, Rep>> {
  static constexpr std::size_t kDigits = sizeof(Rep) == 8 ? 19 : 39;
  static constexpr std::size_t max_bytes = (kDigits > S ? kDigits : S + 1) + 2;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, Decimal<S, Rep> value) { return write_decimal(out, value); }
};
template <>
struct TextForm<Date> {
  static constexpr std::size_t max_bytes = 10;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, Date value) { return write_date(out, value); }
};
template <>
struct TextForm<Time> {
  static constexpr std::size_t max_bytes = 15;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, Time value) { return write_time(out, value); }
};
template <bool Zoned>
struct TextForm<BasicTimestamp<Zoned>> {
  static constexpr std::size_t max_bytes = 27;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, BasicTimestamp<Zoned> value) { return write_timestamp(out, value); }
};
template <>
struct TextForm<Interval> {
  static constexpr std::size_t max_bytes = 64;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, const Interval& value) { return write_interval(out, value); }
};
template <>
struct TextForm<Uuid> {
  static constexpr std::size_t max_bytes = 36;
  static constexpr TextTraits traits = detail::kPlainTraits;
  static constexpr char* write(char* out, const Uuid& value) { return write_uuid(out, value); }
};
template <std::size_t N>
struct TextForm<Bytes<N>> {
  static constexpr std::size_t max_bytes = 2 + 2 * N;
  static constexpr TextTraits traits{false, true, true, true};  // the backslash
  static constexpr char* write(char* out, const Bytes<N>& value) { return write_bytes(out, value); }
};

// --- kinds of text -------------------------------------------------------------------------------------------------------------

namespace detail {

/// How many bytes a padded entry of at most `max` bytes takes: what is copied whole.
constexpr std::size_t padded_width(std::size_t max) { return max <= 8 ? 8 : max <= 16 ? 16 : max <= 32 ? 32 : 0; }

}  // namespace detail

/// A text that lives elsewhere for as long as the program, at most Max bytes. Up to 32 the storage is padded to 8, 16 or 32 bytes, which
/// are copied whole.
template <std::size_t Max, bool Plain>
struct PaddedText {
  static constexpr std::size_t max_bytes = Max;
  static constexpr bool plain = Plain;
  const char* text = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  std::uint32_t size = 0;

  constexpr char* write(char* out) const {
    constexpr std::size_t kWidth = detail::padded_width(Max);
    if (kWidth == 0 || std::is_constant_evaluated()) return copy_bytes(out, text, size);
    std::memcpy(out, text, kWidth);
    return out + size;
  }
  constexpr std::string_view view() const { return {text, size}; }
};

/// An entry of a dictionary: 32 bytes of storage, no quoting, never empty.
using Word = PaddedText<32, true>;

/// Any constant text of at most Max bytes, stored without padding.
template <std::size_t Max>
struct TextView {
  static constexpr std::size_t max_bytes = Max;
  static constexpr bool plain = false;
  const char* text = "";
  std::uint32_t size = 0;

  constexpr TextView() = default;
  constexpr TextView(std::string_view view) : text(view.data()), size(static_cast<std::uint32_t>(view.size())) {}
  constexpr char* write(char* out) const { return copy_bytes(out, text, size); }
};

/// A string that can be a template argument; Size counts no terminator.
template <std::size_t Size>
struct FixedString {
  char text[Size + 1] = {};
  constexpr FixedString(const char (&literal)[Size + 1]) {
    for (std::size_t i = 0; i < Size; ++i) text[i] = literal[i];
  }
  constexpr std::string_view view() const { return {text, Size}; }
  static constexpr std::size_t size = Size;
};
template <std::size_t N>
FixedString(const char (&)[N]) -> FixedString<N - 1>;

/// `"..."_text`
template <FixedString String>
struct Literal {
  static constexpr std::size_t max_bytes = String.size;
  static constexpr TextTraits traits = detail::traits_of(String.view());
  static constexpr bool plain = traits.plain();
  constexpr char* write(char* out) const { return copy_bytes(out, String.text, String.size); }
  constexpr std::string_view view() const { return String.view(); }
};

template <FixedString String>
constexpr Literal<String> operator""_text() {
  return {};
}

/// A buffer of its own for at most Max bytes: what the branches of an `if` or `match` are converted to, and what a slot keeps.
template <std::size_t Max, bool Plain = false>
struct Text {
  static constexpr std::size_t max_bytes = Max;
  static constexpr bool plain = Plain;

  constexpr Text() : size_(0) { bytes_[0] = 0; }
  template <class Source>
  requires(!std::is_same_v<Source, Text> && TextValue<Source>) constexpr Text(const Source& source) {
    static_assert(Source::max_bytes <= Max, "the text can be longer than the buffer");
    static_assert(!Plain || detail::traits_of<Source>().plain(), "the text is not known to be plain");
    if (std::is_constant_evaluated()) {
      for (char& byte : bytes_) byte = 0;
    }
    size_ = static_cast<std::uint32_t>(source.write(bytes_) - bytes_);
  }
  constexpr Text(const Text& other) : size_(other.size_) { copy_from(other); }
  constexpr Text& operator=(const Text& other) {
    size_ = other.size_;
    copy_from(other);
    return *this;
  }

  constexpr char* write(char* out) const { return copy_bytes(out, bytes_, size_); }
  constexpr std::string_view view() const { return {bytes_, size_}; }

 private:
  constexpr void copy_from(const Text& other) {
    if (std::is_constant_evaluated()) {
      for (char& byte : bytes_) byte = 0;
    }
    copy_bytes(bytes_, other.bytes_, other.size_);
  }
  std::uint32_t size_;
  char bytes_[Max + kScribble];
};

// --- join ----------------------------------------------------------------------------------------------------------------------

/// Parts one after the other, each of any type that has a text form.
template <class... Parts>
struct Join;

template <class Part>
struct Join<Part> {
  static constexpr std::size_t max_bytes = TextForm<Part>::max_bytes;
  static constexpr TextTraits traits = TextForm<Part>::traits;
  static constexpr bool plain = traits.plain();
  Part part;
  constexpr char* write(char* out) const { return TextForm<Part>::write(out, part); }
};
template <class Part, class... Rest>
struct Join<Part, Rest...> {
  static constexpr std::size_t max_bytes = TextForm<Part>::max_bytes + Join<Rest...>::max_bytes;
  static constexpr TextTraits traits = detail::joined(TextForm<Part>::traits, Join<Rest...>::traits);
  static constexpr bool plain = traits.plain();
  Part part;
  Join<Rest...> rest;
  constexpr char* write(char* out) const { return rest.write(TextForm<Part>::write(out, part)); }
};

namespace detail {

template <class Part, class... Rest>
constexpr Join<Part, Rest...> make_join(const Part& part, const Rest&... rest) {
  if constexpr (sizeof...(Rest) == 0)
    return {part};
  else
    return {part, make_join(rest...)};
}

}  // namespace detail

/// `"{a}-{b}"`; null when a part is.
template <class... Parts>
constexpr auto join(const Parts&... parts) {
  if constexpr ((kIsMaybe<Parts> || ...))
    return lift([](const auto&... values) { return detail::make_join(values...); }, parts...);
  else
    return detail::make_join(parts...);
}

// --- letters -------------------------------------------------------------------------------------------------------------------

namespace detail {

/// Sixteen bytes that the compilers work on at once.
typedef unsigned char ByteLanes __attribute__((vector_size(16)));

/// Flips bit 5 of the letters from `first` to `first` + 25; every other byte is kept.
constexpr void flip_letters(char* text, std::size_t size, unsigned char first) {
  if (std::is_constant_evaluated()) {
    for (std::size_t i = 0; i < size; ++i) {
      if (static_cast<unsigned char>(text[i] - first) < 26) text[i] = static_cast<char>(text[i] ^ 0x20);
    }
    return;
  }
  for (std::size_t i = 0; i < size; i += sizeof(ByteLanes)) {  // past the end: within what may be spoilt
    ByteLanes bytes;
    std::memcpy(&bytes, text + i, sizeof bytes);
    bytes ^= static_cast<ByteLanes>((bytes - first) < 26) & 0x20;
    std::memcpy(text + i, &bytes, sizeof bytes);
  }
}

/// Part by part, from where the bytes come from: reading back what was just stored would wait for the stores.
template <unsigned char First, class T>
constexpr char* write_letters(char* out, const T& text) {
  char* const end = TextForm<T>::write(out, text);
  if constexpr (!kIsInteger<T> && !kIsDecimal<T>) flip_letters(out, static_cast<std::size_t>(end - out), First);
  return end;
}
template <unsigned char First, std::size_t Max, bool Plain>
constexpr char* write_letters(char* out, const PaddedText<Max, Plain>& text) {
  constexpr std::size_t kWidth = padded_width(Max);
  if (kWidth == 0 || std::is_constant_evaluated()) {
    char* const end = text.write(out);
    flip_letters(out, static_cast<std::size_t>(end - out), First);
    return end;
  }
  char bytes[kWidth < 16 ? 16 : kWidth];
  std::memcpy(bytes, text.text, kWidth);
  flip_letters(bytes, sizeof bytes, First);
  std::memcpy(out, bytes, kWidth);
  return out + text.size;
}
template <unsigned char First, FixedString String>
constexpr char* write_letters(char* out, const Literal<String>&) {
  constexpr auto kFlipped = [] {
    auto flipped = String;
    flip_letters(flipped.text, String.size, First);
    return flipped;
  }();
  return copy_bytes(out, kFlipped.text, String.size);
}
template <unsigned char First, class Part>
constexpr char* write_letters(char* out, const Join<Part>& text) {
  return write_letters<First>(out, text.part);
}
template <unsigned char First, class Part, class Next, class... Rest>
constexpr char* write_letters(char* out, const Join<Part, Next, Rest...>& text) {
  return write_letters<First>(write_letters<First>(out, text.part), text.rest);
}

template <class T, unsigned char First>
struct Letters {
  static constexpr std::size_t max_bytes = TextForm<T>::max_bytes;
  static constexpr TextTraits traits = TextForm<T>::traits;
  static constexpr bool plain = traits.plain();
  T text;
  constexpr char* write(char* out) const { return write_letters<First>(out, text); }
};

}  // namespace detail

template <class T>
struct Lower : detail::Letters<T, 'A'> {};
template <class T>
struct Upper : detail::Letters<T, 'a'> {};

/// ASCII letters only; every other byte is kept. Null stays null.
template <class T>
constexpr auto lower(const T& text) {
  if constexpr (kIsMaybe<T>)
    return lift([](const auto& value) { return lower(value); }, text);
  else
    return Lower<T>{{text}};
}
template <class T>
constexpr auto upper(const T& text) {
  if constexpr (kIsMaybe<T>)
    return lift([](const auto& value) { return upper(value); }, text);
  else
    return Upper<T>{{text}};
}

namespace detail {

/// Whether a text is seen to be plain while the program runs: those that live elsewhere may have been looked at before.
template <class T>
constexpr bool is_seen_plain(const T& value) {
  if constexpr (requires { value.is_plain; })
    return value.is_plain;
  else
    return false;
}

}  // namespace detail

// --- comparison ----------------------------------------------------------------------------------------------------------------

namespace detail {

/// The bytes of a text value, in its own storage where it has one.
template <class T>
class Rendered {
 public:
  constexpr explicit Rendered(const T& value) {
    if constexpr (requires { value.view(); }) {
      view_ = value.view();
    } else {
      if (std::is_constant_evaluated()) {
        for (char& byte : bytes_) byte = 0;
      }
      view_ = {bytes_, static_cast<std::size_t>(value.write(bytes_) - bytes_)};
    }
  }
  Rendered(const Rendered&) = delete;
  Rendered& operator=(const Rendered&) = delete;
  constexpr std::string_view view() const { return view_; }

 private:
  static constexpr std::size_t kRoom = requires(const T& value) { value.view(); }
  ? 1 : T::max_bytes + kScribble;
  std::string_view view_;
  char bytes_[kRoom];
};

}  // namespace detail

/// Bytewise.
template <TextValue A, TextValue B>
constexpr bool operator==(const A& a, const B& b) {
  return detail::Rendered<A>(a).view() == detail::Rendered<B>(b).view();
}
template <TextValue A, TextValue B>
constexpr std::strong_ordering operator<=>(const A& a, const B& b) {
  const detail::Rendered<A> left(a);
  const detail::Rendered<B> right(b);
  return left.view() <=> right.view();
}

/// Length in characters (code points).
template <TextValue T>
constexpr std::int64_t characters(const T& text) {
  const detail::Rendered<T> rendered(text);
  std::int64_t count = 0;
  for (const char c : rendered.view()) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  return count;
}

/// A text that is a JSON document: written as it is in JSON, as a text in CSV.
template <TextValue T>
struct Json {
  static constexpr std::size_t max_bytes = T::max_bytes;
  static constexpr TextTraits traits = detail::traits_of<T>();
  static constexpr bool plain = traits.plain();
  T text;
  constexpr char* write(char* out) const { return text.write(out); }
};
template <class T>
inline constexpr bool kIsJson = false;
template <class T>
inline constexpr bool kIsJson<Json<T>> = true;
template <class T>
constexpr auto json(const T& text) {
  if constexpr (kIsJson<PlainOf<T>>)
    return text;
  else if constexpr (kIsMaybe<T>)
    return lift([](const auto& value) { return Json<PlainOf<T>>{value}; }, text);
  else
    return Json<T>{text};
}

}  // namespace sydac
