// Tables that a rule builds from its arguments, once for each thread.
#pragma once

#include <memory>
#include <vector>

#include <sydac/base.hpp>

namespace sydac::detail {

/// Table(first, second), built on the first call with these arguments; some 2 ns from then on. Rules stay plain aggregates that way.
template <class Table>
const Table& cached_table(std::uint64_t first, std::uint64_t second) {
  struct Entry {
    std::uint64_t first, second;
    std::unique_ptr<const Table> table;
  };
  thread_local std::vector<Entry> entries;
  for (const Entry& entry : entries) {
    if (entry.first == first && entry.second == second) return *entry.table;
  }
  entries.push_back({first, second, std::make_unique<const Table>(first, second)});
  return *entries.back().table;
}

}  // namespace sydac::detail
