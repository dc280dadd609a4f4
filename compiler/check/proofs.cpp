#include <algorithm>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "check/prover.hpp"

namespace sydac::compiler {
namespace {

/// Both bounds at one scale.
std::optional<std::pair<Bounds, Bounds>> aligned(const Value& a, const Value& b) {
  if (!a.bounds || !b.bounds) return std::nullopt;
  const unsigned scale_a = a.type.base == Base::decimal ? a.type.scale : 0u, scale_b = b.type.base == Base::decimal ? b.type.scale : 0u;
  const unsigned scale = std::max(scale_a, scale_b);
  auto lift = [&](const Bounds& bounds, unsigned from) -> std::optional<Bounds> {
    auto low = rescale(bounds.low, from, scale), high = rescale(bounds.high, from, scale);
    if (!low || !high) return std::nullopt;
    return Bounds{*low, *high};
  };
  auto first = lift(*a.bounds, scale_a), second = lift(*b.bounds, scale_b);
  if (!first || !second) return std::nullopt;
  return std::pair(*first, *second);
}

/// `12 cases, relations between cells`
std::string shown(const Means& means) {
  std::string text = means.relations ? "relations between cells" : means.intervals ? "intervals" : means.sets ? "sets of values" : "";
  if (means.cases > 1) text = std::to_string(means.cases) + " cases" + (text.empty() ? "" : ", " + text);
  return text.empty() ? "always so" : text;
}

}  // namespace

bool same_value(const Model& model, ValueId a, ValueId b) {
  if (a == b) return true;
  const Value& x = model[a];
  const Value& y = model[b];
  if (x.node.index() != y.node.index()) return false;
  if (const auto* number = std::get_if<NumberValue>(&x.node)) {
    if (x.type.base != y.type.base) return false;
    const auto pair = aligned(x, y);
    return pair ? pair->first.low == pair->second.low : number->raw == std::get<NumberValue>(y.node).raw;
  }
  if (const auto* text = std::get_if<TextValue>(&x.node)) return text->text == std::get<TextValue>(y.node).text;
  if (const auto* boolean = std::get_if<BoolValue>(&x.node)) return boolean->value == std::get<BoolValue>(y.node).value;
  if (const auto* constant = std::get_if<EnumValue>(&x.node)) return constant->index == std::get<EnumValue>(y.node).index;
  if (std::holds_alternative<NullValue>(x.node)) return true;
  if (const auto* own = std::get_if<CellValue>(&x.node)) {
    return own->cell == std::get<CellValue>(y.node).cell && own->frame == std::get<CellValue>(y.node).frame;
  }
  if (const auto* far = std::get_if<PathValue>(&x.node)) {
    return far->cell == std::get<PathValue>(y.node).cell && same_value(model, far->row, std::get<PathValue>(y.node).row);
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&x.node)) {
    return x.type.base == y.type.base && x.type.scale == y.type.scale &&
           same_value(model, conversion->operand, std::get<ConvertValue>(y.node).operand);
  }
  return false;
}

/// Whether left >= right, or left > right where `strict`, in every row where neither is null, by what both are made of. What is not typed
/// yet is not looked into.
bool Checker::at_least(ValueId left, ValueId right, bool strict) { return Prover(model_).at_least(left, right, strict); }

void Checker::type_checks(TableId id) {
  Table& table = model_.tables[id.index];
  for (const Member& member : table.declaration->members) {
    const auto* declared = std::get_if<CheckDecl>(&member.node);
    if (!declared || member.broken) continue;
    Scope scope{{{id, {}}}, nullptr};
    const Type boolean{.base = Base::boolean};
    const std::size_t errors = diagnostics_.errors();
    const ValueId condition = scalar(infer(declared->condition, scope, &boolean));
    if (is_bad(condition) || diagnostics_.errors() != errors) continue;
    if (model_[condition].type.base != Base::boolean) {
      diagnostics_.report(Code::check_type, model_[condition].span, {describe(condition)});
      continue;
    }
    table.checks.push_back({condition, declared->condition, member.span});
  }
}

void Checker::prove_checks(TableId id) {
  Table& table = model_.tables[id.index];
  if (table.checks.empty()) return;
  Prover prover(model_);
  for (Check& check : table.checks) {
    const Truth truth = prover.judge(check.condition);
    if (!truth.can_be_false) {
      check.kept = Kept::proved;
      check.how = shown(prover.means());
    } else if (!truth.can_be_true && !truth.can_be_null) {
      report_never(check.span, check.condition);
    } else {
      diagnostics_.report(Code::check_unproved, check.span);
    }
  }
}

void Checker::report_never(Span span, ValueId condition) {
  auto& problem = diagnostics_.report(Code::check_never, span, {"what is known of both sides excludes it"});
  const auto* compare = std::get_if<CompareValue>(&model_[condition].node);
  if (!compare || same(compare->left, compare->right)) return;
  for (ValueId side : {compare->left, compare->right}) {
    const Value& value = model_[side];
    if (!value.bounds || std::holds_alternative<NumberValue>(value.node)) continue;
    problem.note("this is " + show(value.bounds->low, value.type) + " to " + show(value.bounds->high, value.type), value.span);
  }
}

}  // namespace sydac::compiler
