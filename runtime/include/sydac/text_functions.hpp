// Functions over texts: each is a text value of its own that writes itself, or a number. Positions count characters (code points); texts
// are UTF-8.
#pragma once

#include <sydac/latin.hpp>
#include <sydac/text.hpp>

namespace sydac {
namespace detail {

/// The bytes of the character that begins here.
constexpr std::size_t character_bytes(std::string_view text) {
  std::size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) ++size;
  return size;
}

/// The bytes of the first `count` characters, all where there are fewer.
constexpr std::size_t bytes_of_characters(std::string_view text, std::int64_t count) {
  std::size_t size = 0;
  for (; count > 0 && size < text.size(); --count) size += character_bytes(text.substr(size));
  return size;
}

/// Whether the set, a text, has the character.
constexpr bool has_character(std::string_view set, std::string_view character) {
  for (std::size_t at = 0, size = 0; at < set.size(); at += size) {
    size = character_bytes(set.substr(at));
    if (set.substr(at, size) == character) return true;
  }
  return false;
}

constexpr std::string_view trimmed(std::string_view text, std::string_view set) {
  while (!text.empty()) {
    const std::size_t size = character_bytes(text);
    if (!has_character(set, text.substr(0, size))) break;
    text.remove_prefix(size);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xc0) == 0x80) --last;
    if (!has_character(set, text.substr(last))) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

constexpr std::size_t least(std::size_t a, std::size_t b) { return a < b ? a : b; }
constexpr std::size_t most(std::size_t a, std::size_t b) { return a > b ? a : b; }

/// The fewest bytes that a text has, where it is a constant.
template <class T>
inline constexpr std::size_t kFewestBytes = 1;
template <FixedString String>
inline constexpr std::size_t kFewestBytes<Literal<String>> = String.size == 0 ? 1 : String.size;

/// The most bytes of a text of `size` in which what has `from` or more becomes at most `to`.
constexpr std::size_t replaced_bytes(std::size_t size, std::size_t from, std::size_t to) {
  return to <= from ? size : size / from * to + size % from;
}

}  // namespace detail

/// Without the characters of `set` at either end.
template <class T, class Set>
struct Trimmed {
  static constexpr std::size_t max_bytes = T::max_bytes;
  static constexpr bool plain = false;
  T text;
  Set set;
  constexpr char* write(char* out) const {
    const detail::Rendered<T> rendered(text);
    const detail::Rendered<Set> characters(set);
    const std::string_view left = detail::trimmed(rendered.view(), characters.view());
    return copy_bytes(out, left.data(), left.size());
  }
};
template <TextValue T>
constexpr auto trim(const T& text) {
  return Trimmed<T, Literal<" ">>{text, {}};
}
template <TextValue T, TextValue Set>
constexpr auto trim(const T& text, const Set& set) {
  return Trimmed<T, Set>{text, set};
}

/// Each `from`, found from the left, becomes `to`; an empty `from` is nowhere.
template <class T, class From, class To>
struct Replaced {
  static constexpr std::size_t max_bytes = detail::replaced_bytes(T::max_bytes, detail::kFewestBytes<From>, To::max_bytes);
  static constexpr bool plain = false;
  T text;
  From from;
  To to;
  constexpr char* write(char* out) const {
    const detail::Rendered<T> rendered(text);
    const detail::Rendered<From> searched(from);
    const detail::Rendered<To> put(to);
    std::string_view rest = rendered.view();
    const std::string_view what = searched.view();
    for (std::size_t at = 0; !what.empty() && (at = rest.find(what)) != std::string_view::npos;) {
      out = copy_bytes(out, rest.data(), at);
      out = copy_bytes(out, put.view().data(), put.view().size());
      rest.remove_prefix(at + what.size());
    }
    return copy_bytes(out, rest.data(), rest.size());
  }
};
template <TextValue T, TextValue From, TextValue To>
constexpr auto replace(const T& text, const From& from, const To& to) {
  return Replaced<T, From, To>{text, from, to};
}

/// `count` characters from number `start` on, from 1; a negative start counts from the end, and what lies before the text counts too.
/// At most Most characters.
template <std::size_t Most, class T>
struct Substring {
  static constexpr std::size_t max_bytes = detail::most(1, detail::least(T::max_bytes, 4 * Most));
  static constexpr bool plain = false;
  T text;
  std::int64_t start, count;
  constexpr char* write(char* out) const {
    const detail::Rendered<T> rendered(text);
    const std::string_view view = rendered.view();
    // Far ends are all alike: nothing below can overflow.
    constexpr std::int64_t kFar = std::int64_t{1} << 40;
    std::int64_t first = start > kFar ? kFar : start < -kFar ? -kFar : start;
    std::int64_t left = count > kFar ? kFar : count < 0 ? 0 : count;
    if (first < 0) {
      for (const char c : view) first += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    } else {
      --first;
    }
    if (first < 0) {
      left += first;
      first = 0;
    }
    const std::string_view behind = view.substr(detail::bytes_of_characters(view, first));
    return copy_bytes(out, behind.data(), detail::bytes_of_characters(behind, left));
  }
};
template <std::size_t Most, TextValue T>
constexpr auto substring(const T& text, std::int64_t start, std::int64_t count = kInt64Max) {
  return Substring<Most, T>{text, start, count};
}

/// Filled up with `fill`, one character, to Width characters.
template <std::size_t Width, bool Left, class T, class Fill>
struct Padded {
  static constexpr std::size_t max_bytes = T::max_bytes + Width * Fill::max_bytes;
  static constexpr bool plain = false;
  T text;
  Fill fill;
  constexpr char* write(char* out) const {
    const detail::Rendered<T> rendered(text);
    const detail::Rendered<Fill> filling(fill);
    std::size_t size = 0;
    for (const char c : rendered.view()) size += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
    if (!Left) out = copy_bytes(out, rendered.view().data(), rendered.view().size());
    for (; size < Width; ++size) out = copy_bytes(out, filling.view().data(), filling.view().size());
    return Left ? copy_bytes(out, rendered.view().data(), rendered.view().size()) : out;
  }
};
template <std::size_t Width, TextValue T, TextValue Fill>
constexpr auto pad_left(const T& text, const Fill& fill) {
  return Padded<Width, true, T, Fill>{text, fill};
}
template <std::size_t Width, TextValue T, TextValue Fill>
constexpr auto pad_right(const T& text, const Fill& fill) {
  return Padded<Width, false, T, Fill>{text, fill};
}

/// Latin letters without their marks; every other character that is not ASCII becomes `?`.
template <class T>
struct Ascii {
  static constexpr std::size_t max_bytes = T::max_bytes;  // no character gets longer: see latin.hpp
  static constexpr bool plain = false;
  T text;
  constexpr char* write(char* out) const {
    const detail::Rendered<T> rendered(text);
    for (std::string_view rest = rendered.view(); !rest.empty();) {
      const std::size_t size = detail::character_bytes(rest);
      const std::string_view letters = detail::ascii_of(rest.substr(0, size));
      out = copy_bytes(out, letters.data(), letters.size());
      rest.remove_prefix(size);
    }
    return out;
  }
};
template <TextValue T>
constexpr auto ascii(const T& text) {
  return Ascii<T>{text};
}

/// `Crème brûlée!` as `creme-brulee`: small letters and digits with one hyphen between them.
template <class T>
struct Slug {
  static constexpr std::size_t max_bytes = T::max_bytes;
  static constexpr TextTraits traits{true, true, true, false};
  static constexpr bool plain = false;  // may be empty
  T text;
  constexpr char* write(char* out) const {
    const detail::Rendered<T> rendered(text);
    char* const begin = out;
    bool gap = false;
    for (std::string_view rest = rendered.view(); !rest.empty();) {
      const std::size_t size = detail::character_bytes(rest);
      for (char c : detail::ascii_of(rest.substr(0, size))) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) {
          gap = true;
          continue;
        }
        if (gap && out != begin) *out++ = '-';
        gap = false;
        *out++ = c;
      }
      rest.remove_prefix(size);
    }
    return out;
  }
};
template <TextValue T>
constexpr auto slug(const T& text) {
  return Slug<T>{text};
}

}  // namespace sydac
