// Executables of generated programs, kept between runs of `sydac run`.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>

namespace sydac::compiler {

/// The C++ compiler did not take a generated program: a bug of ours. The text has the compiler's own first words and says where the program
/// is.
struct BuildFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct BuildRequest {
  std::string name;                         // of the executable: the stem of the schema's file
  std::string program;                      // includes <sydac/…>
  std::function<std::string()> standalone;  // the same program with the runtime in it; asked for only where there is no installed runtime
  bool prefer_standalone = false;
  std::function<void()> on_build = {};  // called before the C++ compiler is started
};

/// The path of the program's executable, built unless one of the same program, C++ compiler, flags and runtime is there. The runtime beside
/// this executable is linked if its headers are the very ones this compiler was built with; else, or when that fails, the program is built
/// with the runtime in it. Executables that were not used for 30 days are removed. Safe against other processes doing the same. Throws
/// FileError, BuildFailed.
std::string build_program(const BuildRequest& request);

/// `$XDG_CACHE_HOME/sydac`, `~/.cache/sydac`, or a folder of the user's own in the place for temporary files.
std::string cache_folder();

}  // namespace sydac::compiler
