// Conditions of checks in SQL.
#pragma once

#include <optional>
#include <string>

#include "model/model.hpp"
#include "source/sql/dialect.hpp"

namespace sydac::compiler {

/// Nothing where the dialect has no way to say it, or says it with another meaning.
std::optional<std::string> sql_condition(const Model& model, ValueId condition, sql::Dialect dialect);

}  // namespace sydac::compiler
