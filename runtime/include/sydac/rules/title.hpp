// `title`: what a film, a book or a record is called.
#pragma once

#include <sydac/dictionary/en_us/words.hpp>
#include <sydac/spec.hpp>

namespace sydac {

/// `The Silent Harbor`
struct TitleText {
  static constexpr std::size_t max_bytes = 4 + en_us::Adjectives::max_bytes + 1 + en_us::NounsThings::max_bytes;
  static constexpr bool plain = true;
  en_us::Adjectives::Entry adjective;
  en_us::NounsThings::Entry noun;
  bool with_article;

  char* write(char* out) const {
    if (with_article) {
      std::memcpy(out, "The ", 4);
      out += 4;
    }
    out = write_capitalized(out, adjective);
    *out++ = ' ';
    return write_capitalized(out, noun);
  }

 private:
  template <class Entry>
  static char* write_capitalized(char* out, const Entry& word) {
    char* const end = word.write(out);
    if (*out >= 'a' && *out <= 'z') *out = static_cast<char>(*out - ('a' - 'A'));
    return end;
  }
};

struct Title {
  static constexpr RuleSpec spec{
      .name = "title",
      .cpp_name = "Title",
      .header = "sydac/rules/title.hpp",
      .summary = "The title of a work, such as `The Silent Harbor` or `Golden Lantern`; over seven hundred thousand different ones.",
      .yields = RuleType::text,
      .example = "name text unique = title",
  };

  static constexpr UInt128 count() { return UInt128{2} * en_us::Adjectives::count * en_us::NounsThings::count; }
  constexpr std::size_t max_characters() const { return TitleText::max_bytes; }

  /// Title k of count(), all different.
  TitleText at(UInt128 k) const {
    const auto number = static_cast<std::uint64_t>(k);
    const std::uint64_t words = number / 2;
    return {en_us::Adjectives::at(words % en_us::Adjectives::count), en_us::NounsThings::at(words / en_us::Adjectives::count),
            number % 2 == 0};
  }
  TitleText operator()(Draw draw) const { return at(draw.below(static_cast<std::uint64_t>(count()))); }
};

}  // namespace sydac
