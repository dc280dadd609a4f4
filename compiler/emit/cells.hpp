// The row types of a generated program: a method for each cell, the slots of those that are kept, and the writing of a row.
#pragma once

#include <string>
#include <vector>

#include "emit/names.hpp"
#include "plan/plan.hpp"

namespace sydac::compiler {

struct RowTypes {
  std::vector<std::string> types;        // complete struct definitions, in an order in which each finds what it needs
  std::vector<std::string> definitions;  // members defined behind all structs: they need a type that comes later
};

/// `source` is the schema: failing checks say where they are declared.
RowTypes emit_row_types(const Plan& plan, const Names& names, const Sources& sources);
/// `shop.sdl:66`
std::string declared_at(const Sources& sources, Span span);

}  // namespace sydac::compiler
