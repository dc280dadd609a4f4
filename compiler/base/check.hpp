// `SYDAC_CHECK(cond)`: what must hold whatever the user wrote. A failure is our bug, on in every build; main turns it into exit code 70.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace sydac::compiler {

/// A broken invariant of the compiler itself.
struct InternalError : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void check_failed(const char* condition, const char* file, int line) {
  std::string_view path = file;
  if (const std::size_t folder = path.rfind("compiler/"); folder != std::string_view::npos) path.remove_prefix(folder);
  throw InternalError(std::string(condition) + " does not hold, " + std::string(path) + ":" + std::to_string(line));
}

}  // namespace sydac::compiler

#define SYDAC_CHECK(condition) \
  (static_cast<bool>(condition) ? static_cast<void>(0) : ::sydac::compiler::check_failed(#condition, __FILE__, __LINE__))
