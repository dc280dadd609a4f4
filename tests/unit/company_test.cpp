// Companies, products, categories and jobs: finite domains of made-up names.
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string_view>

#include <sydac/rules/company.hpp>
#include <sydac/rules/job.hpp>
#include <sydac/rules/product.hpp>
#include <sydac/rules/title.hpp>

#include "unit/texts.hpp"

using namespace sydac;

namespace {

/// Every value of the domain is made once. Compares 64-bit hashes: of a million texts two would agree by chance once in 10^7 builds.
template <class Rule>
void check_bijective(const Rule& rule) {
  const auto count = static_cast<std::uint64_t>(rule.count());
  std::vector<std::uint64_t> hashes;
  hashes.reserve(count);
  char bytes[256];
  for (std::uint64_t k = 0; k < count; ++k) {
    const auto value = rule.at(k);
    static_assert(value.max_bytes + 64 <= sizeof bytes && value.plain);
    const char* const end = value.write(bytes);
    const std::string_view text(bytes, static_cast<std::size_t>(end - bytes));
    if (text.size() > rule.max_characters() || !texts::is_plain(text)) FAIL("value " << k << ": " << text);
    std::uint64_t hash = 0;
    for (const char c : text) hash = mix(hash ^ static_cast<unsigned char>(c));
    hashes.push_back(hash);
  }
  std::sort(hashes.begin(), hashes.end());
  CHECK(std::adjacent_find(hashes.begin(), hashes.end()) == hashes.end());
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

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

TEST_CASE("every name of the domains is made exactly once") {
  CHECK(CompanyName::count() > 1'000'000);
  CHECK(ProductName::count() > 500'000);
  CHECK(Category::count() > 200);
  CHECK(Job::count() > 300);
  check_bijective(CompanyName{});
  check_bijective(ProductName{});
  CHECK(Title::count() > 700'000);
  check_bijective(Title{});
  check_bijective(Category{});
  check_bijective(Job{});
}

TEST_CASE("the fields of a company agree") {
  std::map<std::string, std::string> industry_of;
  for (const auto& row : texts::read_data("company_trades").rows) industry_of[row[0]] = row[1];
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    const Company company{texts::draw_of(21, row)};
    const std::vector<std::string> words = words_of(texts::render(company.name()));
    REQUIRE(words.size() == 3);
    REQUIRE(texts::render(company.suffix()) == words[2]);
    REQUIRE(texts::render(company.industry()) == industry_of.at(words[1]));
    const std::string domain = lower_case(words[0] + words[1]) + ".example";
    REQUIRE(texts::render(company.domain()) == domain);
    REQUIRE(texts::render(company.website()) == "https://www." + domain);
    REQUIRE(texts::render(company.email()) == "info@" + domain);
    REQUIRE(texts::render(company.phone()).substr(6, 7) == "-555-01");
    REQUIRE(words_of(texts::render(CompanyName{}(texts::draw_of(22, row)))).size() == 3);
  }
}

TEST_CASE("the fields of a product agree") {
  std::map<std::string, std::string> department_of;
  for (const auto& row : texts::read_data("product_kinds").rows) department_of[row[0]] = row[1];
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    const Product product{texts::draw_of(23, row)};
    const std::string name = texts::render(product.name()), kind = texts::render(product.kind());
    REQUIRE(name.ends_with(" " + texts::render(product.material()) + " " + kind));
    REQUIRE(texts::render(product.department()) == department_of.at(kind));
  }
}

TEST_CASE("company endings are as frequent as their weights") {
  std::map<std::string, double> shares;
  double total = 0;
  for (const auto& row : texts::read_data("company_suffixes").rows) total += shares[row[0]] = std::stod(row[1]);
  for (auto& [text, share] : shares) share /= total;
  std::map<std::string, std::uint64_t> counts;
  for (std::uint64_t row = 0; row < 300'000; ++row) ++counts[std::string(Company{texts::draw_of(24, row)}.suffix().view())];
  CHECK(texts::frequency_score(shares, counts, 300'000) < 4.0);
}

TEST_CASE("the stated lengths of the fields are those of the types") {
  const Company* const company = nullptr;
  const std::map<std::string_view, std::size_t> bytes{
      {"name", decltype(company->name())::max_bytes},         {"suffix", decltype(company->suffix())::max_bytes},
      {"industry", decltype(company->industry())::max_bytes}, {"domain", decltype(company->domain())::max_bytes},
      {"website", decltype(company->website())::max_bytes},   {"email", decltype(company->email())::max_bytes},
      {"phone", decltype(company->phone())::max_bytes}};
  for (const FieldSpec& field : Company::spec.fields) CHECK_MESSAGE(bytes.at(field.name) == field.max_characters, std::string(field.name));
  const Product* const product = nullptr;
  const std::map<std::string_view, std::size_t> product_bytes{{"name", decltype(product->name())::max_bytes},
                                                              {"kind", decltype(product->kind())::max_bytes},
                                                              {"material", decltype(product->material())::max_bytes},
                                                              {"department", decltype(product->department())::max_bytes}};
  for (const FieldSpec& field : Product::spec.fields)
    CHECK_MESSAGE(product_bytes.at(field.name) == field.max_characters, std::string(field.name));
}

TEST_CASE("the bytes of a seed do not change") {
  std::uint64_t hash = 0;
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    const Company company{texts::draw_of(25, row)};
    const Product product{texts::draw_of(26, row)};
    hash = texts::fold(hash, texts::render(company.name()) + texts::render(company.phone()) + texts::render(product.name()));
    const Draw draw = texts::draw_of(27, row);
    hash = texts::fold(hash, texts::render(CompanyName{}(draw)) + texts::render(ProductName{}(draw)));
    hash = texts::fold(hash, texts::render(Category{}(draw)) + texts::render(Job{}(draw)));
  }
  CHECK(hash == 13947463346757311676u);
}
