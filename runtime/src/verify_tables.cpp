#include <algorithm>

#include "file_names.hpp"
#include "manifest.hpp"
#include "verifier.hpp"
#include "verify.hpp"

namespace sydac::driver {

namespace {

Format format_of_name(std::string_view name) {
  for (const Format format : {Format::json, Format::jsonl}) {
    if (format_name(format) == name) return format;
  }
  return Format::csv;
}

bool is_shape_of(Kind kind, JsonCursor::Shape shape) {
  using Shape = JsonCursor::Shape;
  switch (kind) {
    case Kind::boolean: return shape == Shape::boolean;
    case Kind::integer:
    case Kind::decimal:
    case Kind::real: return shape == Shape::number;
    case Kind::json: return true;
    default: return shape == Shape::string;
  }
}

}  // namespace

Verifier::Verifier(const Program& program, const Options& options, std::span<const std::uint64_t> expected)
    : program_(program),
      options_(options),
      manifest_(read_manifest(options.folder)),
      format_(manifest_ && !options.has_format ? format_of_name(manifest_->format) : options.format),
      null_token_(manifest_ && !options.has_null ? manifest_->null : options.null_token),
      tables_(program.tables.size()) {
  for (std::size_t i = 0; i < tables_.size(); ++i) tables_[i].expected_rows = expected[i];
}

std::string Verifier::run() {
  open_files();
  for (std::size_t i = 0; i < tables_.size(); ++i) prepare(i);
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (tables_[i].is_present) prepare_checks(i);
    if (tables_[i].is_present) prepare_rollups(i);
  }
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (tables_[i].is_present) read_cells(i);
  }
  for (Rollup& rollup : rollups_) start_rollup(rollup);
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    if (tables_[i].is_present && has_relations(i)) read_relations(i);
  }
  for (const Rollup& rollup : rollups_) compare_rollup(rollup);
  compare_hashes();
  return summary();
}

void Verifier::open_files() {
  const auto stems = file_stems(program_.tables);
  for (std::size_t i = 0; i < tables_.size(); ++i) {
    Table& table = tables_[i];
    table.file = text_of({stems[i], ".", format_name(format_)});
    table.is_present = options_.tables[i] != 0;
    if (manifest_) {
      const auto named = [&](const FoundFile& file) { return file.table == program_.tables[i].name; };
      const auto found = std::find_if(manifest_->files.begin(), manifest_->files.end(), named);
      table.is_present = table.is_present && found != manifest_->files.end();
      if (table.is_present) table.expected_rows = found->rows;
    }
    if (table.is_present) table.content = MappedFile(text_of({options_.folder, "/", table.file}));
  }
}

void Verifier::prepare(std::size_t index) {
  const TableInfo& info = program_.tables[index];
  Table& table = tables_[index];
  table.stored.resize(info.columns.size());
  for (const ColumnInfo& column : info.columns) {
    ColumnBounds bounds;
    if (!column.minimum.empty()) bounds.minimum = parse_value(column.kind, column.scale, column.minimum);
    if (!column.maximum.empty()) bounds.maximum = parse_value(column.kind, column.scale, column.maximum);
    bounds.values.assign(column.values.begin(), column.values.end());
    std::sort(bounds.values.begin(), bounds.values.end());
    table.bounds.push_back(std::move(bounds));
  }
  for (const KeyInfo& key : info.keys) {
    TableKey& mine = table.keys[key_index(index, key.columns)];
    mine.name = key.name;
    mine.is_declared = true;
  }
  for (const ReferenceInfo& reference : info.references) {
    table.reference_keys.push_back(key_index(reference.table, reference.target_columns));
    if (table.is_present && !tables_[reference.table].is_present) {
      const std::string name = text_of({info.name, ".", reference.name});
      not_verified_.push_back(text_of({quoted(name), ": ", quoted(program_.tables[reference.table].name), " was not written"}));
    }
  }
}

// The key over these columns in this order, added when there is none.
std::size_t Verifier::key_index(std::size_t table, std::span<const std::uint16_t> columns) {
  auto& keys = tables_[table].keys;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (std::equal(columns.begin(), columns.end(), keys[i].columns.begin(), keys[i].columns.end())) return i;
  }
  keys.emplace_back();
  keys.back().columns.assign(columns.begin(), columns.end());
  return keys.size() - 1;
}

void Verifier::visit_rows(std::size_t index, RowVisitor visitor) const {
  const Table& table = tables_[index];
  try {
    RecordReader reader(table.content.bytes(), program_.tables[index], format_, null_token_);
    while (reader.next()) {
      if (!visitor.call(visitor.object, Place{index, reader.line(), reader.row()}, reader.cells())) return;
    }
  } catch (const MalformedFile& error) {
    violate({table.file, ":", error.line, ": not a well-formed ", format_name(format_), " file: ", error.what()});
  }
}

void Verifier::read_cells(std::size_t index) {
  const TableInfo& info = program_.tables[index];
  Table& table = tables_[index];
  std::vector<TypedValue> row(info.columns.size()), parts;
  each_row(index, [&](const Place& place, const std::vector<Cell>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      row[i] = checked_cell(place, i, cells[i]);
      if (table.stored[i].is_used) table.stored[i].add(info.columns[i], row[i], cells[i].text);
    }
    for (TableKey& key : table.keys) {
      parts.clear();
      for (const std::uint16_t column : key.columns) parts.push_back(row[column]);
      if (const auto found = key_of(parts)) key.set.add(*found, place.row);
    }
    ++table.rows;
    return true;
  });
  check_rows(index);
  for (TableKey& key : table.keys) {
    key.set.finish();
    if (key.is_declared) check_unique(index, key);
  }
}

void Verifier::check_rows(std::size_t index) const {
  const Table& table = tables_[index];
  if (table.rows == table.expected_rows) return;
  violate(
      {table.file, ": ", quoted(program_.tables[index].name), " has ", counted(table.rows, "row"), ", not ", grouped(table.expected_rows)});
}

TypedValue Verifier::checked_cell(const Place& place, std::size_t index, const Cell& cell) const {
  const ColumnInfo& column = program_.tables[place.table].columns[index];
  if (cell.shape == JsonCursor::Shape::null) {
    if (!column.nullable) violate({place_text(place, column.name), "null in a column that is not nullable"});
    return {};
  }
  // A JSON file's own reader has seen that the value is JSON.
  if (column.kind == Kind::json && format_ != Format::csv) return TypedValue::of_text(cell.text);
  const bool has_shape = format_ == Format::csv || is_shape_of(column.kind, cell.shape);
  const auto value = has_shape ? parse_value(column.kind, column.scale, cell.text) : std::nullopt;
  if (!value) violate({place_text(place, column.name), quoted(cell.text), " is not of the type ", quoted(column.type)});
  check_limits(place, index, cell, *value);
  return *value;
}

void Verifier::check_limits(const Place& place, std::size_t index, const Cell& cell, const TypedValue& value) const {
  const ColumnInfo& column = program_.tables[place.table].columns[index];
  const ColumnBounds& bounds = tables_[place.table].bounds[index];
  if (column.max_characters != 0 && cell.text.size() > column.max_characters && characters(cell.text).value_or(0) > column.max_characters) {
    violate({place_text(place, column.name), quoted(cell.text), " has ", counted(*characters(cell.text), "character"), ", ",
             quoted(column.type), " allows ", column.max_characters});
  }
  if (bounds.minimum && compare(value, *bounds.minimum).value_or(0) < 0) {
    violate({place_text(place, column.name), quoted(cell.text), " is below the minimum ", quoted(column.minimum)});
  }
  if (bounds.maximum && compare(value, *bounds.maximum).value_or(0) > 0) {
    violate({place_text(place, column.name), quoted(cell.text), " is above the maximum ", quoted(column.maximum)});
  }
  if (!bounds.values.empty() && !std::binary_search(bounds.values.begin(), bounds.values.end(), cell.text)) {
    violate({place_text(place, column.name), quoted(cell.text), " is not one of the ", grouped(bounds.values.size()), " values"});
  }
}

// Keys that look the same are compared as they stand in the file.
void Verifier::check_unique(std::size_t index, const TableKey& key) const {
  for (const KeySet::Pair& pair : key.set.same_looking()) {
    const std::uint64_t rows[] = {pair.first, pair.second};
    const auto texts = key_texts(index, key, rows);
    if (texts[0] != texts[1]) continue;
    violate({tables_[index].file, ": ", quoted(program_.tables[index].name), ": ", quoted(key.name), " is not unique: ", quoted(texts[0]),
             " in row ", pair.first, " and in row ", pair.second});
  }
}

// The values of the key in these rows, in order of rows.
std::vector<std::string> Verifier::key_texts(std::size_t index, const TableKey& key, std::span<const std::uint64_t> rows) const {
  std::vector<std::string> texts;
  each_row(index, [&](const Place& place, const std::vector<Cell>& cells) {
    if (place.row != rows[texts.size()]) return true;
    std::string text;
    for (const std::uint16_t column : key.columns) {
      if (!text.empty()) text += ", ";
      text += cells[column].text;
    }
    texts.push_back(std::move(text));
    return texts.size() != rows.size();
  });
  return texts;
}

std::string Verifier::place_text(const Place& place, std::string_view column) const {
  const std::string name = text_of({program_.tables[place.table].name, ".", column});
  return text_of({tables_[place.table].file, ":", place.line, ": ", quoted(name), ", row ", place.row, ": "});
}

}  // namespace sydac::driver
