// The schema as SQL DDL, with its constraints.
#pragma once

#include <string>

#include "base/span.hpp"
#include "plan/plan.hpp"
#include "source/sql/dialect.hpp"

namespace sydac::compiler {

/// Statements that make the tables, in load order. What a dialect cannot say stands in a comment.
std::string ddl_of(const Plan& plan, const Sources& sources, FileId schema, sql::Dialect dialect);

}  // namespace sydac::compiler
