// `sydac import`: a schema of another language as text of this one.
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "import_sql.hpp"
#include "live/live.hpp"
#include "pipeline.hpp"
#include "source/sdl/format.hpp"
#include "source/sql/parse.hpp"

namespace sydac::compiler {

namespace {

/// A file of our own language comes back laid out.
int import_sdl(const std::string& path, const Arguments& arguments) {
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add(path, read_file(path));
  const std::string formatted = format_sdl(sources, file, diagnostics);
  diagnostics.sort();
  if (const int code = report(sources, diagnostics, arguments); code != kDone) return code;
  write_file(arguments.output, formatted);
  return kDone;
}

int import_database(const std::string& place, const Arguments& arguments) {
  LiveDdl live = read_database(place);
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add(live.shown, std::move(live.text));
  const ImportedSql imported = import_sql(sources, file, stem_of(live.name), live.dialect, diagnostics);
  diagnostics.sort();
  if (const int code = report(sources, diagnostics, arguments); code != kDone) return code;
  write_file(arguments.output, imported.text);
  return kDone;
}

}  // namespace

int import_command(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  if (is_database(path)) return import_database(path, arguments);
  Sources sources;
  Diagnostics diagnostics;
  if (!is_sql_path(path) && !arguments.dialect) return import_sdl(path, arguments);
  const FileId file = sources.add(path, sql::sql_text(read_schema(path, arguments)));
  const ImportedSql imported = import_sql(sources, file, stem_of(path), arguments.dialect, diagnostics);
  if (imported.tables == 0)
    diagnostics.report(Code::nothing_to_generate, {file, 0, 0}).suggest("`CREATE TABLE people (name text);` is one");
  diagnostics.sort();
  if (const int code = report(sources, diagnostics, arguments); code != kDone) return code;
  write_file(arguments.output, imported.text);
  return kDone;
}

}  // namespace sydac::compiler
