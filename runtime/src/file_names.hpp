// What the files of tables are called.
#pragma once

#include <sydac/program.hpp>

namespace sydac::driver {

/// As `--format` takes it, which is also the end of a file's name.
std::string_view format_name(Format format);

/// The file names of all tables without their end, in the order of `tables`: the table's name where that is safe. Whatever could leave the
/// folder, hide the file, mean something to a shell's or Windows' file system, or fall together with another table where case does not
/// count is percent-encoded, so that the name can be had back.
std::vector<std::string> file_stems(std::span<const TableInfo> tables);

/// One name made safe in the same way.
std::string safe_file_name(std::string_view name);

}  // namespace sydac::driver
