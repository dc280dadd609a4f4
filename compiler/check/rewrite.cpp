#include "check/rewrite.hpp"

#include <algorithm>
#include <set>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "model/walk.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

/// Cells that a walk over definitions looks at before it gives up.
constexpr std::size_t kMostCells = 4096;
constexpr unsigned kMostRounds = 16;

bool is_number_constant(const Model& model, ValueId value) { return std::holds_alternative<NumberValue>(model[value].node); }

}  // namespace

void Rewriter::run(const std::vector<ValueId>& conditions) {
  std::vector<ValueId> parts;
  for (ValueId condition : conditions) conjuncts(condition, parts);
  std::erase_if(parts, [&](ValueId part) { return holds(part) || narrow_values(part); });
  std::vector<Comparison> compared;
  for (ValueId part : parts) {
    for (const Comparison& each : comparisons(part)) compared.push_back(each);
  }
  // An end that moves may move others: a < b < c.
  bool moved = true;
  for (unsigned round = 0; moved && round < kMostRounds; ++round) {
    moved = false;
    for (const Comparison& each : compared) moved = tighten(each) || moved;
  }
  for (ValueId part : parts) {
    for (const Comparison& each : comparisons(part)) {
      if (!holds(part)) narrow(each);
    }
  }
}

void Rewriter::undo() {
  for (auto at = before_.rbegin(); at != before_.rend(); ++at)
    model_.tables[at->first.table.index].cells[at->first.index].value = at->second;
  before_.clear();
}

bool Rewriter::changed(CellId cell) const {
  return std::any_of(before_.begin(), before_.end(), [&](const auto& each) { return each.first == cell; });
}

void Rewriter::conjuncts(ValueId condition, std::vector<ValueId>& made) const {
  const auto* logic = std::get_if<LogicValue>(&model_[condition].node);
  if (!logic || logic->op != BinaryOp::logical_and) return made.push_back(condition);
  conjuncts(logic->left, made);
  conjuncts(logic->right, made);
}

bool Rewriter::holds(ValueId condition) const { return !Prover(model_, effort_).judge(condition).can_be_false; }

void Rewriter::replace(CellId id, ValueId value) {
  Cell& cell = model_.tables[id.table.index].cells[id.index];
  before_.emplace_back(id, *cell.value);
  cell.value = value;
}

bool Rewriter::is_key(CellId id) const {
  const Cell& cell = model_[id];
  const auto& keys = model_[table_].keys;
  return cell.pk || cell.unique || std::any_of(keys.begin(), keys.end(), [&](const Key& key) {
           return std::find(key.cells.begin(), key.cells.end(), id.index) != key.cells.end();
         });
}

// --- ranges --------------------------------------------------------------------------------------------------------------------

std::vector<Rewriter::Comparison> Rewriter::comparisons(ValueId condition) const {
  if (const auto* in = std::get_if<InValue>(&model_[condition].node); in && in->range)
    return {{in->operand, in->items[0], false}, {in->items[1], in->operand, false}};
  const auto* compare = std::get_if<CompareValue>(&model_[condition].node);
  if (!compare) return {};
  switch (compare->op) {
    case BinaryOp::greater_equal: return {{compare->left, compare->right, false}};
    case BinaryOp::greater: return {{compare->left, compare->right, true}};
    case BinaryOp::less_equal: return {{compare->right, compare->left, false}};
    case BinaryOp::less: return {{compare->right, compare->left, true}};
    default: return {};
  }
}

std::optional<CellId> Rewriter::range_cell(ValueId value, bool by_constant) const {
  const Value* held = &model_[value];
  if (const auto* conversion = std::get_if<ConvertValue>(&held->node); conversion && is_moment(held->type))
    held = &model_[conversion->operand];
  const auto* own = std::get_if<CellValue>(&held->node);
  if (!own || own->frame != 0 || own->cell.table != table_) return std::nullopt;
  const Cell& cell = model_[own->cell];
  if (cell.kind == CellKind::reference || cell.bad || cell.copied || !cell.value || (is_key(own->cell) && !by_constant))
    return std::nullopt;
  const auto* range = std::get_if<RangeValue>(&model_[*cell.value].node);
  if (!range || model_[*cell.value].type.base == Base::interval) return std::nullopt;
  for (ValueId end : {range->low, range->high}) {
    if (model_[end].type.nullable || model_[end].type.base == Base::real) return std::nullopt;
  }
  return own->cell;
}

/// Whether a value is made from a cell, of any row.
bool Rewriter::reads(ValueId value, CellId cell) const {
  std::vector<CellUse> pending;
  std::set<CellId> seen;
  cells_read(model_, value, table_, pending);
  while (!pending.empty()) {
    const CellId at = pending.back().cell;
    pending.pop_back();
    if (at == cell || seen.size() > kMostCells) return true;
    if (seen.insert(at).second) cells_read_by(model_, at, pending);
  }
  return false;
}

/// A value moved by so many steps of a range.
ValueId Rewriter::stepped(ValueId value, Int128 steps, const Type& type, Int128 step) {
  if (steps == 0) return value;
  const Value held = model_[value];
  const Int128 distance = steps * step;
  auto moved = held.bounds;
  if (moved) moved = Bounds{moved->low + distance, moved->high + distance};
  if (is_number_constant(model_, value))
    return model_.add({held.span, held.type, moved, {}, NumberValue{std::get<NumberValue>(held.node).raw + distance}});
  ValueId by;
  if (is_moment(type) || type.base == Base::time) {
    const bool days = held.type.base == Base::date;
    const Int128 length = days ? distance * kMicrosPerDay : distance;
    by = model_.add({held.span,
                     {.base = Base::interval},
                     Bounds{length, length},
                     {},
                     IntervalValue{0, days ? static_cast<std::int32_t>(distance) : 0, days ? 0 : static_cast<std::int64_t>(distance)}});
  } else {
    Type plain = held.type;
    plain.nullable = false;
    by = model_.add({held.span, plain, Bounds{distance, distance}, {}, NumberValue{distance}});
  }
  return model_.add({held.span, held.type, moved, {}, ArithmeticValue{BinaryOp::add, value, by}});
}

/// The end of a range and a second one: whichever leaves less. A second end that is null leaves the range as it is.
ValueId Rewriter::farthest(ValueId end, ValueId by, bool from_below) {
  const Value a = model_[end], b = model_[by];
  auto pick = [&](Int128 x, Int128 y) { return from_below ? std::max(x, y) : std::min(x, y); };
  std::optional<Bounds> bounds;
  if (a.bounds && b.bounds) bounds = Bounds{pick(a.bounds->low, b.bounds->low), pick(a.bounds->high, b.bounds->high)};
  if (is_number_constant(model_, end) && is_number_constant(model_, by)) {
    const Int128 raw = pick(std::get<NumberValue>(a.node).raw, std::get<NumberValue>(b.node).raw);
    return model_.add({b.span, a.type, Bounds{raw, raw}, {}, NumberValue{raw}});
  }
  Type type = a.type;
  type.nullable = b.type.nullable;
  const ValueId both = model_.add({b.span, type, bounds, {}, FunctionValue{from_below ? Function::maximum : Function::minimum, {end, by}}});
  if (!b.type.nullable) return both;
  if (bounds) bounds = Bounds{std::min(bounds->low, a.bounds->low), std::max(bounds->high, a.bounds->high)};
  return model_.add({b.span, a.type, bounds, {}, FunctionValue{Function::coalesce, {both, end}}});
}

/// Moves one end of the range that `drawn` is to `by`, if the range never becomes empty by that.
bool Rewriter::bound(ValueId drawn, ValueId by, bool from_below, bool strict) {
  const bool constant = is_number_constant(model_, by);
  const auto id = range_cell(drawn, constant);
  if (!id || reads(by, *id)) return false;
  Value made = model_[*model_[*id].value];
  RangeValue range = std::get<RangeValue>(made.node);
  const Value end = model_[from_below ? range.low : range.high];
  Value other = model_[by];
  const bool number = is_number(end.type);
  if (number ? !is_number(other.type) || other.type.base == Base::real || scale_of(other.type) > scale_of(end.type)
             : other.type.base != end.type.base)
    return false;
  if (number && (other.type.base != end.type.base || scale_of(other.type) != scale_of(end.type))) {
    auto raised = [&](Int128 raw) { return rescale(raw, scale_of(other.type), scale_of(end.type)); };
    const auto low = other.bounds ? raised(other.bounds->low) : std::nullopt,
               high = other.bounds ? raised(other.bounds->high) : std::nullopt;
    if (!low || !high) return false;
    Type type = end.type;
    type.nullable = other.type.nullable;
    if (constant)
      by = model_.add({other.span, type, Bounds{*low, *low}, {}, NumberValue{*low}});
    else
      by = model_.add({other.span, type, Bounds{*low, *high}, {}, ConvertValue{by}});
  }
  by = stepped(by, !strict ? 0 : from_below ? 1 : -1, end.type, range.step);
  const bool room =
      from_below ? Prover(model_, effort_).at_least(range.high, by, false) : Prover(model_, effort_).at_least(by, range.low, false);
  if (!room) return false;
  (from_below ? range.low : range.high) = farthest(from_below ? range.low : range.high, by, from_below);
  const auto& low = model_[range.low].bounds;
  const auto& high = model_[range.high].bounds;
  if (low && high) made.bounds = Bounds{low->low, high->high};
  made.node = range;
  replace(*id, model_.add(std::move(made)));
  return true;
}

bool Rewriter::tighten(const Comparison& compared) {
  const bool above = tighten(compared.greater, compared.less, true, compared.strict);
  return tighten(compared.less, compared.greater, false, compared.strict) || above;
}

bool Rewriter::tighten(ValueId drawn, ValueId by, bool from_below, bool strict) {
  const auto id = range_cell(drawn, true), other = range_cell(by, true);
  if (!id || !other || model_[by].type.nullable) return false;
  const RangeValue limit = std::get<RangeValue>(model_[*model_[*other].value].node);
  const Value end = model_[from_below ? limit.low : limit.high];
  if (!end.bounds) return false;
  const Int128 raw = from_below ? end.bounds->low : end.bounds->high;
  const ValueId constant = model_.add({end.span, end.type, Bounds{raw, raw}, {}, NumberValue{raw}});
  const ValueId before = *model_[*id].value;
  const RangeValue range = std::get<RangeValue>(model_[before].node);
  const ValueId own = from_below ? range.low : range.high;
  if (!is_number_constant(model_, own) || !bound(drawn, constant, from_below, strict)) return false;
  const RangeValue made = std::get<RangeValue>(model_[*model_[*id].value].node);
  if (std::get<NumberValue>(model_[from_below ? made.low : made.high].node).raw != std::get<NumberValue>(model_[own].node).raw) return true;
  before_.pop_back();
  model_.tables[id->table.index].cells[id->index].value = before;
  return false;
}

void Rewriter::narrow(const Comparison& compared) {
  const auto above = range_cell(compared.greater, true), below = range_cell(compared.less, true);
  // The one that is declared later follows the one before.
  const bool above_later = above && (!below || below->index < above->index);
  for (const bool from_below : {above_later, !above_later}) {
    const bool made = from_below ? bound(compared.greater, compared.less, true, compared.strict)
                                 : bound(compared.less, compared.greater, false, compared.strict);
    if (made) return;
  }
}

// --- values --------------------------------------------------------------------------------------------------------------------

bool Rewriter::narrow_values(ValueId condition) {
  std::vector<CellUse> uses;
  cells_read(model_, condition, table_, uses);
  std::set<CellId> tried;
  for (const CellUse& use : uses) {
    if (!use.own_row || use.cell.table != table_ || !tried.insert(use.cell).second) continue;
    const Cell& cell = model_[use.cell];
    if (cell.kind == CellKind::reference || cell.bad || cell.copied || !cell.value) continue;
    const auto pass = Prover(model_, effort_).values_that_pass(condition, *cell.value);
    if (pass && keep_values(use.cell, *pass)) return true;
  }
  return false;
}

bool Rewriter::keep_values(CellId id, const std::vector<bool>& pass) {
  const auto left = std::count(pass.begin(), pass.end(), true);
  if (left == 0 || left == static_cast<std::ptrdiff_t>(pass.size())) return false;
  Value made = model_[*model_[id].value];
  ChoiceValue choice;
  if (const auto* all = std::get_if<ChoiceValue>(&made.node)) {
    choice.site = all->site;
    for (std::size_t i = 0; i < pass.size(); ++i) {
      if (!pass[i]) continue;
      choice.values.push_back(all->values[i]);
      choice.weights.push_back(all->weights[i]);
    }
  } else if (const auto* draw = std::get_if<EnumDrawValue>(&made.node)) {
    choice.site = draw->site;
    const Enum& list = model_[made.type.enumeration];
    for (std::uint32_t i = 0; i < pass.size(); ++i) {
      if (!pass[i]) continue;
      choice.weights.push_back(list.weights[i]);
      choice.values.push_back(model_.add({made.span, made.type, {}, TextSize{list.values[i].size(), 0}, EnumValue{i}}));
    }
  } else if (const auto* found = std::get_if<RangeValue>(&made.node)) {
    RangeValue range = *found;
    const Value low = model_[range.low];
    const Int128 first = std::get<NumberValue>(low.node).raw;
    auto value_at = [&](std::size_t i) {
      const Int128 raw = first + static_cast<Int128>(i) * range.step;
      return model_.add({low.span, low.type, Bounds{raw, raw}, {}, NumberValue{raw}});
    };
    const auto begin = static_cast<std::size_t>(std::find(pass.begin(), pass.end(), true) - pass.begin());
    const bool run = std::all_of(pass.begin() + static_cast<std::ptrdiff_t>(begin),
                                 pass.begin() + static_cast<std::ptrdiff_t>(begin) + left, [](bool each) { return each; });
    if (run) {
      range.low = value_at(begin);
      range.high = value_at(begin + static_cast<std::size_t>(left) - 1);
      made.bounds = Bounds{model_[range.low].bounds->low, model_[range.high].bounds->low};
      made.node = range;
      replace(id, model_.add(std::move(made)));
      return true;
    }
    choice.site = range.site;
    for (std::size_t i = 0; i < pass.size(); ++i) {
      if (!pass[i]) continue;
      choice.values.push_back(value_at(i));
      choice.weights.push_back(1);
    }
  } else {
    return false;
  }
  if (std::all_of(choice.weights.begin(), choice.weights.end(), [](std::uint64_t weight) { return weight == 0; })) return false;
  made.node = std::move(choice);
  replace(id, model_.add(std::move(made)));
  return true;
}

}  // namespace sydac::compiler
