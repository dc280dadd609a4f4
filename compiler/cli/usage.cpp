#include "cli/usage.hpp"

#include "base/diagnostics.hpp"
#include "base/text.hpp"

namespace sydac::compiler {

std::string backticked(std::string_view word) { return "`" + printable(word, 80) + "`"; }

void fail_usage(const std::string& what, const std::optional<std::string>& hint) {
  throw UsageError{"sydac: " + what + "\n" + (hint ? "   hint: " + *hint + "\n" : "")};
}

void fail_unknown(std::string_view kind, std::string_view word, const std::vector<std::string>& known, const std::string& otherwise) {
  const std::optional<std::string> near = nearest(word, known);
  fail_usage("unknown " + std::string(kind) + " " + backticked(word), near ? backticked(*near) : otherwise);
}

}  // namespace sydac::compiler
