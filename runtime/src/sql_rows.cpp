#include "sql_rows.hpp"

#include <cstring>

#include "driver_text.hpp"

namespace sydac::driver {

namespace {

constexpr std::size_t kRoomPerValue = 8;  // a comma, quotes, a prefix, NULL

char* append_bytes(char* out, std::string_view text) {
  std::memcpy(out, text.data(), text.size());
  return out + text.size();
}

/// Bytes that have a meaning in a string are doubled.
template <bool Backslash>
char* append_sql_text(char* out, std::string_view cell) {
  for (std::size_t i = 0; i < cell.size(); ++i) {
    char c = cell[i];
    if (c == '\\') {
      c = cell[++i];
      c = c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
    }
    if (c == '\'' || (Backslash && c == '\\')) *out++ = c;
    *out++ = c;
  }
  return out;
}

/// At most twice the size of the cell and kRoomPerValue.
char* append_value(char* out, std::string_view cell, SqlForm form) {
  switch (form) {
    case SqlForm::bare: return append_bytes(out, cell);
    case SqlForm::bit: *out++ = cell == "true" ? '1' : '0'; return out;
    case SqlForm::hex:
      out = append_bytes(append_bytes(out, "X'"), cell.substr(3));  // behind an escaped backslash and the x
      break;
    case SqlForm::hex_number: return append_bytes(append_bytes(out, "0x"), cell.substr(3));
    case SqlForm::moment:
      if (cell.ends_with('Z')) cell.remove_suffix(1);
      *out++ = '\'';
      out = append_bytes(out, cell);
      break;
    case SqlForm::national_text: *out++ = 'N'; [[fallthrough]];
    case SqlForm::text:
      *out++ = '\'';
      out = append_sql_text<false>(out, cell);
      break;
    case SqlForm::backslash_text:
      *out++ = '\'';
      out = append_sql_text<true>(out, cell);
      break;
  }
  *out++ = '\'';
  return out;
}

SqlForm text_form(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql:
    case Dialect::sqlite: return SqlForm::text;
    case Dialect::mysql: return SqlForm::backslash_text;
    case Dialect::sqlserver: return SqlForm::national_text;
  }
  return SqlForm::text;
}

SqlForm bytes_form(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return SqlForm::text;
    case Dialect::mysql:
    case Dialect::sqlite: return SqlForm::hex;
    case Dialect::sqlserver: return SqlForm::hex_number;
  }
  return SqlForm::text;
}

bool has_identity_switch(Dialect dialect) { return dialect == Dialect::sqlserver; }

// SET IDENTITY_INSERT is an error for a table without such a column.
std::string identity_switch(const TableInfo& table, std::string_view state) {
  const std::string name = sql_table_name(Dialect::sqlserver, table.name);
  return text_of({"IF OBJECTPROPERTY(OBJECT_ID(", sql_string(Dialect::sqlserver, name), "), 'TableHasIdentity') = 1 SET IDENTITY_INSERT ",
                  name, " ", state, ";\n"});
}

}  // namespace

SqlForm sql_form(Dialect dialect, Kind kind) {
  switch (kind) {
    case Kind::integer:
    case Kind::decimal:
    case Kind::real: return SqlForm::bare;
    case Kind::boolean: return dialect == Dialect::postgresql ? SqlForm::bare : SqlForm::bit;
    case Kind::bytes: return bytes_form(dialect);
    case Kind::timestamptz: return dialect == Dialect::mysql ? SqlForm::moment : text_form(dialect);
    case Kind::text:
    case Kind::date:
    case Kind::time:
    case Kind::timestamp:
    case Kind::interval:
    case Kind::uuid:
    case Kind::json:
    case Kind::enumeration: return text_form(dialect);
  }
  return SqlForm::text;
}

SqlRows::SqlRows(const TableInfo& table, Dialect dialect, std::uint64_t document_first)
    : insert_(text_of({"INSERT INTO ", sql_table_name(dialect, table.name), " ("})), document_first_(document_first) {
  for (const ColumnInfo& column : table.columns) {
    append(insert_, {forms_.empty() ? "" : ", ", sql_name(dialect, column.name)});
    forms_.push_back(sql_form(dialect, column.kind));
  }
  // PostgreSQL takes the words for tables without identity columns too.
  insert_ += dialect == Dialect::postgresql ? ") OVERRIDING SYSTEM VALUE VALUES\n" : ") VALUES\n";
}

void SqlRows::convert(std::string_view rows, std::uint64_t first, Buffer& out) const {
  for (std::uint64_t row = first; !rows.empty(); ++row) {
    const auto* line_end = static_cast<const char*>(std::memchr(rows.data(), '\n', rows.size()));
    const auto size = static_cast<std::size_t>(line_end - rows.data()) + 1;
    const std::string_view line = rows.substr(0, size);
    rows.remove_prefix(size);
    char* at = out.room(insert_.size() + 2 * size + kRoomPerValue * (forms_.size() + 1));
    const bool begins = row == document_first_ || row % kRowsPerInsert == 0;
    at = append_bytes(at, begins ? std::string_view(insert_) : ",\n");
    *at++ = '(';
    CopyCells cells(line);
    for (std::size_t column = 0; cells.next(); ++column) {
      if (column != 0) *at++ = ',';
      at = cells.is_null() ? append_bytes(at, "NULL") : append_value(at, cells.cell(), forms_[column]);
    }
    *at++ = ')';
    if ((row + 1) % kRowsPerInsert == 0) at = append_bytes(at, ";\n");
    out.advance_to(at);
  }
}

std::string sql_head(const TableInfo& table, Dialect dialect) {
  return has_identity_switch(dialect) ? identity_switch(table, "ON") : std::string();
}

std::string sql_end(const TableInfo& table, Dialect dialect) {
  return has_identity_switch(dialect) ? identity_switch(table, "OFF") : std::string();
}

}  // namespace sydac::driver
