#include "ddl/ddl.hpp"

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "pipeline.hpp"

namespace sydac::compiler {

int ddl_command(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  Arguments read = arguments;
  read.dialect.reset();  // it is that of what is written
  Compilation compilation(path, read_schema(path, read), import_options(read));
  compile(compilation, Stage::plan);
  if (const int code = report(compilation.sources, compilation.diagnostics, arguments); code != kDone) return code;
  const sql::Dialect dialect = arguments.dialect.value_or(sql::Dialect::postgresql);
  write_file(arguments.output, ddl_of(*compilation.plan, compilation.sources, compilation.file, dialect));
  return kDone;
}

}  // namespace sydac::compiler
