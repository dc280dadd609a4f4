// Files of pools as one text each, for tests: `4: a|b|~` is the row of line 4 with a null at its end.
#pragma once

#include "source/pools/pool_file.hpp"

namespace sydac::compiler {

inline std::string rows_text(const PoolFile& file) {
  std::string text;
  for (std::size_t i = 0; i < file.columns.size(); ++i) text += (i == 0 ? "" : "|") + file.columns[i];
  for (const PoolRow& row : file.rows) {
    text += "\n" + std::to_string(row.line) + ": ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) text += (i == 0 ? "" : "|") + (row.cells[i].null ? "~" : row.cells[i].text);
  }
  return text;
}

inline std::string problem_text(const PoolFileProblem& problem) {
  return std::to_string(problem.line) + ":" + std::to_string(problem.column) + ": " + problem.message;
}

/// The rows, or `line:column: message`.
inline std::string read_text(std::string_view bytes, std::string_view name) {
  const auto result = read_pool_file(bytes, name);
  if (const auto* problem = std::get_if<PoolFileProblem>(&result)) return problem_text(*problem);
  return rows_text(std::get<PoolFile>(result));
}

}  // namespace sydac::compiler
