#include "live/live.hpp"

#include <exception>

#include "base/files.hpp"
#include "driver_text.hpp"
#include "live/read.hpp"

namespace sydac::compiler {
namespace {

bool starts_with_any(const std::string& text, std::initializer_list<std::string_view> beginnings) {
  for (const std::string_view beginning : beginnings) {
    if (text.starts_with(beginning)) return true;
  }
  return false;
}

}  // namespace

bool is_database(const std::string& place) {
  return starts_with_any(place, {"postgresql://", "postgres://", "mysql://", "mariadb://", "sqlite:"});
}

LiveDdl read_database(const std::string& place) {
  try {
    const driver::Location location = driver::parse_location(place);
    LiveDdl live{{}, location.database, location.shown, sql::Dialect::sqlite};
    switch (location.dialect) {
      case driver::Dialect::postgresql:
        live.text = live::ddl_of_postgresql(location);
        live.dialect = sql::Dialect::postgresql;
        break;
      case driver::Dialect::mysql:
        live.text = live::ddl_of_mysql(location);
        live.dialect = sql::Dialect::mysql;
        break;
      case driver::Dialect::sqlite: live.text = live::ddl_of_sqlite(location); break;
      case driver::Dialect::sqlserver: throw FileError("SQL Server can not be read live; `sydac import` takes its DDL as a file");
    }
    return live;
  } catch (const driver::UsageError& error) {
    throw FileError(error.what());
  } catch (const driver::IoError& error) {
    throw FileError(error.what());
  }
}

}  // namespace sydac::compiler
