// tests/golden/NAME: `sydac schema.sdl` must give gen.cpp, and for each TABLE.csv the built program must give its rows: the golden holds
// the header line and the first rows of the table, as many as it has lines. SYDAC_UPDATE=1 rewrites both (an empty TABLE.csv gets twenty
// rows).
#include <algorithm>
#include <vector>

#include "golden.hpp"

using golden::fs::path;

namespace {

std::vector<path> sorted_entries(const path& folder) {
  std::vector<path> found;
  if (!golden::fs::is_directory(folder)) return found;
  for (const auto& entry : golden::fs::directory_iterator(folder)) found.push_back(entry.path());
  std::ranges::sort(found);
  return found;
}

/// Rows that a golden asks for: its lines without the header.
std::size_t rows_of(const path& csv) {
  const std::string text = sydac::compiler::read_file(csv.string());
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  return lines < 2 ? 20 : lines - 1;
}

void check_rows(const std::string& sydac, const std::string& there, const path& csv, golden::Report& report) {
  const std::string table = csv.stem().string();
  const std::string range = table + ":0.." + std::to_string(rows_of(csv) - 1);
  const golden::Outcome outcome = golden::run(there + golden::quoted(sydac) + " run schema.sdl -- --table " + golden::quoted(table) +
                                              " --range " + golden::quoted(range));
  if (outcome.code != 0) return report.fail(csv.string() + ": exit code " + std::to_string(outcome.code));
  report.expect(csv, outcome.output);
}

}  // namespace

int main() {
  const std::string sydac = golden::environment("SYDAC");
  const path folder = path(golden::environment("SYDAC_SOURCE_DIR")) / "tests" / "golden";
  // What was built stays between runs of the tests.
  const std::string cache = (path(golden::environment("SYDAC_BUILD_DIR")) / "tests" / "cache").string();
  golden::Report report;
  for (const path& example : sorted_entries(folder)) {
    if (!golden::fs::exists(example / "schema.sdl")) continue;
    const std::string there = "cd " + golden::quoted(example.string()) + " && XDG_CACHE_HOME=" + golden::quoted(cache) + " ";
    const golden::Outcome outcome = golden::run(there + golden::quoted(sydac) + " schema.sdl");
    if (outcome.code != 0) {
      report.fail(example.string() + ": exit code " + std::to_string(outcome.code));
      continue;
    }
    report.expect(example / "gen.cpp", outcome.output);
    for (const path& file : sorted_entries(example)) {
      if (file.extension() == ".csv") check_rows(sydac, there, file, report);
    }
  }
  return report.finish();
}
