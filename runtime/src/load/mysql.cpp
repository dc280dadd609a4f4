// MySQL and MariaDB: LOAD DATA LOCAL from memory, a few megabytes at a time, in one transaction.
#include <algorithm>
#include <map>

#include "database.hpp"
#include "mysql_client.hpp"
#include "mysql_guard.hpp"

namespace sydac::driver {

namespace {

constexpr Dialect kMysql = Dialect::mysql;
constexpr std::size_t kBytesPerStatement = std::size_t{4} * 1024 * 1024;

std::string my_string(std::string_view text) { return sql_string(kMysql, text); }
std::string my_name(std::string_view name) { return sql_name(kMysql, name); }

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// What becomes of the cell in the user variable; empty: the column takes it as it is.
std::string conversion_of(Kind kind, std::string_view type, const std::string& variable) {
  if (is_one_of(type,
                {"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection"}))
    return text_of({"ST_GeomFromText(", variable, ")"});
  const bool is_binary = is_one_of(type, {"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"});
  const bool is_text = is_one_of(type, {"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"});
  if (kind == Kind::boolean && !is_text) return text_of({variable, " = 'true'"});
  if (type == "bit") return text_of({"CAST(", variable, " AS UNSIGNED)"});
  if (kind == Kind::bytes) return text_of({"UNHEX(SUBSTR(", variable, ", 3))"});
  if (kind == Kind::uuid && is_binary) return text_of({"UNHEX(REPLACE(", variable, ", '-', ''))"});
  if (kind == Kind::timestamptz && !is_text) return text_of({"TRIM(TRAILING 'Z' FROM ", variable, ")"});
  return {};
}

constexpr std::string_view kAtRow = " at row ";

/// `… at row 5` is 5.
std::optional<std::uint64_t> row_in(std::string_view message) {
  const std::size_t at = message.rfind(kAtRow);
  if (at == std::string_view::npos) return std::nullopt;
  std::uint64_t row = 0;
  for (const char c : message.substr(at + kAtRow.size())) {
    if (c < '0' || c > '9') break;
    row = row * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return row == 0 ? std::nullopt : std::optional(row);
}

class Mysql final : public Database {
 public:
  explicit Mysql(const LoadRequest& request) : request_(request), client_(request.location) {}
  Mysql(const Mysql&) = delete;
  Mysql& operator=(const Mysql&) = delete;
  ~Mysql() { client_.close(); }  // rolls back, before the guard puts back what is left

  void begin() override {
    client_.query("SET NAMES utf8mb4");
    client_.query(
        "SET time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_AUTO_VALUE_ON_ZERO,NO_ENGINE_SUBSTITUTION', foreign_key_checks = 1, "
        "unique_checks = 1, sql_notes = 0, autocommit = 0, sql_safe_updates = 0");
    if (client_.query("SELECT @@GLOBAL.local_infile")[0][0] == "0")
      throw IoError(text_of({request_.location.shown, ": the server refuses LOAD DATA LOCAL; `SET GLOBAL local_infile = 1` lets it"}));
    find_targets();
    find_keys();
    std::vector<std::string> to_empty = tables_without_rollback();
    std::vector<MysqlGuard::Trigger> triggers = insert_triggers();
    if (!triggers.empty() || !to_empty.empty()) guard_.start(request_.location, triggers, to_empty);
    for (const MysqlGuard::Trigger& trigger : triggers)
      client_.query(text_of({"DROP TRIGGER ", my_name(trigger.schema), ".", my_name(trigger.name)}));
    client_.query("START TRANSACTION");
  }

  void begin_table(std::size_t place, std::uint64_t first) override {
    place_ = place;
    first_ = first;
    load_ = load_statement(targets_[place]);
    rows_.clear();
    client_.query(text_of({"SET foreign_key_checks = ", is_unchecked_[place] != 0 ? "0" : "1"}));
  }

  void write(std::string_view bytes) override {
    rows_ += bytes;
    if (rows_.size() >= kBytesPerStatement) flush();
  }

  void end_table() override { flush(); }

  void commit() override {
    client_.query("SET foreign_key_checks = 1");
    for (const FoundKey& key : keys_) {
      if (is_unchecked_[key.child] != 0) check_key(key);
    }
    if (const std::string message = client_.try_query("COMMIT"); !message.empty()) throw Refused(one_line(message));
    guard_.committed();
  }

 private:
  using Place = std::map<std::pair<std::string, std::string>, std::size_t>;  // schema and table

  void find_targets() {
    std::vector<FoundTable> found;
    for (const auto& row : client_.query(
             "SELECT TABLE_SCHEMA, TABLE_NAME, COALESCE(TABLE_SCHEMA = DATABASE(), 0), ENGINE FROM information_schema.TABLES "
             "WHERE TABLE_TYPE = 'BASE TABLE' AND TABLE_SCHEMA NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')"))
      found.push_back({row[0], row[1], row[2] == "1", row[3]});
    std::vector<FoundTable> wanted;
    for (const std::size_t table : request_.tables) {
      wanted.push_back(find_table(found, kMysql, request_.program.tables[table].name, request_.location.shown));
      places_.emplace(std::pair(wanted.back().schema, wanted.back().name), wanted.size() - 1);
    }
    for (const auto& row :
         client_.query(text_of({"SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE, COALESCE(GENERATION_EXPRESSION, '') <> '' FROM "
                                "information_schema.COLUMNS WHERE TABLE_SCHEMA IN (",
                                schemas(wanted), ") ORDER BY TABLE_SCHEMA, TABLE_NAME, ORDINAL_POSITION"}))) {
      const auto place = places_.find(std::pair(row[0], row[1]));
      if (place != places_.end()) wanted[place->second].columns.push_back({row[2], row[3], row[4] == "1"});
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
      targets_.push_back(match_columns(request_.program, request_.tables[i], wanted[i], kMysql));
  }

  static std::string schemas(std::span<const FoundTable> tables) {
    std::string list;
    for (const FoundTable& table : tables) {
      const std::string schema = my_string(table.schema);
      if (list.find(schema) == std::string::npos) append(list, {list.empty() ? "" : ", ", schema});
    }
    return list.empty() ? "''" : list;
  }
  std::string schemas() const {
    std::vector<FoundTable> tables;
    for (const TargetTable& target : targets_) tables.push_back(target.found);
    return schemas(tables);
  }

  /// Keys between the tables, and which tables are loaded before the rows that they refer to.
  void find_keys() {
    is_unchecked_.assign(targets_.size(), 0);
    std::string last;
    for (const auto& row : client_.query(
             text_of({"SELECT TABLE_SCHEMA, TABLE_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, "
                      "REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL "
                      "AND TABLE_SCHEMA IN (",
                      schemas(), ") ORDER BY TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION"}))) {
      const auto child = places_.find(std::pair(row[0], row[1])), parent = places_.find(std::pair(row[2], row[3]));
      if (child == places_.end() || parent == places_.end()) continue;
      std::string id = text_of({row[0], ".", row[1], ".", row[4]});
      if (id != last) keys_.push_back({row[4], child->second, parent->second});
      last = std::move(id);
      keys_.back().columns.push_back(row[5]);
      keys_.back().parent_columns.push_back(row[6]);
    }
    for (const FoundKey& key : keys_) {
      if (key.parent > key.child || (key.parent == key.child && !is_earlier(key))) is_unchecked_[key.child] = 1;
    }
  }

  /// A reference to the own table that is known to lead to rows before it.
  bool is_earlier(const FoundKey& key) const {
    const TargetTable& target = targets_[key.child];
    const TableInfo& info = request_.program.tables[target.table];
    for (const ReferenceInfo& reference : info.references) {
      if (reference.deferred || reference.columns.size() != key.columns.size()) continue;
      bool is_same = true;
      for (std::size_t i = 0; i < key.columns.size(); ++i) {
        const auto& column = target.columns[reference.columns[i]];
        is_same = is_same && column && column->name == key.columns[i];
      }
      if (is_same) return true;
    }
    return false;
  }

  std::vector<std::string> tables_without_rollback() {
    std::vector<std::string> with, without;
    for (const auto& row : client_.query("SELECT ENGINE FROM information_schema.ENGINES WHERE TRANSACTIONS = 'YES'"))
      with.push_back(row[0]);
    for (const TargetTable& target : targets_) {
      if (std::find(with.begin(), with.end(), target.found.id) != with.end()) continue;
      if (!client_.query(text_of({"SELECT 1 FROM ", target.sql, " LIMIT 1"})).empty())
        throw IoError(text_of({"the table ", target.sql, " is ", target.found.id,
                               ", which knows no rollback, and it is not empty; InnoDB tables and empty ones are loaded"}));
      without.push_back(target.sql);
    }
    return without;
  }

  /// They would change rows, and nothing turns them off.
  std::vector<MysqlGuard::Trigger> insert_triggers() {
    std::vector<MysqlGuard::Trigger> triggers;
    const auto found = client_.query(
        text_of({"SELECT TRIGGER_SCHEMA, TRIGGER_NAME, EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE FROM information_schema.TRIGGERS WHERE "
                 "EVENT_MANIPULATION = 'INSERT' AND TRIGGER_SCHEMA IN (",
                 schemas(), ") ORDER BY EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, ACTION_TIMING, ACTION_ORDER"}));
    client_.query("SET character_set_results = binary");  // the statement in the bytes that it was made of
    for (const auto& row : found) {
      if (!places_.contains(std::pair(row[2], row[3]))) continue;
      const auto made = client_.query(text_of({"SHOW CREATE TRIGGER ", my_name(row[0]), ".", my_name(row[1])})).at(0);
      triggers.push_back(
          {row[0],
           row[1],
           {text_of({"USE ", my_name(row[0])}),
            text_of({"SET sql_mode = ", my_string(made[1]), ", character_set_client = ", made[3], ", collation_connection = ", made[4]}),
            made[2]}});
    }
    client_.query("SET character_set_results = utf8mb4");
    return triggers;
  }

  std::string load_statement(const TargetTable& target) const {
    const TableInfo& info = request_.program.tables[target.table];
    std::string cells, conversions;
    for (std::size_t i = 0; i < target.columns.size(); ++i) {
      const auto& column = target.columns[i];
      const std::string variable = text_of({"@v", std::uint64_t{i}});
      const std::string conversion = column ? conversion_of(info.columns[i].kind, column->type, variable) : std::string();
      if (!cells.empty()) cells += ", ";
      cells += column && conversion.empty() ? my_name(column->name) : variable;
      if (!conversion.empty()) append(conversions, {conversions.empty() ? " SET " : ", ", my_name(column->name), " = ", conversion});
    }
    return text_of({"LOAD DATA LOCAL INFILE 'rows' INTO TABLE ", target.sql,
                    " CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (", cells, ")",
                    conversions});
  }

  void flush() {
    if (rows_.empty()) return;
    const auto count = static_cast<std::uint64_t>(std::count(rows_.begin(), rows_.end(), '\n'));
    std::string message = client_.try_load(load_, rows_);
    // LOCAL makes warnings of errors, and skips the rows.
    if (message.empty() && client_.has_warnings()) message = first_warning();
    if (message.empty() && client_.affected_rows() != count) message = "the server has left rows out";
    if (!message.empty()) {
      auto row = row_in(message);
      if (row) message.resize(message.rfind(kAtRow));  // counted within the statement
      if (!row) row = row_of_condition();
      refuse_row(request_.program, targets_[place_].table, row ? std::optional(first_ + *row - 1) : std::nullopt, message);
    }
    first_ += count;
    rows_.clear();
  }

  /// MariaDB knows the row of each warning, MySQL has no such word.
  std::optional<std::uint64_t> row_of_condition() {
    std::vector<MysqlClient::Row> rows;
    if (!client_.try_query("GET DIAGNOSTICS CONDITION 1 @row = ROW_NUMBER").empty()) return std::nullopt;
    client_.try_query("SELECT CONCAT(' at row ', @row)", &rows);
    return rows.empty() ? std::nullopt : row_in(rows[0][0]);
  }

  std::string first_warning() {
    const auto warnings = client_.query("SHOW WARNINGS LIMIT 1");
    return warnings.empty() ? "the server has warnings" : warnings[0][2];
  }

  void check_key(const FoundKey& key) {
    const TargetTable &child = targets_[key.child], &parent = targets_[key.parent];
    std::string shown, join, where;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const std::string mine = "c." + my_name(key.columns[i]), theirs = "p." + my_name(key.parent_columns[i]);
      append(shown, {i == 0 ? "" : ", ', ', ", mine});
      append(join, {i == 0 ? "" : " AND ", theirs, " = ", mine});
      append(where, {mine, " IS NOT NULL AND "});
    }
    const auto broken = client_.query(text_of({"SELECT CONCAT(", shown, ") FROM ", child.sql, " c LEFT JOIN ", parent.sql, " p ON ", join,
                                               " WHERE ", where, "p.", my_name(key.parent_columns[0]), " IS NULL LIMIT 1"}));
    if (broken.empty()) return;
    refuse_row(request_.program, child.table, std::nullopt,
               text_of({"the foreign key ", quoted(key.name), " holds ", quoted(broken[0][0]), ", which ", parent.sql, " has not"}));
  }

  const LoadRequest& request_;
  MysqlGuard guard_;  // ends behind the connection
  MysqlClient client_;
  std::vector<TargetTable> targets_;
  Place places_;
  std::vector<FoundKey> keys_;
  std::vector<char> is_unchecked_;  // 1 for tables that are loaded while keys are not checked
  std::string load_, rows_;
  std::size_t place_ = 0;
  std::uint64_t first_ = 0;
};

}  // namespace

std::unique_ptr<Database> connect_mysql(const LoadRequest& request) { return std::make_unique<Mysql>(request); }

}  // namespace sydac::driver
