// The entries of a pool out of the rows of a file: columns found, values checked, weights summed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <sydac/pools/request.hpp>

#include "source/pools/pool_file.hpp"

namespace sydac::compiler {

struct PoolTableRequest {
  /// Each is the column of its name; a single one is the only column there is, whatever its name. Empty: every column that is neither the
  /// weight nor a key, with the narrowest type that all its values have.
  std::vector<pools::Field> declared;
  std::vector<pools::Key> keys;       // columns of their names
  std::optional<std::string> weight;  // the column of the weights; without one each row weighs 1
};

struct PoolTable {
  /// Those declared, or inferred ones: `int`, `bigint`, `decimal(p,s)`, `bool`, `date`, `timestamp`, `timestamptz` or `text(n)`, with the
  /// least and the greatest value of numbers and moments, nullable where a value is empty.
  std::vector<pools::Field> fields;
  /// By key in the order of the keys' values, then in the order of the file. Rows that are the same are one entry with the sum of their
  /// weights. Weights are whole: all of a file are multiplied by the same power of ten. Their sum is below 2^63.
  std::vector<pools::Entry> entries;
};

/// Rows whose first field is empty, or whose weight is 0, are left out; so are those with a problem. At most 20 problems are told, and one
/// more with the number of the others; the entries are complete when there is none.
PoolTable pool_table(const PoolFile& file, const PoolTableRequest& request, std::vector<PoolFileProblem>& problems);

}  // namespace sydac::compiler
