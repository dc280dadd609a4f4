// tests/proofs: the conditions are lets. Each is proved, but for those that say `// open`: they are one off, leave out a case or a member,
// turn a sign, or forget null. None of these may be called proved; `// never` can never hold.
#include <doctest/doctest.h>

#include <filesystem>

#include "base/files.hpp"
#include "base/text.hpp"
#include "check/prover.hpp"
#include "pipeline.hpp"

using namespace sydac::compiler;
namespace fs = std::filesystem;

namespace {

std::size_t judge_all(const fs::path& path) {
  Compilation compilation(path.string(), read_file(path.string()));
  compile(compilation, Stage::model);
  REQUIRE_FALSE(compilation.diagnostics.has_errors());
  const LineIndex lines(compilation.sources.at(compilation.file).text);
  std::size_t judged = 0;
  for (const Table& table : compilation.model->tables) {
    std::size_t effort = kEffort;
    Prover prover(*compilation.model, effort);
    for (const Cell& cell : table.cells) {
      if (cell.kind != CellKind::let || cell.type.base != Base::boolean) continue;
      const std::string_view line = lines.line(lines.position(cell.span.begin).line);
      const Truth truth = prover.judge(*cell.value);
      const bool open = line.find("// open") != std::string_view::npos, never = line.find("// never") != std::string_view::npos;
      CAPTURE(path.filename().string());
      CAPTURE(line);
      CHECK(truth.can_be_false == (open || never));
      CHECK((truth.can_be_true || truth.can_be_null) == !never);
      ++judged;
    }
  }
  return judged;
}

}  // namespace

TEST_CASE("what holds is proved, what nearly holds is not") {
  std::size_t judged = 0;
  for (const auto& entry : fs::directory_iterator(fs::path(SYDAC_SOURCE_DIR) / "tests" / "proofs")) {
    if (entry.path().extension() == ".sdl") judged += judge_all(entry.path());
  }
  CHECK(judged > 100);
}
