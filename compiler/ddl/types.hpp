// Column types of the dialects.
#pragma once

#include <optional>

#include "model/model.hpp"
#include "source/sql/dialect.hpp"

namespace sydac::compiler {

struct SqlType {
  std::string text;
  std::uint64_t bytes = 0;  // of a row, at most, where a row has a limit
};

struct TypeRequest {
  const Model& model;
  sql::Dialect dialect;
  bool is_keyed = false;                      // stands in a key or a reference: an index holds it
  std::optional<std::uint64_t> longest = {};  // characters of a text without a length of its own, where that is known
};

/// The type of the column's values; `enum_name` is that of PostgreSQL's enum type.
SqlType sql_type(const Type& type, const TypeRequest& request, const std::string& enum_name);

/// Whether the dialect has a type for the enum; else a check says its values.
bool has_enum_type(const Enum& each, sql::Dialect dialect);

}  // namespace sydac::compiler
