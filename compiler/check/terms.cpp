#include "check/terms.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "model/walk.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kMostTerms = 20'000;
/// How far definitions of cells are followed.
constexpr unsigned kDepth = 48;

/// What a value is like whatever it was made from.
std::optional<Bounds> widest(const Type& type) {
  switch (type.base) {
    case Base::integer: {
      const Int128 limit = Int128{1} << (type.bits - 1);
      return Bounds{-limit, limit - 1};
    }
    case Base::decimal: return Bounds{1 - power_of_ten(type.precision), power_of_ten(type.precision) - 1};
    case Base::time: return Bounds{0, kMicrosPerDay - 1};
    default: return std::nullopt;
  }
}

std::vector<std::uint64_t> weights_of(const std::optional<Share>& share) {
  return share ? std::vector{share->numerator, share->denominator} : std::vector<std::uint64_t>{};
}

/// Whether any row is as likely as the others, or as its weight says, whatever other references pick.
bool is_plain(const Cell& cell) {
  if (cell.place || cell.distinct || cell.distinct_with || cell.at || cell.when || cell.unique || cell.apart_from) return false;
  return cell.pick == PickWay::header || cell.pick == PickWay::uniform || cell.pick == PickWay::stable || cell.pick == PickWay::zipf ||
         cell.pick == PickWay::weighted;
}

}  // namespace

Sort sort_of(const Type& type) {
  switch (type.base) {
    case Base::boolean: return Sort::boolean;
    case Base::integer:
    case Base::decimal: return Sort::number;
    case Base::date:
    case Base::time:
    case Base::timestamp:
    case Base::timestamptz:
    case Base::interval: return Sort::moment;
    case Base::text: return Sort::text;
    case Base::enumeration: return Sort::enumeration;
    case Base::row: return Sort::row;
    case Base::bad:
    case Base::null:
    case Base::real:  // what rounds is not reasoned about
    case Base::uuid:
    case Base::json:
    case Base::bytes:
    case Base::record: break;
  }
  return Sort::other;
}

TermId Terms::add(Term term) {
  Key key{term.op, term.sort, term.scale, term.days, term.nullable, term.sign, term.number, term.name, term.parts, term.counts};
  if (auto found = known_.find(key); found != known_.end()) return found->second;
  const TermId id{static_cast<std::uint32_t>(terms_.size())};
  full_ = full_ || terms_.size() >= kMostTerms;
  terms_.push_back(std::move(term));
  known_.emplace(std::move(key), id);
  return id;
}

TermId Terms::constant(Int128 raw, std::uint8_t scale) {
  while (scale > 0 && raw % 10 == 0) {
    raw /= 10;
    --scale;
  }
  return add({.op = Op::number, .sort = Sort::number, .scale = scale, .number = raw, .bounds = Bounds{raw, raw}});
}

TermId Terms::moment(Int128 at) { return add({.op = Op::number, .sort = Sort::moment, .number = at, .bounds = Bounds{at, at}}); }

TermId Terms::enumeration(EnumId list, std::uint32_t index) {
  return add({.op = Op::enumeration, .sort = Sort::enumeration, .number = index, .name = std::to_string(list.index)});
}

std::optional<TermId> Terms::of(ValueId value) {
  const TermId made = make(value, add({.op = Op::own_row, .sort = Sort::row}));
  return full_ ? std::nullopt : std::optional(made);
}

Term Terms::typed(ValueId value, Op op, std::vector<TermId> parts) const {
  const Type& type = model_[value].type;
  return {.op = op, .sort = sort_of(type), .scale = scale_of(type), .days = type.base == Base::date, .parts = std::move(parts)};
}

/// The number of rows may be another when the generator runs.
bool Terms::depends_on_rows(ValueId value) {
  if (auto known = row_bound_.find(value.index); known != row_bound_.end()) return known->second;
  row_bound_[value.index] = true;  // in a cycle, through an earlier row
  const Value& held = model_[value];
  bool depends = std::holds_alternative<RowNumberValue>(held.node) || std::holds_alternative<SerialValue>(held.node) ||
                 std::holds_alternative<RowsOfValue>(held.node);
  auto of_cell = [&](CellId id) { depends = depends || (model_[id].value && depends_on_rows(*model_[id].value)); };
  if (const auto* own = std::get_if<CellValue>(&held.node)) of_cell(own->cell);
  if (const auto* far = std::get_if<PathValue>(&held.node)) of_cell(far->cell);
  if (const auto* before = std::get_if<PrevValue>(&held.node)) of_cell(before->cell);
  if (std::holds_alternative<OrdinalValue>(held.node)) depends = depends || children_of_several_;
  if (const auto* rollup = std::get_if<RollupValue>(&held.node)) {
    bool bounded = !rollup->via;
    for (TableId at = rollup->child; bounded && at != rollup->owner; at = *model_[at].parent)
      bounded = model_[at].parent && !is_open(model_[at]);
    depends = depends || !bounded;
  }
  for (ValueId part : parts_of(held)) depends = depends || depends_on_rows(part);
  return row_bound_[value.index] = depends;
}

std::optional<Bounds> Terms::bounds_of(ValueId value) {
  const Value& held = model_[value];
  if (const auto* rollup = std::get_if<RollupValue>(&held.node); rollup && rollup->function == Rollup::count && depends_on_rows(value))
    return Bounds{0, INT64_MAX};
  if (held.bounds && !depends_on_rows(value)) return held.bounds;
  return widest(held.type);
}

TermId Terms::unknown(ValueId value, std::string name, std::vector<TermId> parts, bool nullable) {
  Term term = typed(value, Op::unknown, std::move(parts));
  term.name = std::move(name);
  term.nullable = nullable;
  if (term.sort == Sort::enumeration) term.number = model_[value].type.enumeration.index;
  term.bounds = bounds_of(value);
  return add(std::move(term));
}

/// A reference that is picked below a row of another one leads up to that row: references that share columns agree.
TermId Terms::row_of(CellId id, TermId row) {
  const Cell& held = model_[id];
  if (held.value && held.pick == PickWay::derived && depth_ < kDepth) {
    ++depth_;
    const TermId made = make(*held.value, row);
    --depth_;
    return made;
  }
  std::optional<Below> below;
  if (const auto found = below_.find(row); found != below_.end() && held.pick == PickWay::header) {
    below = found->second;
    if (--below->levels == 0) return make(below->ancestor, below->row);
  }
  if (held.among) below = Below{held.among->ancestor, row, held.among->levels};
  const TermId made = add({.op = Op::reference,
                           .sort = Sort::row,
                           .nullable = held.type.nullable,
                           .number = held.type.table.index,
                           .name = std::to_string(id.table.index) + "." + std::to_string(id.index),
                           .parts = {row},
                           .weights = weights_of(held.null_share),
                           .plain = is_plain(held)});
  if (below) below_.emplace(made, *below);
  return made;
}

TermId Terms::cell(CellId id, TermId row) {
  const Cell& held = model_[id];
  if (held.kind == CellKind::reference) return row_of(id, row);
  const std::string name = "cell " + std::to_string(id.table.index) + "." + std::to_string(id.index);
  const Sort sort = sort_of(held.type);
  if (held.bad || !held.value || depth_ >= kDepth || full_) {
    return add({.op = Op::unknown,
                .sort = sort,
                .scale = scale_of(held.type),
                .days = held.type.base == Base::date,
                .nullable = held.type.nullable,
                .number = sort == Sort::enumeration ? held.type.enumeration.index : 0u,
                .name = name,
                .parts = {row},
                .bounds = widest(held.type)});
  }
  ++depth_;
  TermId made = make(*held.value, row);
  --depth_;
  const Term inner = terms_[made.index];
  // What leaves the column's type stops the generator, so no reader sees it.
  const auto range = held.kind == CellKind::column ? widest(held.type) : std::nullopt;
  const auto& known = model_[*held.value].bounds;
  if (range && sort == Sort::number && inner.op != Op::number &&
      (!known || known->low < range->low || known->high > range->high || depends_on_rows(*held.value))) {
    made = add({.op = Op::fits, .sort = sort, .scale = scale_of(held.type), .name = name, .parts = {made}, .bounds = range});
  }
  if (held.null_share) {
    made = add({.op = Op::maybe,
                .sort = sort,
                .scale = inner.scale,
                .days = inner.days,
                .name = name,
                .parts = {made, row},
                .weights = weights_of(held.null_share)});
  }
  return made;
}

TermId Terms::make(ValueId value, TermId row) {
  const auto key = std::pair(value.index, row);
  if (auto found = made_.find(key); found != made_.end()) return found->second;
  const TermId made =
      full_ ? unknown(value, "draw " + std::to_string(value.index), {row}, model_[value].type.nullable) : look_into(value, row);
  made_.emplace(key, made);
  return made;
}

}  // namespace sydac::compiler
