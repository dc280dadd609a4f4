#include "verifier.hpp"

namespace sydac::driver {

namespace {

std::string joined_names(const TableInfo& table, std::span<const std::uint16_t> columns) {
  std::string out;
  for (const std::uint16_t column : columns) {
    if (!out.empty()) out += ", ";
    out += table.columns[column].name;
  }
  return out;
}

std::string check_name(const CheckInfo& check) {
  // Where the generator cannot put a check in terms of columns its text is the schema's line.
  const std::string_view text = check.text.starts_with("check ") ? check.text.substr(6) : check.text;
  return text_of({"check ", quoted(text), " (", check.where, ")"});
}

}  // namespace

void Verifier::prepare_checks(std::size_t index) {
  for (const CheckInfo& info : program_.tables[index].checks) {
    if (!info.from_files) {
      not_verified_.push_back(text_of({check_name(info), ": it depends on something that is not written"}));
      continue;
    }
    try {
      RowCheck check{&info, CheckExpression(info.text, program_, index)};
      for (const Operand& operand : check.expression.operands()) store_path(index, operand);
      tables_[index].checks.push_back(std::move(check));
    } catch (const NotEvaluable& error) {
      not_verified_.push_back(text_of({check_name(info), ": it has ", error.what()}));
    }
  }
}

// Keeps the columns that a path goes through outside its own table.
void Verifier::store_path(std::size_t index, const Operand& operand) {
  for (std::size_t step = 0; step < operand.references.size(); ++step) {
    const ReferenceInfo& reference = program_.tables[index].references[operand.references[step]];
    if (step != 0) {
      for (const std::uint16_t column : reference.columns) tables_[index].stored[column].is_used = true;
    }
    index = reference.table;
    if (!tables_[index].is_present)
      throw NotEvaluable(text_of({quoted(operand.text), ", and ", quoted(program_.tables[index].name), " was not written"}));
  }
  if (!operand.references.empty()) tables_[index].stored[operand.column].is_used = true;
}

bool Verifier::has_relations(std::size_t index) const {
  return !program_.tables[index].references.empty() || !tables_[index].checks.empty();
}

void Verifier::read_relations(std::size_t index) {
  const TableInfo& info = program_.tables[index];
  std::vector<TypedValue> row(info.columns.size());
  each_row(index, [&](const Place& place, const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const ColumnInfo& column = info.columns[i];
      const bool is_null = cells[i].shape == JsonCursor::Shape::null;
      row[i] = is_null ? TypedValue{} : parse_value(column.kind, column.scale, cells[i].text).value_or(TypedValue::of_text(cells[i].text));
    }
    for (std::size_t i = 0; i < info.references.size(); ++i) check_reference(place, i, row);
    for (RowCheck& check : tables_[index].checks) check_row(place, check, row);
    for (Rollup& rollup : rollups_) {
      if (rollup.info->child == index) add_to_rollup(rollup, row);
    }
    return true;
  });
}

void Verifier::check_reference(const Place& place, std::size_t index, std::span<const TypedValue> row) const {
  const TableInfo& table = program_.tables[place.table];
  const ReferenceInfo& reference = table.references[index];
  const Table& target = tables_[reference.table];
  if (!target.is_present) return;
  std::vector<TypedValue> parts;
  for (const std::uint16_t column : reference.columns) parts.push_back(row[column]);
  const auto key = key_of(parts);
  if (!key || target.keys[tables_[place.table].reference_keys[index]].set.contains(*key)) return;
  std::string values;
  for (const TypedValue& part : parts) append(values, {values.empty() ? "" : ", ", value_text(part)});
  const TableInfo& target_info = program_.tables[reference.table];
  const std::string target_name = text_of({target_info.name, ".", joined_names(target_info, reference.target_columns)});
  violate({place_text(place, joined_names(table, reference.columns)), quoted(values), " is not in ", quoted(target_name)});
}

TypedValue Verifier::operand_value(std::size_t table, const Operand& operand, std::span<const TypedValue> row) const {
  std::uint64_t row_number = 0;
  std::vector<TypedValue> parts;
  for (std::size_t step = 0; step < operand.references.size(); ++step) {
    const TableInfo& info = program_.tables[table];
    const ReferenceInfo& reference = info.references[operand.references[step]];
    parts.clear();
    for (const std::uint16_t column : reference.columns) {
      parts.push_back(step == 0 ? row[column] : tables_[table].stored[column].value(info.columns[column], row_number));
    }
    const auto key = key_of(parts);
    const auto found =
        key ? tables_[reference.table].keys[tables_[table].reference_keys[operand.references[step]]].set.row_of(*key) : std::nullopt;
    if (!found) return {};  // a null; or an orphan, which is named when its own table is read
    row_number = *found;
    table = reference.table;
  }
  if (operand.references.empty()) return row[operand.column];
  return tables_[table].stored[operand.column].value(program_.tables[table].columns[operand.column], row_number);
}

void Verifier::check_row(const Place& place, RowCheck& check, std::span<const TypedValue> row) const {
  if (!check.not_evaluated.empty()) return;
  const auto& operands = check.expression.operands();
  std::vector<TypedValue> values;
  for (const Operand& operand : operands) values.push_back(operand_value(place.table, operand, row));
  const TypedValue result = check.expression.evaluate(values);
  if (result.is_null() || (result.is(TypedValue::Type::boolean) && result.exact != 0)) return;
  if (!result.is(TypedValue::Type::boolean)) {
    check.not_evaluated = text_of({"an operation is not defined for the values of row ", place.row});
    return;
  }
  std::string shown;
  for (std::size_t i = 0; i < operands.size(); ++i) append(shown, {i == 0 ? "" : ", ", operands[i].text, " = ", value_text(values[i])});
  violate({tables_[place.table].file, ":", place.line, ": ", quoted(program_.tables[place.table].name), ", row ", place.row, ": ",
           check_name(*check.info), " does not hold: ", shown});
}

}  // namespace sydac::driver
