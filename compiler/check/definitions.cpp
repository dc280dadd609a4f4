// Calls of a `def`: its body, typed where it is called. A parameter stands for the value of its argument, which is one value with its own
// draw sites however often the body names it; what the body itself draws has sites of its own at each call.
#include <algorithm>

#include "check/checker.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

/// Operations that one call can become, and how deep in each other; each is printed into the program.
constexpr std::uint64_t kMostOperations = 10'000, kDeepest = 1'000;
/// Of all calls of a schema together.
constexpr std::size_t kMostInAll = 1'000'000;
constexpr std::size_t kMostCalls = 200;  // of a call in a body in a body

}  // namespace

const Definition* Checker::definition_named(std::string_view name) const {
  const auto found = definitions_by_name_.find(name);
  return found == definitions_by_name_.end() ? nullptr : &model_.definitions[found->second];
}

void Checker::check_definitions() {
  constexpr std::string_view kBuiltIn[] = {"choice", "serial", "rows", "split", "sum", "count", "avg", "exists", "min", "max"};
  const auto is_function_name = [&](const std::string& name) {
    return find_function(name) || std::find(std::begin(kBuiltIn), std::end(kBuiltIn), name) != std::end(kBuiltIn);
  };
  // A pool may have the name of a rule: it stands in the schema, and the catalogue grows.
  for (const Pool& pool : model_.pools) {
    if (is_function_name(pool.name)) diagnostics_.report(Code::definition_shadows, pool.name_span, {pool.name});
  }
  for (std::uint32_t i = 0; i < model_.definitions.size(); ++i) {
    const Definition& definition = model_.definitions[i];
    definitions_by_name_.emplace(definition.name, i);
    const std::string& name = definition.name;
    if (is_function_name(name) || find_rule(name)) diagnostics_.report(Code::definition_shadows, definition.name_span, {name});
  }
}

std::optional<ValueId> Checker::parameter_value(const Name& name, Span span, const Scope& scope) {
  if (!scope.expansion) return std::nullopt;
  const auto& parameters = scope.expansion->definition.parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name != name.text) continue;
    Value value = model_[scope.expansion->arguments[i]];
    value.span = span;
    return model_.add(std::move(value));
  }
  return std::nullopt;
}

/// An argument in the type of its parameter.
ValueId Checker::argument_value(const DefinitionParameter& parameter, const Argument& argument, Scope& scope) {
  const Span span = schema_[argument.value].span;
  ValueId value = scalar(infer(argument.value, scope, &parameter.type));
  if (is_bad(value) || is_null(value)) return bad(span);
  value = convert(value, parameter.type);
  const Value& held = model_[value];
  if (is_bad(value)) return value;
  Cell place;  // what messages name
  place.name = parameter.name;
  place.name_span = parameter.span;
  place.type = parameter.type;
  place.type_text = parameter.type_text;
  const std::size_t errors = diagnostics_.errors();
  fit_number(place, held, span);
  if (parameter.type.base == Base::text && parameter.type.length && (!held.size || held.size->longest() > *parameter.type.length)) {
    diagnostics_
        .report(Code::text_too_long, span,
                {held.size ? std::to_string(held.size->longest()) : std::string("any number of"), parameter.type_text,
                 std::to_string(*parameter.type.length)})
        .note("`" + parameter.name + "` is declared here", parameter.span)
        .suggest("a parameter of type `text` takes any");
  }
  return diagnostics_.errors() == errors ? value : bad(span);
}

/// How large and how deep the values are that it is made of, each counted wherever it stands.
bool Checker::is_too_large(ValueId id) {
  for (std::size_t i = sizes_.size(); i < model_.values.size(); ++i) {
    ValueTree tree{1, 1};
    for (ValueId part : parts_of(model_.values[i])) {
      if (part.index >= sizes_.size()) continue;
      const ValueTree& own = sizes_[part.index];
      tree = {std::min(tree.size + own.size, kMostOperations + 1), std::max(tree.depth, own.depth + 1)};
    }
    sizes_.push_back(tree);
  }
  return sizes_[id.index].size > kMostOperations || sizes_[id.index].depth > kDeepest;
}

ValueId Checker::report_too_large(const Expr& expr, const Definition& definition) {
  if (!expansion_failed_)
    diagnostics_.report(Code::definition_too_large, expr.span, {definition.name, std::to_string(kMostOperations), "operations"})
        .note("declared here", definition.name_span);
  expansion_failed_ = true;
  return bad(expr.span);
}

ValueId Checker::infer_definition(const Expr& expr, const Call& call, const Definition& definition, Scope& scope, Expected expected) {
  const bool outermost = scope.expansion == nullptr;
  if (definition.bad) return bad(expr.span);
  if (call.arguments.size() != definition.parameters.size()) {
    const std::size_t wanted = definition.parameters.size();
    diagnostics_
        .report(Code::argument_count, call.function.span,
                {definition.name, "takes " + (wanted == 0 ? "no" : std::to_string(wanted)) + (wanted == 1 ? " argument" : " arguments")})
        .note("declared here", definition.name_span);
    return bad(expr.span);
  }
  Expansion expansion{definition, {}};
  bool failed = false;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Argument& argument = call.arguments[i];
    if (argument.name || argument.weight || argument.where) {
      diagnostics_.report(Code::argument_count, schema_[argument.value].span, {definition.name, "takes plain values"});
      return bad(expr.span);
    }
    expansion.arguments.push_back(argument_value(definition.parameters[i], argument, scope));
    failed = failed || is_bad(expansion.arguments.back());
  }
  if (failed) return bad(expr.span);
  if (outermost) {
    expansion_start_ = model_.values.size();
    expansion_failed_ = expanded_ > kMostInAll;
    if (expansion_failed_) return bad(expr.span);  // reported where it went too far
  }
  if (expansion_failed_ || expansion_calls_ >= kMostCalls || model_.values.size() - expansion_start_ > 4 * kMostOperations)
    return report_too_large(expr, definition);
  Scope inside{scope.frames, scope.cell, &expansion, nullptr};
  const std::size_t before = diagnostics_.all().size();
  ++expansion_calls_;
  const ValueId body = scalar(infer(definition.body, inside, expected));
  --expansion_calls_;
  diagnostics_.annotate(before, "in this use of `" + definition.name + "`", expr.span);
  if (outermost) {
    expanded_ += model_.values.size() - expansion_start_;
    if (expanded_ > kMostInAll && !expansion_failed_) return report_too_large(expr, definition);
  }
  if (is_bad(body)) return bad(expr.span);
  if (is_too_large(body)) return report_too_large(expr, definition);
  Value value = model_[body];
  value.span = expr.span;
  return model_.add(std::move(value));
}

ValueId Checker::report_no_rows(const Expr& expr, std::string_view what) {
  diagnostics_.report(Code::rollup_argument, expr.span, {what, "can not stand in a `def`, which sees no rows"})
      .suggest("a parameter can bring the value");
  return bad(expr.span);
}

}  // namespace sydac::compiler
