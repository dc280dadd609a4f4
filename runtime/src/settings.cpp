#include <sydac/program.hpp>

#include "driver_text.hpp"

namespace sydac {

namespace {

constexpr std::uint64_t kMostRows = 0x7fff'ffff'ffff'ffffU;  // row numbers are int64 in the schema's expressions

}  // namespace

std::uint64_t Settings::rows(std::string_view table, std::uint64_t written) const {
  for (const auto& [name, rows] : table_rows) {
    if (name == table) return rows;
  }
  if (has_all_rows) return all_rows;
  if (written == 0) return 0;
  using Wide = unsigned __int128;
  const Wide product = Wide{written} * scale_numerator;
  const Wide scaled = (product + scale_denominator / 2) / scale_denominator;
  if (scaled > kMostRows) {
    using driver::counted, driver::quoted;
    throw Overrun(
        driver::text_of({quoted(table), " has ", counted(written, "row"), "; times the scale this is above ", driver::grouped(kMostRows)}));
  }
  return scaled == 0 ? 1 : static_cast<std::uint64_t>(scaled);
}

std::uint64_t Settings::rows_over(std::string_view table, std::uint64_t written, std::uint64_t parents) const {
  const std::uint64_t asked = rows(table, written);
  if (asked > 0 && parents == 0) {
    using driver::counted, driver::quoted;
    throw Overrun(driver::text_of({quoted(table), " would have ", counted(asked, "row"), ", but the table they are spread over has none"}));
  }
  return asked;
}

std::uint64_t Settings::rows_over_each(std::string_view table, std::uint64_t written, std::uint64_t parents) const {
  const std::uint64_t asked = rows_over(table, written, parents);
  if (asked < parents) {
    using driver::counted, driver::quoted;
    throw Overrun(driver::text_of({quoted(table), " would have ", counted(asked, "row"), ", fewer than the ", detail::grouped(parents),
                                   " of the table they are spread over: other tables need one for each"}));
  }
  return asked;
}

std::uint64_t Settings::rows_up_to(std::string_view table, std::uint64_t usual, unsigned __int128 most) const {
  const std::uint64_t asked = rows(table, usual);
  for (const auto& [name, rows] : table_rows) {
    if (name == table) return asked;
  }
  return asked > most ? static_cast<std::uint64_t>(most) : asked;
}

}  // namespace sydac
