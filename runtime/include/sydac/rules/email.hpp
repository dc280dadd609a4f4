// `email`: the e-mail address of someone.
#pragma once

#include <sydac/rules/person.hpp>

namespace sydac {

struct Email {
  static constexpr RuleSpec spec{
      .name = "email",
      .cpp_name = "Email",
      .header = "sydac/rules/email.hpp",
      .summary =
          "An e-mail address such as `mary.smith84@example.com`, in a domain kept for examples. `person.email` agrees with the names.",
      .yields = RuleType::text,
      .example = "contact text = email",
  };
  constexpr std::size_t max_characters() const { return EmailAddress::max_bytes; }
  EmailAddress operator()(Draw draw) const { return Person{draw}.email(); }
};

}  // namespace sydac
