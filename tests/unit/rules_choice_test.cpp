#include <doctest/doctest.h>

#include <sydac/rules/chance.hpp>
#include <sydac/rules/choice.hpp>
#include <sydac/rules/range.hpp>

#include "runtime_support.hpp"

using namespace sydac;
using sydac::test::misfit;

namespace {

enum class Status : std::uint8_t { fresh, paid, shipped, returned };
[[maybe_unused]] constexpr Texts<"new", "paid", "shipped", "returned"> names_of(Status) { return {}; }
enum class More : std::uint8_t { fresh, packed, paid, shipped, returned };
[[maybe_unused]] constexpr Texts<"new", "packed", "paid", "shipped", "returned"> names_of(More) { return {}; }
enum class Turned : std::uint8_t { returned, shipped, paid, fresh };
[[maybe_unused]] constexpr Texts<"returned", "shipped", "paid", "new"> names_of(Turned) { return {}; }

constexpr auto kStatus = choice_of<Status>({20, 60, 15, 5});
constexpr auto kMore = choice_of<More>({20, 10, 60, 15, 5});
constexpr auto kTurned = choice_of<Turned>({5, 15, 60, 20});

template <std::size_t N>
consteval Weights<N> ascending() {
  std::uint64_t weights[N] = {};
  for (std::size_t i = 0; i < N; ++i) weights[i] = i % 5 == 0 ? 0 : i;
  return Weights<N>(weights);
}

template <std::size_t N>
void check_ascending() {
  static constexpr Weights<N> kWeights = ascending<N>();
  std::vector<double> seen(N), few_seen, few_expected;
  double total = 0;
  for (std::size_t i = 0; i < N; ++i) total += static_cast<double>(i % 5 == 0 ? 0 : i);
  for (std::uint64_t row = 0; row < 200'000; ++row) {
    const std::size_t index = kWeights(Draw(Key{N}, row));
    REQUIRE(index < N);
    ++seen[index];
  }
  for (std::size_t i = 0; i < N; ++i) {
    if (i % 5 == 0) {
      REQUIRE(seen[i] == 0);
      continue;
    }
    few_seen.push_back(seen[i]);
    few_expected.push_back(200'000 * static_cast<double>(i) / total);
  }
  CHECK(misfit(few_seen, few_expected) < 5);
}

}  // namespace

TEST_CASE("weights are met, below and above the length that gets a guide") {
  check_ascending<3>();
  check_ascending<8>();
  check_ascending<9>();
  check_ascending<70>();
  check_ascending<1000>();
  constexpr Weights<1> kOne{{7}};
  CHECK(kOne(Draw(Key{1}, 1)) == 0);
}

TEST_CASE("an enum's order does not matter, and a new value moves few rows") {
  int moved = 0;
  std::vector<double> seen(4);
  for (std::uint64_t row = 0; row < 100'000; ++row) {
    const Draw draw(Key{1}, row);
    const auto name = text_of(kStatus(draw));
    REQUIRE(name == text_of(kTurned(draw)));
    moved += name == text_of(kMore(draw)) ? 0 : 1;
    ++seen[static_cast<std::size_t>(kStatus(draw))];
  }
  CHECK(misfit(seen, {20'000, 60'000, 15'000, 5'000}) < 4);
  CHECK(moved < 20'000);  // 9 % at least; where the new name falls in the order decides
  CHECK(kStatus.count() == 4);
  CHECK(text_of(kStatus.at(0)) == "new"_text);
  CHECK(text_of(kStatus.at(3)) == "shipped"_text);
}

TEST_CASE("choices of texts and numbers") {
  constexpr auto kColor = choice(Texts<"red", "blue", "light green">{}, {3, 1, 6});
  constexpr auto kSize = choice<std::int64_t>({40, 38, 39}, {1, 0, 1});
  constexpr auto kPrice = choice<Decimal<2>>({9.99_dec, 29.00_dec}, {3, 1});
  int red = 0;
  for (std::uint64_t row = 0; row < 100'000; ++row) {
    const Draw draw(Key{2}, row);
    red += kColor(draw) == "red"_text ? 1 : 0;
    REQUIRE(kSize(draw) != 38);
    REQUIRE((kPrice(draw) == 9.99_dec || kPrice(draw) == 29.00_dec));
  }
  CHECK(std::abs(red - 30'000) < 600);
  CHECK(test::shown(kColor.at(0)) == "blue");
  CHECK(kSize.at(0) == 38);
}

TEST_CASE("chance") {
  int trues = 0;
  for (std::uint64_t row = 0; row < 100'000; ++row) trues += Chance{.share = 0.250000_dec}(Draw(Key{3}, row)) ? 1 : 0;
  CHECK(std::abs(trues - 25'000) < 600);
}
