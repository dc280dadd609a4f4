// What the numbers and texts of a sheet mean.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sydac::compiler {

/// What a number format shows of a number that counts days.
enum class ShownMoment : std::uint8_t { none, date, time, timestamp };

/// Of a format code (`dd.mm.yyyy hh:mm`, `0.00%`): ECMA-376 part 1, 18.8.31. Elapsed time (`[h]:mm`) is no moment.
ShownMoment moment_of_format(std::string_view code);
/// Of a format that files name by its number alone: ECMA-376 part 1, 18.8.30.
ShownMoment moment_of_builtin_format(std::uint32_t id);

/// `2026-01-31` for 46053: days since the end of 1899, in which 1900 has 29 days in February, or since 1904-01-01; the fraction is the time
/// of the day, to the millisecond. A number that is no day up to the year 9999 stays as it is.
std::string moment_text(std::string_view number, ShownMoment shown, bool since_1904);

/// A number in plain digits. Sheets hold doubles, and write some with 17 digits: `0.1` for `0.10000000000000001`.
std::string sheet_number(std::string_view text);

/// A text whose `_x000D_` stand for characters that XML cannot hold: ECMA-376 part 1, 22.9.2.19.
std::string sheet_text(std::string_view text);

}  // namespace sydac::compiler
