// MySQL and MariaDB print the DDL of their tables themselves.
#include "driver_text.hpp"
#include "live/read.hpp"
#include "load/mysql_client.hpp"

namespace sydac::compiler::live {

std::string ddl_of_mysql(const driver::Location& location) {
  if (location.database.empty()) throw driver::IoError(location.shown + " names no database");
  driver::MysqlClient client(location);
  client.query("START TRANSACTION READ ONLY");
  std::string ddl;
  const auto tables = client.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name");
  for (const auto& table : tables) {
    for (const auto& row : client.query("SHOW CREATE TABLE " + driver::sql_name(driver::Dialect::mysql, table[0]))) {
      if (row.size() > 1) ddl += row[1] + ";\n\n";
    }
  }
  return ddl;
}

}  // namespace sydac::compiler::live
