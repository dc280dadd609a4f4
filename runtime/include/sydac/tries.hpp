// Rows that are drawn again until their checks hold. A row has a number of tries, kept in a slot of its memo; its draws are those of that
// try.
#pragma once

#include <sydac/maybe.hpp>
#include <sydac/program.hpp>
#include <sydac/row.hpp>

namespace sydac {

/// So many rows in a hundred pass at least; to miss so often is next to impossible unless the row can not pass at all.
inline constexpr std::uint64_t kMostTries = 256;

/// The draw of a later try. At the first one, 0, draws are as they are without tries.
constexpr Draw retried(Draw draw, std::uint64_t tries) { return tries == 0 ? draw : draw.fork(0x7472790000 + tries); }

/// The first try at which a row passes; stops the program where there is none.
template <class Row, class Memo, class Test>
[[gnu::noinline]] std::uint64_t first_try(const Row& row, Slot<std::uint64_t> Memo::*tries, const char* what, Test test) {
  for (std::uint64_t attempt = 0; attempt < kMostTries; ++attempt) {
    Row candidate = row;
    candidate.memo = {};
    (candidate.memo.*tries)([attempt] { return attempt; });
    if (test(candidate)) return attempt;
  }
  ValueError error(std::string(what) + " does not hold in " + std::to_string(kMostTries) + " tries");
  error.table = Row::kTable;  // another one may be asking
  error.column = "check";
  error.row = static_cast<std::uint64_t>(row.row());
  throw error;
}

}  // namespace sydac
