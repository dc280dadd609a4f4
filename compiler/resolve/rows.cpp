#include <algorithm>

#include "base/numbers.hpp"
#include "resolve/literals.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

constexpr std::uint64_t kMaximumRows = std::uint64_t{1} << 40;
constexpr std::uint64_t kMaximumChildren = std::uint64_t{1} << 20;

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
  if (std::holds_alternative<Unary>(count.node) || std::holds_alternative<TextLiteral>(count.node)) {
    diagnostics_.report(Code::bad_count, count.span);
  } else {
    diagnostics_.report(Code::not_yet, count.span, {"a number of rows that is not a plain number or range"});
  }
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
  auto not_built = [&](std::string_view what) { diagnostics_.report(Code::not_yet, header.span, {what}); };
  if (const auto* fixed = std::get_if<FixedRows>(&header.node)) {
    table.low = table.high = whole_count(fixed->count, kMaximumRows);
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
  } else if (std::holds_alternative<PerByRows>(header.node)) {
    not_built("`[per … by …]`");
  } else if (std::holds_alternative<EachRows>(header.node)) {
    not_built("`[each …]`");
  } else {
    not_built("calendars, `[each day from … to …]`");
  }
}

void Resolver::resolve_per(Table& table, const PerRows& per) {
  const std::size_t errors = diagnostics_.errors();
  table.rows_kind = RowsKind::per;
  table.parent = find_table(per.parent);
  const Expr& count = schema_[per.count];
  const auto* range = std::get_if<Binary>(&count.node);
  if (!range || range->op != BinaryOp::range) {
    table.low = table.high = whole_count(per.count, kMaximumChildren);
    return;
  }
  table.low = whole_count(range->left, kMaximumChildren);
  table.high = whole_count(range->right, kMaximumChildren);
  if (table.low > table.high && diagnostics_.errors() == errors)
    diagnostics_.report(Code::empty_range, count.span, {std::to_string(table.low), std::to_string(table.high)});
}

void Resolver::resolve_over(Table& table, const OverRows& over) {
  table.rows_kind = RowsKind::over;
  table.parent = find_table(over.parent);
  table.high = kAnyChildren;
  table.total = whole_count(over.count, kMaximumRows);
  if (!over.spread) return;
  switch (over.spread->kind) {
    case PickKind::random: table.spread = Spread::random; break;
    case PickKind::even: table.spread = Spread::even; break;
    case PickKind::zipf:
      table.spread = Spread::zipf;
      table.zipf_exponent = zipf_exponent(*over.spread);
      break;
    case PickKind::weighted: diagnostics_.report(Code::not_yet, over.spread->span, {"`weighted by` in a header"}); break;
    case PickKind::where:
    case PickKind::distinct_in:
    case PickKind::earlier:
    case PickKind::unique:
    case PickKind::stable:
      diagnostics_.report(Code::pick_misplaced, over.spread->span,
                          {word_of(over.spread->kind), "does not say how rows are spread: that is `random`, `even` or `zipf(1.1)`"});
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
    for (const Cell& cell : table.cells) {
      if (cell.kind == CellKind::reference && cell.type.table == *table.parent && cell.type.nullable && declarations_.size() > 0 &&
          cell.pick == PickWay::uniform) {
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

void Resolver::check_header_cycles() {
  std::vector<bool> reported(model_.tables.size(), false);
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    std::vector<std::uint32_t> path{i};
    std::uint32_t at = i;
    while (model_.tables[at].parent && !reported[i]) {
      at = model_.tables[at].parent->index;
      const bool seen = std::find(path.begin(), path.end(), at) != path.end();
      path.push_back(at);
      if (!seen) continue;
      if (at != i) break;  // reported from a table that is part of the cycle
      std::string text;
      for (std::uint32_t step : path) {
        text += (text.empty() ? "" : " → ") + model_.tables[step].name;
        reported[step] = true;
      }
      auto& problem = diagnostics_.report(Code::header_cycle, model_.tables[i].rows_span, {model_.tables[i].name, text});
      for (std::size_t k = 1; k + 1 < path.size(); ++k) problem.note("by this header", model_.tables[path[k]].rows_span);
      break;
    }
  }
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    if (reported[i]) model_.tables[i].bad = true;
  }
}

}  // namespace sydac::compiler
