// MySQL and MariaDB print the DDL of their tables themselves.
#include <algorithm>

#include "driver_text.hpp"
#include "live/read.hpp"
#include "load/mysql_client.hpp"

namespace sydac::compiler::live {
namespace {

/// MariaDB prints a JSON column as what it keeps it as: a long text with a check.
std::string with_json(std::string ddl) {
  constexpr std::string_view kKept = " longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
  for (std::size_t at = ddl.find(kKept); at != std::string::npos; at = ddl.find(kKept, at + 1)) {
    const std::size_t end = std::min(ddl.find('\n', at), ddl.size());
    if (std::string_view(ddl).substr(at, end - at).find("CHECK (json_valid(`") != std::string_view::npos)
      ddl.replace(at, kKept.size(), " json");
  }
  return ddl;
}

}  // namespace

std::string ddl_of_mysql(const driver::Location& location) {
  if (location.database.empty()) throw driver::IoError(location.shown + " names no database");
  driver::MysqlClient client(location);
  client.query("START TRANSACTION READ ONLY");
  std::string ddl;
  const auto tables = client.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name");
  for (const auto& table : tables) {
    for (const auto& row : client.query("SHOW CREATE TABLE " + driver::sql_name(driver::Dialect::mysql, table[0]))) {
      if (row.size() > 1) ddl += with_json(row[1]) + ";\n\n";
    }
  }
  return ddl;
}

}  // namespace sydac::compiler::live
