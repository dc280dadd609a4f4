// How the dialects write names and strings.
#pragma once

#include <string>
#include <string_view>

#include "source/sql/dialect.hpp"

namespace sydac::compiler {

/// In the quotes of the dialect, whatever is in it.
std::string sql_name(sql::Dialect dialect, std::string_view name);
std::string sql_string(sql::Dialect dialect, std::string_view text);

struct SqlTableName {
  std::string schema, table;  // the schema may be empty
};
/// `crm.orders` is the table `orders` of the schema `crm`; SQLite has no schemas but `main` and `temp`, elsewhere the point is part of the
/// name. The generator's runtime takes names apart in the same way.
SqlTableName table_name_parts(sql::Dialect dialect, std::string_view name);
std::string sql_table_name(sql::Dialect dialect, std::string_view name);

/// `-- text`, each line of it.
std::string sql_comment(std::string_view text, std::string_view indent);

}  // namespace sydac::compiler
