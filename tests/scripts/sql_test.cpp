// tests/sql: for each NAME.sql what `sydac dump catalog NAME.sql` prints, and below it what it says, must be NAME.catalog, and what `sydac
// import` makes of it NAME.sdl; that must come back the same when it is imported again, and be the same model. A first line
// `-- --dialect NAME` goes to the command line. SYDAC_UPDATE=1 rewrites what is expected.
#include <algorithm>
#include <fstream>
#include <vector>

#include "golden.hpp"

using golden::fs::path;

namespace {

std::string options_of(const path& file) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  constexpr std::string_view kStart = "-- --dialect ";
  return line.starts_with(kStart) ? " --dialect " + golden::quoted(line.substr(kStart.size())) : "";
}

}  // namespace

int main() {
  const std::string sydac = golden::environment("SYDAC");
  const path folder = path(golden::environment("SYDAC_SOURCE_DIR")) / "tests" / "sql";
  golden::Report report;
  std::vector<path> files;
  for (const auto& entry : golden::fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".sql") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const path& file : files) {
    const std::string name = golden::quoted(file.filename().string());
    const golden::Outcome outcome = golden::run("cd " + golden::quoted(folder.string()) + " && NO_COLOR=1 timeout 60 " +
                                                golden::quoted(sydac) + " dump catalog " + name + options_of(file) + " 2>&1 </dev/null");
    if (outcome.code != 0) report.fail(file.string() + ": exit code " + std::to_string(outcome.code));
    path expected = file;
    expected.replace_extension(".catalog");
    report.expect(expected, outcome.output);
    const auto sydac_says = [&](const std::string& command, const std::string& rest) {
      return golden::run("cd " + golden::quoted(folder.string()) + " && NO_COLOR=1 timeout 60 " + golden::quoted(sydac) + " " + command +
                         " " + rest + " 2>/dev/null </dev/null");
    };
    const golden::Outcome sdl = sydac_says("import", name + options_of(file));
    if (sdl.code != 0) report.fail(file.string() + ": import: exit code " + std::to_string(sdl.code));
    expected.replace_extension(".sdl");
    report.expect(expected, sdl.output);
    const std::string again = golden::quoted(expected.filename().string());
    if (sydac_says("import", again).output != sdl.output) report.fail(expected.string() + ": imported again it is another text");
    if (sdl.output.find("\ntable ") == std::string::npos) continue;
    const std::string model = sydac_says("dump model", name + options_of(file)).output;
    if (model.empty() || model != sydac_says("dump model", again).output)
      report.fail(expected.string() + ": another model than that of the SQL");
  }
  return report.finish();
}
