// Whole languages against a matcher that shares no code with the compiler: the same strings, as many as counted, in order.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "base/regex/automaton.hpp"
#include "base/regex/pattern.hpp"
#include "regex/naive.hpp"
#include "regex/support.hpp"

using namespace regex_test;

namespace {

/// All texts of at most `longest` characters, shorter prefixes first.
void add_texts(std::vector<std::string>& texts, const std::vector<std::string>& alphabet, std::size_t longest,
               const std::string& prefix = "") {
  texts.push_back(prefix);
  if (longest == 0) return;
  for (const std::string& character : alphabet) add_texts(texts, alphabet, longest - 1, prefix + character);
}

std::vector<std::string> matching(std::string_view pattern, const std::vector<std::string>& texts) {
  std::vector<std::string> found;
  for (const std::string& text : texts) {
    if (naive::matches(pattern, text)) found.push_back(text);
  }
  return found;
}

std::vector<std::string> strings_of(const Pattern& pattern) {
  std::vector<std::string> strings;
  for (PatternCount k = 0; k < pattern.count; ++k) strings.push_back(string_of(pattern, k));
  return strings;
}

std::vector<std::string> products_of(const std::vector<Pattern>& parts) {
  std::vector<std::string> products = {""};
  for (const Pattern& part : parts) {
    std::vector<std::string> longer;
    for (const std::string& before : products) {
      for (const std::string& string : strings_of(part)) longer.push_back(before + string);
    }
    products = std::move(longer);
  }
  return products;
}

struct Alphabet {
  std::vector<std::string> characters;
  std::size_t longest;
};

void check_language(const std::string& pattern, const std::vector<std::string>& texts, std::size_t longest) {
  CAPTURE(std::string(pattern));
  const auto expected = matching(pattern, texts);
  const Regex regex = compiled(pattern);
  REQUIRE(regex.parts.size() == 1);
  REQUIRE(regex.max_characters <= longest);
  CHECK(strings_of(regex.parts.front()) == expected);
  CHECK(regex.distinct == expected.size());
  // The same, cut wherever it can be.
  for (const PatternCount most : {2u, 7u, 40u}) {
    const auto parts = sydac::compiler::cut(regex.parts.front().states, most);
    if (!parts) continue;
    CHECK(products_of(*parts) == expected);
    for (const std::string& text : expected) CHECK(ranks_of(*parts, text).has_value());
  }
  // The same, cut by the length of its column.
  for (std::uint32_t max = regex.min_characters; max < regex.max_characters; ++max) {
    std::vector<std::string> shorter;
    for (const std::string& text : expected) {
      if (naive::decoded(text).size() <= max) shorter.push_back(text);
    }
    CHECK(strings_of(compiled(pattern, max).parts.front()) == shorter);
  }
}

void check_languages(const std::vector<std::string>& patterns, const Alphabet& alphabet) {
  std::vector<std::string> texts;
  add_texts(texts, alphabet.characters, alphabet.longest);
  for (const std::string& pattern : patterns) check_language(pattern, texts, alphabet.longest);
}

class RandomRegex {
 public:
  explicit RandomRegex(std::uint64_t seed) : state_(seed) {}
  std::string make(unsigned room) { return choice(room); }

 private:
  std::uint64_t below(std::uint64_t n) {
    state_ = state_ * 6364136223846793005u + 1442695040888963407u;
    return (state_ >> 33) % n;
  }
  /// At most `room` characters long.
  std::string choice(unsigned room) {
    std::string out = sequence(room);
    for (std::uint64_t more = below(3); more > 0; --more) out += "|" + sequence(room);
    return out;
  }
  std::string sequence(unsigned room) {
    std::string out;
    while (room > 0 && below(5) != 0) {
      const auto part = static_cast<unsigned>(1 + below(room));
      out += item(part);
      room -= part;
    }
    return out;
  }
  std::string item(unsigned room) {
    static constexpr const char* kAtoms[] = {"a", "b", "c", "[ab]", "[a-c]", "[^ac-~ -`]", "(?:b)", "(a|b|)", "(a|ab)", "(?<n>c)"};
    switch (below(4)) {
      case 0: return kAtoms[below(8)];
      case 1: return std::string(kAtoms[below(7)]) + "{" + std::to_string(below(room + 1)) + "," + std::to_string(room) + "}";
      case 2: return room < 2 ? "c?" : "(" + choice(room / 2) + "){0,2}";
      default: return "(" + choice(room) + ")" + (below(2) == 0 ? "?" : "");
    }
  }
  std::uint64_t state_;
};

}  // namespace

TEST_CASE("small languages have exactly the strings that a naive matcher finds") {
  check_languages({"",
                   "a",
                   "ab",
                   "a|b",
                   "a|ab|abc",
                   "(a|b)c",
                   "a?b?c?",
                   "[ab]{2}",
                   "[ab]{0,3}",
                   "[a-c]{1,2}",
                   "a{2}b{,2}",
                   "(ab){2}",
                   "(ab|c){2}",
                   "(a|b|ab){3}",
                   "(a?b?){2}",
                   "((a|b)c?){2}",
                   "(a|)",
                   "(|a)(|b)",
                   "()",
                   "a()b",
                   "(?:a|b)?c",
                   "(a{0}b)",
                   "a{0}",
                   "(a?){4}",
                   "(a|a|a)",
                   "a|aa|aaa|a",
                   "[abc][ab]a",
                   "(a(b(c)?)?)?",
                   "ab?|a?b",
                   "(abc|ab)(c|)",
                   "^a$",
                   "^a|b$",
                   "(^a|^b)c",
                   "a(b$|c$)",
                   "^^a$$",
                   "(^)a($)",
                   "\\Aa\\z",
                   "a\\Z",
                   "^$",
                   "|a",
                   "a||b",
                   "a??b",
                   "a{1,2}?",
                   "[^a]{0}b",
                   "(?<x>a)(?P<y>b)",
                   "[a-b]|[b-c]",
                   "(a|[ab]){2}",
                   "(?i)a{0}b{0}",
                   "b{3}|b{2}|b",
                   "(a|b)(a|b)(a|b)(a|b)"},
                  {{"a", "b", "c"}, 6});
}

TEST_CASE("unbounded repetitions go up to eight more") { check_languages({"a*", "a+", "a{2,}", "b*a", "a+?", "a*?b?"}, {{"a", "b"}, 10}); }

TEST_CASE("classes and escapes") {
  check_languages({".",
                   "\\d",
                   "\\D",
                   "\\w",
                   "\\W",
                   "\\s",
                   "\\S",
                   "\\h",
                   "[^a]",
                   "[^\\w]",
                   "[\\d.]",
                   "[a\\-z]",
                   "[a-]",
                   "[-a]",
                   "[\\]a]",
                   "[a\\\\]",
                   "[+--]",
                   "[[:alpha:]]",
                   "[[:digit:]]",
                   "[[:alnum:]_]",
                   "[[:upper:]]",
                   "[[:lower:]]",
                   "[[:xdigit:]]",
                   "[[:space:]]",
                   "[[:blank:]]",
                   "[[:print:]]",
                   "[[:graph:]]",
                   "[[:punct:]]",
                   "[[:cntrl:]]",
                   "[[:^alpha:]]",
                   "[^[:punct:]]",
                   "[[:alpha:][:digit:]-]",
                   "\\.",
                   "\\/",
                   "\\\\",
                   "\\-",
                   "\\n",
                   "\\t",
                   "\\x41",
                   "\\x{41}",
                   "\\u0041",
                   "\\u{e9}",
                   "\xc3\xa9",
                   "[\xc3\xa0-\xc3\xa9]",
                   "[^\xc3\xa9]",
                   "(?i)a",
                   "(?i)[a-f]",
                   "(?i)[^a]",
                   "(?i)\\x4b",
                   "\\p{Nd}",
                   "\\p{Latin}",
                   "\\p{Greek}",
                   "\\p{Cyrillic}",
                   "[^\\x00-\\x1f]",
                   "[\\w--]",

                   "\\[",
                   "[.]",
                   "[$^]",
                   "a|[b-y]|z",
                   "/",
                   "\\ ",
                   "[\\/]"},
                  [] {
                    Alphabet alphabet{{}, 1};
                    for (char32_t code = 1; code < 0x600; ++code) {
                      alphabet.characters.emplace_back();
                      sydac::compiler::append_utf8(alphabet.characters.back(), code);
                    }
                    return alphabet;
                  }());
}

TEST_CASE("random languages") {
  std::vector<std::string> texts;
  add_texts(texts, {"a", "b", "c"}, 6);
  std::set<std::string> seen;
  for (std::uint64_t seed = 1; seen.size() < 200; ++seed) {
    const std::string pattern = RandomRegex(seed * 7919).make(4);
    if (!seen.insert(pattern).second) continue;
    if (compiled(pattern).max_characters > 6) continue;
    check_language(pattern, texts, 6);
  }
}

TEST_CASE("an automaton is minimal: no two states have the same strings") {
  for (const char* pattern : {"(a|b|ab){3}", "(foo|bar|baz)-[0-9]{2}", "(a?b?){4}", "abc|bbc|cbc", "[ab]{0,6}a[ab]{3}"}) {
    CAPTURE(std::string(pattern));
    const Regex regex = compiled(pattern);
    std::set<std::vector<std::string>> languages;
    for (std::size_t i = 0; i < regex.parts.front().states.size(); ++i) {
      Pattern from = regex.parts.front();
      std::swap(from.states[0], from.states[i]);  // edges lead to later states only, so none of its own
      from.count = from.states[0].count;
      for (auto& state : from.states) {
        for (auto& edge : state.edges) edge.target = edge.target == i ? 0 : edge.target;
      }
      CHECK(languages.insert(strings_of(from)).second);
    }
  }
}

TEST_CASE("named sets are those that docs/patterns.md states") {
  struct Set {
    const char* pattern;
    std::size_t count;
    std::uint64_t sum;  // of the code points, by the Unicode character database
  };
  for (const Set& set : std::initializer_list<Set>{{"\\p{Lu}", 200, 109'008},
                                                   {"\\p{Ll}", 207, 118'281},
                                                   {"\\p{L}", 407, 227'289},
                                                   {"\\pL", 407, 227'289},
                                                   {"\\p{P}", 23, 1384},
                                                   {"\\p{S}", 9, 702},
                                                   {"\\p{N}", 10, 525},
                                                   {"\\p{Nd}", 10, 525},
                                                   {"\\p{Zs}", 1, 32},
                                                   {"\\p{Hebrew}", 27, 40'527},
                                                   {"\\p{Arabic}", 36, 57'174},
                                                   {"\\p{Thai}", 46, 165'945},
                                                   {"\\p{Hiragana}", 86, 1'066'013},
                                                   {"\\p{Katakana}", 90, 1'124'415},
                                                   {"\\P{L}", 43, 2'643},
                                                   {"\\p{^L}", 43, 2'643},
                                                   {"[^\\p{L}\\d]", 33, 2'118}}) {
    CAPTURE(std::string(set.pattern));
    const Regex regex = compiled(set.pattern);
    std::uint64_t sum = 0;
    for (const std::string& string : strings_of(regex.parts.front())) sum += naive::decoded(string).front();
    CHECK(regex.distinct == set.count);
    CHECK(sum == set.sum);
  }
  CHECK(compiled("\\p{Han}").distinct == 20'992);
  CHECK(compiled("\\p{Hangul}").distinct == 11'172);
}
