// What a generated program says of its schema: for --list, --schema and --verify.
#pragma once

#include <string>

#include "base/span.hpp"
#include "emit/names.hpp"
#include "plan/plan.hpp"

namespace sydac::compiler {

/// The constants that describe the columns of a table: `constexpr ColumnInfo kOrdersColumns[] = {…};`
std::string column_infos(const Plan& plan, const Names& names, TableId table);
/// Keys, references, checks and roll-ups of a table, and its entry in the list of tables.
std::string constraint_infos(const Plan& plan, const Names& names, TableId table, const Sources& sources);
std::string table_entry(const Plan& plan, const Names& names, TableId table, const Sources& sources);

}  // namespace sydac::compiler
