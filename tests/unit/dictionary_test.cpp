// The embedded dictionaries against their data files, read anew here.
#include <doctest/doctest.h>

#include <cstdlib>
#include <set>

#include <sydac/dictionary/en_us/area_codes.hpp>
#include <sydac/dictionary/en_us/companies.hpp>
#include <sydac/dictionary/en_us/jobs.hpp>
#include <sydac/dictionary/en_us/names.hpp>
#include <sydac/dictionary/en_us/places.hpp>
#include <sydac/dictionary/en_us/products.hpp>
#include <sydac/dictionary/en_us/streets.hpp>
#include <sydac/dictionary/en_us/words.hpp>

#include "unit/texts.hpp"

using namespace sydac;

namespace {

bool starts_one_of(const std::vector<std::string>& lines, std::string_view key) {
  for (const std::string& line : lines) {
    if (line.starts_with(key)) return true;
  }
  return false;
}

/// The probability of each entry as the alias table has it.
template <class D>
std::vector<double> alias_shares() {
  std::vector<double> shares(D::count, 0.0);
  for (std::size_t i = 0; i < D::count; ++i) {
    const double keeps = static_cast<double>(D::alias[i] >> 16) / 281474976710656.0;  // 2^48
    shares[i] += keeps / D::count;
    shares[D::alias[i] & 0xffff] += (1 - keeps) / D::count;
  }
  return shares;
}

template <class D>
void check_weights(const texts::Data& data) {
  double total = 0;
  for (const auto& row : data.rows) total += std::stod(row.back());
  const std::vector<double> shares = alias_shares<D>();
  for (std::size_t i = 0; i < D::count; ++i) CHECK(shares[i] == doctest::Approx(std::stod(data.rows[i].back()) / total).epsilon(1e-9));
}

template <class D>
void check_dictionary(const std::string& name) {
  CAPTURE(name);
  const texts::Data data = texts::read_data(name);
  CHECK(starts_one_of(data.header, "source: "));
  REQUIRE(data.rows.size() == D::count);
  std::set<std::vector<std::string>> different;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < D::count; ++i) {
    std::vector<std::string> row = data.rows[i];
    const std::string& text = row[0];
    if (texts::render(D::at(i)) != text) FAIL("entry " << i << " is not " << text);
    bool letters = true;
    for (const char c : text) letters = letters && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'));
    CHECK(D::letters_only(D::line(i)) == letters);
    longest = std::max(longest, text.size());
    if (D::weighted) row.pop_back();
    different.insert(row);
  }
  CHECK(different.size() == D::count);
  CHECK(longest == D::max_bytes);
  if constexpr (D::weighted) check_weights<D>(data);
}

/// The least and the greatest draw stay inside the table.
template <class D>
void check_ends() {
  CHECK(D::index(0) < D::count);
  CHECK(D::index(~std::uint64_t{0}) < D::count);
}

}  // namespace

TEST_CASE("every dictionary holds what its data file says") {
  check_dictionary<en_us::FirstNamesFemale>("first_names_female");
  check_dictionary<en_us::FirstNamesMale>("first_names_male");
  check_dictionary<en_us::LastNames>("last_names");
  check_dictionary<en_us::Places>("places");
  check_dictionary<en_us::States>("states");
  check_dictionary<en_us::StreetNames>("street_names");
  check_dictionary<en_us::StreetSuffixes>("street_suffixes");
  check_dictionary<en_us::AreaCodes>("area_codes");
  check_dictionary<en_us::CompanyStems>("company_stems");
  check_dictionary<en_us::CompanyTrades>("company_trades");
  check_dictionary<en_us::CompanySuffixes>("company_suffixes");
  check_dictionary<en_us::JobTitles>("job_titles");
  check_dictionary<en_us::ProductAdjectives>("product_adjectives");
  check_dictionary<en_us::ProductMaterials>("product_materials");
  check_dictionary<en_us::ProductKinds>("product_kinds");
  check_dictionary<en_us::ProductCategories>("product_categories");
  check_dictionary<en_us::Adjectives>("adjectives");
  check_dictionary<en_us::Adverbs>("adverbs");
  check_dictionary<en_us::NounsDoers>("nouns_doers");
  check_dictionary<en_us::NounsThings>("nouns_things");
  check_dictionary<en_us::VerbsTransitive>("verbs_transitive");
  check_dictionary<en_us::VerbsIntransitive>("verbs_intransitive");
}

TEST_CASE("the lists are of real size") {
  CHECK(en_us::FirstNamesFemale::count >= 300);
  CHECK(en_us::FirstNamesMale::count >= 300);
  CHECK(en_us::LastNames::count == 1000);
  std::set<std::string> cities;
  for (const auto& row : texts::read_data("places").rows) cities.insert(row[0] + " " + row[1]);
  CHECK(cities.size() >= 900);
  CHECK(en_us::StreetNames::count >= 300);
  CHECK(en_us::JobTitles::count >= 300);
  CHECK(en_us::Adjectives::count + en_us::Adverbs::count + en_us::NounsDoers::count + en_us::NounsThings::count +
            en_us::VerbsTransitive::count + en_us::VerbsIntransitive::count >=
        1900);
}

TEST_CASE("picks stay inside and follow the weights") {
  check_ends<en_us::LastNames>();
  check_ends<en_us::Places>();
  check_ends<en_us::JobTitles>();
  std::vector<double> expected, observed(en_us::LastNames::count, 0.0);
  constexpr std::uint64_t kDraws = 2'000'000;
  for (const double share : alias_shares<en_us::LastNames>()) expected.push_back(share * kDraws);
  for (std::uint64_t row = 0; row < kDraws; ++row) observed[en_us::LastNames::index(texts::draw_of(1, row).bits())] += 1;
  CHECK(texts::chi_square_score(expected, observed) < 4.0);
  std::vector<double> even(en_us::JobTitles::count, static_cast<double>(kDraws) / en_us::JobTitles::count),
      jobs(en_us::JobTitles::count, 0.0);
  for (std::uint64_t row = 0; row < kDraws; ++row) jobs[en_us::JobTitles::index(texts::draw_of(2, row).bits())] += 1;
  CHECK(texts::chi_square_score(even, jobs) < 4.0);
}

TEST_CASE("the tool that embeds refuses bad data") {
  const std::string folder = std::string(SYDAC_BUILD_DIR) + "/tests/";
  const auto exit_code = [&](const std::string& text) {
    const std::string data = folder + "embed_dictionary_case.txt";
    std::ofstream(data) << text;
    std::string command = "\"" SYDAC_BUILD_DIR "/tools/embed_dictionary\" \"";
    command += data;
    command += "\" \"";
    command += folder;
    command += "embed_dictionary_case.cpp\" 2>/dev/null";
    const int status = std::system(command.c_str());
    return status == -1 ? -1 : status >> 8;
  };
  const std::string head = "# source: here\n# header: sydac/dictionary/en_us/jobs.hpp\n";
  CHECK(exit_code(head + "Smith\nJones\n") == 0);
  CHECK(exit_code(head + "A text of thirty bytes, not 31\n") == 1);  // a comma
  CHECK(exit_code(head + "123456789012345678901234567890\n") == 0);
  CHECK(exit_code(head + "1234567890123456789012345678901\n") == 1);
  CHECK(exit_code(head + "Smith\nSmith\n") == 1);
  CHECK(exit_code(head + "Smith \n") == 1);
  CHECK(exit_code(head + "Sm\"ith\n") == 1);
  CHECK(exit_code(head + "Smith\r\n") == 1);
  CHECK(exit_code(head + "\n") == 1);
  CHECK(exit_code(head) == 1);
  CHECK(exit_code("# header: sydac/dictionary/en_us/jobs.hpp\nSmith\n") == 1);
  CHECK(exit_code("# source: here\nSmith\n") == 1);
  CHECK(exit_code(head + "# weighted\nSmith\t7\n") == 0);
  CHECK(exit_code(head + "# weighted\nSmith\t0\n") == 1);
  CHECK(exit_code(head + "# weighted\nSmith\t-1\n") == 1);
  CHECK(exit_code(head + "# weighted\nSmith\n") == 1);
  CHECK(exit_code(head + "# fields: a:20 b:2\nSmith\tAB\n") == 0);
  CHECK(exit_code(head + "# fields: a:20 b:2\nSmith\tABC\n") == 1);
  CHECK(exit_code(head + "# fields: a:20 b:11\nSmith\tAB\n") == 1);
}
