#include "emit/row_counts.hpp"

#include <algorithm>
#include <set>

#include "check/capacity.hpp"
#include "check/facts.hpp"
#include "emit/cpp_text.hpp"
#include "emit/picks.hpp"

namespace sydac::compiler {
namespace {

std::string count_arguments(const Table& table, const std::string& parents) {
  auto asked = [&] {
    return "settings.rows_over(" + cpp_string_literal(table.name) + ", " + cpp_integer(static_cast<std::int64_t>(table.total)) + ", " +
           parents + "), " + parents;
  };
  switch (table.rows_kind) {
    case RowsKind::per: return joined({parents, std::to_string(table.low), std::to_string(table.high)});
    case RowsKind::share: return joined({parents, cpp_unsigned(table.share.numerator), cpp_unsigned(table.share.denominator)});
    case RowsKind::over: return asked() + (table.spread == Spread::zipf ? ", " + std::to_string(table.zipf_exponent) : "");
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
    sizes.push_back(source.table ? names.rows[source.table->index] : std::to_string(model[*source.enumeration].values.size()));
  return "{{" + joined(sizes) + "}}";
}

/// Parents stand before their children, whose counts need them.
void add_rows(const Model& model, const Names& names, TableId id, std::set<std::uint32_t>& done, std::vector<std::string>& made);

/// What a default number of rows is cut down to: constants and numbers that stand above. Other bounds are for check_limits.
std::vector<std::string> default_bounds(const Model& model, const Names& names, TableId id, std::set<std::uint32_t>& done,
                                        std::vector<std::string>& made) {
  std::vector<std::string> bounds;
  for (const RowLimit& limit : row_limits(model, id)) {
    if (limit.in_parent || limit.of_values || limit.table != id) continue;
    if (!limit.rows_of && !limit.combination) {
      if (limit.most < Count{1} << 30) bounds.push_back(cpp_unsigned(static_cast<std::uint64_t>(limit.most)));
      continue;
    }
    std::vector<std::string> sizes;
    auto add_size = [&](TableId of) {
      add_rows(model, names, of, done, made);
      sizes.push_back(of != id && done.contains(of.index) ? names.rows[of.index] : std::string());
    };
    if (limit.rows_of) add_size(*limit.rows_of);
    if (limit.combination) {
      const Combination& each = model[id].combinations[*limit.combination];
      if (each.way == Combination::Way::triangle) continue;
      for (std::uint32_t index : each.cells) {
        const Cell& cell = model[id].cells[index];
        if (cell.kind == CellKind::reference)
          add_size(cell.type.table);
        else
          sizes.push_back(cpp_unsigned(static_cast<std::uint64_t>(
              std::min<Count>(distinct_values(model, std::get<UniqueValue>(model[*cell.value].node).draw).value_or(0), Count{1} << 40))));
      }
    }
    if (std::find(sizes.begin(), sizes.end(), "") != sizes.end()) continue;
    if (limit.combination && model[id].combinations[*limit.combination].way == Combination::Way::star) {
      sizes[1] = "least(" + joined({sizes.begin() + 1, sizes.end()}) + ")";
      sizes.resize(2);
    }
    bounds.push_back(sizes.size() == 1 ? sizes[0] : "product(" + joined(sizes) + ")");
  }
  return bounds;
}

void add_rows(const Model& model, const Names& names, TableId id, std::set<std::uint32_t>& done, std::vector<std::string>& made) {
  if (!done.insert(id.index).second) return;
  const Table& table = model[id];
  for (TableId counted : tables_counted(table)) add_rows(model, names, counted, done, made);
  const std::string& rows = names.rows[id.index];
  if (table.default_rows) {
    const std::vector<std::string> bounds = default_bounds(model, names, id, done, made);
    if (!bounds.empty()) {
      made.push_back("std::uint64_t " + rows + " = settings.rows_up_to(" + cpp_string_literal(table.name) + ", " +
                     std::to_string(kDefaultRows) + ", " + (bounds.size() == 1 ? bounds[0] : "least(" + joined(bounds) + ")") + ");");
      return;
    }
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
  made.push_back(counts_type(table) + " " + counts + "{" + stream_call({table.stream, "", "#count"}) + ", " +
                 count_arguments(table, parents) + "};");
  made.push_back("std::uint64_t " + rows + " = " + counts + ".total();");
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
  return "static_cast<" + names.enums[source.enumeration->index] + ">(" + turn + ")";
}

std::string counts_type(const Table& table) {
  switch (table.rows_kind) {
    case RowsKind::per: return "QuotaCounts";
    case RowsKind::share: return "ShareCounts";
    case RowsKind::over:
      switch (table.spread) {
        case Spread::random: return "RandomCounts";
        case Spread::even: return "EvenCounts";
        case Spread::zipf: return "ZipfCounts";
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

std::vector<std::string> row_count_members(const Model& model, const Names& names) {
  std::vector<std::string> made;
  std::set<std::uint32_t> done;
  for (std::uint32_t i = 0; i < model.tables.size(); ++i) add_rows(model, names, {i}, done, made);
  return made;
}

}  // namespace sydac::compiler
