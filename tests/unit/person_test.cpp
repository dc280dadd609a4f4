#include <doctest/doctest.h>

#include <set>

#include <sydac/rules/email.hpp>
#include <sydac/rules/name.hpp>
#include <sydac/rules/person.hpp>

#include "unit/texts.hpp"

using namespace sydac;

namespace {

std::map<std::string, double> shares_of(const std::string& name) {
  std::map<std::string, double> shares;
  double total = 0;
  for (const auto& row : texts::read_data(name).rows) total += shares[row[0]] = std::stod(row[1]);
  for (auto& [text, share] : shares) share /= total;
  return shares;
}

std::string lower_letters(const std::string& name) {
  std::string letters;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      letters += static_cast<char>(c - 'A' + 'a');
    else if (c >= 'a' && c <= 'z')
      letters += c;
  }
  return letters;
}

std::uint32_t field_limit(const RuleSpec& spec, std::string_view name) {
  for (const FieldSpec& field : spec.fields) {
    if (field.name == name) return field.max_characters;
  }
  FAIL("no field " << name);
  return 0;
}

}  // namespace

TEST_CASE("the fields of a person agree") {
  const auto women = shares_of("first_names_female"), men = shares_of("first_names_male"), families = shares_of("last_names");
  for (std::uint64_t row = 0; row < 20'000; ++row) {
    const Person person{texts::draw_of(5, row)};
    const std::string sex = texts::render(person.sex()), first = texts::render(person.first_name()),
                      last = texts::render(person.last_name());
    REQUIRE((sex == "female" || sex == "male"));
    REQUIRE((sex == "female" ? women : men).count(first) == 1);
    REQUIRE(families.count(last) == 1);
    const std::string title = texts::render(person.title());
    REQUIRE((sex == "female" ? title == "Ms." || title == "Mrs." || title == "Dr." : title == "Mr." || title == "Dr."));
    REQUIRE(texts::render(person.name()) == first + " " + last);
    const std::string initial = texts::render(person.middle_initial());
    REQUIRE((initial.size() == 1 && initial[0] >= 'A' && initial[0] <= 'Z'));

    const std::string user = texts::render(person.username()), email = texts::render(person.email());
    const std::size_t digits = user.find_first_of("0123456789");
    REQUIRE(digits != std::string::npos);
    const std::string letters = user.substr(0, digits), a = lower_letters(first), b = lower_letters(last);
    REQUIRE((letters == a + "." + b || letters == a.substr(0, 1) + b || letters == a));
    const int number = std::stoi(user.substr(digits));
    REQUIRE((number >= 1 && number <= 9999));
    const std::string domain = email.substr(user.size());
    REQUIRE(email.substr(0, user.size()) == user);
    REQUIRE((domain == "@example.com" || domain == "@example.org" || domain == "@example.net"));
    REQUIRE(texts::render(person.phone()).size() == 15);
  }
}

TEST_CASE("the single names are those of a person") {
  for (std::uint64_t row = 0; row < 100; ++row) {
    const Draw draw = texts::draw_of(6, row);
    CHECK(texts::render(FirstName{}(draw)) == texts::render(Person{draw}.first_name()));
    CHECK(texts::render(LastName{}(draw)) == texts::render(Person{draw}.last_name()));
    CHECK(texts::render(FullName{}(draw)) == texts::render(Person{draw}.name()));
    CHECK(texts::render(Username{}(draw)) == texts::render(Person{draw}.username()));
    CHECK(texts::render(Email{}(draw)) == texts::render(Person{draw}.email()));
  }
}

TEST_CASE("every name gives a user name of lower-case letters within the stated length") {
  const auto check = [](const char* first, const char* last) {
    for (const UserName::Form form : {UserName::Form::first_dot_last, UserName::Form::initial_last, UserName::Form::first}) {
      const std::string address = texts::render(EmailAddress{{first, last, 9999, form}, 2});
      REQUIRE(address.find_first_not_of("abcdefghijklmnopqrstuvwxyz.0123456789@") == std::string::npos);
      REQUIRE(address.ends_with("9999@example.net"));
    }
  };
  for (std::uint64_t k = 0; k < en_us::LastNames::count; ++k) check(en_us::FirstNamesMale::line(k % 300), en_us::LastNames::line(k));
  for (std::uint64_t k = 0; k < en_us::FirstNamesFemale::count; ++k) check(en_us::FirstNamesFemale::line(k), en_us::LastNames::line(0));
  for (std::uint64_t k = 0; k < en_us::FirstNamesMale::count; ++k) check(en_us::FirstNamesMale::line(k), en_us::LastNames::line(0));
}

TEST_CASE("names are as frequent as their weights") {
  constexpr std::uint64_t kRows = 1'000'000;
  std::map<std::string, std::uint64_t> women, men, families;
  std::uint64_t female = 0;
  for (std::uint64_t row = 0; row < kRows; ++row) {
    const Person person{texts::draw_of(7, row)};
    const bool is_female = person.is_female();
    female += is_female;
    ++(is_female ? women : men)[std::string(person.first_name().view())];
    ++families[std::string(person.last_name().view())];
  }
  CHECK(std::abs(static_cast<double>(female) - 0.5 * kRows) < 4 * 500);
  CHECK(texts::frequency_score(shares_of("first_names_female"), women, female) < 4.0);
  CHECK(texts::frequency_score(shares_of("first_names_male"), men, kRows - female) < 4.0);
  CHECK(texts::frequency_score(shares_of("last_names"), families, kRows) < 4.0);
}

TEST_CASE("neighbouring rows and different fields are independent") {
  // Sex of a row against the next row's, and against halves of the family names: 2 × 2 tables.
  constexpr std::uint64_t kRows = 400'000;
  std::vector<double> rows(4, 0.0), fields(4, 0.0), expected(4, kRows / 4.0);
  double family_share = 0;
  for (std::uint64_t row = 0; row < kRows; ++row) {
    const Person person{texts::draw_of(8, row)};
    const bool next = Person{texts::draw_of(8, row + 1)}.is_female();
    const bool early = person.last_name().view() < "L";
    family_share += early;
    rows[2 * person.is_female() + next] += 1;
    fields[2 * person.is_female() + early] += 1;
  }
  CHECK(texts::chi_square_score(expected, rows) < 4.0);
  family_share /= kRows;
  const double late_half = kRows * (1 - family_share) / 2, early_half = kRows * family_share / 2;
  CHECK(texts::chi_square_score({late_half, early_half, late_half, early_half}, fields) < 4.0);
}

TEST_CASE("the stated lengths of the fields hold and are not larger than the types'") {
  CHECK(field_limit(Person::spec, "sex") == decltype(Person{texts::draw_of(0, 0)}.sex())::max_bytes);
  CHECK(field_limit(Person::spec, "title") == decltype(Person{texts::draw_of(0, 0)}.title())::max_bytes);
  CHECK(field_limit(Person::spec, "first_name") == Person::Name::max_bytes);
  CHECK(field_limit(Person::spec, "last_name") == Person::Name::max_bytes);
  CHECK(field_limit(Person::spec, "name") == decltype(Person{texts::draw_of(0, 0)}.name())::max_bytes);
  CHECK(field_limit(Person::spec, "username") == UserName::max_bytes);
  CHECK(field_limit(Person::spec, "email") == EmailAddress::max_bytes);
  CHECK(field_limit(Person::spec, "phone") == PhoneNumber::max_bytes);
}

TEST_CASE("the bytes of a seed do not change") {
  std::uint64_t hash = 0;
  for (std::uint64_t row = 0; row < 10'000; ++row) {
    const Person person{texts::draw_of(9, row)};
    hash = texts::fold(hash, texts::render(person.title()) + texts::render(person.name()) + texts::render(person.middle_initial()));
    hash = texts::fold(hash, texts::render(person.email()) + texts::render(person.phone()));
  }
  CHECK(texts::render(Person{Draw(Key{42}, 7)}.name()) == "Kelly Singh");
  CHECK(hash == 5336343903442132738u);
}
