// XLSX (ECMA-376 part 1, SpreadsheetML): the first sheet with its values as they are shown, as far as they are dates, and as they are
// stored otherwise. Of a formula the result that the file holds.

#include <algorithm>
#include <charconv>
#include <map>

#include "source/pools/readers.hpp"
#include "source/pools/xlsx_package.hpp"
#include "source/pools/xlsx_values.hpp"
#include "typed_value.hpp"

namespace sydac::compiler {

namespace {

using driver::counted;
using driver::quoted;

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// A text as shared strings and inline strings have it: in one piece, or in runs of different looks. How it is spoken is left out.
std::string rich_text(const pugi::xml_node& node) {
  std::string text;
  for (const pugi::xml_node& child : node.children()) {
    if (is_element(child, "t")) text += text_within(child);
    if (is_element(child, "r")) text += text_within(child_named(child, "t"));
  }
  return sheet_text(text);
}

class Sheet {
 public:
  explicit Sheet(std::string_view bytes) : package_(bytes) {}
  PoolFile read();

 private:
  void read_workbook();
  void read_shared_strings();
  void read_styles();
  void read_row(const pugi::xml_node& row);
  void place(PoolRow&& row);
  std::size_t column_of(const pugi::xml_node& cell, std::size_t expected, std::uint64_t line) const;
  PoolCell value_of(const pugi::xml_node& cell, std::uint64_t line, std::size_t column);
  std::string text_of(const pugi::xml_node& cell, std::uint64_t line, std::size_t column) const;
  std::string number_of(const pugi::xml_node& cell, std::string_view number) const;
  const std::string& shared_string(std::string_view index, std::uint64_t line, std::size_t column) const;

  XlsxPackage package_;
  std::string workbook_, sheet_;  // names of parts
  bool since_1904_ = false;
  std::vector<std::string> shared_strings_;
  std::vector<ShownMoment> styles_;  // of each cell format
  PoolFile file_;
  std::uint64_t line_ = 0;  // of the last row
  PoolBounds bounds_;
};

void Sheet::read_workbook() {
  const auto main = package_.relationship_by_kind("", "officeDocument");
  if (!main) throw PoolFileError(0, 0, {"an archive without a workbook"});
  workbook_ = main->part;
  const std::unique_ptr<XmlPart> workbook = package_.part(workbook_);
  const std::string_view date_system = attribute_named(child_named(workbook->root(), "workbookPr"), "date1904");
  since_1904_ = date_system == "1" || date_system == "true";
  std::size_t looked_at = 0;
  for (const pugi::xml_node& one : child_named(workbook->root(), "sheets").children()) {
    const auto target = package_.relationship_by_id(workbook_, attribute_named(one, "id"));
    if (target && target->kind == "worksheet") {
      sheet_ = target->part;
      return;
    }
    if (++looked_at == 100) break;  // each look reads the list of relationships
  }
  throw PoolFileError(0, 0, {"a workbook without a sheet of cells"});
}

void Sheet::read_shared_strings() {
  const auto target = package_.relationship_by_kind(workbook_, "sharedStrings");
  const std::unique_ptr<XmlPart> list = target ? package_.part_if_there(target->part) : nullptr;
  if (list == nullptr) return;
  for (const pugi::xml_node& one : list->root().children()) {
    if (!is_element(one, "si")) continue;
    if (shared_strings_.size() == kMaxPoolCells) throw PoolFileError(0, 0, {"more than ", counted(kMaxPoolCells, "shared text")});
    shared_strings_.push_back(rich_text(one));
  }
}

void Sheet::read_styles() {
  const auto target = package_.relationship_by_kind(workbook_, "styles");
  const std::unique_ptr<XmlPart> styles = target ? package_.part_if_there(target->part) : nullptr;
  if (styles == nullptr) return;
  std::map<std::uint32_t, ShownMoment> formats;
  for (const pugi::xml_node& one : child_named(styles->root(), "numFmts").children()) {
    if (const auto id = whole_number(attribute_named(one, "numFmtId"))) formats[*id] = moment_of_format(attribute_named(one, "formatCode"));
  }
  for (const pugi::xml_node& one : child_named(styles->root(), "cellXfs").children()) {
    const std::uint32_t id = whole_number(attribute_named(one, "numFmtId")).value_or(0);
    const auto named = formats.find(id);
    styles_.push_back(named != formats.end() ? named->second : moment_of_builtin_format(id));
  }
}

// From the letters of `BC12`; cells without a reference follow the one before.
std::size_t Sheet::column_of(const pugi::xml_node& cell, std::size_t expected, std::uint64_t line) const {
  const std::string_view reference = attribute_named(cell, "r");
  if (reference.empty()) return expected;
  std::size_t column = 0, letters = 0;
  for (; letters < reference.size() && letters < 4 && reference[letters] >= 'A' && reference[letters] <= 'Z'; ++letters)
    column = column * 26 + static_cast<std::size_t>(reference[letters] - 'A') + 1;
  if (letters == 0 || letters == 4) throw PoolFileError(line, 0, {"a cell at ", quoted(reference), ", which is no place in a sheet"});
  return column - 1;
}

const std::string& Sheet::shared_string(std::string_view index, std::uint64_t line, std::size_t column) const {
  const auto number = whole_number(index);
  if (!number || *number >= shared_strings_.size())
    throw PoolFileError(line, column + 1, {"the shared text ", quoted(index), ", which the file does not have"});
  return shared_strings_[*number];
}

std::string Sheet::number_of(const pugi::xml_node& cell, std::string_view number) const {
  const std::uint32_t style = whole_number(attribute_named(cell, "s")).value_or(0);
  return moment_text(number, style < styles_.size() ? styles_[style] : ShownMoment::none, since_1904_);
}

std::string Sheet::text_of(const pugi::xml_node& cell, std::uint64_t line, std::size_t column) const {
  const std::string_view type = attribute_named(cell, "t");
  const std::string value = text_within(child_named(cell, "v"));
  if (value.empty() && type != "str" && child_named(cell, "f"))
    throw PoolFileError(line, column + 1, {"a formula without its result, which programs for spreadsheets store"});
  if (type.empty() || type == "n") return number_of(cell, value);
  if (type == "s") return value.empty() ? "" : shared_string(value, line, column);
  if (type == "inlineStr") return rich_text(child_named(cell, "is"));
  if (type == "b") return value == "1" ? "true" : "false";
  if (type == "e") throw PoolFileError(line, column + 1, {"the error ", quoted(value)});
  return sheet_text(value);
}

PoolCell Sheet::value_of(const pugi::xml_node& cell, std::uint64_t line, std::size_t column) {
  std::string text = text_of(cell, line, column);
  bounds_.add(text.size(), line, column + 1);
  if (!driver::characters(text)) throw PoolFileError(line, column + 1, {quoted(text), " is not UTF-8"});
  const bool is_empty = text.empty();
  return {std::move(text), is_empty};
}

void Sheet::read_row(const pugi::xml_node& row) {
  PoolRow result;
  const std::string_view reference = attribute_named(row, "r");
  const auto number = whole_number(reference);
  if (!reference.empty() && (!number || *number <= line_)) throw PoolFileError(line_, 0, {"followed by the row ", quoted(reference)});
  line_ = result.line = number ? *number : line_ + 1;
  std::size_t column = 0;
  for (const pugi::xml_node& cell : row.children()) {
    if (!is_element(cell, "c")) continue;
    column = column_of(cell, column, line_);
    PoolCell value = value_of(cell, line_, column);
    if (!value.null) {
      if (column >= kMaxPoolColumns)
        throw PoolFileError(line_, column + 1, {"a value in column ", column + 1, ", at most ", kMaxPoolColumns});
      if (result.cells.size() <= column) result.cells.resize(column + 1, {"", true});
      result.cells[column] = std::move(value);
    }
    ++column;
  }
  if (!result.cells.empty()) place(std::move(result));
}

void Sheet::place(PoolRow&& row) {
  if (file_.columns.empty()) {
    for (const PoolCell& cell : row.cells) file_.columns.emplace_back(without_blanks(cell.text));
    check_columns(file_.columns, row.line);
    return;
  }
  PoolBounds::check_size(file_.rows.size() + 1, file_.columns.size(), row.line);
  if (row.cells.size() > file_.columns.size())
    throw PoolFileError(row.line, row.cells.size(),
                        {"a value in column ", row.cells.size(), ", where the header has ", counted(file_.columns.size(), "column")});
  row.cells.resize(file_.columns.size(), {"", true});
  file_.rows.push_back(std::move(row));
}

PoolFile Sheet::read() {
  read_workbook();
  read_shared_strings();
  read_styles();
  const std::unique_ptr<XmlPart> sheet = package_.part(sheet_);
  for (const pugi::xml_node& row : child_named(sheet->root(), "sheetData").children()) {
    if (is_element(row, "row")) read_row(row);
  }
  if (file_.columns.empty()) throw PoolFileError(0, 0, {"an empty sheet, where a row with the names of the columns is expected"});
  return std::move(file_);
}

}  // namespace

PoolFile read_xlsx(std::string_view bytes) { return Sheet(bytes).read(); }

}  // namespace sydac::compiler
