// SQL DDL as a schema: read, planned, written as text of the schema language, and held against the later stages until they take it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "source/import.hpp"
#include "source/sql/catalog.hpp"

namespace sydac::compiler {

/// What a file of SQL became.
struct ImportedSql {
  std::string text;         // of the schema language, laid out
  std::vector<Span> lines;  // of the SQL that each line was made from; 0 to 0 where it is of our own making
  sql::Dialect dialect = sql::Dialect::postgresql;
  std::size_t tables = 0;
};

/// For `ImportOptions`: the dialect is found by itself unless it is given. The dataset is named after the file.
Translate sql_translator(std::optional<sql::Dialect> dialect);

/// `dataset` names the schema. Statements that are not understood and constraints that can not be kept are warnings; there is always a
/// schema, if need be one without tables. The dialect is found by itself unless it is given.
ImportedSql import_sql(const Sources& sources, FileId file, const std::string& dataset, std::optional<sql::Dialect> dialect,
                       Diagnostics& diagnostics);

}  // namespace sydac::compiler
