#include "sydac/generated.hpp"

#include "driver_text.hpp"

namespace sydac {

namespace {

driver::Piece shown(UInt128 most) { return driver::grouped(static_cast<std::uint64_t>(most)); }

}  // namespace

void at_most(std::string_view table, std::uint64_t rows, UInt128 most, std::string_view reason) {
  using driver::quoted, driver::text_of;
  if (rows <= most) return;
  throw Overrun(
      text_of({quoted(table), " would have ", driver::counted(rows, "row"), ", at most ", shown(most), " are possible: ", reason}));
}

void at_most_values(std::string_view column, std::uint64_t values, UInt128 most, std::string_view reason) {
  using driver::quoted, driver::text_of;
  if (values <= most) return;
  throw Overrun(
      text_of({quoted(column), " would have ", driver::counted(values, "value"), ", at most ", shown(most), " are possible: ", reason}));
}

void at_most_children(std::string_view table, std::uint64_t children, UInt128 most, std::uint64_t rows, std::string_view reason) {
  using driver::quoted, driver::text_of;
  if (children <= most || rows == 0) return;
  throw Overrun(text_of({"a parent may have ", driver::counted(children, "row"), " of ", quoted(table), ", at most ", shown(most),
                         " are possible: ", reason}));
}

void at_least(std::string_view table, std::uint64_t rows, std::uint64_t least, std::uint64_t needed_for, std::string_view reason) {
  using driver::quoted, driver::grouped, driver::text_of;
  if (rows >= least || needed_for == 0) return;
  throw Overrun(text_of({quoted(table), " would have ", driver::counted(rows, "row"), ", at least ", grouped(least),
                         least == 1 ? " is needed: " : " are needed: ", reason}));
}

}  // namespace sydac
