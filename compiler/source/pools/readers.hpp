// What the readers of the formats share. They throw PoolFileError, which does not leave `read_pool_file`.
#pragma once

#include <initializer_list>
#include <optional>
#include <stdexcept>

#include "driver_text.hpp"
#include "source/pools/pool_file.hpp"

namespace sydac::compiler {

struct PoolFileError : std::runtime_error {
  PoolFileError(std::uint64_t line, std::uint64_t column, std::initializer_list<driver::Piece> message)
      : std::runtime_error(driver::text_of(message)), problem{line, column, what()} {}
  PoolFileProblem problem;
};

/// A text without the blanks around it, which names and values of pools never have.
std::string_view without_blanks(std::string_view text);

/// Throws where columns have no names, the same name, or are too many.
void check_columns(const std::vector<std::string>& columns, std::uint64_t line);

/// Keeps what is read of one file within bounds: each function throws where it is passed. A small file can say a large text often.
class PoolBounds {
 public:
  /// So many rows of so many columns.
  static void check_size(std::size_t rows, std::size_t columns, std::uint64_t line);
  /// One more text of so many bytes.
  void add(std::size_t bytes, std::uint64_t line, std::uint64_t column);

 private:
  std::size_t bytes_ = 0;
};

/// `3700000` for `3.70e6`, `-0.05` for `-5e-2`: the digits of a JSON number without its exponent, and without zeros that say nothing when
/// there was one. Nothing when the text is no such number, or would take more than 400 digits.
std::optional<std::string> plain_number(std::string_view text);

enum class Separated : std::uint8_t { csv, tsv };
PoolFile read_separated(std::string_view text, Separated format);
PoolFile read_json_array(std::string_view text);
PoolFile read_json_lines(std::string_view text);
PoolFile read_xlsx(std::string_view bytes);

}  // namespace sydac::compiler
