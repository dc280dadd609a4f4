// `words`: a few English words.
#pragma once

#include <sydac/dictionary/en_us/words.hpp>
#include <sydac/spec.hpp>

namespace sydac {

/// `count` words drawn from adjectives and nouns, of which the last is a noun: `quiet harbor`, `canvas story lantern`.
struct WordList {
  static constexpr std::int64_t kMost = 50;
  static constexpr std::size_t kWordBytes = 12;
  static_assert(en_us::Adjectives::max_bytes <= kWordBytes && en_us::NounsThings::max_bytes <= kWordBytes);
  static constexpr std::size_t max_bytes = static_cast<std::size_t>(kMost) * (kWordBytes + 1) - 1;
  static constexpr bool plain = true;

  Draw source;
  std::int64_t count;  // 1 to kMost

  char* write(char* out) const {
    Draw draw = source;
    for (std::int64_t left = count; left > 1; --left) {
      const std::uint64_t k = draw.below(en_us::Adjectives::count + en_us::NounsThings::count);
      const bool is_adjective = k < en_us::Adjectives::count;
      out = entry(is_adjective ? en_us::Adjectives::line(k) : en_us::NounsThings::line(k - en_us::Adjectives::count)).write(out);
      *out++ = ' ';
    }
    return entry(en_us::NounsThings::line(en_us::NounsThings::index(draw.bits()))).write(out);
  }

 private:
  static PaddedText<kWordBytes, true> entry(const char* line) { return {line, detail::length_of(line)}; }
};

struct Words {
  std::int64_t min = 1, max = 0;  // max below min: exactly min

  static constexpr RuleSpec spec{
      .name = "words",
      .cpp_name = "Words",
      .header = "sydac/rules/words.hpp",
      .summary = "From `min` to `max` English words in lower case; exactly `min` without `max`.",
      .yields = RuleType::text,
      .params = {{.name = "min", .type = RuleType::integer, .at_least = "1", .at_most = "50"},
                 {.name = "max", .type = RuleType::integer, .required = false, .at_least = "min", .at_most = "50"}},
      .example = "tagline text = words(2..5)",
  };

  constexpr std::size_t max_characters() const { return static_cast<std::size_t>(most()) * (WordList::kWordBytes + 1) - 1; }
  WordList operator()(Draw draw) const { return {draw.fork(0), draw.between(min, most())}; }

 private:
  constexpr std::int64_t most() const { return max < min ? min : max; }
};

}  // namespace sydac
