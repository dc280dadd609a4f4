// Rows to bytes: chunks formatted on worker threads and written in order, in bounded memory.
#pragma once

#include <sydac/program.hpp>

#include "output.hpp"
#include "progress.hpp"
#include "row_form.hpp"

namespace sydac::driver {

/// Rows [first, last) of one table.
struct RowJob {
  const Dataset& dataset;
  std::size_t table;
  std::uint64_t first, last;
  Layout layout;
  const RowForm* form = nullptr;  // what the rows are made into, where `layout` is not it
};

/// Writes the rows, without header or brackets; the bytes are the same for any number of threads. Holds at most about 1.5 buffers of 256
/// KiB for each thread. When several chunks fail, throws what the one with the lowest rows threw.
void write_rows_in_order(const RowJob& job, unsigned threads, ByteTarget& output, Progress& progress);

}  // namespace sydac::driver
