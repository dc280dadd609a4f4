#include "pipeline.hpp"

#include "check/check.hpp"
#include "emit/emit.hpp"
#include "model/model.hpp"
#include "plan/plan.hpp"
#include "resolve/resolve.hpp"
#include "source/sdl/parse.hpp"

namespace sydac::compiler {
namespace {

/// Errors that say something true of a line whatever else is missing from the file.
bool stands_alone(Code code) {
  switch (code) {
    case Code::duplicate_name: case Code::duplicate_header: case Code::unknown_edition: case Code::type_arguments: case Code::seed_range:
    case Code::bad_date: case Code::bad_weight: case Code::bad_share: case Code::bad_count: case Code::empty_range: case Code::out_of_type:
    case Code::type_mismatch: case Code::operator_types: case Code::unknown_table: case Code::unknown_function: case Code::not_yet:
      return true;
    default: return false;
  }
}

}  // namespace

// shop.sdl ──parse──► Schema ──resolve──► Model ──check──► Model ──plan──► Plan ──emit──► gen.cpp
void compile(Compilation& c, Stage last) {
  const auto done = [&](Stage stage) { return last == stage || c.diagnostics.has_errors(); };
  struct SortAtTheEnd {
    Diagnostics& diagnostics;
    ~SortAtTheEnd() { diagnostics.sort(); }
  } sort_at_the_end{c.diagnostics};

  c.schema = std::make_unique<Schema>(parse_sdl(c.sources, c.file, c.diagnostics));
  if (last == Stage::schema) return;

  // Behind a syntax error names may be missing: then only what is wrong by itself is reported, so that all of a file's errors come in one run.
  Diagnostics found;
  c.model = std::make_unique<Model>(resolve(*c.schema, stem_of(c.sources.at(c.file).path), found));
  check(*c.model, found);
  for (const Diagnostic& diagnostic : found.all()) {
    if (!c.schema->broken || stands_alone(diagnostic.code)) c.diagnostics.adopt(diagnostic);
  }
  if (done(Stage::model)) return;

  c.plan = std::make_unique<Plan>(compiler::plan(*c.model, c.diagnostics));
  if (done(Stage::plan)) return;

  c.program = emit(*c.plan, c.sources.at(c.file));
}

Compilation::Compilation(std::string path, std::string text) : file(sources.add(std::move(path), std::move(text))) {}
Compilation::~Compilation() = default;

std::string stem_of(const std::string& path) {
  if (path == "-") return "stdin";
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace sydac::compiler
