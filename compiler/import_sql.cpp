#include "import_sql.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "base/text.hpp"
#include "pipeline.hpp"
#include "source/sdl/format.hpp"
#include "source/sql/parse.hpp"
#include "source/sql/plan.hpp"
#include "source/sql/write.hpp"

namespace sydac::compiler {
namespace {

constexpr int kRounds = 24;
constexpr int kPlainest = 4;

/// The members on whose lines the compiler found an error, one level plainer each. False where nothing is left to try.
bool go_plainer(const sql::SdlText& written, const Diagnostics& found, const SourceFile& file, sql::Levels& levels) {
  const LineIndex index(file.text);
  std::set<std::string> keys;
  for (const Diagnostic& diagnostic : found.all()) {
    if (kind_of(diagnostic.code).severity != Severity::error) continue;
    const std::size_t line = index.position(diagnostic.span.begin).line;
    if (line >= 1 && line <= written.lines.size()) keys.insert(written.lines[line - 1].key);
  }
  bool changed = false;
  for (const std::string& key : keys) {
    if (key.empty() || levels[key] >= kPlainest) continue;
    ++levels[key];
    changed = true;
    // A key or a whole line of lets that fails has to do with the table's way of making keys.
    const std::size_t end = key.find('\n');
    const std::string member = key.substr(end + 1);
    if (member.starts_with("key")) ++levels[key.substr(0, end + 1)];
  }
  return changed;
}

std::string laid_out(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("import", text);
  std::string formatted = format_sdl(sources, file, diagnostics);
  const bool same = std::ranges::count(formatted, '\n') == std::ranges::count(text, '\n');
  return diagnostics.has_errors() || !same ? text : formatted;
}

/// What is not kept, and tables that no file can be written of.
void tell(const sql::Catalog& catalog, const sql::Plan& plan, Diagnostics& diagnostics) {
  for (const sql::TablePlan& table : plan.tables) {
    for (const std::string& note : table.notes) {
      const bool kept = note.starts_with("not understood, so ") || note.starts_with("rows of ");
      if (!kept) diagnostics.report(Code::sql_not_kept, table.def->span, {table.name, note});
    }
  }
  for (const sql::TableDef& table : catalog.tables) {
    const bool empty = std::ranges::all_of(table.columns, [](const sql::ColumnDef& column) { return column.generated.has_value(); });
    if (!empty || table.partition_of || table.is_virtual || table.temporary) continue;
    diagnostics.report(Code::sql_left_out, table.span, {"the file", table.name.name, "it has no column to write"});
  }
}

}  // namespace

ImportedSql import_sql(const Sources& sources, FileId file, const std::string& dataset, std::optional<sql::Dialect> dialect,
                       Diagnostics& diagnostics) {
  const sql::Catalog catalog = sql::parse_sql(sources, file, dialect, diagnostics);
  const std::string& path = sources.at(file).path;
  const std::size_t slash = path.rfind('/');
  sql::Levels levels;
  sql::SdlText written;
  std::size_t tables = 0;
  for (int round = 0; round < kRounds; ++round) {
    sql::Catalog own = catalog;
    const sql::Plan plan = sql::plan_tables(own, levels);
    tables = plan.tables.size();
    written = sql::write_sdl(own, plan, levels, dataset, slash == std::string::npos ? path : path.substr(slash + 1));
    Compilation trial(dataset + ".sdl", written.text);
    compile(trial, Stage::plan);
    const bool done = !trial.diagnostics.has_errors() || round + 1 == kRounds;
    if (done || !go_plainer(written, trial.diagnostics, trial.sources.at(trial.file), levels)) {
      tell(own, plan, diagnostics);
      break;
    }
  }
  ImportedSql imported{laid_out(written.text), {}, catalog.dialect, tables};
  for (const sql::WrittenLine& line : written.lines) imported.lines.push_back(line.sql);
  return imported;
}

Translate sql_translator(std::optional<sql::Dialect> dialect) {
  return [dialect](Sources& sources, FileId file, Diagnostics& diagnostics) {
    SourceFile& source = sources.files[file.index];
    source.text = sql::sql_text(std::move(source.text));
    ImportedSql imported = import_sql(sources, file, stem_of(source.path), dialect, diagnostics);
    return SourceFile{source.path + " (as SDL)", std::move(imported.text), SourceFile::Origin::translated, std::move(imported.lines)};
  };
}

}  // namespace sydac::compiler
