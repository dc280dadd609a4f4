// SQLite keeps the statements that made its tables.
#include "driver_text.hpp"
#include "live/read.hpp"
#include "load/library.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace sydac::compiler::live {
namespace {

// Values of sqlite3.h.
constexpr int kOk = 0, kRow = 100, kDone = 101, kOpenReadOnly = 1;
constexpr int kBusyMilliseconds = 5000;

class Sqlite {
 public:
  explicit Sqlite(const driver::Location& location) : location_(location) {
    library_.find(open_v2, "sqlite3_open_v2");
    library_.find(close, "sqlite3_close");
    library_.find(busy_timeout, "sqlite3_busy_timeout");
    library_.find(errmsg, "sqlite3_errmsg");
    library_.find(prepare_v2, "sqlite3_prepare_v2");
    library_.find(step, "sqlite3_step");
    library_.find(finalize, "sqlite3_finalize");
    library_.find(column_text, "sqlite3_column_text");
    const int opened = open_v2(location.database.c_str(), &connection_, kOpenReadOnly, nullptr);
    if (opened == kOk) busy_timeout(connection_, kBusyMilliseconds);
    if (opened != kOk) fail("can not be opened");
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite() { close(connection_); }

  std::string texts(const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (prepare_v2(connection_, sql, -1, &statement, nullptr) != kOk) fail("can not be read");
    std::string all;
    int result = kRow;
    while ((result = step(statement)) == kRow) {
      if (const unsigned char* text = column_text(statement, 0)) all += std::string(reinterpret_cast<const char*>(text)) + ";\n\n";
    }
    finalize(statement);
    if (result != kDone) fail("can not be read");
    return all;
  }

 private:
  [[noreturn]] void fail(const char* what) {
    const std::string message = location_.shown + " " + what + ": " + (connection_ ? errmsg(connection_) : "out of memory");
    throw driver::IoError(message);
  }

  const driver::Location& location_;
  driver::Library library_{{"libsqlite3.so.0", "libsqlite3.so"}, "libsqlite3-0"};
  sqlite3* connection_ = nullptr;
  int (*open_v2)(const char*, sqlite3**, int, const char*) = nullptr;
  int (*close)(sqlite3*) = nullptr;
  int (*busy_timeout)(sqlite3*, int) = nullptr;
  const char* (*errmsg)(sqlite3*) = nullptr;
  int (*prepare_v2)(sqlite3*, const char*, int, sqlite3_stmt**, const char**) = nullptr;
  int (*step)(sqlite3_stmt*) = nullptr;
  int (*finalize)(sqlite3_stmt*) = nullptr;
  const unsigned char* (*column_text)(sqlite3_stmt*, int) = nullptr;
};

}  // namespace

std::string ddl_of_sqlite(const driver::Location& location) {
  return Sqlite(location).texts(
      "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
      "ORDER BY type = 'index', rowid");
}

}  // namespace sydac::compiler::live
