// `paragraph`: sentences one after the other.
#pragma once

#include <sydac/rules/sentence.hpp>

namespace sydac {

struct ParagraphText {
  static constexpr std::int64_t kMost = 20;
  static constexpr std::size_t max_bytes = static_cast<std::size_t>(kMost) * (SentenceText::max_bytes + 1) - 1;
  static constexpr bool plain = true;

  Draw source;
  std::int64_t sentences;  // 1 to kMost

  char* write(char* out) const {
    out = SentenceText{source.fork(1)}.write(out);
    for (std::int64_t i = 2; i <= sentences; ++i) {
      *out++ = ' ';
      out = SentenceText{source.fork(static_cast<std::uint64_t>(i))}.write(out);
    }
    return out;
  }
};

struct Paragraph {
  std::int64_t min = 3, max = 6;  // max below min: exactly min

  static constexpr RuleSpec spec{
      .name = "paragraph",
      .cpp_name = "Paragraph",
      .header = "sydac/rules/paragraph.hpp",
      .summary = "From `min` to `max` English sentences in one line, 3 to 6 unless said.",
      .yields = RuleType::text,
      .params = {{.name = "min", .type = RuleType::integer, .required = false, .at_least = "1", .at_most = "20"},
                 {.name = "max", .type = RuleType::integer, .required = false, .at_least = "min", .at_most = "20"}},
      .example = "description text = paragraph",
  };

  constexpr std::size_t max_characters() const { return static_cast<std::size_t>(most()) * (SentenceText::max_bytes + 1) - 1; }
  ParagraphText operator()(Draw draw) const { return {draw.fork(0), draw.between(min, most())}; }

 private:
  constexpr std::int64_t most() const { return max < min ? min : max; }
};

}  // namespace sydac
