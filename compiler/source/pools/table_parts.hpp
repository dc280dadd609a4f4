// The steps from a file's rows to a pool's entries.
#pragma once

#include <initializer_list>

#include "driver_text.hpp"
#include "source/pools/pool_table.hpp"

namespace sydac::compiler {

/// Tells the first problems and counts the others.
class PoolProblems {
 public:
  explicit PoolProblems(std::vector<PoolFileProblem>& list) : list_(list) {}
  void add(std::uint64_t line, std::uint64_t column, std::initializer_list<driver::Piece> message);
  /// Adds the number of those not told.
  void finish();
  std::size_t count() const { return count_; }

 private:
  std::vector<PoolFileProblem>& list_;
  std::size_t count_ = 0;
};

/// Where things are in a row; `fields` and `keys` follow the request.
struct PoolPlaces {
  std::vector<std::size_t> fields, keys;
  std::optional<std::size_t> weight;
};
/// With problems where a column is not there.
PoolPlaces places_of(const PoolFile& file, const PoolTableRequest& request, PoolProblems& problems);

/// The weights of the rows as whole numbers, one for each row; 0 where a row is not to be taken. A problem where one is no weight.
std::vector<std::uint64_t> weights_of(const std::vector<const PoolRow*>& rows, std::size_t column, PoolProblems& problems);

/// The narrowest type that all values of a column have. At least one of them is not empty.
pools::Field inferred_field(std::string name, const std::vector<const PoolRow*>& rows, std::size_t column);

}  // namespace sydac::compiler
