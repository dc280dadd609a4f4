#include "file_text.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "driver_text.hpp"

namespace sydac::llm {

using driver::fail_io;

std::optional<std::string> file_text_if_there(const std::string& path) {
  constexpr std::size_t kMostBytes = std::size_t{64} << 20;
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open() && (errno == ENOENT || errno == ENOTDIR)) return {};
  if (!file.is_open()) fail_io("read", path, errno);
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) fail_io("read", path, errno);
  if (!S_ISREG(info.st_mode)) throw driver::IoError(driver::text_of({"cannot read ", driver::quoted(path), ": it is no file"}));
  std::string text;
  char block[65'536];
  while (true) {
    const ssize_t bytes = ::read(file.get(), block, sizeof block);
    if (bytes < 0 && errno == EINTR) continue;
    if (bytes < 0) fail_io("read", path, errno);
    if (bytes == 0) return text;
    text.append(block, static_cast<std::size_t>(bytes));
    if (text.size() > kMostBytes)
      throw driver::IoError(driver::text_of({"cannot read ", driver::quoted(path), ": it is larger than 64 MB"}));
  }
}

}  // namespace sydac::llm
