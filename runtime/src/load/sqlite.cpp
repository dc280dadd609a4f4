// SQLite: prepared inserts in one transaction, which has the dropped and remade triggers in it too.
#include <charconv>

#include "database.hpp"
#include "library.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace sydac::driver {

namespace {

// Values of sqlite3.h.
constexpr int kSqliteOk = 0, kSqliteRow = 100, kSqliteDone = 101, kOpenReadWrite = 2;
constexpr int kBusyMilliseconds = 5000;

/// The functions of SQLite that loading needs, declared here so that nothing has to be installed to build a generator.
struct SqliteFunctions {
  Library library{{"libsqlite3.so.0", "libsqlite3.so"}, "libsqlite3-0"};
  int (*open_v2)(const char*, sqlite3**, int, const char*) = nullptr;
  int (*close)(sqlite3*) = nullptr;
  int (*busy_timeout)(sqlite3*, int) = nullptr;
  const char* (*errmsg)(sqlite3*) = nullptr;
  int (*prepare_v2)(sqlite3*, const char*, int, sqlite3_stmt**, const char**) = nullptr;
  int (*step)(sqlite3_stmt*) = nullptr;
  int (*reset)(sqlite3_stmt*) = nullptr;
  int (*finalize)(sqlite3_stmt*) = nullptr;
  int (*column_count)(sqlite3_stmt*) = nullptr;
  const unsigned char* (*column_text)(sqlite3_stmt*, int) = nullptr;
  int (*bind_null)(sqlite3_stmt*, int) = nullptr;
  int (*bind_int64)(sqlite3_stmt*, int, long long) = nullptr;
  int (*bind_double)(sqlite3_stmt*, int, double) = nullptr;
  int (*bind_text)(sqlite3_stmt*, int, const char*, int, void (*)(void*)) = nullptr;
  int (*bind_blob)(sqlite3_stmt*, int, const void*, int, void (*)(void*)) = nullptr;

  SqliteFunctions() {
    library.find(open_v2, "sqlite3_open_v2");
    library.find(close, "sqlite3_close");
    library.find(busy_timeout, "sqlite3_busy_timeout");
    library.find(errmsg, "sqlite3_errmsg");
    library.find(prepare_v2, "sqlite3_prepare_v2");
    library.find(step, "sqlite3_step");
    library.find(reset, "sqlite3_reset");
    library.find(finalize, "sqlite3_finalize");
    library.find(column_count, "sqlite3_column_count");
    library.find(column_text, "sqlite3_column_text");
    library.find(bind_null, "sqlite3_bind_null");
    library.find(bind_int64, "sqlite3_bind_int64");
    library.find(bind_double, "sqlite3_bind_double");
    library.find(bind_text, "sqlite3_bind_text");
    library.find(bind_blob, "sqlite3_bind_blob");
  }
};

/// How a cell is handed over.
enum class Binding : std::uint8_t { left_out, integer, number, boolean, bytes, text };

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// Without an affinity a column would keep a number as the text it is handed over as.
bool keeps_texts(std::string_view type) {
  return type.empty() || contains(type, "char") || contains(type, "clob") || contains(type, "text") || contains(type, "blob");
}

Binding binding_of(Kind kind, const FoundColumn& column) {
  const bool is_text = keeps_texts(column.type) && !column.type.empty() && !contains(column.type, "blob");
  switch (kind) {
    case Kind::boolean: return Binding::boolean;
    case Kind::integer: return Binding::integer;
    // The column's affinity makes a number of the text; where it has none, the text would stay.
    case Kind::decimal:
    case Kind::real: return is_text || !keeps_texts(column.type) ? Binding::text : Binding::number;
    case Kind::bytes: return Binding::bytes;
    case Kind::text:
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::timestamptz:
    case Kind::interval:
    case Kind::uuid:
    case Kind::json:
    case Kind::enumeration: return Binding::text;
  }
  return Binding::text;
}

unsigned char hex_value(char c) { return static_cast<unsigned char>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10); }

class Sqlite final : public Database {
 public:
  using Row = std::vector<std::string>;

  explicit Sqlite(const LoadRequest& request) : request_(request) {
    if (sqlite_.open_v2(request.location.database.c_str(), &database_, kOpenReadWrite, nullptr) != kSqliteOk) {
      const std::string message = sqlite_.errmsg(database_);
      sqlite_.close(database_);
      throw IoError(text_of({request.location.shown, ": ", message}));
    }
    sqlite_.busy_timeout(database_, kBusyMilliseconds);
  }
  Sqlite(const Sqlite&) = delete;
  Sqlite& operator=(const Sqlite&) = delete;
  ~Sqlite() {  // closing rolls back
    if (insert_ != nullptr) sqlite_.finalize(insert_);
    sqlite_.close(database_);
  }

  void begin() override {
    query("PRAGMA foreign_keys = ON");
    query("BEGIN IMMEDIATE");
    query("PRAGMA defer_foreign_keys = ON");
    find_targets();
    drop_triggers();
  }

  void begin_table(std::size_t place, std::uint64_t first) override {
    target_ = &targets_[place];
    row_ = first;
    bindings_.clear();
    std::string marks;
    for (std::size_t i = 0; i < target_->columns.size(); ++i) {
      const auto& column = target_->columns[i];
      if (column) marks += marks.empty() ? "?" : ",?";
      bindings_.push_back(column ? binding_of(request_.program.tables[target_->table].columns[i].kind, *column) : Binding::left_out);
    }
    insert_ = prepared(text_of({"INSERT INTO ", target_->sql, " (", column_list(*target_, Dialect::sqlite), ") VALUES (", marks, ")"}));
  }

  void write(std::string_view bytes) override {
    CopyCells cells(bytes);
    std::size_t column = 0;
    int place = 1;
    Buffer texts;  // stays in place until the row is written: one block for all of them
    texts.room(bytes.size() + 8);
    while (cells.next()) {
      if (bindings_[column] != Binding::left_out) bind(place++, cells, bindings_[column], texts);
      ++column;
      if (!cells.ends_row()) continue;
      if (sqlite_.step(insert_) != kSqliteDone) refuse_row(request_.program, target_->table, row_, sqlite_.errmsg(database_));
      sqlite_.reset(insert_);
      ++row_;
      column = 0;
      place = 1;
    }
  }

  void end_table() override {
    sqlite_.finalize(insert_);
    insert_ = nullptr;
  }

  void commit() override {
    for (const std::string& trigger : triggers_) query(trigger);
    if (const std::string message = try_query("COMMIT"); !message.empty()) refuse_at_end(message);
  }

 private:
  sqlite3_stmt* prepared(const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite_.prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != kSqliteOk) fail();
    return statement;
  }

  [[noreturn]] void fail() const { throw IoError(text_of({request_.location.shown, ": ", one_line(sqlite_.errmsg(database_))})); }

  std::string try_query(const std::string& sql, std::vector<Row>* rows = nullptr) {
    sqlite3_stmt* const statement = prepared(sql);
    int state = sqlite_.step(statement);
    for (; state == kSqliteRow; state = sqlite_.step(statement)) {
      Row row;
      for (int i = 0; rows != nullptr && i < sqlite_.column_count(statement); ++i) {
        const unsigned char* const text = sqlite_.column_text(statement, i);
        row.emplace_back(text == nullptr ? "" : reinterpret_cast<const char*>(text));
      }
      if (rows != nullptr) rows->push_back(std::move(row));
    }
    const std::string message = state == kSqliteDone ? "" : sqlite_.errmsg(database_);
    sqlite_.finalize(statement);
    return message;
  }

  std::vector<Row> query(const std::string& sql) {
    std::vector<Row> rows;
    if (const std::string message = try_query(sql, &rows); !message.empty())
      throw IoError(text_of({request_.location.shown, ": ", one_line(message)}));
    return rows;
  }

  void find_targets() {
    std::vector<FoundTable> found;
    for (const Row& row : query("SELECT name FROM sqlite_master WHERE type = 'table'")) found.push_back({"", row[0], true, row[0]});
    for (const std::size_t table : request_.tables) {
      FoundTable match = find_table(found, Dialect::sqlite, request_.program.tables[table].name, request_.location.shown);
      for (const Row& row : query(text_of({"PRAGMA table_xinfo(", sql_name(Dialect::sqlite, match.name), ")"}))) {
        std::string type = row[2];
        for (char& c : type) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        match.columns.push_back({row[1], type, row[6] == "2" || row[6] == "3"});
      }
      targets_.push_back(match_columns(request_.program, table, match, Dialect::sqlite));
    }
  }

  /// They would change rows, and there is no switch for them.
  void drop_triggers() {
    for (const Row& row : query("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid")) {
      for (const TargetTable& target : targets_) {
        if (target.found.name != row[1]) continue;
        query(text_of({"DROP TRIGGER ", sql_name(Dialect::sqlite, row[0])}));
        triggers_.push_back(row[2]);
        break;
      }
    }
  }

  void bind(int place, const CopyCells& cells, Binding binding, Buffer& texts) {
    const std::string_view cell = cells.cell();
    if (cells.is_null()) {
      sqlite_.bind_null(insert_, place);
      return;
    }
    switch (binding) {
      case Binding::boolean: sqlite_.bind_int64(insert_, place, cell == "true"); return;
      case Binding::integer: {
        long long value = 0;
        std::from_chars(cell.data(), cell.data() + cell.size(), value);
        sqlite_.bind_int64(insert_, place, value);
        return;
      }
      case Binding::number: {
        double value = 0;
        std::from_chars(cell.data(), cell.data() + cell.size(), value);
        sqlite_.bind_double(insert_, place, value);
        return;
      }
      case Binding::bytes: bind_bytes(place, cell.substr(3), texts); return;
      case Binding::text: {
        char* const begin = texts.room(cell.size());
        char* const end = unescape_copy(begin, cell);
        texts.advance_to(end);
        sqlite_.bind_text(insert_, place, begin, static_cast<int>(end - begin), nullptr);
        return;
      }
      case Binding::left_out: return;
    }
  }

  void bind_bytes(int place, std::string_view digits, Buffer& texts) {
    char* const begin = texts.room(digits.size() + 1);
    char* end = begin;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) *end++ = static_cast<char>(hex_value(digits[i]) << 4 | hex_value(digits[i + 1]));
    texts.advance_to(end);
    sqlite_.bind_blob(insert_, place, begin, static_cast<int>(end - begin), nullptr);
  }

  /// COMMIT only says that some key has no row.
  [[noreturn]] void refuse_at_end(const std::string& message) {
    for (const TargetTable& target : targets_) {
      for (const Row& row : query(text_of({"PRAGMA foreign_key_check(", sql_name(Dialect::sqlite, target.found.name), ")"}))) {
        const std::string why = text_of(
            {message, ": ", row[1].empty() ? "a row" : "rowid ", row[1], " refers to a row of ", quoted(row[2]), " that is not there"});
        refuse_row(request_.program, target.table, std::nullopt, why);
      }
    }
    throw Refused(one_line(message));
  }

  const LoadRequest& request_;
  SqliteFunctions sqlite_;
  sqlite3* database_ = nullptr;
  sqlite3_stmt* insert_ = nullptr;
  std::vector<TargetTable> targets_;
  std::vector<std::string> triggers_;
  std::vector<Binding> bindings_;
  const TargetTable* target_ = nullptr;
  std::uint64_t row_ = 0;
};

}  // namespace

std::unique_ptr<Database> connect_sqlite(const LoadRequest& request) { return std::make_unique<Sqlite>(request); }

}  // namespace sydac::driver
