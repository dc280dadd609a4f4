#include "mysql_client.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "../driver_text.hpp"
#include "database.hpp"

namespace sydac::driver {

namespace {

// Values of mysql.h.
constexpr int kOptionCharset = 7, kOptionLocalInfile = 8;
constexpr unsigned long kClientLocalFiles = 128;

// The handler's state is the rest of the bytes.
int begin_infile(void** state, const char*, void* bytes) {
  *state = bytes;
  return 0;
}
int read_infile(void* state, char* buffer, unsigned size) {
  auto& bytes = *static_cast<std::string_view*>(state);
  const std::size_t count = std::min<std::size_t>(size, bytes.size());
  std::memcpy(buffer, bytes.data(), count);
  bytes.remove_prefix(count);
  return static_cast<int>(count);
}
void end_infile(void*) {}
int infile_error(void*, char* message, unsigned size) {
  if (size > 0) *message = '\0';
  return 1;
}

const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

unsigned port_number(const Location& location) {
  constexpr unsigned kMostPorts = 65535;
  unsigned port = 0;
  for (const char c : location.port) {
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit) port = port * 10 + static_cast<unsigned>(c - '0');
    if (!is_digit || port > kMostPorts) refuse({"`--load`: ", quoted(location.port), " is no port"});
  }
  return port;
}

}  // namespace

void MysqlClient::find_functions() {
  library_.find(mysql_init, "mysql_init");
  library_.find(mysql_options, "mysql_options");
  library_.find(mysql_real_connect, "mysql_real_connect");
  library_.find(mysql_error, "mysql_error");
  library_.find(mysql_real_query, "mysql_real_query");
  library_.find(mysql_store_result, "mysql_store_result");
  library_.find(mysql_fetch_row, "mysql_fetch_row");
  library_.find(mysql_fetch_lengths, "mysql_fetch_lengths");
  library_.find(mysql_num_fields, "mysql_num_fields");
  library_.find(mysql_free_result, "mysql_free_result");
  library_.find(mysql_affected_rows, "mysql_affected_rows");
  library_.find(mysql_warning_count, "mysql_warning_count");
  library_.find(mysql_set_local_infile_handler, "mysql_set_local_infile_handler");
  library_.find(mysql_close, "mysql_close");
}

MysqlClient::MysqlClient(const Location& location)
    : location_(location),
      library_({"libmariadb.so.3", "libmysqlclient.so.24", "libmysqlclient.so.21", "libmysqlclient.so"}, "libmariadb3") {
  find_functions();
  std::string socket, password = location.password;
  for (const auto& [name, value] : location.values) {
    if (name != "socket") refuse({"`--load`: mysql:// takes ?socket=PATH, not ", quoted(name)});
    socket = value;
  }
  const unsigned port = port_number(location);
  if (const char* given = std::getenv("MYSQL_PWD"); password.empty() && given != nullptr) password = given;
  connection_ = mysql_init(nullptr);
  const unsigned on = 1;
  mysql_options(connection_, kOptionLocalInfile, &on);
  mysql_options(connection_, kOptionCharset, "utf8mb4");
  const bool is_connected = mysql_real_connect(connection_, or_null(location.host), or_null(location.user), or_null(password),
                                               or_null(location.database), port, or_null(socket), kClientLocalFiles) != nullptr;
  if (is_connected) return;
  const std::string message = mysql_error(connection_);
  close();
  fail(message);
}

void MysqlClient::close() {
  if (connection_ != nullptr) mysql_close(connection_);
  connection_ = nullptr;
}

void MysqlClient::fail(const std::string& message) const { throw IoError(text_of({location_.shown, ": ", one_line(message)})); }

std::string MysqlClient::try_query(const std::string& sql, std::vector<Row>* rows) {
  if (mysql_real_query(connection_, sql.data(), sql.size()) != 0) return mysql_error(connection_);
  st_mysql_res* const result = mysql_store_result(connection_);
  if (result == nullptr) return mysql_error(connection_);
  while (char** const cells = mysql_fetch_row(result)) {
    const unsigned long* const sizes = mysql_fetch_lengths(result);
    Row row;
    for (unsigned i = 0; i < mysql_num_fields(result); ++i) row.emplace_back(cells[i] == nullptr ? "" : cells[i], sizes[i]);
    if (rows != nullptr) rows->push_back(std::move(row));
  }
  mysql_free_result(result);
  return {};
}

std::vector<MysqlClient::Row> MysqlClient::query(const std::string& sql) {
  std::vector<Row> rows;
  if (const std::string message = try_query(sql, &rows); !message.empty()) fail(message);
  return rows;
}

std::string MysqlClient::try_load(const std::string& sql, std::string_view bytes) {
  mysql_set_local_infile_handler(connection_, begin_infile, read_infile, end_infile, infile_error, &bytes);
  return try_query(sql);
}

}  // namespace sydac::driver
