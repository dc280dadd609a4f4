// The functions of MySQL's client library that loading needs, declared here so that nothing has to be installed to build a generator. They
// are the same in libmariadb and libmysqlclient.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library.hpp"
#include "location.hpp"

struct st_mysql;
struct st_mysql_res;

namespace sydac::driver {

class MysqlClient {
 public:
  using Row = std::vector<std::string>;  // a null is empty

  /// Throws IoError.
  explicit MysqlClient(const Location& location);
  MysqlClient(const MysqlClient&) = delete;
  MysqlClient& operator=(const MysqlClient&) = delete;
  ~MysqlClient() { close(); }
  void close();

  /// Throws IoError with the server's words.
  std::vector<Row> query(const std::string& sql);
  /// What the server says against it; empty where it was done.
  std::string try_query(const std::string& sql, std::vector<Row>* rows = nullptr);
  /// A LOAD DATA LOCAL statement that reads these bytes, whatever file it names.
  std::string try_load(const std::string& sql, std::string_view bytes);
  std::uint64_t affected_rows() { return mysql_affected_rows(connection_); }
  bool has_warnings() { return mysql_warning_count(connection_) != 0; }

 private:
  using Handle = st_mysql*;
  void find_functions();
  [[noreturn]] void fail(const std::string& message) const;

  const Location& location_;
  Library library_;
  Handle connection_ = nullptr;
  Handle (*mysql_init)(Handle) = nullptr;
  int (*mysql_options)(Handle, int, const void*) = nullptr;
  Handle (*mysql_real_connect)(Handle, const char*, const char*, const char*, const char*, unsigned, const char*, unsigned long) = nullptr;
  const char* (*mysql_error)(Handle) = nullptr;
  int (*mysql_real_query)(Handle, const char*, unsigned long) = nullptr;
  st_mysql_res* (*mysql_store_result)(Handle) = nullptr;
  char** (*mysql_fetch_row)(st_mysql_res*) = nullptr;
  unsigned long* (*mysql_fetch_lengths)(st_mysql_res*) = nullptr;
  unsigned (*mysql_num_fields)(st_mysql_res*) = nullptr;
  void (*mysql_free_result)(st_mysql_res*) = nullptr;
  unsigned long long (*mysql_affected_rows)(Handle) = nullptr;
  unsigned (*mysql_warning_count)(Handle) = nullptr;
  void (*mysql_set_local_infile_handler)(Handle, int (*)(void**, const char*, void*), int (*)(void*, char*, unsigned), void (*)(void*),
                                         int (*)(void*, char*, unsigned), void*) = nullptr;
  void (*mysql_close)(Handle) = nullptr;
};

}  // namespace sydac::driver
