#include "base/numbers.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

struct TypeWord {
  std::string_view name;
  Base base;
  std::uint8_t bits = 64;
};

constexpr TypeWord kTypes[] = {
    {"bool", Base::boolean},
    {"smallint", Base::integer, 16},
    {"int", Base::integer, 32},
    {"bigint", Base::integer, 64},
    {"decimal", Base::decimal},
    {"float", Base::real},
    {"text", Base::text},
    {"date", Base::date},
    {"time", Base::time},
    {"timestamp", Base::timestamp},
    {"timestamptz", Base::timestamptz},
    {"interval", Base::interval},
    {"uuid", Base::uuid},
    {"json", Base::json},
    {"bytes", Base::bytes},
};

/// What other languages call our types.
constexpr std::pair<std::string_view, std::string_view> kOtherNames[] = {
    {"integer", "int"},        {"string", "text"}, {"varchar", "text"},   {"char", "text"},        {"boolean", "bool"},
    {"double", "float"},       {"real", "float"},  {"number", "decimal"}, {"numeric", "decimal"},  {"money", "decimal(12,2)"},
    {"datetime", "timestamp"}, {"long", "bigint"}, {"short", "smallint"}, {"tinyint", "smallint"}, {"blob", "bytes"},
    {"jsonb", "json"},         {"serial", "int"},  {"str", "text"},       {"guid", "uuid"},        {"bytea", "bytes"},
};

}  // namespace

Type Resolver::parametrised_type(const TypeRef& reference, Base base) {
  Type type{.base = base};
  std::vector<std::uint64_t> numbers;
  for (const NumberLiteral& argument : reference.arguments) numbers.push_back(parse_whole(argument.digits).value_or(UINT64_MAX));
  auto complain = [&](std::string_view what) {
    diagnostics_.report(Code::type_arguments, reference.span, {reference.name.text, what});
    type.base = Base::bad;
  };
  if (base == Base::decimal) {
    if (numbers.empty() || numbers.size() > 2) {
      complain("needs its precision and scale, such as `decimal(8,2)`");
    } else if (numbers[0] < 1 || numbers[0] > 38 || (numbers.size() == 2 && numbers[1] > numbers[0]) ||
               (numbers.size() == 2 && numbers[1] > 18)) {
      complain("takes a precision from 1 to 38 and a scale from 0 to 18 that is not above it");
    } else {
      type.precision = static_cast<std::uint8_t>(numbers[0]);
      type.scale = numbers.size() == 2 ? static_cast<std::uint8_t>(numbers[1]) : std::uint8_t{0};
    }
  } else if (base == Base::text || base == Base::bytes) {
    if (numbers.size() > 1) {
      complain("takes one length");
    } else if (numbers.size() == 1 && (numbers[0] < 1 || numbers[0] > (base == Base::text ? 10'485'760U : 4096U))) {
      complain(base == Base::text ? "takes a length from 1 to 10485760" : "takes a length from 1 to 4096");
    } else if (numbers.size() == 1) {
      type.length = static_cast<std::uint32_t>(numbers[0]);
    }
  } else if (!numbers.empty()) {
    complain("takes no arguments");
  }
  return type;
}

std::string Resolver::text_of(const TypeRef& reference) const {
  std::string text = reference.name.text;
  for (std::size_t i = 0; i < reference.arguments.size(); ++i) text += (i == 0 ? "(" : ",") + reference.arguments[i].digits;
  return reference.arguments.empty() ? text : text + ")";
}

Type Resolver::type_of(const TypeRef& reference) {
  if (!reference.arrays.empty()) {
    diagnostics_.report(Code::not_yet, reference.span, {"arrays"});
    return {};
  }
  const std::string& name = reference.name.text;
  for (const TypeWord& word : kTypes) {
    if (word.name != name) continue;
    Type type = parametrised_type(reference, word.base);
    type.bits = word.bits;
    return type;
  }
  if (auto found = enums_by_name_.find(name); found != enums_by_name_.end()) {
    if (!reference.arguments.empty()) diagnostics_.report(Code::type_arguments, reference.span, {name, "takes no arguments"});
    return {.base = Base::enumeration, .enumeration = found->second};
  }
  auto& problem = diagnostics_.report(Code::unknown_type, reference.name.span, {name});
  std::vector<std::string> candidates;
  for (const TypeWord& word : kTypes) candidates.emplace_back(word.name);
  for (const auto& [known, id] : enums_by_name_) candidates.push_back(known);
  for (const auto& [other, ours] : kOtherNames) {
    if (other == name) {
      problem.suggest("the type is called `" + std::string(ours) + "` here");
      return {};
    }
  }
  if (tables_by_name_.contains(name)) {
    problem.suggest("a reference is written `name -> " + name + "`");
  } else if (auto near = nearest(name, candidates)) {
    problem.suggest("`" + *near + "` is the nearest type");
  }
  return {};
}

}  // namespace sydac::compiler
