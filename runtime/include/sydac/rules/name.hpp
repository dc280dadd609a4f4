// `first_name`, `last_name`, `full_name`, `username`: a field of a person of its own, for tables that need no whole one.
#pragma once

#include <sydac/rules/person.hpp>

namespace sydac {

struct FirstName {
  static constexpr RuleSpec spec{
      .name = "first_name",
      .cpp_name = "FirstName",
      .header = "sydac/rules/name.hpp",
      .summary = "A given name, as frequent as in the United States.",
      .yields = RuleType::text,
      .example = "first_name text = first_name",
  };
  constexpr std::size_t max_characters() const { return UserName::kNameBytes; }
  Person::Name operator()(Draw draw) const { return Person{draw}.first_name(); }
};

struct LastName {
  static constexpr RuleSpec spec{
      .name = "last_name",
      .cpp_name = "LastName",
      .header = "sydac/rules/name.hpp",
      .summary = "A family name, as frequent as in the United States.",
      .yields = RuleType::text,
      .example = "last_name text = last_name",
  };
  constexpr std::size_t max_characters() const { return UserName::kNameBytes; }
  Person::Name operator()(Draw draw) const { return Person{draw}.last_name(); }
};

struct FullName {
  static constexpr RuleSpec spec{
      .name = "full_name",
      .cpp_name = "FullName",
      .header = "sydac/rules/name.hpp",
      .summary = "A first and a last name.",
      .yields = RuleType::text,
      .example = "author text = full_name",
  };
  constexpr std::size_t max_characters() const { return 2 * UserName::kNameBytes + 1; }
  auto operator()(Draw draw) const { return Person{draw}.name(); }
};

struct Username {
  static constexpr RuleSpec spec{
      .name = "username",
      .cpp_name = "Username",
      .header = "sydac/rules/name.hpp",
      .summary = "A user name such as `msmith84`; `person.username` agrees with the names.",
      .yields = RuleType::text,
      .example = "login text = username",
  };
  constexpr std::size_t max_characters() const { return UserName::max_bytes; }
  UserName operator()(Draw draw) const { return Person{draw}.username(); }
};

}  // namespace sydac
