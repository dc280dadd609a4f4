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
    case RowsKind::one_per: break;
  }
  return {};
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
  if (table.parent) add_rows(model, names, *table.parent, done, made);
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
  const std::string parents = names.rows[table.parent->index];
  if (table.rows_kind == RowsKind::one_per) {
    made.push_back("std::uint64_t " + rows + " = " + parents + ";");
    return;
  }
  const std::string& counts = names.counts[id.index];
  made.push_back(counts_type(table) + " " + counts + "{" + stream_call({table.stream, "", "#count"}) + ", " +
                 count_arguments(table, parents) + "};");
  made.push_back("std::uint64_t " + rows + " = " + counts + ".total();");
}

}  // namespace

bool has_counts(const Table& table) { return table.parent && table.rows_kind != RowsKind::one_per; }

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
    case RowsKind::fixed:
    case RowsKind::one_per: break;
  }
  return {};
}

std::string_view counts_header(const Table& table) {
  if (table.rows_kind == RowsKind::over && table.spread == Spread::random) return "sydac/random_counts.hpp";
  return table.rows_kind == RowsKind::over || table.rows_kind == RowsKind::share ? "sydac/spread.hpp" : "";
}

std::string row_base(const Model& model, const Names& names, TableId id) {
  const Table& table = model[id];
  if (!table.parent) return "RootRow<" + names.data + ">";
  const std::string types = names.type(id) + ", " + names.type(*table.parent);
  if (table.rows_kind == RowsKind::one_per) return "OneRow<" + types + ">";
  return "ChildRow<" + types + ", " + (is_open(table) ? "kAnyNumber" : std::to_string(table.high)) + ">";
}

std::vector<std::string> row_count_members(const Model& model, const Names& names) {
  std::vector<std::string> made;
  std::set<std::uint32_t> done;
  for (std::uint32_t i = 0; i < model.tables.size(); ++i) add_rows(model, names, {i}, done, made);
  return made;
}

}  // namespace sydac::compiler
