// The functions of libpq that loading needs, declared here so that nothing has to be installed to build a generator. Their types and
// constants are those of libpq-fe.h, which are part of its ABI.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library.hpp"
#include "location.hpp"

struct pg_conn;
struct pg_result;

namespace sydac::driver {

class PostgresqlClient {
 public:
  using Row = std::vector<std::string>;  // a null is empty

  /// Throws IoError.
  explicit PostgresqlClient(const Location& location);
  PostgresqlClient(const PostgresqlClient&) = delete;
  PostgresqlClient& operator=(const PostgresqlClient&) = delete;
  ~PostgresqlClient();

  int server_version() const { return PQserverVersion(connection_); }
  /// Throws IoError with the server's words.
  std::vector<Row> query(const std::string& sql);
  /// What the server says against it; empty where it was done.
  std::string try_query(const std::string& sql, std::vector<Row>* rows = nullptr);

  void begin_copy(const std::string& sql);
  /// False where the server has said something, so that there is no use in sending more.
  bool copy(std::string_view bytes);
  struct CopyEnd {
    std::string message;  // empty: done
    std::string context;  // `COPY orders, line 3, column id: "x"`
  };
  CopyEnd end_copy();

 private:
  std::string message_of(const pg_result* result) const;
  [[noreturn]] void fail(const std::string& message) const;

  const Location& location_;
  Library library_;
  pg_conn* connection_ = nullptr;
  pg_conn* (*PQconnectdb)(const char*) = nullptr;
  int (*PQstatus)(const pg_conn*) = nullptr;
  char* (*PQerrorMessage)(const pg_conn*) = nullptr;
  int (*PQserverVersion)(const pg_conn*) = nullptr;
  int (*PQsocket)(const pg_conn*) = nullptr;
  pg_result* (*PQexec)(pg_conn*, const char*) = nullptr;
  pg_result* (*PQgetResult)(pg_conn*) = nullptr;
  int (*PQresultStatus)(const pg_result*) = nullptr;
  char* (*PQresultErrorField)(const pg_result*, int) = nullptr;
  int (*PQntuples)(const pg_result*) = nullptr;
  int (*PQnfields)(const pg_result*) = nullptr;
  char* (*PQgetvalue)(const pg_result*, int, int) = nullptr;
  void (*PQclear)(pg_result*) = nullptr;
  int (*PQputCopyData)(pg_conn*, const char*, int) = nullptr;
  int (*PQputCopyEnd)(pg_conn*, const char*) = nullptr;
  void (*PQfinish)(pg_conn*) = nullptr;
};

}  // namespace sydac::driver
