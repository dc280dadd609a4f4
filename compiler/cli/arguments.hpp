// The command line of `sydac`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/warning_flags.hpp"
#include "cli/pool_arguments.hpp"
#include "source/sql/dialect.hpp"

namespace sydac::compiler {

enum class Command : std::uint8_t { compile, run, check, format, dump, explain, import, ddl, pool };

struct Arguments {
  Command command = Command::compile;
  std::vector<std::string> files;  // one, but for `check` and `fmt`; `-` is standard input
  std::string output = "-";        // -o; `-` is standard output
  std::optional<std::string> depfile;
  std::vector<std::string> include_folders;  // -I, in order
  bool diff = false;
  bool standalone = false;
  bool check_format = false;  // fmt --check
  std::string proof;          // check --proof: `text` or `json`; empty: none
  bool json_errors = false;
  std::string dump_stage;                      // schema, model, plan or catalog
  std::string explained;                       // `table` or `table.column`
  std::optional<sql::Dialect> dialect;         // of SQL that is read (absent: found by itself), or that `ddl` writes
  std::vector<std::string> program_arguments;  // of `run`: what follows `--`
  WarningFlags warnings;
  PoolArguments pool;
};

/// The command line was a question (`--help`, code 0) or a mistake (code 2): what to print and where.
struct EarlyExit {
  int code = 0;
  std::string text;  // for standard output when the code is 0, else for standard error
};

/// `words` is argv without the program's name.
std::variant<Arguments, EarlyExit> parse_arguments(std::vector<std::string> words);

std::string_view help_text();
std::string version_text();

}  // namespace sydac::compiler
