#include "load.hpp"

#include <algorithm>
#include <cstdio>

#include "../run_loop.hpp"
#include "database.hpp"

namespace sydac::driver {

namespace {

std::unique_ptr<Database> connect(const LoadRequest& request) {
  switch (request.location.dialect) {
    case Dialect::postgresql: return connect_postgresql(request);
    case Dialect::mysql: return connect_mysql(request);
    case Dialect::sqlite: return connect_sqlite(request);
    case Dialect::sqlserver: break;
  }
  return nullptr;
}

std::string loaded_summary(const LoadRequest& request, std::span<const LoadedRows> rows) {
  std::size_t width = 0;
  for (const LoadedRows& each : rows) width = std::max(width, text_of({counted(each.last - each.first, "row")}).size());
  std::string out;
  for (const LoadedRows& each : rows) {
    const std::string count = text_of({counted(each.last - each.first, "row")});
    out.append(2 + width - count.size(), ' ');
    append(out, {count, " → ", request.program.tables[each.table].name, "\n"});
  }
  return text_of({out, "  in ", request.location.shown, "\n"});
}

}  // namespace

void load_rows(const Program& program, const Options& options, const Dataset& dataset, std::span<const LoadedRows> rows,
               Progress& progress) {
  LoadRequest request{program, *options.load, {}};
  for (const LoadedRows& each : rows) request.tables.push_back(each.table);
  const std::unique_ptr<Database> database = connect(request);
  database->begin();
  for (std::size_t place = 0; place < rows.size(); ++place) {
    const auto [table, first, last] = rows[place];
    progress.begin(program.tables[table].name, last - first);
    database->begin_table(place, first);
    try {
      const Layout layout{Format::copy, {}, 0};
      write_rows_in_order({dataset, table, first, last, layout, database->form(place)}, options.threads, *database, progress);
    } catch (ValueError& error) {
      if (error.table.empty()) error.table = program.tables[table].name;
      throw;
    }
    database->end_table();
  }
  database->commit();
  progress.clear();
  std::fputs(loaded_summary(request, rows).c_str(), stdout);
}

std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_blank = static_cast<unsigned char>(c) < 0x20 || c == 0x7f || c == ' ';
    if (!is_blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

void refuse_row(const Program& program, std::size_t table, std::optional<std::uint64_t> row, std::string_view why) {
  std::string where = text_of({quoted(program.tables[table].name)});
  if (row) append(where, {", row ", *row});
  throw Refused(text_of({where, ": ", one_line(why)}));
}

}  // namespace sydac::driver
