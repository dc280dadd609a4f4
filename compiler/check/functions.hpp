// The functions of the language; docs/language.md is printed from this table.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "model/model.hpp"

namespace sydac::compiler {

/// What types the arguments, and so the result, are of.
enum class FunctionKind : std::uint8_t { text, number, choice, moment };

struct FunctionSpec {
  Function function;
  FunctionKind kind;
  std::string_view name;
  std::size_t least, most;      // arguments
  std::string_view parameters;  // `x, from, to`
  std::string_view summary;
  std::string_view example;  // `replace("a-b", "-", "_")`
  std::string_view result;   // of the example, as CSV shows it
};

/// In the order of the reference.
std::span<const FunctionSpec> functions();
/// Nothing for a name that is no function's.
const FunctionSpec* find_function(std::string_view name);
std::string_view name_of(Function function);

}  // namespace sydac::compiler
