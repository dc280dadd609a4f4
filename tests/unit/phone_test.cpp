#include <doctest/doctest.h>

#include <set>
#include <unordered_set>

#include <sydac/rules/phone.hpp>

#include "unit/texts.hpp"

using namespace sydac;

namespace {

std::set<std::string> area_codes() {
  std::set<std::string> codes;
  for (const auto& row : texts::read_data("area_codes").rows) codes.insert(row[0]);
  return codes;
}

bool has_shape(const std::string& number) {
  if (number.size() != 15 || !number.starts_with("+1-") || number[6] != '-' || number[10] != '-') return false;
  for (const std::size_t i : {3u, 4u, 5u, 7u, 8u, 9u, 11u, 12u, 13u, 14u}) {
    if (number[i] < '0' || number[i] > '9') return false;
  }
  return true;
}

}  // namespace

TEST_CASE("numbers for fiction: every one of the domain, once") {
  const Phone phone;
  const auto areas = area_codes();
  REQUIRE(phone.count() == areas.size() * 100);
  std::set<std::string> seen;
  for (std::uint64_t k = 0; k < static_cast<std::uint64_t>(phone.count()); ++k) {
    const std::string number = texts::render(phone.at(k));
    REQUIRE(has_shape(number));
    REQUIRE(areas.count(number.substr(3, 3)) == 1);
    REQUIRE(number.substr(7, 6) == "555-01");
    seen.insert(number);
  }
  CHECK(seen.size() == phone.count());
}

TEST_CASE("all numbers: valid exchanges, each once") {
  const Phone phone{.fictional = false};
  const auto areas = area_codes();
  REQUIRE(phone.count() == areas.size() * 791ull * 10'000ull);
  std::set<std::string> exchanges;
  for (std::uint64_t k = 0; k < 791; ++k) {
    const std::string exchange = texts::render(phone.at(k * 10'000)).substr(7, 3);
    REQUIRE(exchange >= "200");
    REQUIRE(exchange != "555");
    REQUIRE(exchange.substr(1) != "11");
    exchanges.insert(exchange);
  }
  CHECK(exchanges.size() == 791);
  std::set<std::string> ends;
  for (std::uint64_t k = 0; k < 10'000; ++k) ends.insert(texts::render(phone.at(static_cast<std::uint64_t>(phone.count()) - 1 - k)));
  CHECK(ends.size() == 10'000);
  CHECK(ends.rbegin()->substr(6) == "-999-9999");
}

TEST_CASE("draws spread over the domain") {
  std::vector<double> expected(en_us::AreaCodes::count, 500'000.0 / en_us::AreaCodes::count), observed(expected.size(), 0.0);
  std::map<std::string, std::size_t> place;
  for (const std::string& code : area_codes()) place.emplace(code, place.size());
  for (std::uint64_t row = 0; row < 500'000; ++row) observed[place.at(texts::render(Phone{}(texts::draw_of(3, row))).substr(3, 3))] += 1;
  CHECK(texts::chi_square_score(expected, observed) < 4.0);
  for (std::uint64_t row = 0; row < 10'000; ++row) REQUIRE(has_shape(texts::render(Phone{.fictional = false}(texts::draw_of(4, row)))));
}

TEST_CASE("area codes are of the plan") {
  for (const std::string& code : area_codes()) {
    CHECK(code[0] >= '2');
    CHECK(code[1] != '9');
    CHECK(code.substr(1) != "11");
  }
}

TEST_CASE("the bytes of a seed do not change") {
  std::uint64_t hash = 0;
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    hash = texts::fold(hash,
                       texts::render(Phone{}(texts::draw_of(5, row))) + texts::render(Phone{.fictional = false}(texts::draw_of(6, row))));
  }
  CHECK(hash == 17419504152183308172u);
}
