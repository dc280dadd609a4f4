#include "lock_file.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "driver_text.hpp"
#include "file_text.hpp"
#include "lock_text.hpp"

namespace sydac::llm {

namespace {

using driver::fail_io;

constexpr std::chrono::milliseconds kPoll{100};

/// Where the file really is: a link stays a link.
std::string followed(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::canonical(path, error);
  return error ? path : real.string();
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

void write_whole(int descriptor, std::string_view text, const std::string& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_io("write", path, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(descriptor) != 0 && errno != EINVAL && errno != ENOTSUP) fail_io("write", path, errno);
}

/// Removes the file unless it got its name.
struct Unfinished {
  const std::string& path;
  bool finished = false;
  ~Unfinished() {
    if (!finished) ::unlink(path.c_str());
  }
};

/// Beside `path`, then renamed. Nobody else writes that name: the caller has the guard.
void replace_file(const std::string& path, std::string_view text) {
  const std::string part = path + ".part";
  struct stat old {};
  const bool is_there = ::stat(path.c_str(), &old) == 0;
  ::unlink(part.c_str());
  Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666));
  if (!file.is_open()) fail_io("write", part, errno);
  Unfinished unfinished{part};
  if (is_there) ::fchmod(file.get(), old.st_mode & 07777);
  write_whole(file.get(), text, part);
  if (!file.close()) fail_io("write", part, errno);
  if (::rename(part.c_str(), path.c_str()) != 0) fail_io("write", path, errno);
  unfinished.finished = true;
  const Descriptor folder(::open(folder_of(path).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.is_open()) ::fsync(folder.get());
}

bool is_same_file(int descriptor, const std::string& path) {
  struct stat held {
  }, named{};
  return ::fstat(descriptor, &held) == 0 && ::stat(path.c_str(), &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

}  // namespace

pools::Lock read_lock_file(const std::string& path) {
  const std::optional<std::string> text = file_text_if_there(path);
  return text ? pools::read_lock(*text, path) : pools::Lock{};
}

LockFile::LockFile(const std::string& path, Clock& clock, const std::function<void(std::string_view)>& log)
    : path_(followed(path)), guard_path_(path_ + ".lock") {
  bool waited = false;
  while (!take(log, waited)) {
    if (!clock.sleep(kPoll)) throw WaitStopped();
  }
}

// The file that is locked may be removed by the one who had it, between our open and our lock; then it keeps nobody out and we try again.
bool LockFile::take(const std::function<void(std::string_view)>& log, bool& waited) {
  const int guard = ::open(guard_path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (guard < 0) fail_io("write", guard_path_, errno);
  if (::flock(guard, LOCK_EX | LOCK_NB) == 0) {
    guard_ = guard;
    if (is_same_file(guard, guard_path_)) return true;
    ::close(std::exchange(guard_, -1));
    return false;
  }
  const int error = errno;
  if (error != EWOULDBLOCK && error != EINTR) {
    log(driver::text_of({"this file system has no locks, two fetches at once would both ask: ", driver::quoted(guard_path_)}));
    guard_ = guard;
    return true;
  }
  ::close(guard);
  if (!std::exchange(waited, true)) log(driver::text_of({"waiting for another program to finish with ", driver::quoted(path_)}));
  return false;
}

LockFile::~LockFile() {
  ::unlink(guard_path_.c_str());
  ::close(guard_);
}

void LockFile::write(const pools::Lock& lock) const {
  const std::string text = lock_text(lock);
  if (file_text_if_there(path_) != text) replace_file(path_, text);
}

}  // namespace sydac::llm
