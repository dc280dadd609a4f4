#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "check/checker.hpp"
#include "check/prover.hpp"
#include "check/retries.hpp"
#include "check/rewrite.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

/// Checks of a table that draws are narrowed for.
constexpr std::size_t kMostConstructed = 64;

/// Both bounds at one scale.
std::optional<std::pair<Bounds, Bounds>> aligned(const Value& a, const Value& b) {
  if (!a.bounds || !b.bounds) return std::nullopt;
  const unsigned scale_a = scale_of(a.type), scale_b = scale_of(b.type);
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
  if (is_own_row_number(x) || is_own_ordinal(x)) return is_own_row_number(y) || is_own_ordinal(y);
  if (const auto* operation = std::get_if<ArithmeticValue>(&x.node)) {
    const auto& other = std::get<ArithmeticValue>(y.node);
    return operation->op == other.op && x.type.base == y.type.base && x.type.scale == y.type.scale &&
           same_value(model, operation->left, other.left) && same_value(model, operation->right, other.right);
  }
  if (const auto* conversion = std::get_if<ConvertValue>(&x.node)) {
    return x.type.base == y.type.base && x.type.scale == y.type.scale &&
           same_value(model, conversion->operand, std::get<ConvertValue>(y.node).operand);
  }
  return false;
}

/// Whether left >= right, or left > right where `strict`, in every row where neither is null, by what both are made of. What is not typed
/// yet is not looked into.
bool Checker::at_least(ValueId left, ValueId right, bool strict) { return Prover(model_, effort_).at_least(left, right, strict); }

void Checker::type_checks(TableId id) {
  Table& table = model_.tables[id.index];
  if (!table.declaration) return;  // a fallback of a pool
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
  for (Check& check : table.checks) prove(check);
  construct_checks(id);
}

void Checker::retry_checks() {
  const std::size_t errors = diagnostics_.errors();
  if (errors == 0) Retries(model_, diagnostics_).run();
  for (const Table& table : model_.tables) {
    for (const Check& check : table.checks) {
      if (check.kept == Kept::tested && diagnostics_.errors() == errors) diagnostics_.report(Code::check_unproved, check.span);
    }
  }
}

/// Narrows draws for the checks that all of that proves; those that it does not are left out, and nothing is narrowed for them. What was
/// proved stays proved, since values are only taken away.
void Checker::construct_checks(TableId id) {
  std::vector<std::size_t> open;
  auto& checks = model_.tables[id.index].checks;
  for (std::size_t i = 0; i < checks.size() && open.size() < kMostConstructed; ++i) {
    if (checks[i].kept == Kept::tested) open.push_back(i);
  }
  for (bool again = true; again && !open.empty();) {
    Rewriter rewriter(model_, id, effort_);
    std::vector<ValueId> conditions;
    for (std::size_t i : open) conditions.push_back(checks[i].condition);
    rewriter.run(conditions);
    again = std::erase_if(open, [&](std::size_t i) { return Prover(model_, effort_).judge(checks[i].condition).can_be_false; }) > 0;
    if (again) {
      rewriter.undo();
      continue;
    }
    for (std::size_t i : open) {
      checks[i].kept = Kept::constructed;
      checks[i].how = narrowed_by(checks[i], rewriter);
    }
  }
}

std::string Checker::narrowed_by(const Check& check, const Rewriter& rewriter) const {
  std::set<CellId> cells;
  for_each_value(model_, check.condition, [&](ValueId value) {
    if (const auto* own = std::get_if<CellValue>(&model_[value].node); own && rewriter.changed(own->cell)) cells.insert(own->cell);
  });
  std::string text;
  for (CellId cell : cells) text += (text.empty() ? "narrows `" : ", `") + model_[cell].name + "`";
  return text.empty() ? "follows from other checks" : text;
}

void Checker::prove(Check& check) {
  Prover prover(model_, effort_);
  const Truth truth = prover.judge(check.condition);
  if (!truth.can_be_false) {
    check.kept = Kept::proved;
    check.how = shown(prover.means());
  } else if (!truth.can_be_true && !truth.can_be_null) {
    report_never(check.span, check.condition);
    check.kept = Kept::proved;  // to be false; nothing more is said of it
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
