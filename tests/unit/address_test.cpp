#include <doctest/doctest.h>

#include <set>
#include <sstream>

#include <sydac/rules/address.hpp>

#include "unit/texts.hpp"

using namespace sydac;

namespace {

/// The U.S. Postal Service's three-digit ZIP code prefixes of each state.
constexpr const char* kPrefixes =
    "AL 350-352 354-369\nAK 995-999\nAZ 850-853 855-857 859-860 863-865\nAR 716-729\nCA 900-908 910-928 930-961\nCO 800-816\nCT 060-069\n"
    "DE 197-199\nDC 200-200 202-205\nFL 320-339 341-342 344-344 346-347 349-349\nGA 300-319 398-399\nHI 967-968\nID 832-838\n"
    "IL 600-620 622-629\nIN 460-479\nIA 500-516 520-528\nKS 660-662 664-679\nKY 400-418 420-427\nLA 700-701 703-708 710-714\nME 039-049\n"
    "MD 206-212 214-219\nMA 010-027 055-055\nMI 480-499\nMN 550-551 553-567\nMS 386-397\nMO 630-631 633-641 644-658\nMT 590-599\n"
    "NE 680-681 683-693\nNV 889-891 893-895 897-898\nNH 030-038\nNJ 070-089\nNM 870-875 877-884\nNY 100-149\nNC 270-289\nND 580-588\n"
    "OH 430-459\nOK 730-731 734-741 743-749\nOR 970-979\nPA 150-196\nRI 028-029\nSC 290-299\nSD 570-577\nTN 370-385\n"
    "TX 733-733 750-770 772-799 885-885\nUT 840-847\nVT 050-054 056-059\nVA 201-201 220-246\nWA 980-986 988-994\nWV 247-268\n"
    "WI 530-532 534-535 537-549\nWY 820-831\n";

std::map<std::string, std::string> state_of_prefix() {
  std::map<std::string, std::string> states;
  std::istringstream lines(kPrefixes);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string state, range;
    words >> state;
    while (words >> range) {
      for (int prefix = std::stoi(range.substr(0, 3)); prefix <= std::stoi(range.substr(4)); ++prefix) {
        const std::string digits = "00" + std::to_string(prefix);
        states[digits.substr(digits.size() - 3)] = state;
      }
    }
  }
  return states;
}

}  // namespace

TEST_CASE("in the data every ZIP code lies in its state, and an area code in one state") {
  const auto state_of = state_of_prefix();
  std::map<std::string, std::string> state_of_area, state_of_listed_area;
  for (const auto& row : texts::read_data("area_codes").rows) state_of_listed_area[row[0]] = row[1];
  std::set<std::string> zips;
  for (const auto& row : texts::read_data("places").rows) {
    CAPTURE(row[0]);
    CHECK(state_of.at(row[2].substr(0, 3)) == row[1]);
    CHECK(state_of_area.emplace(row[3], row[1]).first->second == row[1]);
    CHECK(state_of_listed_area.at(row[3]) == row[1]);
    CHECK(zips.insert(row[2]).second);
  }
  CHECK(state_of_area.size() >= 200);
}

TEST_CASE("states stand in the order of their codes, as the index has them") {
  const auto rows = texts::read_data("states").rows;
  REQUIRE(rows.size() == 51);
  std::string codes;
  for (const auto& row : rows) codes += row[1];
  CHECK(codes == detail::kStateCodes);
}

TEST_CASE("the fields of an address agree") {
  std::map<std::string, std::vector<std::string>> by_zip;
  for (const auto& row : texts::read_data("places").rows) by_zip[row[2]] = row;
  std::map<std::string, std::string> state_names;
  for (const auto& row : texts::read_data("states").rows) state_names[row[1]] = row[0];
  std::set<std::string> streets, suffixes;
  for (const auto& row : texts::read_data("street_names").rows) streets.insert(row[0]);
  for (const auto& row : texts::read_data("street_suffixes").rows) suffixes.insert(row[0]);
  for (std::uint64_t row = 0; row < 20'000; ++row) {
    const Address address{texts::draw_of(11, row)};
    const auto place = by_zip.at(texts::render(address.zip()));
    const std::string city = texts::render(address.city()), code = texts::render(address.state_code());
    REQUIRE(city == place[0]);
    REQUIRE(code == place[1]);
    REQUIRE(texts::render(address.area_code()) == place[3]);
    REQUIRE(texts::render(address.state()) == state_names.at(code));
    REQUIRE(texts::render(address.postcode()) == place[2]);
    REQUIRE(texts::render(address.phone()).starts_with("+1-" + place[3] + "-555-01"));
    const std::string street = texts::render(address.street());
    const std::size_t first = street.find(' '), last = street.rfind(' ');
    REQUIRE(street.substr(0, first) == std::to_string(address.house_number()));
    REQUIRE(address.house_number() >= 10);
    REQUIRE(address.house_number() <= 9999);
    REQUIRE(streets.count(street.substr(first + 1, last - first - 1)) == 1);
    REQUIRE(suffixes.count(street.substr(last + 1)) == 1);
    REQUIRE(texts::render(address.full()) == street + ", " + city + ", " + code + " " + place[2]);
    REQUIRE(texts::render(address.country()) == "United States");
    REQUIRE(texts::render(address.country_code()) == "US");
  }
}

TEST_CASE("cities are as frequent as their people") {
  std::map<std::string, double> shares;
  std::map<std::string, std::uint64_t> counts;
  double total = 0;
  for (const auto& row : texts::read_data("places").rows) {
    shares[row[0] + row[1]] += std::stod(row[4]);
    total += std::stod(row[4]);
  }
  for (auto& [city, share] : shares) share /= total;
  constexpr std::uint64_t kRows = 1'000'000;
  for (std::uint64_t row = 0; row < kRows; ++row) {
    const Address address{texts::draw_of(12, row)};
    ++counts[std::string(address.city().view()) + std::string(address.state_code().view())];
  }
  CHECK(texts::frequency_score(shares, counts, kRows) < 4.0);
}

TEST_CASE("the stated lengths of the fields are those of the types") {
  using A = Address;
  const A* const address = nullptr;
  const std::map<std::string_view, std::size_t> bytes{{"street", decltype(address->street())::max_bytes},
                                                      {"city", decltype(address->city())::max_bytes},
                                                      {"state", decltype(address->state())::max_bytes},
                                                      {"state_code", decltype(address->state_code())::max_bytes},
                                                      {"zip", decltype(address->zip())::max_bytes},
                                                      {"postcode", decltype(address->postcode())::max_bytes},
                                                      {"country", decltype(address->country())::max_bytes},
                                                      {"country_code", decltype(address->country_code())::max_bytes},
                                                      {"area_code", decltype(address->area_code())::max_bytes},
                                                      {"phone", decltype(address->phone())::max_bytes},
                                                      {"full", decltype(address->full())::max_bytes}};
  for (const FieldSpec& field : A::spec.fields) {
    if (field.type == RuleType::text) CHECK_MESSAGE(bytes.at(field.name) == field.max_characters, std::string(field.name));
  }
}

TEST_CASE("the bytes of a seed do not change") {
  std::uint64_t hash = 0;
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    const Address address{texts::draw_of(13, row)};
    hash = texts::fold(hash, texts::render(address.full()) + texts::render(address.phone()));
  }
  CHECK(hash == 6336824290114416599u);
}
