// `sydac`: the command line, and what becomes of exceptions.
#include <exception>
#include <string>
#include <variant>
#include <vector>

#include "base/check.hpp"
#include "base/files.hpp"
#include "cli/arguments.hpp"
#include "cli/commands.hpp"

namespace {

using namespace sydac::compiler;

int run(const Arguments& arguments) {
  switch (arguments.command) {
    case Command::compile: return compile_command(arguments);
    case Command::run: return run_command(arguments);
    case Command::check: return check_command(arguments);
    case Command::format: return format_command(arguments);
    case Command::dump: return dump_command(arguments);
    case Command::explain: return explain_command(arguments);
    case Command::import: return import_command(arguments);
    case Command::ddl: return ddl_command(arguments);
    case Command::pool: return pool_command(arguments);
  }
  return kInternal;
}

int run(std::vector<std::string> words) {
  const std::variant<Arguments, EarlyExit> parsed = parse_arguments(std::move(words));
  if (const EarlyExit* early = std::get_if<EarlyExit>(&parsed)) {
    write_all(early->code == kDone ? 1 : 2, early->text, "-");
    return early->code;
  }
  return run(std::get<Arguments>(parsed));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    try {
      return run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
    } catch (const FileError& error) {
      complain(error.what());
      return kInputOutput;
    } catch (const std::exception& error) {
      complain(std::string("internal error: ") + error.what());
      return kInternal;
    }
  } catch (const FileError&) {
    return kInputOutput;  // standard error is closed
  }
}
