#include "listing.hpp"

#include <algorithm>

namespace sydac::driver {

namespace {

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const char c : text) width += (static_cast<unsigned char>(c) & 0xc0U) != 0x80U ? 1 : 0;
  return width;
}

void append_padded(std::string& out, std::string_view text, std::size_t width) {
  out += text;
  out.append(width - std::min(width, display_width(text)), ' ');
}

}  // namespace

std::string listing_text(const Program& program, const Options& options, const Dataset& dataset) {
  std::string out = text_of({program.dataset, ", edition ", program.edition, ", seed ", options.settings.seed, "\n"});
  std::size_t name_width = 0, rows_width = 0;
  for (std::size_t i = 0; i < program.tables.size(); ++i) {
    name_width = std::max(name_width, display_width(program.tables[i].name));
    rows_width = std::max(rows_width, text_of({grouped(dataset.rows(i))}).size());
  }
  for (std::size_t i = 0; i < program.tables.size(); ++i) {
    if (options.tables[i] == 0 || (options.table && *options.table != i)) continue;
    const TableInfo& table = program.tables[i];
    const std::string rows = text_of({grouped(dataset.rows(i))});
    out += '\n';
    append_padded(out, table.name, name_width);
    out.append(2 + rows_width - rows.size(), ' ');
    append(out, {rows, dataset.rows(i) == 1 ? " row " : " rows", "  [", table.cardinality, "]  ", counted(table.columns.size(), "column"),
                 "\n"});
    std::size_t column_width = 0;
    for (const ColumnInfo& column : table.columns) column_width = std::max(column_width, display_width(column.name));
    for (const ColumnInfo& column : table.columns) {
      out += "  ";
      append_padded(out, column.name, column_width);
      append(out, {"  ", column.type, column.nullable ? "?\n" : "\n"});
    }
  }
  return out;
}

}  // namespace sydac::driver
