// The rows of a file that a pool takes its values from, whatever its format: CSV (RFC 4180), TSV, JSON, JSON Lines, XLSX. The first row of
// CSV, TSV and XLSX names the columns. Texts are those of the file, exact to the last digit; what they mean is pool_table.hpp's matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "model/pool_file.hpp"

namespace sydac::compiler {

constexpr std::size_t kMaxPoolFileBytes = std::size_t{64} << 20;  // of an XLSX also of each of its parts, unpacked
constexpr std::size_t kMaxPoolRows = 1'000'000;
constexpr std::size_t kMaxPoolColumns = 1'000;
constexpr std::size_t kMaxPoolCells = 10'000'000;
constexpr std::size_t kMaxPoolCellBytes = std::size_t{64} << 10;

struct PoolFileProblem {
  std::uint64_t line = 0;    // from 1; 0: of the file
  std::uint64_t column = 0;  // the number of the field in its row, from 1; 0: of the row
  std::string message;
};

/// The ending of `name` decides the format: .csv, .tsv, .json, .jsonl or .ndjson, .xlsx. A CSV file whose header has semicolons and no
/// comma is separated by semicolons. Quotes that do not pair up in a TSV file are characters like any other. JSON is an array of objects,
/// or of plain values in one column `value`; JSON Lines the same without the brackets. Of an XLSX file the first sheet is read. Rows with
/// nothing in them are left out. Time and memory are bounded by the constants above.
std::variant<PoolFile, PoolFileProblem> read_pool_file(std::string_view bytes, std::string_view name);

}  // namespace sydac::compiler
