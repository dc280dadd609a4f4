// Which database a script is written for, by what only one of them has.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/sql/catalog.hpp"

namespace sydac::compiler::sql {

struct DialectGuess {
  Dialect dialect = Dialect::postgresql;
  std::string reason;  // the tell-tale that counted most, as it is written: "`AUTO_INCREMENT`"; empty: nothing told
};

/// Reads the first few megabytes that are not rows.
DialectGuess guess_dialect(std::string_view text);

/// `postgresql`, `postgres`, `pg`, `mysql`, `mariadb`, `sqlite`, `sqlserver`, `mssql`, `tsql`, in any case.
std::optional<Dialect> dialect_of_name(std::string_view name);
std::string_view name_of(Dialect dialect);

}  // namespace sydac::compiler::sql
