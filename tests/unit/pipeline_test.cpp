#include "pipeline.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <vector>

#include "base/files.hpp"
#include "base/render.hpp"
#include "model/model.hpp"
#include "plan/plan.hpp"

using namespace sydac::compiler;
namespace fs = std::filesystem;

namespace {

std::vector<std::string> corpus() {
  std::vector<fs::path> paths;
  for (const char* folder : {"tests/sdl", "tests/errors", "examples"}) {
    const fs::path root = fs::path(SYDAC_SOURCE_DIR) / folder;
    if (!fs::is_directory(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() == ".sdl") paths.push_back(entry.path());
    }
  }
  std::ranges::sort(paths);
  std::vector<std::string> texts;
  for (const fs::path& path : paths) texts.push_back(read_file(path.string()));
  return texts;
}

/// Words, numbers, strings by halves, single signs and blanks.
std::vector<std::string> pieces_of(const std::string& text) {
  std::vector<std::string> pieces;
  const auto is_word = [](char c) { return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (const char c : text) {
    if (!pieces.empty() && is_word(c) && is_word(pieces.back().back())) {
      pieces.back() += c;
    } else {
      pieces.emplace_back(1, c);
    }
  }
  return pieces;
}

bool has(const Compilation& compilation, Code code) {
  return std::ranges::any_of(compilation.diagnostics.all(), [&](const Diagnostic& d) { return d.code == code; });
}

}  // namespace

TEST_CASE("each stage leaves its result, the last one a program") {
  const std::string text = "dataset d\ntable t[3] {\n  id int pk\n  x int = 1..5\n}\n";
  for (const Stage stage : {Stage::schema, Stage::model, Stage::plan, Stage::program}) {
    Compilation compilation("dir/d.sdl", text);
    compile(compilation, stage);
    CHECK(compilation.diagnostics.all().empty());
    CHECK(compilation.schema != nullptr);
    CHECK((compilation.model != nullptr) == (stage >= Stage::model));
    CHECK((compilation.plan != nullptr) == (stage >= Stage::plan));
    CHECK(compilation.program.empty() == (stage != Stage::program));
  }
}

TEST_CASE("the same text gives the same program, whatever folder it is in") {
  const std::string text = "table t[3] {\n  id int pk\n}\n";
  Compilation here("a.sdl", text);
  Compilation there("/some/where else/a.sdl", text);
  compile(here);
  compile(there);
  CHECK(here.program == there.program);
}

TEST_CASE("after a syntax error, mistakes that stand on their own are told too, in order; what may follow from it is not") {
  Compilation compilation("a.sdl",
                          "table t[3] {\n  id int pk\n  d date = 2026-02-30..2026-03-01\n  x int = = 3\n  y -> nowhere\n  id int\n}\n");
  compile(compilation);
  CHECK(has(compilation, Code::bad_date));
  CHECK(has(compilation, Code::duplicate_name));
  CHECK_FALSE(has(compilation, Code::unknown_table));
  CHECK(compilation.program.empty());
  CHECK(compilation.diagnostics.errors() == 3);
  CHECK(std::ranges::is_sorted(compilation.diagnostics.all(), {}, [](const Diagnostic& d) { return d.span.begin; }));
}

TEST_CASE("stems") {
  CHECK(stem_of("dir.d/shop.sdl") == "shop");
  CHECK(stem_of("shop") == "shop");
  CHECK(stem_of(".hidden") == ".hidden");
  CHECK(stem_of("-") == "stdin");
}

TEST_CASE("damaged schemas give diagnostics or a program, never an exception") {
  std::mt19937 random(20260101);
  const std::vector<std::string> texts = corpus();
  REQUIRE(texts.size() > 2);
  std::vector<std::string> words;
  for (const std::string& text : texts) {
    const std::vector<std::string> pieces = pieces_of(text.substr(0, 20'000));
    words.insert(words.end(), pieces.begin(), pieces.end());
  }
  for (int round = 0; round < 400; ++round) {
    std::vector<std::string> pieces = pieces_of(texts[random() % texts.size()].substr(0, 6000));
    for (std::size_t edits = 1 + random() % 4; edits > 0 && !pieces.empty(); --edits) {
      const auto at = static_cast<std::ptrdiff_t>(random() % pieces.size());
      switch (random() % 4) {
        case 0:
          pieces.erase(pieces.begin() + at,
                       pieces.begin() + std::min<std::ptrdiff_t>(at + 1 + static_cast<std::ptrdiff_t>(random() % 8), std::ssize(pieces)));
          break;
        case 1: pieces[static_cast<std::size_t>(at)] = words[random() % words.size()]; break;
        case 2: pieces.insert(pieces.begin() + at, words[random() % words.size()]); break;
        default: std::swap(pieces[static_cast<std::size_t>(at)], pieces[random() % pieces.size()]); break;
      }
    }
    std::string text;
    for (const std::string& piece : pieces) text += piece;
    CAPTURE(text);
    Compilation compilation("damaged.sdl", text);
    REQUIRE_NOTHROW(compile(compilation));
    REQUIRE(compilation.diagnostics.has_errors() == compilation.program.empty());
    REQUIRE_NOTHROW(render_text(compilation.sources, compilation.diagnostics));
  }
}
