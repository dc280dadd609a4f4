#include <algorithm>

#include "base/numbers.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

/// What a number of steps or children of a tree can be.
constexpr std::uint64_t kMostDepth = 64, kMostFanOut = std::uint64_t{1} << 20;

std::optional<std::uint64_t> whole_argument(const Schema& schema, const Argument& argument) {
  const auto* number = std::get_if<NumberLiteral>(&schema[argument.value].node);
  return number ? parse_whole(number->digits) : std::nullopt;
}

}  // namespace

std::string_view word_of(PickKind kind) {
  switch (kind) {
    case PickKind::zipf: return "zipf";
    case PickKind::even: return "even";
    case PickKind::random: return "random";
    case PickKind::weighted: return "weighted by";
    case PickKind::where: return "where";
    case PickKind::distinct_in: return "distinct in";
    case PickKind::earlier: return "earlier";
    case PickKind::unique: return "unique";
    case PickKind::stable: return "stable";
    case PickKind::mutual: return "mutual";
    case PickKind::at: return "at";
    case PickKind::when: return "when";
  }
  return "";
}

void Resolver::conflict(const Pick& pick, std::string_view with, std::string_view reason) {
  diagnostics_.report(Code::pick_conflict, pick.span, {word_of(pick.kind), with, reason});
}

std::uint64_t Resolver::zipf_exponent(const Pick& pick) {
  if (pick.arguments.empty()) return 1'000'000;
  const Expr& argument = schema_[pick.arguments[0].value];
  const auto* number = std::get_if<NumberLiteral>(&argument.node);
  auto parsed = number ? parse_number(number->digits) : std::nullopt;
  auto millionths = parsed && parsed->scale <= 6 ? rescale(parsed->raw, parsed->scale, 6) : std::nullopt;
  if (!millionths || *millionths > 10'000'000 || pick.arguments.size() != 1) {
    diagnostics_.report(Code::bad_parameter, argument.span,
                        {"exponent", "zipf", number ? number->digits : "an expression", "a constant from 0 to 10 with at most 6 decimals"});
    return 0;
  }
  return static_cast<std::uint64_t>(*millionths);
}

void Resolver::resolve_earlier(Cell& cell, const Pick& pick) {
  for (const Argument& argument : pick.arguments) {
    const Span span = schema_[argument.value].span;
    const bool depth = argument.name && argument.name->text == "depth", fan_out = argument.name && argument.name->text == "fan_out";
    if (!depth && !fan_out) {
      auto& problem = argument.name ? diagnostics_.report(Code::unknown_parameter, argument.name->span, {"earlier", argument.name->text})
                                    : diagnostics_.report(Code::argument_count, span, {"earlier", "takes its arguments by name"});
      problem.suggest("`earlier(depth = 4)`, `earlier(fan_out = 8)`");
      continue;
    }
    const std::uint64_t least = depth ? 1 : 2, most = depth ? kMostDepth : kMostFanOut;
    const auto value = whole_argument(schema_, argument);
    if (!value || *value < least || *value > most) {
      const auto* number = std::get_if<NumberLiteral>(&schema_[argument.value].node);
      diagnostics_.report(Code::bad_parameter, span,
                          {argument.name->text, "earlier", number ? number->digits : "an expression",
                           "a constant from " + std::to_string(least) + " to " + std::to_string(most)});
      continue;
    }
    (depth ? cell.depth : cell.fan_out) = *value;
  }
}

void Resolver::resolve_distinct(TableId id, Cell& cell, const Pick& pick) {
  const auto* name = std::get_if<NameRef>(&schema_[*pick.expr].node);
  const Table& table = model_[id];
  cell.distinct = true;
  cell.distinct_span = pick.span;
  for (std::uint32_t i = 0; name && i < table.cells.size(); ++i) {
    if (table.cells[i].name != name->name.text || table.cells[i].kind != CellKind::reference) continue;
    cell.distinct_in = i;
    return;
  }
  diagnostics_.report(Code::pick_misplaced, pick.span, {"distinct in", "needs the name of a reference of `" + table.name + "`"});
  cell.bad = true;
}

/// `where id != from_id`: never the row that another reference picks.
void Resolver::resolve_apart(TableId id, Cell& cell, const Pick& pick) {
  const auto& unequal = std::get<Binary>(schema_[*pick.expr].node);
  const auto* theirs = std::get_if<NameRef>(&schema_[unequal.left].node);
  const auto* mine = std::get_if<NameRef>(&schema_[unequal.right].node);
  const auto& cells = model_[id].cells;
  for (std::uint32_t i = 0; theirs && mine && i < cells.size(); ++i) {
    if (cells[i].name != mine->name.text || cells[i].kind != CellKind::reference || &cells[i] == &cell) continue;
    const auto& picks = declarations_.at({id, i})->picks;
    const bool even = picks.size() == 1 && picks[0].kind == PickKind::even && cells[i].type.table == cell.type.table;
    const bool key = cell.targets.size() == 1 && model_[cell.target()].name == theirs->name.text;
    if (!even || !key || cell.hidden) break;
    cell.apart_from = i;
    return;
  }
  diagnostics_
      .report(Code::pick_misplaced, pick.span,
              {"where", "with `!=` compares the key of the row with another reference to the same table, both of them `even`"})
      .suggest("`to_id -> accounts = even, where id != from_id`, with `from_id -> accounts = even`");
  cell.bad = true;
}

/// `where theirs == mine`: one more column that the reference brings with it, beside its key.
void Resolver::resolve_where(TableId id, Cell& cell, const Pick& pick) {
  const auto* equal = std::get_if<Binary>(&schema_[*pick.expr].node);
  const NameRef* names[2] = {};
  if (equal && equal->op == BinaryOp::not_equal) return resolve_apart(id, cell, pick);
  if (equal && equal->op == BinaryOp::equal) {
    names[0] = std::get_if<NameRef>(&schema_[equal->left].node);
    names[1] = std::get_if<NameRef>(&schema_[equal->right].node);
  }
  if (!names[0] || !names[1]) {
    diagnostics_.report(
        Code::pick_misplaced, pick.span,
        {"where", "compares a column of `" + model_[cell.type.table].name + "` with one of this table: `where theirs == mine`"});
    cell.bad = true;
    return;
  }
  const auto theirs = column_of(cell.type.table, names[0]->name);
  const auto mine = theirs ? column_of(id, names[1]->name) : std::nullopt;
  if (!mine) {
    cell.bad = true;
    return;
  }
  if (std::find(cell.columns.begin(), cell.columns.end(), *mine) != cell.columns.end()) return;
  if (model_[id].cells[*mine].rule) {
    diagnostics_.report(Code::copied_with_rule, names[1]->name.span, {names[1]->name.text})
        .note("its rule", schema_[*model_[id].cells[*mine].rule].span)
        .suggest("without a rule it is copied from the row that is picked");
    cell.bad = true;
    return;
  }
  cell.where_columns.push_back(*mine);
  cell.where_targets.push_back({cell.type.table, *theirs});
}

void Resolver::resolve_picks(TableId id, std::uint32_t index) {
  Cell& cell = model_.tables[id.index].cells[index];
  const Pick* way = nullptr;
  const Pick* distinct = nullptr;
  for (const Pick& pick : declarations_.at({id, index})->picks) {
    if (pick.kind == PickKind::where) {
      if (!cell.bad) resolve_where(id, cell, pick);
      continue;
    }
    if (pick.kind == PickKind::when) {
      if (cell.when_pick) conflict(pick, "when", "one condition is enough: `when a and b`");
      cell.when_pick = &pick;
      if (cell.type.nullable) continue;
      diagnostics_.report(Code::pick_misplaced, pick.span, {"when", "leaves other rows without a reference"})
          .suggest("`?` behind the table's name makes the reference nullable");
      cell.bad = true;
      continue;
    }
    if (pick.kind == PickKind::distinct_in) {
      distinct = &pick;
      resolve_distinct(id, cell, pick);
      continue;
    }
    if (way) conflict(pick, word_of(way->kind), "each says by itself which row it is");
    way = &pick;
    cell.pick_span = pick.span;
    switch (pick.kind) {
      case PickKind::zipf:
        cell.pick = PickWay::zipf;
        cell.zipf_exponent = zipf_exponent(pick);
        break;
      case PickKind::even: cell.pick = PickWay::even; break;
      case PickKind::stable: cell.pick = PickWay::stable; break;
      case PickKind::random: cell.pick = PickWay::uniform; break;
      case PickKind::weighted:
        cell.pick = PickWay::weighted;
        cell.weights = &pick;
        break;
      case PickKind::unique: break;
      case PickKind::earlier:
        cell.pick = PickWay::earlier;
        resolve_earlier(cell, pick);
        if (cell.type.table != id && !cell.bad) {
          diagnostics_.report(Code::pick_misplaced, pick.span, {"earlier", "is for references of a table to itself"});
          cell.bad = true;
        }
        break;
      case PickKind::at:
        cell.pick = PickWay::at;
        cell.place_pick = &pick;
        break;
      case PickKind::mutual:
        cell.pick = PickWay::mutual;
        if (cell.type.table != id && !cell.bad) {
          diagnostics_.report(Code::pick_misplaced, pick.span, {"mutual", "is for references of a table to itself"});
          cell.bad = true;
        } else if (!cell.type.nullable) {
          diagnostics_.report(Code::pick_misplaced, pick.span, {"mutual", "leaves a row without a partner when their number is odd"})
              .suggest("`?` behind the table's name makes the reference nullable");
          cell.bad = true;
        }
        break;
      case PickKind::when:
      case PickKind::where:
      case PickKind::distinct_in: break;
    }
    if (pick.kind != PickKind::random) shaped_.insert({id, index});
  }
  if (way && cell.unique && way->kind != PickKind::unique && way->kind != PickKind::random && way->kind != PickKind::even) {
    const bool likely = way->kind == PickKind::zipf || way->kind == PickKind::weighted;
    conflict(*way, "unique",
             likely ? "a row that is picked once can not be picked more often than others" : "each says by itself which row it is");
    cell.bad = true;
  }
  if (cell.apart_from && cell.pick != PickWay::even) {
    diagnostics_.report(Code::pick_misplaced, cell.pick_span.end > 0 ? cell.pick_span : cell.span,
                        {"where", "with `!=` needs both references to be `even`"});
    cell.bad = true;
  }
  if (way && distinct && way->kind != PickKind::zipf && way->kind != PickKind::weighted && way->kind != PickKind::random) {
    conflict(*distinct, word_of(way->kind), "each says by itself which row it is");
    cell.bad = true;
  }
}

}  // namespace sydac::compiler
