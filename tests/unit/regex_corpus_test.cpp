// Regular expressions as people write them: numbers and strings belong to each other, and a matcher of the tests agrees.
#include <doctest/doctest.h>

#include "regex/naive.hpp"
#include "regex/support.hpp"
#include "runtime_support.hpp"

using namespace regex_test;

namespace {

PatternCount below(sydac::test::Numbers& numbers, PatternCount n) {
  return (static_cast<PatternCount>(numbers.next()) << 64 | numbers.next()) % n;
}

std::vector<PatternCount> some_ranks(PatternCount count, std::size_t random) {
  std::vector<PatternCount> ranks;
  for (PatternCount k = 0; k < std::min<PatternCount>(count, 50); ++k) ranks.push_back(k);
  sydac::test::Numbers numbers(20'260'101);
  for (std::size_t i = 0; i < random; ++i) ranks.push_back(below(numbers, count));
  for (PatternCount k = count - std::min<PatternCount>(count, 50); k < count; ++k) ranks.push_back(k);
  std::sort(ranks.begin(), ranks.end());
  return ranks;
}

void check_part(const Pattern& part) {
  std::string before;
  PatternCount last = 0;
  for (const PatternCount k : some_ranks(part.count, 2000)) {
    const std::string string = string_of(part, k);
    std::string_view rest = string;
    REQUIRE((rank_of(part, rest) == k && rest.empty()));
    REQUIRE(string.size() <= part.max_bytes);
    // UTF-8 sorts as its code points do.
    REQUIRE((k == last ? before.empty() || before == string : before < string));
    before = string;
    last = k;
  }
}

void check_whole(const CorpusEntry& entry, const Regex& regex) {
  sydac::test::Numbers numbers(7);
  for (int i = 0; i < 40; ++i) {
    std::string text;
    for (const Pattern& part : regex.parts) text += string_of(part, i == 0 ? 0 : i == 1 ? part.count - 1 : below(numbers, part.count));
    CAPTURE(text);
    REQUIRE(naive::matches(entry.pattern, text));
    REQUIRE(ranks_of(regex.parts, text).has_value());
    const std::size_t characters = naive::decoded(text).size();
    REQUIRE((characters >= regex.min_characters && characters <= regex.max_characters && text.size() <= regex.max_bytes));
    if (regex.plain) REQUIRE(sydac::detail::traits_of(std::string_view(text)).plain());
  }
}

}  // namespace

TEST_CASE("numbers and strings of the corpus belong to each other") {
  const auto entries = corpus();
  CHECK(entries.size() >= 200);
  for (const CorpusEntry& entry : entries) {
    CAPTURE(entry.pattern);
    const Regex regex = compiled(entry.pattern, entry.max);
    for (const Pattern& part : regex.parts) check_part(part);
    check_whole(entry, regex);
  }
}

TEST_CASE("what the matcher of the tests refuses has no number") {
  // One character changed in a string: mostly wrong, and both must say the same.
  sydac::test::Numbers numbers(11);
  std::size_t refused = 0;
  for (const CorpusEntry& entry : corpus()) {
    if (entry.max) continue;
    CAPTURE(entry.pattern);
    const Regex regex = compiled(entry.pattern);
    for (int i = 0; i < 20; ++i) {
      std::string text;
      for (const Pattern& part : regex.parts) text += string_of(part, below(numbers, part.count));
      if (text.empty()) continue;
      const std::size_t at = numbers.next() % text.size();
      if (static_cast<unsigned char>(text[at]) >= 0x80) continue;
      text[at] = static_cast<char>(0x20 + numbers.next() % 95);
      const bool matches = naive::matches(entry.pattern, text);
      CAPTURE(text);
      REQUIRE(ranks_of(regex.parts, text).has_value() == matches);
      refused += !matches;
    }
  }
  CHECK(refused > 1000);
}
