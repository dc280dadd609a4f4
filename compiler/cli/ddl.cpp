#include "ddl/ddl.hpp"

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "pipeline.hpp"

namespace sydac::compiler {

int ddl_command(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  Arguments reading = arguments;
  reading.dialect.reset();  // it is that of the DDL
  Compilation compilation(path, read_file(path), import_options(reading));
  compile(compilation, Stage::plan);
  if (const int code = report(compilation.sources, compilation.diagnostics, arguments); code != kDone) return code;
  const sql::Dialect dialect = arguments.dialect.value_or(sql::Dialect::postgresql);
  write_file(arguments.output, ddl_of(*compilation.plan, compilation.sources, compilation.file, dialect));
  return kDone;
}

}  // namespace sydac::compiler
