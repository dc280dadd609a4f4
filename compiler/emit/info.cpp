#include "emit/info.hpp"

#include <algorithm>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "emit/cells.hpp"
#include "emit/check_text.hpp"
#include "emit/cpp_text.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

std::string kind_of_type(const Type& type) {
  switch (type.base) {
    case Base::boolean: return "boolean";
    case Base::integer: return "integer";
    case Base::decimal: return "decimal";
    case Base::real: return "real";
    case Base::date: return "date";
    case Base::time: return "time";
    case Base::timestamp: return "timestamp";
    case Base::timestamptz: return "timestamptz";
    case Base::interval: return "interval";
    case Base::uuid: return "uuid";
    case Base::json: return "json";
    case Base::bytes: return "bytes";
    case Base::enumeration: return "enumeration";
    case Base::text:
    case Base::bad:
    case Base::null:
    case Base::row:
    case Base::record: break;
  }
  return "text";
}

/// Follows a reference to the column whose values it holds.
const Cell& key_column(const Model& model, const Cell& cell) {
  const Cell* at = &cell;
  while (at->kind == CellKind::reference) at = &model[at->target()];
  return *at;
}

std::string moment_text(Int128 raw, Base base) {
  if (base == Base::date) return date_text(raw);
  if (base == Base::time) return time_text(raw);
  return timestamp_text(raw) + (base == Base::timestamptz ? "Z" : "");
}

/// Bounds that the schema states: those of a range between constants.
std::string stated_range(const Model& model, const Cell& cell) {
  if (cell.kind != CellKind::column || !cell.value) return {};
  ValueId id = *cell.value;
  if (const auto* unique = std::get_if<UniqueValue>(&model[id].node)) id = unique->draw;
  const auto* range = std::get_if<RangeValue>(&model[id].node);
  if (!range) return {};
  const auto* low = std::get_if<NumberValue>(&model[range->low].node);
  const auto* high = std::get_if<NumberValue>(&model[range->high].node);
  if (!low || !high) return {};
  const Type& type = model[id].type;
  auto shown = [&](Int128 raw) {
    if (type.base == Base::integer || type.base == Base::decimal) return to_text(raw, scale_of(type));
    return moment_text(raw, type.base);
  };
  return ", .minimum = " + cpp_string_literal(shown(low->raw)) + ", .maximum = " + cpp_string_literal(shown(high->raw));
}

std::vector<std::uint32_t> written_indices(const Table& table) {
  std::vector<std::uint32_t> indices(table.cells.size(), 0);
  std::uint32_t next = 0;
  for (std::size_t i = 0; i < table.cells.size(); ++i) indices[i] = is_written(table.cells[i]) ? next++ : UINT32_MAX;
  return indices;
}

struct Entries {
  std::string text;
  std::size_t count = 0;
  void add(const std::string& entry) {
    text += "    " + entry + ",\n";
    ++count;
  }
};

std::string array_of(const std::string& type, const std::string& name, const Entries& entries) {
  if (entries.count == 0) return {};
  return "constexpr " + type + " " + name + "[] = {\n" + entries.text + "};\n";
}

std::string indices_constant(const std::string& name, const std::vector<std::uint32_t>& indices) {
  std::string text = "constexpr std::uint16_t " + name + "[] = {";
  for (std::size_t i = 0; i < indices.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(indices[i]);
  return text + "};\n";
}

std::string rollup_word(Rollup function) {
  switch (function) {
    case Rollup::sum: return "sum";
    case Rollup::count: return "count";
    case Rollup::minimum: return "min";
    case Rollup::maximum: return "max";
    case Rollup::average: return "avg";
    case Rollup::exists: return "exists";
  }
  return "";
}

/// Which of the child's references is the one that a roll-up goes by: to its header's parent, or `via`.
std::optional<std::uint32_t> rolled_reference(const Table& child, const RollupValue& rollup) {
  std::uint32_t index = 0;
  for (std::uint32_t i = 0; i < child.cells.size(); ++i) {
    if (child.cells[i].kind != CellKind::reference) continue;
    if (rollup.via ? *rollup.via == i : child.parent_cell == i) return index;
    ++index;
  }
  return std::nullopt;
}

/// The roll-up that a column is, if that is its whole rule.
std::optional<ValueId> rollup_of(const Model& model, const Cell& cell) {
  if (cell.kind == CellKind::let || !cell.value) return std::nullopt;
  ValueId id = *cell.value;
  if (const auto* conversion = std::get_if<ConvertValue>(&model[id].node)) id = conversion->operand;
  return std::holds_alternative<RollupValue>(model[id].node) ? std::optional(id) : std::nullopt;
}

/// Why the verifier cannot add a roll-up up from the files; empty where it can.
std::string open_reason(const Model& model, TableId table, const Cell& cell, ValueId id) {
  const auto& rollup = std::get<RollupValue>(model[id].node);
  const Table& child = model[rollup.child];
  if (rollup.function == Rollup::average || rollup.function == Rollup::exists)
    return "`" + rollup_word(rollup.function) + "` is not evaluated from files";
  if (!rollup.via && child.parent != table) return "its rows are further down than the children";
  if (rollup.value && (model[*rollup.value].type.base == Base::text || model[*rollup.value].type.base == Base::enumeration))
    return "texts are not evaluated from files";
  if (!rolled_reference(child, rollup)) return "`" + child.name + "` has no reference to its parent";
  if (rollup.where) return "it leaves rows out";
  if (cell.null_share) return "some of its values are null by chance";
  const Type &from = model[id].type, &to = model[*cell.value].type;
  if (from.scale > to.scale || (from.base != Base::date && to.base == Base::date)) return "it is cut to the column";
  if (!rollup.value) return {};
  const auto* own = std::get_if<CellValue>(&model[*rollup.value].node);
  const bool written = own && own->frame == 1 && model[own->cell].kind == CellKind::column;
  return written ? "" : "what it goes over is not written";
}

/// A part of the schema as written, on one line.
std::string one_line(const Sources& sources, Span span) {
  std::string text;
  for (char c : sources.at(span.file).text.substr(span.begin, span.end - span.begin)) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank || text.empty() || text.back() != ' ') text += blank ? ' ' : c;
  }
  return text;
}

/// `total = sum(items.amount)`.
std::string rollup_text(const Model& model, const Cell& cell, ValueId id, const Sources& sources) {
  return cell.name + " = " + one_line(sources, model[id].span);
}

std::string rollup_entry(const Model& model, TableId table, const Cell& cell, ValueId id, std::uint32_t column, const Sources& sources) {
  const auto& rollup = std::get<RollupValue>(model[id].node);
  const Table& child = model[rollup.child];
  std::string entry = "{.text = " + cpp_string_literal(rollup_text(model, cell, id, sources)) + ", .column = " + std::to_string(column) +
                      ", .function = \"" + rollup_word(rollup.function) + "\", .child = " + std::to_string(rollup.child.index);
  if (const std::string reason = open_reason(model, table, cell, id); !reason.empty())
    return entry + ", .not_verified = " + cpp_string_literal(reason) + "}";
  entry += ", .child_reference = " + std::to_string(*rolled_reference(child, rollup)) + ", .child_column = ";
  if (!rollup.value) return entry + "-1}";
  return entry + std::to_string(written_indices(child)[std::get<CellValue>(model[*rollup.value].node).cell.index]) + "}";
}

bool is_deferred(const Plan& plan, CellId id) { return std::find(plan.deferred.begin(), plan.deferred.end(), id) != plan.deferred.end(); }

}  // namespace

std::string column_infos(const Plan& plan, const Names& names, TableId id) {
  const Model& model = *plan.model;
  const Table& table = model[id];
  Entries entries;
  for (const Cell& cell : table.cells) {
    if (!is_written(cell)) continue;
    const Cell& key = key_column(model, cell);
    std::string entry = "{.name = " + cpp_string_literal(cell.name) + ", .type = " + cpp_string_literal(key.type_text) +
                        ", .kind = Kind::" + kind_of_type(key.type);
    if (cell.type.nullable) entry += ", .nullable = true";
    if (key.type.base == Base::decimal && key.type.scale > 0) entry += ", .scale = " + std::to_string(key.type.scale);
    if (key.type.base == Base::text && key.type.length) entry += ", .max_characters = " + std::to_string(*key.type.length);
    entry += stated_range(model, cell);
    if (key.type.base == Base::enumeration) entry += ", .values = kNamesOf" + names.enums[key.type.enumeration.index];
    if (!cell.doc.empty()) entry += ", .doc = " + cpp_string_literal(cell.doc);
    entries.add(entry + "}");
  }
  return array_of("ColumnInfo", names.infos[id.index] + "Columns", entries);
}

std::string constraint_infos(const Plan& plan, const Names& names, TableId id, const Sources& sources) {
  const Model& model = *plan.model;
  const Table& table = model[id];
  const std::string& stem = names.infos[id.index];
  const auto columns = written_indices(table);
  std::string indices;
  Entries keys, references, checks, rollups;
  for (const Key& key : table.keys) {
    std::vector<std::uint32_t> own;
    std::string text;
    for (std::uint32_t cell : key.cells) {
      own.push_back(columns[cell]);
      text += (text.empty() ? "" : ", ") + table.cells[cell].name;
    }
    const std::string name = stem + "Key" + std::to_string(keys.count + 1);
    indices += indices_constant(name, own);
    keys.add("{.name = " + cpp_string_literal((key.primary ? "pk (" : "unique (") + text + ")") + ", .columns = " + name + "}");
  }
  for (std::uint32_t i = 0; i < table.cells.size(); ++i) {
    const Cell& cell = table.cells[i];
    if (cell.kind == CellKind::reference) {
      const std::string name = stem + "Reference" + std::to_string(references.count + 1);
      std::vector<std::uint32_t> held, targets;
      for (std::uint32_t index : cell.columns) held.push_back(columns[index]);
      for (CellId target : cell.targets) targets.push_back(written_indices(model[target.table])[target.index]);
      indices += indices_constant(name, held);
      indices += indices_constant(name + "Target", targets);
      references.add("{.name = " + cpp_string_literal(cell.name) + ", .columns = " + name +
                     ", .table = " + std::to_string(cell.type.table.index) + ", .target_columns = " + name + "Target" +
                     (is_deferred(plan, {id, i}) ? ", .deferred = true}" : "}"));
    }
    if (const auto rollup = rollup_of(model, cell)) rollups.add(rollup_entry(model, id, cell, *rollup, columns[i], sources));
  }
  for (const Check& check : table.checks) {
    const auto text = check_text(model, check.condition);
    const std::string shown = sources.at(check.span.file).text.substr(check.span.begin, check.span.end - check.span.begin);
    checks.add("{.text = " + cpp_string_literal(text.value_or(shown)) +
               ", .where = " + cpp_string_literal(declared_at(sources, check.span)) + (text ? "" : ", .from_files = false") + "}");
  }
  return indices + array_of("KeyInfo", stem + "Keys", keys) + array_of("ReferenceInfo", stem + "References", references) +
         array_of("CheckInfo", stem + "Checks", checks) + array_of("RollupInfo", stem + "Rollups", rollups);
}

std::string table_entry(const Plan& plan, const Names& names, TableId id, const Sources& sources) {
  const Model& model = *plan.model;
  const Table& table = model[id];
  const std::string& stem = names.infos[id.index];
  std::string cardinality =
      table.low == table.high ? std::to_string(table.low) : std::to_string(table.low) + ".." + std::to_string(table.high);
  if (table.rows_kind == RowsKind::per) cardinality += " per " + model[*table.parent].name;
  if (table.rows_kind == RowsKind::one_per) cardinality = "one per " + model[*table.parent].name;
  if (table.rows_kind >= RowsKind::over || table.count) cardinality = one_line(sources, table.rows_span);
  std::string entry = "{.name = " + cpp_string_literal(table.name) + ", .doc = " + cpp_string_literal(table.doc) +
                      ", .cardinality = " + cpp_string_literal(cardinality);
  if (!is_settable(table)) entry += ", .settable = false";
  entry += ", .columns = " + stem + "Columns";
  bool references = false, rollups = false;
  for (const Cell& cell : table.cells) {
    references = references || cell.kind == CellKind::reference;
    rollups = rollups || rollup_of(model, cell);
  }
  if (!table.keys.empty()) entry += ", .keys = " + stem + "Keys";
  if (references) entry += ", .references = " + stem + "References";
  if (!table.checks.empty()) entry += ", .checks = " + stem + "Checks";
  if (rollups) entry += ", .rollups = " + stem + "Rollups";
  return entry + "}";
}

}  // namespace sydac::compiler
