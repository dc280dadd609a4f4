#include "base/files.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/text.hpp"

namespace sydac::compiler {
namespace {

std::string spoken(const std::string& path, bool input) {
  return path == "-" ? (input ? "standard input" : "standard output") : "`" + printable(path, 400) + "`";
}

[[noreturn]] void fail(std::string_view what, const std::string& path, int error, bool input) {
  throw FileError("can not " + std::string(what) + " " + spoken(path, input) + ": " + std::strerror(error));
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ > STDERR_FILENO) ::close(number_);
  }
  int number() const { return number_; }
  bool open() const { return number_ >= 0; }
  /// Closes, and tells whether what was written has arrived as far as that can be known.
  bool close() {
    const int result = ::close(number_);
    number_ = -1;
    return result == 0;
  }

 private:
  int number_;
};

std::string read_descriptor(int descriptor, const std::string& path, std::size_t size_hint, std::size_t max_bytes) {
  std::string text;
  text.resize(size_hint + 1);
  std::size_t size = 0;
  for (;;) {
    if (size == text.size()) text.resize(text.size() * 2 + 4096);
    const ssize_t got = ::read(descriptor, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail("read", path, errno, true);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > max_bytes) throw FileError(spoken(path, true) + " is larger than " + std::to_string(max_bytes >> 20) + " MiB");
  }
  text.resize(size);
  return text;
}

/// The file behind a path, links followed; the path itself when there is none.
std::string followed(const std::string& path) {
  if (char* real = ::realpath(path.c_str(), nullptr)) {
    std::string result(real);
    std::free(real);
    return result;
  }
  return path;
}

void write_through_temporary(const std::string& path, std::string_view text, mode_t mode) {
  const std::string target = followed(path);
  std::string temporary = target + ".XXXXXX";
  Descriptor file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file.open()) fail("write", path, errno, false);
  try {
    if (::fchmod(file.number(), mode) != 0) fail("write", path, errno, false);
    write_all(file.number(), text, path);
    if (!file.close() || ::rename(temporary.c_str(), target.c_str()) != 0) fail("write", path, errno, false);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
}

mode_t default_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

}  // namespace

std::optional<std::string> read_file_if_there(const std::string& path, std::size_t max_bytes) {
  const bool standard_input = path == "-";
  if (!standard_input && path.find('\0') != std::string::npos) throw FileError("a file name with a NUL byte: " + spoken(path, true));
  const Descriptor file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.open()) {
    if (errno == ENOENT) return std::nullopt;
    fail("read", path, errno, true);
  }
  struct stat status {};
  if (::fstat(file.number(), &status) != 0) fail("read", path, errno, true);
  if (S_ISDIR(status.st_mode)) fail("read", path, EISDIR, true);
  const std::size_t size = S_ISREG(status.st_mode) ? static_cast<std::size_t>(status.st_size) : 0;
  if (size > max_bytes) throw FileError(spoken(path, true) + " is larger than " + std::to_string(max_bytes >> 20) + " MiB");
  return read_descriptor(file.number(), path, size, max_bytes);
}

std::string read_file(const std::string& path, std::size_t max_bytes) {
  std::optional<std::string> text = read_file_if_there(path, max_bytes);
  if (!text) fail("read", path, ENOENT, true);
  return std::move(*text);
}

void write_all(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t done = ::write(descriptor, text.data(), text.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) fail("write", path, errno, false);
    text.remove_prefix(static_cast<std::size_t>(done));
  }
}

Written write_file(const std::string& path, std::string_view text) {
  if (path == "-") {
    write_all(STDOUT_FILENO, text, path);
    return Written::changed;
  }
  struct stat status {};
  const bool there = ::stat(path.c_str(), &status) == 0;
  if (there && S_ISDIR(status.st_mode)) fail("write", path, EISDIR, false);
  if (there && !S_ISREG(status.st_mode)) {
    Descriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!device.open()) fail("write", path, errno, false);
    write_all(device.number(), text, path);
    return Written::changed;
  }
  if (there && static_cast<std::size_t>(status.st_size) == text.size() && ::access(path.c_str(), R_OK) == 0) {
    if (read_file_if_there(path, text.size()) == text) return Written::unchanged;
  }
  write_through_temporary(path, text, there ? status.st_mode & 07777 : default_mode());
  return Written::changed;
}

}  // namespace sydac::compiler
