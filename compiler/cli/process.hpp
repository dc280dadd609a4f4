// Starting other programs.
#pragma once

#include <string>
#include <vector>

namespace sydac::compiler {

/// Runs a command found along PATH, its standard output and error going to the file `log`, standard input being empty. Returns the exit
/// code, 128 + n after signal n, or 127 when it can not be started.
int run_logged(const std::vector<std::string>& command, const std::string& log);

/// Becomes the program at `path`, with `name` as its argv[0]. Throws FileError when that is not possible; otherwise does not return.
[[noreturn]] void become(const std::string& path, const std::string& name, const std::vector<std::string>& arguments);

/// The absolute path that a command would be run from; empty when there is none.
std::string find_command(const std::string& name);

/// The executable that is running, links followed; empty when the system does not tell.
std::string own_executable();

/// The value of an environment variable; empty when it is not set.
std::string environment(const char* name);

}  // namespace sydac::compiler
