// What the commands of `sydac` do. Each returns the exit code and throws FileError for trouble with files.
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "cli/arguments.hpp"
#include "source/import.hpp"

namespace sydac::compiler {

enum ExitCode : int { kDone = 0, kErrors = 1, kUsage = 2, kInputOutput = 3, kInternal = 70 };

int compile_command(const Arguments& arguments);
int run_command(const Arguments& arguments);
int check_command(const Arguments& arguments);
int format_command(const Arguments& arguments);
int dump_command(const Arguments& arguments);
int explain_command(const Arguments& arguments);
int import_command(const Arguments& arguments);
int ddl_command(const Arguments& arguments);
int pool_command(const Arguments& arguments);

/// SQL is known by the name of its file, or by `--dialect`.
ImportOptions import_options(const Arguments& arguments);

/// Prints what there is to say on standard error, in the form that was asked for; returns kErrors if there is an error as the flags see it.
int report(const Sources& sources, const Diagnostics& diagnostics, const Arguments& arguments);

/// The text of a schema; a script of SQL, which is mostly rows, may be longer than other files.
std::string read_schema(const std::string& path, const Arguments& arguments);

/// `sydac: …` on standard error.
void complain(std::string_view text);

/// A rule for make and ninja: `target: inputs`, with blanks, `#`, `$` and `:` escaped; standard input is no input.
std::string depfile_text(const std::string& target, const Sources& inputs);

}  // namespace sydac::compiler
