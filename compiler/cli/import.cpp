// `sydac import`: a schema of another language as text of this one.
#include "base/files.hpp"
#include "cli/commands.hpp"
#include "import_sql.hpp"
#include "pipeline.hpp"
#include "source/sql/parse.hpp"

namespace sydac::compiler {

int import_command(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add(path, sql::sql_text(read_file(path)));
  const ImportedSql imported = import_sql(sources, file, stem_of(path), arguments.dialect, diagnostics);
  diagnostics.sort();
  if (const int code = report(sources, diagnostics, arguments); code != kDone) return code;
  write_file(arguments.output, imported.text);
  return kDone;
}

}  // namespace sydac::compiler
