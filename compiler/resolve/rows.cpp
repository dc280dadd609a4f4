#include <algorithm>

#include "base/numbers.hpp"
#include "model/row_arithmetic.hpp"
#include "resolve/literals.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

constexpr std::uint64_t kMaximumRows = std::uint64_t{1} << 40;

}  // namespace

std::uint64_t Resolver::whole_count(ExprId expr, std::uint64_t limit) {
  const Expr& count = schema_[expr];
  if (const auto* number = std::get_if<NumberLiteral>(&count.node)) {
    if (auto whole = parse_whole(number->digits); whole && *whole <= limit) return *whole;
    if (auto whole = parse_whole(number->digits); whole && limit == kMaximumChildren) {
      diagnostics_.report(Code::too_many_children, count.span, {number->digits});
      return 0;
    }
    diagnostics_.report(Code::bad_count, count.span);
    return 0;
  }
  if (limit == kMaximumChildren)
    diagnostics_.report(Code::bad_children, count.span, {"must be a whole number, a range, or a rule"})
        .suggest("`3`, `0..8`, `poisson(2.5)`");
  else
    diagnostics_.report(Code::bad_count, count.span);
  return 0;
}

void Resolver::resolve_rows(TableId id) {
  Table& table = model_.tables[id.index];
  if (!table.declaration->rows) {
    table.bad = table.declaration->broken;
    table.default_rows = true;
    table.low = table.high = kDefaultRows;
    table.rows_span = table.name_span;
    return;
  }
  const RowsHeader& header = *table.declaration->rows;
  table.rows_span = header.span;
  const std::size_t errors = diagnostics_.errors();
  resolve_header_node(table, header);
  if (diagnostics_.errors() != errors) table.bad = true;
}

void Resolver::resolve_header_node(Table& table, const RowsHeader& header) {
  if (const auto* fixed = std::get_if<FixedRows>(&header.node)) {
    table.low = table.high = resolve_count(table, fixed->count);
  } else if (const auto* per = std::get_if<PerRows>(&header.node)) {
    resolve_per(table, *per);
  } else if (const auto* one = std::get_if<OneRows>(&header.node)) {
    table.rows_kind = RowsKind::one_per;
    table.low = table.high = 1;
    table.parent = find_table(one->parent);
  } else if (const auto* over = std::get_if<OverRows>(&header.node)) {
    resolve_over(table, *over);
  } else if (const auto* share = std::get_if<ShareRows>(&header.node)) {
    resolve_share(table, *share);
  } else if (const auto* each = std::get_if<EachRows>(&header.node)) {
    resolve_each(table, *each);
  } else if (const auto* calendar = std::get_if<CalendarRows>(&header.node)) {
    resolve_calendar(table, *calendar);
  } else if (const auto* matched = std::get_if<PerByRows>(&header.node)) {
    resolve_matched(table, *matched);
  }
}

void Resolver::resolve_per(Table& table, const PerRows& per) {
  table.rows_kind = RowsKind::per;
  table.parent = find_table(per.parent);
  const auto& count = schema_[per.count].node;
  if (std::holds_alternative<Call>(count) || std::holds_alternative<NameRef>(count)) {
    table.rows_kind = RowsKind::drawn;  // which rule it is, and what it gives, is for the checker to see
    table.count = per.count;
    return;
  }
  const auto range = children_range(per.count);
  table.low = range ? range->low : 0;
  table.high = range ? range->high : 0;
}

/// `3`, `2..5`
std::optional<CountRange> Resolver::children_range(ExprId id) {
  const std::size_t errors = diagnostics_.errors();
  const Expr& count = schema_[id];
  const auto* range = std::get_if<Binary>(&count.node);
  CountRange made;
  if (!range || range->op != BinaryOp::range) {
    made.low = made.high = whole_count(id, kMaximumChildren);
  } else {
    made.low = whole_count(range->left, kMaximumChildren);
    made.high = whole_count(range->right, kMaximumChildren);
    if (made.low > made.high && diagnostics_.errors() == errors)
      diagnostics_.report(Code::empty_range, count.span, {std::to_string(made.low), std::to_string(made.high)});
  }
  return diagnostics_.errors() == errors ? std::optional(made) : std::nullopt;
}

void Resolver::resolve_matched(Table& table, const PerByRows& header) {
  table.rows_kind = RowsKind::matched;
  table.parent = find_table(header.parent);
  table.low = kMaximumChildren;
  for (const WeightedEntry& entry : header.counts) {
    if (!entry.weight) {
      diagnostics_.report(Code::bad_children, schema_[entry.value].span, {"is missing behind this"}).suggest("`new: 1, _: 2..5`");
      continue;
    }
    const auto range = children_range(*entry.weight);
    if (!range) continue;
    table.arms.push_back(*range);
    table.low = std::min(table.low, range->low);
    table.high = std::max(table.high, range->high);
  }
  if (header.counts.empty()) diagnostics_.report(Code::empty_list, table.rows_span, {"the header of", table.name, "numbers of children"});
}

bool Resolver::collect_counted(Table& table, ExprId id) {
  const Expr& part = schema_[id];
  if (const auto* number = std::get_if<NumberLiteral>(&part.node)) {
    if (const auto whole = parse_whole(number->digits); whole && *whole <= kMaximumRows) return true;
  }
  if (const auto* both = std::get_if<Binary>(&part.node)) {
    const bool plain =
        both->op == BinaryOp::add || both->op == BinaryOp::subtract || both->op == BinaryOp::multiply || both->op == BinaryOp::divide;
    if (plain) return collect_counted(table, both->left) && collect_counted(table, both->right);
  }
  const auto* call = std::get_if<Call>(&part.node);
  if (call && call->function.text == "rows" && call->arguments.size() == 1) {
    const auto* name = std::get_if<NameRef>(&schema_[call->arguments[0].value].node);
    const auto of = name ? find_table(name->name) : std::nullopt;
    if (name && !of) return false;
    if (of) {
      table.counted.push_back(*of);
      return true;
    }
  }
  diagnostics_.report(Code::bad_count, part.span)
      .suggest("it is made of whole numbers, `rows(t)`, `+`, `-`, `*` and `/`, which drops the rest");
  return false;
}

std::uint64_t Resolver::resolve_count(Table& table, ExprId id) {
  if (!std::holds_alternative<Binary>(schema_[id].node) && !std::holds_alternative<Call>(schema_[id].node))
    return whole_count(id, kMaximumRows);
  if (!collect_counted(table, id)) {
    table.counted.clear();
    return 0;
  }
  table.count = id;
  if (!table.counted.empty()) return 0;
  const auto rows = counted_rows(schema_, id, {});
  if (!rows || rows->low < 0 || rows->high > kMaximumRows)
    diagnostics_.report(Code::bad_count, schema_[id].span);
  else
    return static_cast<std::uint64_t>(rows->low);
  return 0;
}

void Resolver::resolve_over(Table& table, const OverRows& over) {
  table.rows_kind = RowsKind::over;
  table.parent = find_table(over.parent);
  table.high = kAnyChildren;
  table.total = resolve_count(table, over.count);
  if (!over.spread) return;
  switch (over.spread->kind) {
    case PickKind::random: table.spread = Spread::random; break;
    case PickKind::even: table.spread = Spread::even; break;
    case PickKind::zipf:
      table.spread = Spread::zipf;
      table.zipf_exponent = zipf_exponent(*over.spread);
      break;
    case PickKind::weighted: table.spread = Spread::weighted; break;
    case PickKind::where:
    case PickKind::distinct_in:
    case PickKind::earlier:
    case PickKind::unique:
    case PickKind::stable:
    case PickKind::mutual:
    case PickKind::at:
    case PickKind::when:
      diagnostics_.report(
          Code::pick_misplaced, over.spread->span,
          {word_of(over.spread->kind), "does not say how rows are spread: that is `random`, `even`, `zipf(1.1)` or `weighted by`"});
  }
}

void Resolver::resolve_share(Table& table, const ShareRows& header) {
  table.rows_kind = RowsKind::share;
  table.parent = find_table(header.parent);
  table.high = 1;
  const auto share = parse_share(header.share.digits);
  if (!share || share->numerator > share->denominator)
    diagnostics_.report(Code::bad_share, table.rows_span, {header.share.digits + "%", share ? "is more than 100%" : "has too many digits"});
  else
    table.share = *share;
}

void Resolver::find_parent_reference(TableId id) {
  Table& table = model_.tables[id.index];
  if (!table.parent) return;
  const PerRows* per = table.declaration->rows ? std::get_if<PerRows>(&table.declaration->rows->node) : nullptr;
  std::vector<std::uint32_t> candidates;
  for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
    const Cell& cell = table.cells[i];
    if (cell.kind != CellKind::reference || cell.bad || cell.type.table != *table.parent) continue;
    if (per && per->via) {
      if (cell.name == per->via->text) candidates.push_back(i);
    } else if (declarations_.at({id, i})->picks.empty() && !cell.null_share) {
      candidates.push_back(i);
    }
  }
  if (per && per->via && candidates.empty()) {
    diagnostics_.report(Code::unknown_column, per->via->span, {table.name, per->via->text})
        .note("`via` names the reference to `" + model_[*table.parent].name + "` that is the header's parent");
    return;
  }
  if (candidates.size() > 1) {
    diagnostics_
        .report(Code::ambiguous_parent, table.rows_span, {table.name, std::to_string(candidates.size()), model_[*table.parent].name})
        .suggest(per ? "`via " + table.cells[candidates[0]].name + "` behind the parent's name says which"
                     : "`= random` behind the others makes them picks of their own");
    table.bad = true;  // what follows would depend on it
    return;
  }
  if (candidates.empty()) {
    for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
      const Cell& cell = table.cells[i];
      if (cell.kind == CellKind::reference && cell.type.table == *table.parent && cell.type.nullable && cell.null_span &&
          declarations_.at({id, i})->picks.empty()) {
        diagnostics_.report(Code::null_key, *cell.null_span, {"`" + cell.name + "`, the header's parent,"});
        return;
      }
    }
    return;
  }
  Cell& parent = table.cells[candidates[0]];
  if (!declarations_.at({id, candidates[0]})->picks.empty()) {
    diagnostics_.report(
        Code::pick_misplaced, declarations_.at({id, candidates[0]})->picks[0].span,
        {word_of(declarations_.at({id, candidates[0]})->picks[0].kind), "has nothing to pick: the header says which parent it is"});
    return;
  }
  if (parent.type.nullable) {
    diagnostics_.report(Code::null_key, parent.null_span.value_or(parent.name_span), {"`" + parent.name + "`, the header's parent,"});
    return;
  }
  parent.pick = PickWay::header;
  table.parent_cell = candidates[0];
}

namespace {

/// A walk along what the rows of tables depend on, without recursion: chains may be as long as there are tables.
class HeaderCycles {
 public:
  explicit HeaderCycles(const Model& model) : model_(model), state_(model.tables.size(), State::todo) {}

  /// Each cycle once: the tables in the order in which they ask for each other, the one that is declared first in front and at the end.
  std::vector<std::vector<TableId>> find() {
    for (std::uint32_t i = 0; i < state_.size(); ++i) {
      if (state_[i] == State::todo) walk({i});
    }
    return std::move(cycles_);
  }

 private:
  enum class State : std::uint8_t { todo, doing, done };

  void walk(TableId from) {
    std::vector<std::pair<TableId, std::size_t>> path{{from, 0}};
    state_[from.index] = State::doing;
    while (!path.empty()) {
      auto& [at, edge] = path.back();
      const std::vector<TableId> asked = tables_counted(model_[at]);
      if (edge == asked.size()) {
        state_[at.index] = State::done;
        path.pop_back();
        continue;
      }
      const TableId next = asked[edge++];
      if (state_[next.index] == State::doing) add_cycle(path, next);
      if (state_[next.index] != State::todo) continue;
      state_[next.index] = State::doing;
      path.emplace_back(next, 0);
    }
  }

  void add_cycle(const std::vector<std::pair<TableId, std::size_t>>& path, TableId first) {
    std::vector<TableId> cycle;
    for (const auto& step : path) {
      if (!cycle.empty() || step.first == first) cycle.push_back(step.first);
    }
    std::rotate(cycle.begin(), std::min_element(cycle.begin(), cycle.end()), cycle.end());
    cycle.push_back(cycle[0]);
    cycles_.push_back(std::move(cycle));
  }

  const Model& model_;
  std::vector<State> state_;
  std::vector<std::vector<TableId>> cycles_;
};

}  // namespace

void Resolver::check_header_cycles() {
  for (const std::vector<TableId>& cycle : HeaderCycles(model_).find()) {
    std::string text;
    for (TableId step : cycle) text += (text.empty() ? "" : " → ") + model_[step].name;
    const Table& first = model_[cycle[0]];
    auto& problem = diagnostics_.report(Code::header_cycle, first.rows_span, {first.name, text});
    for (std::size_t k = 1; k + 1 < cycle.size(); ++k) problem.note("by this header", model_[cycle[k]].rows_span);
    for (TableId step : cycle) model_.tables[step.index].bad = true;
  }
}

}  // namespace sydac::compiler
