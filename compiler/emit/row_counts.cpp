#include "emit/row_counts.hpp"

#include <algorithm>
#include <set>
#include <span>

#include "base/check.hpp"
#include "base/numbers.hpp"
#include "check/capacity.hpp"
#include "check/facts.hpp"
#include "emit/cpp_text.hpp"
#include "emit/expressions.hpp"
#include "emit/picks.hpp"

namespace sydac::compiler {
namespace {

/// `RowNumber{orders_rows} * RowNumber{3}`
std::string computed_rows(const Model& model, const Names& names, ExprId id, std::span<const TableId>& counted) {
  const auto& node = (*model.schema)[id].node;
  if (const auto* number = std::get_if<NumberLiteral>(&node)) return "RowNumber{" + std::to_string(*parse_whole(number->digits)) + "}";
  const auto* both = std::get_if<Binary>(&node);
  if (!both) {
    const TableId of = counted.front();
    counted = counted.subspan(1);
    return "RowNumber{" + names.rows[of.index] + "}";
  }
  const std::string_view sign = both->op == BinaryOp::add        ? " + "
                                : both->op == BinaryOp::subtract ? " - "
                                : both->op == BinaryOp::multiply ? " * "
                                                                 : " / ";
  const std::string left = computed_rows(model, names, both->left, counted);
  return "(" + left + std::string(sign) + computed_rows(model, names, both->right, counted) + ")";
}

std::string computed_rows(const Model& model, const Names& names, const Table& table) {
  std::span<const TableId> counted = table.counted;
  return computed_rows(model, names, *table.count, counted);
}

/// `{{0, 51}, {1, 153}, …}`
std::string count_shares(const Table& table) {
  std::string text, line;
  for (const CountStep& step : table.steps) {
    const std::string entry = "{" + std::to_string(step.count) + ", " + std::to_string(step.parents) + "}";
    if (line.size() + entry.size() > 100) {
      text += line + ",\n      ";
      line.clear();
    }
    line += (line.empty() ? "" : ", ") + entry;
  }
  return "{" + text + line + "}";
}

std::string count_arguments(const Model& model, const Names& names, const Table& table, const std::string& parents) {
  auto asked = [&] {
    if (!table.counted.empty())
      return computed_rows(model, names, table) + ".over(" + cpp_string_literal(table.name) + ", " + parents + "), " + parents;
    return std::string("settings.rows_over") + (table.each_has_one ? "_each" : "") + "(" + cpp_string_literal(table.name) + ", " +
           cpp_integer(static_cast<std::int64_t>(table.total)) + ", " + parents + "), " + parents;
  };
  switch (table.rows_kind) {
    case RowsKind::per: return joined({parents, std::to_string(table.low), std::to_string(table.high)});
    case RowsKind::drawn: return joined({parents, count_shares(table)});
    case RowsKind::share: return joined({parents, cpp_unsigned(table.share.numerator), cpp_unsigned(table.share.denominator)});
    case RowsKind::over: return asked() + (table.spread == Spread::zipf ? ", " + std::to_string(table.zipf_exponent) : "");
    case RowsKind::matched: return parents;
    case RowsKind::fixed:
    case RowsKind::one_per:
    case RowsKind::each:
    case RowsKind::calendar: break;
  }
  return {};
}

std::string each_counts(const Model& model, const Names& names, const Table& table) {
  std::vector<std::string> sizes;
  for (const HeaderSource& source : table.sources)
    sizes.push_back(source.table  ? names.rows[source.table->index]
                    : source.pool ? names.pool_members[source.pool->index] + ".size()"
                                  : std::to_string(model[*source.enumeration].values.size()));
  return "{{" + joined(sizes) + "}}";
}

}  // namespace

bool has_counts(const Table& table) { return table.rows_kind == RowsKind::each || (table.parent && table.rows_kind != RowsKind::one_per); }

bool has_own_identity(const Table& table) { return table.rows_kind == RowsKind::each && (table.sources.size() > 1 || !table.parent); }

std::string sources_identity(const Model& model, const Names& names, TableId id) {
  std::vector<std::string> parts;
  for (std::uint32_t i = 0; i < model[id].sources.size(); ++i) parts.push_back(source_text(model, names, id, i, {}));
  return "joined_identity(" + joined(parts) + ")";
}

std::string source_text(const Model& model, const Names& names, TableId id, std::uint32_t index,
                        const std::function<std::string(ValueId)>& constant) {
  static constexpr std::string_view kUnits[] = {"minute", "hour", "day", "week", "month", "year"};
  const Table& table = model[id];
  const HeaderSource& source = table.sources[index];
  if (table.calendar)
    return "each_" + std::string(kUnits[static_cast<std::size_t>(table.calendar->unit)]) + "(" + constant(*table.calendar->first) +
           ", row())";
  if (source.table && index == 0) return "parent()";
  const std::string turn = "data()." + names.counts[id.index] + "(" + std::to_string(index) + ", row())";
  if (source.table) return names.type(*source.table) + "(data(), " + turn + ")";
  if (source.pool) return names.pools[source.pool->index] + "(data()." + names.pool_members[source.pool->index] + ", " + turn + ")";
  return "static_cast<" + names.enums[source.enumeration->index] + ">(" + turn + ")";
}

std::string counts_type(const Table& table) {
  switch (table.rows_kind) {
    case RowsKind::per: return "QuotaCounts";
    case RowsKind::drawn: return "DrawnCounts";
    case RowsKind::matched: return "MatchedCounts";
    case RowsKind::share: return "ShareCounts";
    case RowsKind::over:
      switch (table.spread) {
        case Spread::random: return "RandomCounts";
        case Spread::even: return "EvenCounts";
        case Spread::zipf: return "ZipfCounts";
        case Spread::weighted: return "WeightedCounts";
      }
      break;
    case RowsKind::each: return "EachCounts<" + std::to_string(table.sources.size()) + ">";
    case RowsKind::fixed:
    case RowsKind::calendar:
    case RowsKind::one_per: break;
  }
  return {};
}

std::string_view counts_header(const Table& table) {
  if (table.rows_kind == RowsKind::over && table.spread == Spread::random) return "sydac/random_counts.hpp";
  if (table.rows_kind == RowsKind::drawn) return "sydac/drawn_counts.hpp";
  if (has_fill(table)) return "sydac/cell_counts.hpp";
  if (!table.sources.empty()) return "sydac/each.hpp";
  return table.rows_kind == RowsKind::over || table.rows_kind == RowsKind::share ? "sydac/spread.hpp" : "";
}

std::string row_base(const Model& model, const Names& names, TableId id) {
  const Table& table = model[id];
  if (table.calendar) return "RootRow<" + names.data + ", " + std::to_string(table.calendar->identity) + ">";
  if (!table.parent && has_own_identity(table)) return "EachRow<" + names.type(id) + ", " + names.data + ">";
  if (!table.parent) return "RootRow<" + names.data + ">";
  const std::string types = names.type(id) + ", " + names.type(*table.parent);
  if (table.rows_kind == RowsKind::one_per) return "OneRow<" + types + ">";
  if (has_own_identity(table)) return "ChildRow<" + types + ", kOwnIdentity>";
  return "ChildRow<" + types + ", " + (is_open(table) ? "kAnyNumber" : std::to_string(table.high)) + ">";
}

RowMembers::RowMembers(const Plan& plan, const Names& names) : model_(*plan.model), names_(names) {
  // Found from the tables down; each round finds those that ask for one found before.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
      const Table& table = model_.tables[i];
      const std::vector<TableId> counted = tables_counted(table);
      const bool late = table.rows_kind == RowsKind::matched ||
                        std::any_of(counted.begin(), counted.end(), [&](TableId each) { return late_.contains(each.index); });
      if (late && late_.insert(i).second) changed = true;
    }
  }
}

std::vector<std::string> RowMembers::closed_forms() {
  std::vector<std::string> made;
  for (std::uint32_t i = 0; i < model_.tables.size(); ++i) {
    if (!late_.contains(i)) add({i}, made);
  }
  return made;
}

bool RowMembers::has(const std::vector<TableId>& tables) const {
  return std::all_of(tables.begin(), tables.end(), [&](TableId each) { return done_.contains(each.index); });
}

bool RowMembers::add_next(std::vector<std::string>& made) {
  for (std::uint32_t i : late_) {
    if (done_.contains(i) || !has(tables_counted(model_.tables[i]))) continue;
    if (model_.tables[i].rows_kind == RowsKind::matched && !has(tables_behind(model_, model_.tables[i]))) continue;
    add({i}, made);
    return true;
  }
  SYDAC_CHECK(std::all_of(late_.begin(), late_.end(), [&](std::uint32_t i) { return done_.contains(i); }));
  return false;
}

/// What a default number of rows is cut down to: constants and numbers that stand above. Other bounds are for check_limits.
std::vector<std::string> RowMembers::default_bounds(TableId id, std::vector<std::string>& made) {
  std::vector<std::string> bounds;
  for (const RowLimit& limit : row_limits(model_, id)) {
    if (limit.in_parent || limit.of_values || limit.table != id) continue;
    if (!limit.rows_of && !limit.combination) {
      if (limit.most < Count{1} << 30) bounds.push_back(cpp_unsigned(static_cast<std::uint64_t>(limit.most)));
      continue;
    }
    std::vector<std::string> sizes;
    auto add_size = [&](TableId of) {
      if (!late_.contains(of.index)) add(of, made);
      sizes.push_back(of != id && done_.contains(of.index) ? names_.rows[of.index] : std::string());
    };
    if (limit.rows_of) add_size(*limit.rows_of);
    if (limit.combination) {
      const Combination& each = model_[id].combinations[*limit.combination];
      if (each.way == Combination::Way::triangle) continue;
      for (std::uint32_t index : each.cells) {
        const Cell& cell = model_[id].cells[index];
        if (cell.kind == CellKind::reference)
          add_size(cell.type.table);
        else
          sizes.push_back(cpp_unsigned(static_cast<std::uint64_t>(
              std::min<Count>(distinct_values(model_, std::get<UniqueValue>(model_[*cell.value].node).draw).value_or(0), Count{1} << 40))));
      }
    }
    if (std::find(sizes.begin(), sizes.end(), "") != sizes.end()) continue;
    if (limit.combination && model_[id].combinations[*limit.combination].way == Combination::Way::star) {
      sizes[1] = "least(" + joined({sizes.begin() + 1, sizes.end()}) + ")";
      sizes.resize(2);
    }
    bounds.push_back(sizes.size() == 1 ? sizes[0] : "product(" + joined(sizes) + ")");
  }
  return bounds;
}

/// The tables that a number of rows asks for stand before it.
void RowMembers::add(TableId id, std::vector<std::string>& made) {
  if (!done_.insert(id.index).second || model_[id].fallback_of) return;
  const Model& model = model_;
  const Names& names = names_;
  const Table& table = model[id];
  for (TableId counted : tables_counted(table)) add(counted, made);
  const std::string& rows = names.rows[id.index];
  if (table.default_rows) {
    const std::vector<std::string> bounds = default_bounds(id, made);
    if (!bounds.empty()) {
      made.push_back("std::uint64_t " + rows + " = settings.rows_up_to(" + cpp_string_literal(table.name) + ", " +
                     std::to_string(kDefaultRows) + ", " + (bounds.size() == 1 ? bounds[0] : "least(" + joined(bounds) + ")") + ");");
      return;
    }
  }
  if (table.rows_kind == RowsKind::fixed && !table.counted.empty()) {
    made.push_back("std::uint64_t " + rows + " = " + computed_rows(model, names, table) + ".of(" + cpp_string_literal(table.name) + ");");
    return;
  }
  if (table.rows_kind == RowsKind::fixed) {
    made.push_back("std::uint64_t " + rows + " = settings.rows(" + cpp_string_literal(table.name) + ", " +
                   cpp_integer(static_cast<std::int64_t>(table.low)) + ");");
    return;
  }
  const std::string& counts = names.counts[id.index];
  if (table.rows_kind == RowsKind::calendar) {
    made.push_back("std::uint64_t " + rows + " = " + std::to_string(table.low) + ";");
    return;
  }
  if (table.rows_kind == RowsKind::each) {
    made.push_back(counts_type(table) + " " + counts + each_counts(model, names, table) + ";");
    made.push_back("std::uint64_t " + rows + " = " + counts + ".total();");
    return;
  }
  const std::string parents = names.rows[table.parent->index];
  if (table.rows_kind == RowsKind::one_per) {
    made.push_back("std::uint64_t " + rows + " = " + parents + ";");
    return;
  }
  if (const std::string& fill = names.fills[id.index]; !fill.empty()) {
    made.push_back("static void " + fill + "(const " + names.data + "& whole, std::uint64_t first, std::span<std::uint64_t> out);");
    made.push_back(counts_type(table) + "<" + names.data + "> " + counts + "{*this, &" + fill + ", " +
                   count_arguments(model, names, table, parents) + "};");
  } else {
    made.push_back(counts_type(table) + " " + counts + "{" + stream_call({table.stream, "", "#count"}) + ", " +
                   count_arguments(model, names, table, parents) + "};");
  }
  made.push_back("std::uint64_t " + rows + " = " + counts + ".total();");
}

std::string most_children(const Model& model, const Names& names, TableId id) {
  const Table& table = model[id];
  if (!is_open(table)) return std::to_string(table.high);
  // Of `random` and `weighted` only a walk over all parents would tell.
  const bool known = table.rows_kind == RowsKind::each || table.spread == Spread::even || table.spread == Spread::zipf;
  return known ? names.counts[id.index] + ".most()" : std::string();
}

std::vector<std::string> fill_definitions(const Plan& plan, const Names& names) {
  const Model& model = *plan.model;
  std::vector<std::string> made;
  for (std::uint32_t i = 0; i < model.tables.size(); ++i) {
    const Table& table = model.tables[i];
    if (names.fills[i].empty()) continue;
    Expressions expressions(plan, names, {*table.parent, 0}, "parent.");
    const std::string by = expressions.text(*table.by), parent = names.type(*table.parent);
    std::string text = "inline void " + names.data + "::" + names.fills[i] + "(const " + names.data +
                       "& whole, std::uint64_t first, std::span<std::uint64_t> out) {\n";
    if (by.find("data()") != std::string::npos) text += "  const auto data = [&whole]() -> const " + names.data + "& { return whole; };\n";
    std::string each = "static_cast<std::uint64_t>(" + by + ")";
    if (table.rows_kind == RowsKind::matched) {
      std::vector<std::string> arms;
      for (const CountRange& arm : table.arms) arms.push_back("{" + std::to_string(arm.low) + ", " + std::to_string(arm.high) + "}");
      text += "  static constexpr ChildRange kArms[] = {" + joined(arms) + "};\n";
      each = "kArms[" + each + "]";
      each += table.low == table.high ? ".low" : "(parent.draw(whole." + names.streams.at({table.stream, "", "#count"}) + "))";
    }
    text +=
        "  " + parent + " parent(whole, first);\n  for (std::uint64_t& each : out) {\n    each = " + each + ";\n    step(parent);\n  }\n}";
    made.push_back(std::move(text));
  }
  return made;
}

}  // namespace sydac::compiler
