// The catalogue of rules. For the compiler: a generated program includes only the headers of the rules it uses. A new rule is a header in
// rules/ and one word here.
#pragma once

#include <array>
#include <span>
#include <utility>

#include <sydac/rules/address.hpp>
#include <sydac/rules/bytes.hpp>
#include <sydac/rules/chance.hpp>
#include <sydac/rules/company.hpp>
#include <sydac/rules/country.hpp>
#include <sydac/rules/email.hpp>
#include <sydac/rules/exponential.hpp>
#include <sydac/rules/job.hpp>
#include <sydac/rules/lognormal.hpp>
#include <sydac/rules/name.hpp>
#include <sydac/rules/normal.hpp>
#include <sydac/rules/paragraph.hpp>
#include <sydac/rules/person.hpp>
#include <sydac/rules/phone.hpp>
#include <sydac/rules/poisson.hpp>
#include <sydac/rules/product.hpp>
#include <sydac/rules/range.hpp>
#include <sydac/rules/sentence.hpp>
#include <sydac/rules/serial.hpp>
#include <sydac/rules/title.hpp>
#include <sydac/rules/uuid.hpp>
#include <sydac/rules/words.hpp>
#include <sydac/rules/zipf.hpp>

namespace sydac {

/// What the compiler can ask of a rule with given constant arguments, one for each parameter.
struct RuleEntry {
  const RuleSpec* spec;
  /// How many different values it has; null where it does not say, and then it cannot be unique.
  Count (*count)(std::span<const RuleArgument>);
  /// Of a text: how many characters it can have; null for other types.
  std::uint64_t (*max_characters)(std::span<const RuleArgument>);
  /// Of whole numbers: one of them; null for other types.
  std::int64_t (*whole)(std::span<const RuleArgument>, Draw);
};

namespace detail {

constexpr void set_member(bool& member, const RuleArgument& argument) { member = argument.raw != 0; }
template <class T>
requires kIsInteger<T>
constexpr void set_member(T& member, const RuleArgument& argument) { member = static_cast<T>(argument.raw); }
template <unsigned S, class Rep>
constexpr void set_member(Decimal<S, Rep>& member, const RuleArgument& argument) {
  member.raw = static_cast<Rep>(argument.scale <= S ? multiply(argument.raw, power_of_ten(S - argument.scale))
                                                    : divide_rounded(argument.raw, power_of_ten(argument.scale - S)));
}

template <class... Members>
constexpr void set_members(std::span<const RuleArgument> arguments, Members&... members) {
  std::size_t index = 0;
  const auto set = [&](auto& member) {
    if (index < arguments.size() && arguments[index].given) set_member(member, arguments[index]);
    ++index;
  };
  (set(members), ...);
}

}  // namespace detail

/// The rule with these arguments: R is an aggregate with one member for each parameter.
template <class R>
constexpr R make_rule(std::span<const RuleArgument> arguments) {
  R rule{};
  constexpr std::size_t kMembers = R::spec.params.size();
  static_assert(kMembers <= 4);
  if constexpr (kMembers == 1) {
    auto& [a] = rule;
    detail::set_members(arguments, a);
  } else if constexpr (kMembers == 2) {
    auto& [a, b] = rule;
    detail::set_members(arguments, a, b);
  } else if constexpr (kMembers == 3) {
    auto& [a, b, c] = rule;
    detail::set_members(arguments, a, b, c);
  } else if constexpr (kMembers == 4) {
    auto& [a, b, c, d] = rule;
    detail::set_members(arguments, a, b, c, d);
  }
  return rule;
}

template <class R>
constexpr RuleEntry entry_of() {
  RuleEntry entry{&R::spec, nullptr, nullptr, nullptr};
  if constexpr (requires(const R& rule) { rule.count(); }) {
    entry.count = [](std::span<const RuleArgument> arguments) -> Count { return make_rule<R>(arguments).count(); };
  }
  if constexpr (requires(const R& rule) { rule.max_characters(); }) {
    entry.max_characters = [](std::span<const RuleArgument> arguments) -> std::uint64_t {
      return make_rule<R>(arguments).max_characters();
    };
  }
  if constexpr (requires(const R& rule, Draw draw) {
                  { rule(draw) } -> std::same_as<std::int64_t>;
                }) {
    entry.whole = [](std::span<const RuleArgument> arguments, Draw draw) -> std::int64_t { return make_rule<R>(arguments)(draw); };
  }
  return entry;
}

template <class... Rules>
struct RuleList {
  static constexpr std::array<RuleEntry, sizeof...(Rules)> entries{entry_of<Rules>()...};
};

/// Number rules stand here with std::int64_t for the column's type.
using Catalog = RuleList<Address, BytesRule, Category, Chance, Company, CompanyName, Country, CountryName, Email, Exponential<std::int64_t>,
                         FirstName, FullName, Job, LastName, LogNormal<std::int64_t>, Normal<std::int64_t>, Paragraph, Person, Phone,
                         Poisson, Product, ProductName, Range<std::int64_t>, Sentence, Serial, Title, Username, UuidRule, Words, Zipf>;

}  // namespace sydac
