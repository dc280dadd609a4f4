#include "source/pools/pool_file.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "source/pools/readers.hpp"

namespace sydac::compiler {

namespace {

using driver::counted;
using driver::quoted;

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string ending_of(std::string_view name) {
  const std::size_t point = name.find_last_of("./");
  if (point == std::string_view::npos || name[point] == '/') return "";
  std::string ending(name.substr(point + 1));
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return ending;
}

// The text of a file without its byte order mark, all of it UTF-8.
std::string_view text_in(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\xFF\xFE" || bytes.substr(0, 2) == "\xFE\xFF") throw PoolFileError(0, 0, {"UTF-16, where UTF-8 is expected"});
  std::uint64_t line = 1;
  for (std::size_t i = 0; i < bytes.size();) {
    const Character one = character_at(bytes, i);
    if (!one.valid) throw PoolFileError(line, 0, {quoted(bytes.substr(i, 1)), " is not UTF-8"});
    line += one.code == U'\n' ? 1 : 0;
    i += one.bytes;
  }
  if (bytes.substr(0, kByteOrderMark.size()) == kByteOrderMark) bytes.remove_prefix(kByteOrderMark.size());
  return bytes;
}

PoolFile read(std::string_view bytes, std::string_view name) {
  if (bytes.size() > kMaxPoolFileBytes) throw PoolFileError(0, 0, {"larger than ", kMaxPoolFileBytes >> 20, " MB"});
  const std::string ending = ending_of(name);

  if (ending == "xlsx") return read_xlsx(bytes);
  if (ending == "csv") return read_separated(text_in(bytes), Separated::csv);
  if (ending == "tsv") return read_separated(text_in(bytes), Separated::tsv);
  if (ending == "json") return read_json_array(text_in(bytes));
  if (ending == "jsonl" || ending == "ndjson") return read_json_lines(text_in(bytes));
  throw PoolFileError(0, 0, {"the ending ", quoted(ending), " of its name is none of `csv`, `tsv`, `json`, `jsonl`, `ndjson` and `xlsx`"});
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == std::string_view::npos ? std::string_view() : text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

void check_columns(const std::vector<std::string>& columns, std::uint64_t line) {
  if (columns.size() > kMaxPoolColumns) throw PoolFileError(line, 0, {counted(columns.size(), "column"), ", at most ", kMaxPoolColumns});
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].empty()) throw PoolFileError(line, i + 1, {"column ", i + 1, " has no name"});
    if (!seen.insert(columns[i]).second) throw PoolFileError(line, i + 1, {"the column ", quoted(columns[i]), " is there twice"});
  }
}

void PoolBounds::check_size(std::size_t rows, std::size_t columns, std::uint64_t line) {
  if (rows > kMaxPoolRows) throw PoolFileError(line, 0, {"more than ", counted(kMaxPoolRows, "row")});
  if (rows * columns > kMaxPoolCells) throw PoolFileError(line, 0, {"more than ", counted(kMaxPoolCells, "value")});
}

void PoolBounds::add(std::size_t bytes, std::uint64_t line, std::uint64_t column) {
  if (bytes > kMaxPoolCellBytes) throw PoolFileError(line, column, {"a value of more than ", kMaxPoolCellBytes >> 10, " KB"});
  bytes_ += bytes;
  if (bytes_ > kMaxPoolFileBytes) throw PoolFileError(line, column, {"values of more than ", kMaxPoolFileBytes >> 20, " MB in all"});
}

std::variant<PoolFile, PoolFileProblem> read_pool_file(std::string_view bytes, std::string_view name) {
  try {
    return read(bytes, name);
  } catch (const PoolFileError& error) {
    return error.problem;
  }
}

}  // namespace sydac::compiler
