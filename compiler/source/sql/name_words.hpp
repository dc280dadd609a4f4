// Names in a catalogue: without case, singular, and those in an expression.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/sql/catalog.hpp"

namespace sydac::compiler::sql {

/// ASCII letters as small ones.
std::string lower_case(std::string_view text);
/// `order_items` → `order_item`, `categories` → `category`, `addresses` → `address`; others as they are.
std::string singular(const std::string& name);
/// The columns that an expression reads, each once, as it spells them.
std::vector<std::string> columns_in(const Catalog& catalog, ExprId id);

}  // namespace sydac::compiler::sql
