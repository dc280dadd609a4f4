#include "record_reader.hpp"

#include <cstring>

#include "driver_text.hpp"

namespace sydac::driver {

RecordReader::RecordReader(std::string_view bytes, const TableInfo& table, Format format, std::string_view null_token)
    : bytes_(bytes),
      table_(table),
      format_(format),
      null_token_(null_token),
      cells_(table.columns.size()),
      scratch_(table.columns.size()),
      json_(bytes) {
  try {
    if (format == Format::csv) {
      read_csv_header();
    } else if (format == Format::json) {
      json_.skip_space();
      json_.expect('[');
    }
  } catch (const JsonError& error) {
    throw MalformedFile(json_.line(), error.what());
  }
}

void RecordReader::fail(std::initializer_list<Piece> message) const { throw MalformedFile(read_line_, text_of(message)); }

bool RecordReader::next() {
  if (format_ == Format::csv) return next_csv();
  try {
    return format_ == Format::json ? next_json() : next_json_line();
  } catch (const JsonError& error) {
    throw MalformedFile(json_.line(), error.what());
  }
}

void RecordReader::read_csv_header() {
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    read_csv_cell(i);
    const bool is_name = cells_[i].shape == JsonCursor::Shape::string && cells_[i].text == table_.columns[i].name;
    if (!is_name) fail({"the header has ", quoted(cells_[i].text), " where the column ", quoted(table_.columns[i].name), " is expected"});
  }
}

bool RecordReader::next_csv() {
  if (position_ == bytes_.size()) return false;
  line_ = read_line_;
  ++rows_;
  if (bytes_[position_] == '\n') fail({"an empty line"});
  for (std::size_t i = 0; i < cells_.size(); ++i) read_csv_cell(i);
  return true;
}

// One field and the comma or line feed after it.
void RecordReader::read_csv_cell(std::size_t column) {
  Cell& cell = cells_[column];
  if (position_ < bytes_.size() && bytes_[position_] == '"') {
    read_quoted(scratch_[column], cell);
    // The only null that a file of one column without a token can show.
    if (cells_.size() == 1 && rows_ != 0 && cell.text.empty() && null_token_.empty() && table_.columns[0].nullable)
      cell.shape = JsonCursor::Shape::null;
  } else {
    std::size_t end = position_;
    while (end < bytes_.size() && bytes_[end] != ',' && bytes_[end] != '\n') {
      if (bytes_[end] == '"' || bytes_[end] == '\r')
        fail({bytes_[end] == '"' ? "a quote within an unquoted field" : "a carriage return outside quotes"});
      ++end;
    }
    cell.text = bytes_.substr(position_, end - position_);
    cell.shape = cell.text == null_token_ && rows_ != 0 ? JsonCursor::Shape::null : JsonCursor::Shape::string;
    position_ = end;
  }
  if (position_ == bytes_.size()) fail({"the file ends within a row"});
  const bool is_last = column + 1 == cells_.size();
  const char after = bytes_[position_];
  if (after != ',' && after != '\n') fail({"a closing quote is followed by ", quoted(bytes_.substr(position_, 1))});
  if ((after == '\n') != is_last) {
    if (is_last) fail({"more than ", counted(cells_.size(), "field")});
    fail({counted(column + 1, "field"), " where ", cells_.size(), " are expected"});
  }
  ++position_;
  if (is_last) ++read_line_;
}

void RecordReader::read_quoted(std::string& scratch, Cell& cell) {
  ++position_;
  const std::size_t begin = position_;
  std::size_t copied = begin;
  scratch.clear();
  bool is_decoded = false;
  while (true) {
    const std::size_t quote = bytes_.find('"', position_);
    if (quote == std::string_view::npos) fail({"a quoted field without an end"});
    for (std::size_t i = position_; i < quote; ++i) read_line_ += bytes_[i] == '\n' ? 1 : 0;
    position_ = quote + 1;
    if (position_ == bytes_.size() || bytes_[position_] != '"') {
      cell.text = bytes_.substr(begin, quote - begin);
      if (is_decoded) cell.text = scratch += bytes_.substr(copied, quote - copied);
      cell.shape = JsonCursor::Shape::string;
      return;
    }
    is_decoded = true;
    scratch += bytes_.substr(copied, position_ - copied);
    copied = ++position_;
  }
}

bool RecordReader::next_json() {
  json_.skip_space();
  if (json_.take(']')) {
    json_.skip_space();
    if (!json_.at_end()) throw JsonError("something after the array");
    return false;
  }
  if (rows_ != 0) json_.expect(',');
  json_.skip_space();
  read_object(false);
  return true;
}

bool RecordReader::next_json_line() {
  if (json_.at_end()) return false;
  read_object(true);
  json_.skip_space(true);
  json_.expect('\n');
  return true;
}

void RecordReader::read_object(bool within_line) {
  line_ = json_.line();
  ++rows_;
  is_seen_.assign(cells_.size(), 0);
  json_.expect('{');
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    json_.skip_space(within_line);
    if (json_.next_is('}')) break;
    if (i != 0) json_.expect(',');
    json_.skip_space(within_line);
    const std::size_t column = column_of(json_.string(key_scratch_), i);
    if (is_seen_[column] != 0) throw JsonError(text_of({"the key ", quoted(table_.columns[column].name), " twice in one object"}));
    is_seen_[column] = 1;
    json_.skip_space(within_line);
    json_.expect(':');
    json_.skip_space(within_line);
    const JsonCursor::Value value = json_.value(scratch_[column]);
    cells_[column] = {value.shape, value.text};
  }
  json_.skip_space(within_line);
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (is_seen_[i] == 0) throw JsonError(text_of({"an object without the key ", quoted(table_.columns[i].name)}));
  }
  json_.expect('}');
}

std::size_t RecordReader::column_of(std::string_view key, std::size_t expected) const {
  if (table_.columns[expected].name == key) return expected;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (table_.columns[i].name == key) return i;
  }
  throw JsonError(text_of({"the key ", quoted(key), " is no column of ", quoted(table_.name)}));
}

}  // namespace sydac::driver
