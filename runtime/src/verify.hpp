// --verify: the written files are read back and held against the schema.
#pragma once

#include "options.hpp"

namespace sydac::driver {

/// Something in the files breaks the schema: exit 4. The message names file, line, table, columns, row and value.
struct Violation : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws UsageError where verification reads no such files.
void refuse_unreadable(std::string_view format);

[[noreturn]] void violate(std::initializer_list<Piece> message);

/// The folder holds finished files that the command line does not contradict: they are verified as they stand. Files of other settings than
/// those that were given, or none at all, have to be written first. `rows` are those of each table at the given settings, `pools` is the
/// manifest's list of pools. Throws UsageError when there is only a shard or a range.
bool has_files_to_verify(const Program& program, const Options& options, std::span<const std::uint64_t> rows, std::string_view pools = {});

/// Reads all files of the folder and returns what was found in order, for people, in several lines. `expected` has the rows of
/// each table, used where the folder has no manifest. Throws Violation at the first thing that is wrong, IoError when a file cannot be
/// read. Shares no code with the generation of values.
std::string verify_files(const Program& program, const Options& options, std::span<const std::uint64_t> expected);

}  // namespace sydac::driver
