// The compiler's dealings with the disk. Failures are `FileError`, whose text names the file and is fit to be shown.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sydac::compiler {

/// Something outside went wrong: exit code 3.
struct FileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

constexpr std::size_t kMaxInputBytes = std::size_t{64} << 20;
/// Of a script of SQL: most of a dump is rows, which are passed over.
constexpr std::size_t kMaxSqlBytes = std::size_t{1} << 30;

/// All bytes of a file, or of standard input when the path is `-`. Throws FileError when it is missing, unreadable, a directory or larger
/// than `max_bytes`.
std::string read_file(const std::string& path, std::size_t max_bytes = kMaxInputBytes);

/// As `read_file`, but nothing when there is no file of that name.
std::optional<std::string> read_file_if_there(const std::string& path, std::size_t max_bytes);

/// What became of an output.
enum class Written { unchanged, changed };

/// Makes the file hold `text`. A regular file that already does is not touched; otherwise the text goes to a temporary name beside it and
/// is renamed, so that nobody ever sees half a file and the old one stays when the disk is full. A link is followed. The permissions of a
/// file that was there are kept. `-` is standard output; it, devices and pipes are written straight. Throws FileError.
Written write_file(const std::string& path, std::string_view text);

/// Writes all of it to a file descriptor; throws FileError that names `path`.
void write_all(int descriptor, std::string_view text, const std::string& path);

}  // namespace sydac::compiler
