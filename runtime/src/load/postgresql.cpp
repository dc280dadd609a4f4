// PostgreSQL: everything, the changes to triggers and constraints too, is one transaction.
#include "database.hpp"
#include "postgresql_client.hpp"

namespace sydac::driver {

namespace {

constexpr Dialect kPostgresql = Dialect::postgresql;

std::string pg_name(std::string_view name) { return sql_name(kPostgresql, name); }

/// `ALTER TABLE t …` before the rows, and behind them what puts back how it was.
struct Alteration {
  std::string now, afterwards;
};

/// COPY's rows without the cells of columns that the database computes.
class KeptCells final : public RowForm {
 public:
  explicit KeptCells(std::vector<char> kept) : kept_(std::move(kept)) {}
  void convert(std::string_view rows, std::uint64_t, Buffer& out) const override {
    CopyCells cells(rows);
    char* at = out.room(rows.size());
    bool is_first = true;
    for (std::size_t column = 0; cells.next(); ++column) {
      if (kept_[column] != 0) {
        if (!is_first) *at++ = '\t';
        is_first = false;
        at = std::copy(cells.cell().begin(), cells.cell().end(), at);
      }
      if (!cells.ends_row()) continue;
      *at++ = '\n';
      is_first = true;
      column = std::size_t(-1);
    }
    out.advance_to(at);
  }

 private:
  std::vector<char> kept_;
};

/// `COPY orders, line 3, column id: "x"` is row 2.
std::optional<std::uint64_t> line_of(std::string_view context) {
  constexpr std::string_view kLine = ", line ";
  const std::size_t at = context.find(kLine);
  if (at == std::string_view::npos) return std::nullopt;
  std::uint64_t line = 0;
  for (const char c : context.substr(at + kLine.size())) {
    if (c < '0' || c > '9') break;
    line = line * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return line == 0 ? std::nullopt : std::optional(line);
}

class Postgresql final : public Database {
 public:
  explicit Postgresql(const LoadRequest& request) : request_(request), client_(request.location) {}

  void begin() override {
    client_.query(
        "SET client_encoding = 'UTF8'; SET standard_conforming_strings = on; SET TIME ZONE 'UTC'; SET datestyle = 'ISO, YMD'; "
        "SET client_min_messages = error; BEGIN");
    find_targets();
    find_alterations();
    for (const Alteration& each : alterations_) client_.query(each.now);
    client_.query("SET CONSTRAINTS ALL DEFERRED");
  }

  void begin_table(std::size_t place, std::uint64_t first) override {
    target_ = &targets_[place];
    first_ = first;
    const std::string columns = column_list(*target_, kPostgresql);
    client_.begin_copy(text_of({"COPY ", target_->sql, " (", columns, ") FROM STDIN"}));
  }

  void write(std::string_view bytes) override {
    if (client_.copy(bytes)) return;
    end_table();
    // It was no refusal: go on behind the rows that are there.
    client_.begin_copy(text_of({"COPY ", target_->sql, " (", column_list(*target_, kPostgresql), ") FROM STDIN"}));
  }

  void end_table() override {
    const auto [message, context] = client_.end_copy();
    if (message.empty()) return;
    const auto line = line_of(context);
    refuse_row(request_.program, target_->table, line ? std::optional(first_ + *line - 1) : std::nullopt, message);
  }

  void commit() override {
    if (const std::string message = client_.try_query("SET CONSTRAINTS ALL IMMEDIATE"); !message.empty()) throw Refused(message);
    for (auto each = alterations_.rbegin(); each != alterations_.rend(); ++each) client_.query(each->afterwards);
    advance_sequences();
    if (const std::string message = client_.try_query("COMMIT"); !message.empty()) throw Refused(message);
  }

  const RowForm* form(std::size_t place) const override { return forms_[place].get(); }

 private:
  void find_targets() {
    const bool has_generated = client_.server_version() >= 120000;
    const auto tables = client_.query(
        "SELECT c.oid, n.nspname, c.relname, pg_catalog.pg_table_is_visible(c.oid) FROM pg_catalog.pg_class c "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'f') "
        "AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') ORDER BY 1");
    std::vector<FoundTable> found;
    for (const auto& row : tables) found.push_back({row[1], row[2], row[3] == "t", row[0]});
    std::vector<FoundTable> wanted;
    for (const std::size_t table : request_.tables) {
      wanted.push_back(find_table(found, kPostgresql, request_.program.tables[table].name, request_.location.shown));
      append(oids_, {oids_.empty() ? "" : ",", wanted.back().id});
    }
    const auto columns =
        client_.query(text_of({"SELECT a.attrelid, a.attname, t.typname, ", has_generated ? "a.attgenerated <> ''" : "false",
                               " FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type t ON t.oid = a.atttypid "
                               "WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid IN (",
                               oids_, ") ORDER BY a.attrelid, a.attnum"}));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      for (const auto& row : columns) {
        if (row[0] == wanted[i].id) wanted[i].columns.push_back({row[1], row[2], row[3] == "t"});
      }
      targets_.push_back(match_columns(request_.program, request_.tables[i], wanted[i], kPostgresql));
      forms_.push_back(kept_cells(targets_.back()));
    }
  }

  static std::unique_ptr<RowForm> kept_cells(const TargetTable& target) {
    std::vector<char> kept;
    bool is_all = true;
    for (const auto& column : target.columns) {
      kept.push_back(column.has_value());
      is_all = is_all && column.has_value();
    }
    return is_all ? nullptr : std::make_unique<KeptCells>(std::move(kept));
  }

  std::size_t place_of(std::string_view oid) const {
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      if (targets_[i].found.id == oid) return i;
    }
    return targets_.size();
  }

  /// User triggers would change rows, keys to tables that come later would refuse them.
  void find_alterations() {
    const auto triggers = client_.query(text_of(
        {"WITH RECURSIVE loaded AS (SELECT oid FROM pg_catalog.pg_class WHERE oid IN (", oids_,
         ") UNION SELECT inhrelid FROM pg_catalog.pg_inherits JOIN loaded ON inhparent = oid) "
         "SELECT t.tgrelid::pg_catalog.regclass, t.tgname, t.tgenabled FROM pg_catalog.pg_trigger t JOIN loaded l ON l.oid = t.tgrelid "
         "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND t.tgtype::int & 4 <> 0 ORDER BY t.tgrelid, t.tgname"}));
    for (const auto& row : triggers) {
      const std::string trigger = pg_name(row[1]), always = row[2] == "A" ? "ENABLE ALWAYS" : "ENABLE";
      alterations_.push_back({text_of({"ALTER TABLE ", row[0], " DISABLE TRIGGER ", trigger}),
                              text_of({"ALTER TABLE ", row[0], " ", always, " TRIGGER ", trigger})});
    }
    const auto keys = client_.query(text_of(
        {"SELECT k.conrelid, k.confrelid, k.conrelid::pg_catalog.regclass, k.conname, k.condeferrable FROM pg_catalog.pg_constraint k "
         "WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid IN (",
         oids_, ") AND k.confrelid IN (", oids_, ") ORDER BY k.oid"}));
    for (const auto& row : keys) {
      // Rows of the own table are all there when they are looked for: one COPY is one statement.
      if (row[4] == "t" || place_of(row[1]) <= place_of(row[0])) continue;
      const std::string alter = text_of({"ALTER TABLE ", row[2], " ALTER CONSTRAINT ", pg_name(row[3])});
      alterations_.push_back({alter + " DEFERRABLE INITIALLY DEFERRED", alter + " NOT DEFERRABLE"});
    }
  }

  /// Behind the largest key that is there. ALTER SEQUENCE is undone with its transaction, setval is not.
  void advance_sequences() {
    const std::string integer = "a.atttypid IN (20, 21, 23, 1700) AND ";
    const auto owned = client_.query(text_of(
        {"SELECT DISTINCT s.oid::pg_catalog.regclass, a.attrelid::pg_catalog.regclass, pg_catalog.quote_ident(a.attname), q.seqmax "
         "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_depend d ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
         "AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype IN ('a', 'i') "
         "JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S' JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid WHERE ",
         integer, "q.seqincrement > 0 AND a.attrelid IN (", oids_,
         ") UNION "
         "SELECT DISTINCT s.oid::pg_catalog.regclass, a.attrelid::pg_catalog.regclass, pg_catalog.quote_ident(a.attname), q.seqmax "
         "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum "
         "JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::pg_catalog.regclass AND d.objid = f.oid "
         "JOIN pg_catalog.pg_class s ON s.oid = d.refobjid AND s.relkind = 'S' JOIN pg_catalog.pg_sequence q ON q.seqrelid = s.oid WHERE ",
         integer, "q.seqincrement > 0 AND a.attrelid IN (", oids_, ")"}));
    for (const auto& row : owned) {
      const auto next = client_.query(
          text_of({"SELECT (ceil(m.most) + 1)::bigint FROM (SELECT max(", row[2], ")::numeric AS most FROM ", row[1], ") m, ", row[0],
                   " s WHERE m.most < ", row[3], " AND m.most >= s.last_value + CASE WHEN s.is_called THEN 1 ELSE 0 END"}));
      for (const auto& each : next) client_.query(text_of({"ALTER SEQUENCE ", row[0], " RESTART WITH ", each[0]}));
    }
  }

  const LoadRequest& request_;
  PostgresqlClient client_;
  std::vector<TargetTable> targets_;
  std::vector<std::unique_ptr<RowForm>> forms_;
  std::string oids_;
  std::vector<Alteration> alterations_;
  const TargetTable* target_ = nullptr;
  std::uint64_t first_ = 0;
};

}  // namespace

std::unique_ptr<Database> connect_postgresql(const LoadRequest& request) { return std::make_unique<Postgresql>(request); }

}  // namespace sydac::driver
