#include "postgresql_client.hpp"

#include <poll.h>

#include "../driver_text.hpp"
#include "database.hpp"

namespace sydac::driver {

namespace {

// Values of ConnStatusType, ExecStatusType and the PG_DIAG_ letters.
constexpr int kConnectionOk = 0, kCommandOk = 1, kTuplesOk = 2, kCopyIn = 4;
constexpr int kMessagePrimary = 'M', kMessageDetail = 'D', kContext = 'W';

}  // namespace

PostgresqlClient::PostgresqlClient(const Location& location) : location_(location), library_({"libpq.so.5", "libpq.so"}, "libpq5") {
  library_.find(PQconnectdb, "PQconnectdb");
  library_.find(PQstatus, "PQstatus");
  library_.find(PQerrorMessage, "PQerrorMessage");
  library_.find(PQserverVersion, "PQserverVersion");
  library_.find(PQsocket, "PQsocket");
  library_.find(PQexec, "PQexec");
  library_.find(PQgetResult, "PQgetResult");
  library_.find(PQresultStatus, "PQresultStatus");
  library_.find(PQresultErrorField, "PQresultErrorField");
  library_.find(PQntuples, "PQntuples");
  library_.find(PQnfields, "PQnfields");
  library_.find(PQgetvalue, "PQgetvalue");
  library_.find(PQclear, "PQclear");
  library_.find(PQputCopyData, "PQputCopyData");
  library_.find(PQputCopyEnd, "PQputCopyEnd");
  library_.find(PQfinish, "PQfinish");
  connection_ = PQconnectdb(location.given.c_str());
  if (PQstatus(connection_) == kConnectionOk) return;
  const std::string message = one_line(PQerrorMessage(connection_));
  PQfinish(connection_);
  fail(message);
}

PostgresqlClient::~PostgresqlClient() { PQfinish(connection_); }

void PostgresqlClient::fail(const std::string& message) const {
  std::string shown = message;
  // libpq shows a part of a location that it cannot read.
  for (std::size_t at = 0; !location_.password.empty() && (at = shown.find(location_.password, at)) != std::string::npos;)
    shown.replace(at, location_.password.size(), "***");
  throw IoError(text_of({location_.shown, ": ", shown}));
}

std::string PostgresqlClient::message_of(const pg_result* result) const {
  const char* primary = PQresultErrorField(result, kMessagePrimary);
  if (primary == nullptr) return one_line(PQerrorMessage(connection_));
  std::string message = primary;
  if (const char* detail = PQresultErrorField(result, kMessageDetail)) append(message, {": ", detail});
  return one_line(message);
}

std::string PostgresqlClient::try_query(const std::string& sql, std::vector<Row>* rows) {
  pg_result* const result = PQexec(connection_, sql.c_str());
  const int status = PQresultStatus(result);
  std::string message;
  if (status != kCommandOk && status != kTuplesOk && status != kCopyIn) message = message_of(result);
  for (int i = 0; rows != nullptr && i < PQntuples(result); ++i) {
    Row row;
    for (int j = 0; j < PQnfields(result); ++j) row.emplace_back(PQgetvalue(result, i, j));
    rows->push_back(std::move(row));
  }
  PQclear(result);
  return message;
}

std::vector<PostgresqlClient::Row> PostgresqlClient::query(const std::string& sql) {
  std::vector<Row> rows;
  if (const std::string message = try_query(sql, &rows); !message.empty()) fail(message);
  return rows;
}

void PostgresqlClient::begin_copy(const std::string& sql) { query(sql); }

bool PostgresqlClient::copy(std::string_view bytes) {
  if (PQputCopyData(connection_, bytes.data(), static_cast<int>(bytes.size())) != 1) return false;
  // The server is silent unless it has refused a row.
  struct pollfd socket = {PQsocket(connection_), POLLIN, 0};
  return ::poll(&socket, 1, 0) == 0;
}

PostgresqlClient::CopyEnd PostgresqlClient::end_copy() {
  CopyEnd end;
  if (PQputCopyEnd(connection_, nullptr) != 1) end.message = one_line(PQerrorMessage(connection_));
  while (pg_result* const result = PQgetResult(connection_)) {
    if (PQresultStatus(result) != kCommandOk && end.message.empty()) {
      end.message = message_of(result);
      if (const char* context = PQresultErrorField(result, kContext)) end.context = context;
    }
    PQclear(result);
  }
  return end;
}

}  // namespace sydac::driver
