// Patterns of the runtime: tables as the compiler writes them, here written by hand.
#include <sydac/pattern.hpp>

#include <doctest/doctest.h>

#include <map>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::shown;

namespace {

// /[A-Z]{3}-[0-9]{4}/
constexpr PatternEdge kSkuEdges[] = {{spelling<"[A-Z]{3}-[0-9]{4}">, kPatternEnd, 0}};
constexpr PatternState kSkuStates[] = {{0, 1, 175'760'000}};
constexpr auto kSku = pattern<8, true>(kSkuStates, kSkuEdges);

// /(a|bc)?(d|e[x-z]{2})?/
constexpr PatternEdge kBranchEdges[] = {
    {"", kPatternEnd, 0},
    {"a", 1, 1},
    {"bc", 1, 12},
    {"d", kPatternEnd, 23},
    {spelling<"e[xyz]{2}">, kPatternEnd, 24},
    {"", kPatternEnd, 0},
    {"d", kPatternEnd, 1},
    {spelling<"e[x-z]{2}">, kPatternEnd, 2},
};
constexpr PatternState kBranchStates[] = {{0, 5, 33}, {5, 3, 11}};
constexpr auto kBranch = pattern<5, false>(kBranchStates, kBranchEdges);

// /[ab][cd](e|[fg]h)(i|j[kl])/, 36 texts
constexpr PatternEdge kRestEdges[] = {
    {spelling<"[ab][cd]">, 1, 0},  // 0
    {"e", 2, 0},
    {spelling<"[fg]h">, 2, 3},  // 1
    {"i", kPatternEnd, 0},
    {spelling<"j[kl]">, kPatternEnd, 1},  // 2
};
constexpr PatternState kRestStates[] = {{0, 1, 36}, {1, 2, 9}, {3, 2, 3}};
constexpr auto kRest = pattern<6, true>(kRestStates, kRestEdges);

// /[é-ë]x[aß]|[😀-😂]{2}/
constexpr PatternEdge kWideEdges[] = {{spelling<"[é-ë]x[aß]">, kPatternEnd, 0}, {spelling<"[😀-😂]{2}">, kPatternEnd, 6}};
constexpr PatternState kWideStates[] = {{0, 2, 15}};
constexpr auto kWide = pattern<8, true>(kWideStates, kWideEdges);

// /[0-9a-f]{31}/, 2^124 texts
constexpr PatternEdge kHexEdges[] = {
    {spelling<"[0-9a-f]{14}">, 1, 0}, {spelling<"[0-9a-f]{14}">, 2, 0}, {spelling<"[0-9a-f]{3}">, kPatternEnd, 0}};
constexpr PatternState kHexStates[] = {{0, 1, wide_count(1ull << 60, 0)}, {1, 1, wide_count(16, 0)}, {2, 1, 4096}};
constexpr auto kHex = pattern<31, true>(kHexStates, kHexEdges);

// /[xy]/, then /[0-9a-f]{31}/, then /[!?]?/
constexpr PatternEdge kFirstEdges[] = {{spelling<"[xy]">, kPatternEnd, 0}};
constexpr PatternState kFirstStates[] = {{0, 1, 2}};
constexpr auto kFirst = pattern<1, true>(kFirstStates, kFirstEdges);
constexpr PatternEdge kLastEdges[] = {{"", kPatternEnd, 0}, {spelling<"[!?]">, kPatternEnd, 1}};
constexpr PatternState kLastStates[] = {{0, 2, 3}};
constexpr auto kLast = pattern<1, false>(kLastStates, kLastEdges);
constexpr auto kParts = pattern<33, true>(kFirst, kHex, kLast);

// Any of three signs that mean something in a spelling.
constexpr PatternEdge kSignEdges[] = {{spelling<"[\\-\\]\\\\]\\[\\{2}">, kPatternEnd, 0}};
constexpr PatternState kSignStates[] = {{0, 1, 3}};
constexpr auto kSign = pattern<5, false>(kSignStates, kSignEdges);

static_assert(kSku.count() == 175'760'000);
static_assert(kSku.rank("AAA-0001") == 1);
static_assert(!kSku.rank("AAA-00010"));
static_assert(Text<8, true>(kSku.at(175'759'999)).view() == "ZZZ-9999");
static_assert(Text<8>(kWide.at(14)).view() == "😂😂");
static_assert(decltype(kSku(Draw({1}, 1)))::plain && decltype(kSku(Draw({1}, 1)))::max_bytes == 8);
static_assert(TextValue<decltype(kSku(Draw({1}, 1)))> && TextValue<decltype(kParts(Draw({1}, 1)))>);

template <class Pattern>
void check_all(const Pattern& pattern, const std::vector<std::string>& expected) {
  REQUIRE(pattern.count() == expected.size());
  for (std::uint64_t k = 0; k < expected.size(); ++k) {
    CHECK(shown(pattern.at(k)) == expected[k]);
    CHECK(pattern.rank(expected[k]) == k);
  }
}

/// How far the frequencies of drawn strings are from equal ones.
template <class Pattern>
double misfit_of(const Pattern& pattern, std::uint64_t rows) {
  std::vector<double> seen(static_cast<std::size_t>(pattern.count()));
  for (std::uint64_t row = 0; row < rows; ++row)
    ++seen[static_cast<std::size_t>(pattern.rank(shown(pattern(Draw({20'260'101}, row)))).value())];
  return sydac::test::misfit(seen);
}

}  // namespace

TEST_CASE("strings stand in their order") {
  CHECK(shown(kSku.at(0)) == "AAA-0000");
  CHECK(shown(kSku.at(9'999)) == "AAA-9999");
  CHECK(shown(kSku.at(10'000)) == "AAB-0000");
  CHECK(shown(kSku.at(123'456'789)) == "SGV-6789");
  check_all(kBranch, {"",      "a",  "ad",  "aexx",  "aexy",  "aexz",  "aeyx",  "aeyy",  "aeyz",  "aezx",  "aezy",
                      "aezz",  "bc", "bcd", "bcexx", "bcexy", "bcexz", "bceyx", "bceyy", "bceyz", "bcezx", "bcezy",
                      "bcezz", "d",  "exx", "exy",   "exz",   "eyx",   "eyy",   "eyz",   "ezx",   "ezy",   "ezz"});
  check_all(kWide, {"éxa", "éxß", "êxa", "êxß", "ëxa", "ëxß", "😀😀", "😀😁", "😀😂", "😁😀", "😁😁", "😁😂", "😂😀", "😂😁", "😂😂"});
  std::vector<std::string> products;
  for (const char* first : {"ac", "ad", "bc", "bd"}) {
    for (const char* second : {"e", "fh", "gh"}) {
      for (const char* third : {"i", "jk", "jl"}) products.push_back(std::string(first) + second + third);
    }
  }
  check_all(kRest, products);
  check_all(kSign, {"-[{2}", "][{2}", "\\[{2}"});
}

TEST_CASE("numbers of 128 bits") {
  CHECK(shown(kHex.at(0)) == std::string(31, '0'));
  CHECK(shown(kHex.at(kHex.count() - 1)) == std::string(31, 'f'));
  CHECK(shown(kHex.at(wide_count(0x0123456789abcdef, 0xfedcba9876543210))) == "123456789abcdeffedcba9876543210");
  sydac::test::Numbers numbers(3);
  for (int i = 0; i < 20'000; ++i) {
    const UInt128 k = (static_cast<UInt128>(numbers.next()) << 64 | numbers.next()) >> 4;
    REQUIRE(kHex.rank(shown(kHex.at(k))) == k);
  }
}

TEST_CASE("what is no string of the pattern has no number") {
  for (const char* text : {"", "AAA", "AAA-000", "AAA-00000", "aAA-0000", "AAA+0000", "AAA-000\xc3\xa9", " AAA-0000"})
    CHECK_FALSE(kSku.rank(text));
  for (const char* text : {"a ", "b", "da", "e", "exw", "adx"}) CHECK_FALSE(kBranch.rank(text));
  for (const char* text : {"é", "éx", "éxaa", "\xc3", "\xf0\x9f\x98", "😀", "😀😃", "ìxa"}) CHECK_FALSE(kWide.rank(text));
  for (const char* text : {"", "x", "z0000000000000000000000000000000", "x0000000000000000000000000000000!!"})
    CHECK_FALSE(kParts.rank(text));
}

TEST_CASE("every string comes up equally often") {
  CHECK(misfit_of(kBranch, 100'000) < 5);
  CHECK(misfit_of(kWide, 100'000) < 5);
  CHECK(misfit_of(kSign, 30'000) < 5);
  // Characters of a large language, one place after the other.
  std::vector<std::vector<double>> seen(8, std::vector<double>(26));
  for (std::uint64_t row = 0; row < 200'000; ++row) {
    const std::string text = shown(kSku(Draw({5}, row)));
    for (std::size_t i = 0; i < 8; ++i) ++seen[i][static_cast<std::size_t>(text[i] - (i < 3 ? 'A' : i == 3 ? '-' : '0'))];
  }
  for (std::size_t i = 0; i < 8; ++i) {
    seen[i].resize(i < 3 ? 26 : i == 3 ? 1 : 10);
    if (i != 3) CHECK(sydac::test::misfit(seen[i]) < 5);
  }
}

TEST_CASE("several parts are drawn apart, and numbered by the largest") {
  CHECK(kParts.count() == kHex.count());
  std::map<char, double> first, last;
  for (std::uint64_t row = 0; row < 30'000; ++row) {
    const std::string drawn = shown(kParts(Draw({8}, row)));
    REQUIRE(kParts.rank(drawn).has_value());
    ++first[drawn.front()];
    ++last[drawn.size() == 33 ? drawn.back() : ' '];
    const UInt128 k = static_cast<UInt128>(row) << 90 | row;
    const std::string chosen = shown(kParts.at(k, Draw({9}, row)));
    REQUIRE(kParts.rank(chosen) == k);
    REQUIRE(chosen.substr(1, 31) == shown(kHex.at(k)));
  }
  CHECK(sydac::test::misfit({first['x'], first['y']}) < 5);
  CHECK(sydac::test::misfit({last[' '], last['!'], last['?']}) < 5);
}

TEST_CASE("a pattern's text is a value like others") {
  const auto text = kSku.at(7);
  CHECK(shown(join(text, "/"_text, kWide.at(1))) == "AAA-0007/éxß");
  CHECK(shown(lower(text)) == "aaa-0007");
  CHECK(characters(kWide.at(14)) == 2);
  CHECK(text == "AAA-0007"_text);
  CHECK(text < kSku.at(8));
  const Text<8, true> kept = text;
  CHECK(kept.view() == "AAA-0007");
}
