// JSON and JSON Lines: objects whose keys are the columns, or plain values in one column.

#include <functional>
#include <map>

#include "json_cursor.hpp"
#include "source/pools/readers.hpp"

namespace sydac::compiler {

namespace {

using driver::JsonCursor;
using driver::JsonError;
using driver::quoted;

constexpr std::string_view kOnlyColumn = "value";

class Objects {
 public:
  /// Reads an object or a plain value as one row.
  void add(JsonCursor& json, bool within_line);
  /// With a cell for each column in each row: objects need not have the same keys.
  PoolFile take();

 private:
  enum class Shape : std::uint8_t { unknown, objects, values };
  void set_shape(Shape shape, std::uint64_t line);
  void add_object(JsonCursor& json, bool within_line);
  void add_member(JsonCursor& json, bool within_line);
  std::size_t column_of(std::string_view name, std::uint64_t line);
  PoolCell cell(JsonCursor& json, std::size_t column);
  PoolRow& row() { return file_.rows.back(); }

  PoolFile file_;
  Shape shape_ = Shape::unknown;
  std::map<std::string, std::size_t, std::less<>> columns_;
  std::vector<std::size_t> filled_by_;  // of each column the last row with its key, from 1
  std::string scratch_, key_;
  PoolBounds bounds_;
};

void Objects::set_shape(Shape shape, std::uint64_t line) {
  if (shape_ != Shape::unknown && shape_ != shape) throw PoolFileError(line, 0, {"objects and plain values in one file"});
  if (shape_ == Shape::unknown && shape == Shape::values) column_of(kOnlyColumn, line);
  shape_ = shape;
}

std::size_t Objects::column_of(std::string_view name, std::uint64_t line) {
  const auto known = columns_.find(name);
  if (known != columns_.end()) return known->second;
  if (name.empty()) throw PoolFileError(line, 0, {"a key without a name"});
  if (columns_.size() == kMaxPoolColumns) throw PoolFileError(line, 0, {"more than ", driver::counted(kMaxPoolColumns, "key")});
  bounds_.add(name.size(), line, columns_.size() + 1);
  const std::size_t column = columns_.size();
  columns_.emplace(name, column);
  file_.columns.emplace_back(name);
  filled_by_.push_back(0);
  return column;
}

PoolCell Objects::cell(JsonCursor& json, std::size_t column) {
  if (json.next_is('{') || json.next_is('['))
    throw PoolFileError(json.line(), column + 1,
                        {"the value of ", quoted(file_.columns[column]), " is an ", json.next_is('{') ? "object" : "array",
                         ", where a plain value is expected"});
  const std::uint64_t line = json.line();
  const JsonCursor::Value value = json.value(scratch_);
  if (value.shape == JsonCursor::Shape::null) return {"", true};
  std::optional<std::string> plain;
  if (value.shape == JsonCursor::Shape::number) plain = plain_number(value.text);
  bounds_.add(plain ? plain->size() : value.text.size(), line, column + 1);
  return {plain ? *std::move(plain) : std::string(value.text), false};
}

void Objects::add(JsonCursor& json, bool within_line) {
  const std::uint64_t line = json.line();
  set_shape(json.next_is('{') ? Shape::objects : Shape::values, line);
  PoolBounds::check_size(file_.rows.size() + 1, file_.columns.size(), line);
  file_.rows.push_back({line, {}});
  if (shape_ == Shape::objects) {
    add_object(json, within_line);
    PoolBounds::check_size(file_.rows.size(), file_.columns.size(), line);  // the row may have brought columns
  } else {
    row().cells.push_back(cell(json, 0));
  }
}

void Objects::add_object(JsonCursor& json, bool within_line) {
  row().cells.reserve(file_.columns.size());
  json.expect('{');
  json.skip_space(within_line);
  if (json.take('}')) return;
  while (true) {
    add_member(json, within_line);
    json.skip_space(within_line);
    if (json.take('}')) return;
    json.expect(',');
    json.skip_space(within_line);
  }
}

void Objects::add_member(JsonCursor& json, bool within_line) {
  const std::uint64_t line = json.line();
  const std::size_t column = column_of(json.string(key_), line);
  if (filled_by_[column] == file_.rows.size())
    throw PoolFileError(line, column + 1, {"the key ", quoted(file_.columns[column]), " is there twice in one object"});
  filled_by_[column] = file_.rows.size();
  json.skip_space(within_line);
  json.expect(':');
  json.skip_space(within_line);
  if (row().cells.size() <= column) row().cells.resize(column + 1, {"", true});
  row().cells[column] = cell(json, column);
}

PoolFile Objects::take() {
  for (PoolRow& one : file_.rows) one.cells.resize(file_.columns.size(), {"", true});
  if (file_.columns.empty()) throw PoolFileError(0, 0, {"no values"});
  return std::move(file_);
}

void add_elements(JsonCursor& json, Objects& objects) {
  json.skip_space();
  if (!json.next_is('[')) throw PoolFileError(json.line(), 0, {"an array of objects or of plain values is expected"});
  json.expect('[');
  json.skip_space();
  if (!json.take(']')) {
    do {
      json.skip_space();
      objects.add(json, false);
      json.skip_space();
    } while (json.take(','));
    json.expect(']');
  }
  json.skip_space();
  if (!json.at_end()) throw PoolFileError(json.line(), 0, {"something after the array"});
}

void add_line(std::string_view text, std::uint64_t line, Objects& objects) {
  JsonCursor json(text, line);
  try {
    json.skip_space(true);
    if (json.at_end()) return;
    objects.add(json, true);
    json.skip_space(true);
  } catch (const JsonError& error) {
    throw PoolFileError(line, 0, {error.what()});
  }
  if (!json.at_end()) throw PoolFileError(line, 0, {"something after the value of the line"});
}

}  // namespace

PoolFile read_json_array(std::string_view text) {
  Objects objects;
  JsonCursor json(text);
  try {
    add_elements(json, objects);
  } catch (const JsonError& error) {
    throw PoolFileError(json.line(), 0, {error.what()});
  }
  return objects.take();
}

PoolFile read_json_lines(std::string_view text) {
  Objects objects;
  for (std::uint64_t line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view one = text.substr(0, end);
    if (!one.empty() && one.back() == '\r') one.remove_suffix(1);
    add_line(one, line, objects);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return objects.take();
}

}  // namespace sydac::compiler
