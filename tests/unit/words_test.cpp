#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include <sydac/rules/paragraph.hpp>
#include <sydac/rules/words.hpp>

#include "unit/texts.hpp"

using namespace sydac;

namespace {

std::set<std::string> word_set(std::initializer_list<const char*> names) {
  std::set<std::string> words;
  for (const char* name : names) {
    for (const auto& row : texts::read_data(name).rows) words.insert(row[0]);
  }
  return words;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

}  // namespace

TEST_CASE("words: as many as asked for, from the lists") {
  const auto known = word_set({"adjectives", "nouns_things"});
  std::set<std::size_t> lengths;
  for (std::uint64_t row = 0; row < 5'000; ++row) {
    const auto words = words_of(texts::render(Words{.min = 2, .max = 5}(texts::draw_of(31, row))));
    lengths.insert(words.size());
    for (const std::string& word : words) REQUIRE(known.count(word) == 1);
    REQUIRE(words_of(texts::render(Words{.min = 3}(texts::draw_of(31, row)))).size() == 3);
    REQUIRE(words_of(texts::render(Words{}(texts::draw_of(31, row)))).size() == 1);
  }
  CHECK(lengths == std::set<std::size_t>{2, 3, 4, 5});
  CHECK(words_of(texts::render(Words{.min = 50}(texts::draw_of(31, 1)))).size() == 50);
}

TEST_CASE("words never exceed their stated length") {
  for (const std::int64_t most : {1, 2, 7, 50}) {
    const Words words{.min = 1, .max = most};
    for (std::uint64_t row = 0; row < 2'000; ++row) {
      REQUIRE(texts::render(words(texts::draw_of(32, row))).size() <= words.max_characters());
    }
  }
  CHECK(Words{.min = 4}.max_characters() == 4 * 13 - 1);
  CHECK(Paragraph{.min = 8}.max_characters() == Paragraph{.min = 8, .max = 8}.max_characters());
}

TEST_CASE("sentences: a capital, known words, one full stop at the end") {
  auto known = word_set({"adjectives", "adverbs", "nouns_doers", "nouns_things", "verbs_transitive", "verbs_intransitive"});
  for (const char* word : {"the",   "his",     "her",  "our",    "my",     "that", "this",    "their",  "and",   "but",
                           "while", "because", "near", "beside", "behind", "with", "without", "before", "after", "past"}) {
    known.insert(word);
  }
  std::set<std::string> different;
  std::size_t longest = 0;
  for (std::uint64_t row = 0; row < 50'000; ++row) {
    std::string text = texts::render(Sentence{}(texts::draw_of(33, row)));
    different.insert(text);
    longest = std::max(longest, text.size());
    REQUIRE((text.front() >= 'A' && text.front() <= 'Z'));
    REQUIRE(text.find('.') == text.size() - 1);
    text.pop_back();
    text.front() = static_cast<char>(text.front() - 'A' + 'a');
    const auto words = words_of(text);
    REQUIRE(words.size() >= 4);
    for (const std::string& word : words) {
      if (known.count(word) == 0) FAIL("`" << word << "` in: " << text);
    }
  }
  CHECK(different.size() > 49'900);
  CHECK(longest <= SentenceText::max_bytes);
  CHECK(longest > 120);
}

TEST_CASE("paragraphs: as many sentences as asked for") {
  std::set<std::ptrdiff_t> sizes;
  for (std::uint64_t row = 0; row < 2'000; ++row) {
    const std::string text = texts::render(Paragraph{}(texts::draw_of(34, row)));
    sizes.insert(std::count(text.begin(), text.end(), '.'));
    REQUIRE(text.find("  ") == std::string::npos);
    REQUIRE(text.back() == '.');
    REQUIRE(text.size() <= Paragraph{}.max_characters());
  }
  CHECK(sizes == std::set<std::ptrdiff_t>{3, 4, 5, 6});
}

TEST_CASE("a text is the same each time it is written") {
  for (std::uint64_t row = 0; row < 100; ++row) {
    const auto sentence = Sentence{}(texts::draw_of(35, row));
    CHECK(texts::render(sentence) == texts::render(sentence));
    CHECK(sentence == sentence);
    const auto words = Words{.min = 1, .max = 9}(texts::draw_of(35, row));
    CHECK(words == words);
  }
}

TEST_CASE("the bytes of a seed do not change") {
  std::uint64_t hash = 0;
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    const Draw draw = texts::draw_of(36, row);
    hash = texts::fold(hash,
                       texts::render(Words{.min = 1, .max = 6}(draw)) + texts::render(Sentence{}(draw)) + texts::render(Paragraph{}(draw)));
  }
  CHECK(hash == 15539431092007635777u);
}
