// The rows of a file that a pool takes its values from, whatever its format.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sydac::compiler {

struct PoolCell {
  /// Numbers of JSON and XLSX have plain digits (`3700000` for `3.70e6`), their booleans are `true` and `false`; dates of XLSX are
  /// `2026-01-31`, `2026-01-31T09:30:00`, `09:30:00`.
  std::string text;
  bool null = false;  // JSON's null, a key that an object lacks, a cell that a sheet lacks
};

struct PoolRow {
  std::uint64_t line = 0;  // where the row begins, from 1; of a sheet the row's number
  std::vector<PoolCell> cells;
};

struct PoolFile {
  std::vector<std::string> columns;  // none twice, none without a name
  std::vector<PoolRow> rows;         // each with a cell for each column
};

}  // namespace sydac::compiler
