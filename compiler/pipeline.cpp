#include "pipeline.hpp"

#include <algorithm>
#include <iterator>

#include "check/check.hpp"
#include "check/pool_requests.hpp"
#include "emit/emit.hpp"
#include "import_sql.hpp"
#include "model/model.hpp"
#include "plan/plan.hpp"
#include "resolve/complete_pools.hpp"
#include "resolve/mixins.hpp"
#include "resolve/refine.hpp"
#include "resolve/resolve.hpp"
#include "source/default_values.hpp"
#include "source/import.hpp"

namespace sydac::compiler {
namespace {

// What is wrong by itself, whatever else the file lacks. After a syntax error the rest may only follow from what could not be read.
constexpr Code kLocal[] = {Code::unknown_function, Code::duplicate_name,     Code::duplicate_header,
                           Code::unknown_edition,  Code::second_primary_key, Code::seed_range,
                           Code::bad_date,         Code::type_arguments,     Code::bad_weight,
                           Code::bad_share,        Code::enum_shadows_type,  Code::unknown_parameter,
                           Code::argument_count,   Code::type_mismatch,      Code::operator_types,
                           Code::empty_range,      Code::out_of_type,        Code::bad_parameter,
                           Code::bad_count,        Code::too_many_children,  Code::not_yet};

void analyse(Compilation& c, Diagnostics& diagnostics) {
  add_refinements(*c.schema, diagnostics);
  expand_mixins(*c.schema, diagnostics);
  apply_refined_rules(*c.schema, diagnostics);
  add_default_values(c.sources, *c.schema, diagnostics);
  complete_pools(*c.schema);
  c.model = std::make_unique<Model>(resolve(*c.schema, stem_of(c.sources.at(c.file).path), diagnostics));
  check(*c.model, diagnostics);
  take_locked_entries(*c.model, diagnostics);
}

/// All errors of a file in one run, as far as they can be told from consequences.
void analyse_what_was_understood(Compilation& c) {
  Diagnostics found;
  analyse(c, found);
  for (const Diagnostic& diagnostic : found.all()) {
    if (std::ranges::find(kLocal, diagnostic.code) != std::end(kLocal)) c.diagnostics.report(diagnostic.code, diagnostic.span) = diagnostic;
  }
}

}  // namespace

// shop.sdl and its imports ──parse──► Schema ──resolve──► Model ──check──► Model ──plan──► Plan ──emit──► gen.cpp
void compile(Compilation& c, Stage last) {
  const auto run = [&] {
    c.schema = std::make_unique<Schema>(parse_all(c.sources, c.file, c.imports, c.diagnostics));
    if (last == Stage::schema) return;
    if (c.diagnostics.has_errors()) return analyse_what_was_understood(c);
    analyse(c, c.diagnostics);
    if (last == Stage::model || c.diagnostics.has_errors()) return;
    c.plan = std::make_unique<Plan>(plan(*c.model, c.diagnostics));
    if (last == Stage::plan || c.diagnostics.has_errors()) return;
    c.program = emit(*c.plan, c.sources, c.file);
  };
  run();
  c.diagnostics.point_to_originals(c.sources);
  c.diagnostics.sort();
}

Compilation::Compilation(std::string path, std::string text, ImportOptions import_options)
    : file(sources.add(std::move(path), std::move(text))), imports(std::move(import_options)) {
  if (!imports.translate_sql) imports.translate_sql = sql_translator({});
}
Compilation::~Compilation() = default;

std::string stem_of(const std::string& path) {
  if (path == "-") return "stdin";
  const std::size_t slash = path.rfind('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string::npos || dot == 0 ? name : name.substr(0, dot);
}

}  // namespace sydac::compiler
