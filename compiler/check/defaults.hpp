// The tables behind columns without a rule; docs/language.md is printed from them.
#pragma once

#include <span>
#include <string_view>

namespace sydac::compiler {

/// A text column whose name is one of `names` reads this field of this record rule, or draws this rule where `field` is empty.
struct TextDefault {
  std::string_view names;  // separated by spaces
  std::string_view rule;
  std::string_view field;
};
/// An integer column whose name is one of `names` draws from low to high.
struct NumberDefault {
  std::string_view names;
  int low, high;
};

std::span<const TextDefault> text_defaults();
/// What a text column called `name` holds, by the name of its table.
std::span<const TextDefault> name_defaults();
std::span<const NumberDefault> number_defaults();
/// Names of date columns that hold birthdays.
std::string_view birthday_names();

}  // namespace sydac::compiler
