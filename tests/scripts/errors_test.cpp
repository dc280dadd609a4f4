// tests/errors: for each NAME.sdl what `sydac check NAME.sdl` says must be NAME.stderr, and its exit code 1, or 0 where that has only
// warnings. NAME.sh prints a schema that is too large or too strange to be kept as a file; it is checked as standard input. Every
// diagnostic of the table must be said by one of them, or by a file of tests/sql. SYDAC_UPDATE=1 rewrites what is expected.
#include <algorithm>
#include <set>
#include <vector>

#include "base/diagnostics.hpp"
#include "golden.hpp"

using golden::fs::path;

namespace {

/// Seconds in which nonsense of any size must be answered; generous, for sanitizers and busy machines.
constexpr const char* kLimit = "60";

std::vector<path> cases(const path& folder) {
  std::vector<path> found;
  for (const auto& entry : golden::fs::recursive_directory_iterator(folder)) {
    const path extension = entry.path().extension();
    if (entry.is_regular_file() && (extension == ".sdl" || extension == ".sh")) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

std::string command_for(const std::string& sydac, const path& file) {
  const std::string check = "NO_COLOR=1 timeout " + std::string(kLimit) + " " + golden::quoted(sydac) + " check ";
  const std::string name = golden::quoted(file.filename().string());
  const std::string there = "cd " + golden::quoted(file.parent_path().string()) + " && ";
  if (file.extension() == ".sh") return there + "sh " + name + " | " + check + "- 2>&1";
  return there + check + name + " 2>&1 </dev/null";
}

/// The last line counts: `2 errors, 1 warning`.
int expected_code(const std::string& output) {
  const std::size_t last = output.size() < 2 ? 0 : output.rfind('\n', output.size() - 2) + 1;
  return output.find("error", last) == std::string::npos ? 0 : 1;
}

void check_every_code_is_said(const std::string& all, golden::Report& report) {
  std::set<std::string_view> ids;
  for (const sydac::compiler::DiagnosticKind& kind : sydac::compiler::diagnostic_kinds()) {
    if (!ids.insert(kind.id).second) report.fail("two rows have the code " + std::string(kind.id));
    if (all.find(" [" + std::string(kind.id) + "]\n") == std::string::npos) {
      report.fail("no file in tests/errors or tests/sql is told " + std::string(kind.id) + " " + std::string(kind.name));
    }
  }
}

}  // namespace

int main() {
  const std::string sydac = golden::environment("SYDAC");
  const path folder = path(golden::environment("SYDAC_SOURCE_DIR")) / "tests" / "errors";
  golden::Report report;
  std::string all;
  std::set<path> stems;
  for (const path& file : cases(folder)) {
    const golden::Outcome outcome = golden::run(command_for(sydac, file));
    path expected = file;
    expected.replace_extension(".stderr");
    if (!stems.insert(expected).second) report.fail("two cases share " + expected.string());
    const bool sane = outcome.code == 0 || outcome.code == 1;
    if (!sane || outcome.code != expected_code(outcome.output)) report.fail(file.string() + ": exit code " + std::to_string(outcome.code));
    if (sane) report.expect(expected, outcome.output);
    all += outcome.output;
  }
  for (const auto& entry : golden::fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".stderr" && !stems.contains(entry.path())) report.fail(entry.path().string() + " belongs to no case");
  }
  for (const auto& entry : golden::fs::directory_iterator(folder.parent_path() / "sql")) {
    if (entry.path().extension() == ".catalog") all += sydac::compiler::read_file(entry.path().string());
  }
  check_every_code_is_said(all, report);
  return report.finish();
}
