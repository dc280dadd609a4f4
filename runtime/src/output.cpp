#include "output.hpp"

#include <fcntl.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <iterator>
#include <utility>

namespace sydac::driver {

// An unfinished file. Nodes are never freed: the signal handler may be walking the list at any moment, and there is one for each file.
struct Output::Part {
  std::string path;
  std::atomic<bool> exists{false};
  Part* next = nullptr;

  static Part* add(std::string path);
  // The only mutable global, since a signal handler has no argument for it.
  static std::atomic<Part*> first;
};

std::atomic<Output::Part*> Output::Part::first{nullptr};

Output::Part* Output::Part::add(std::string path) {
  auto* part = new Part;
  part->path = std::move(path);
  part->next = first.load();
  first.store(part);
  return part;
}

// Async-signal-safe: lock-free loads, unlink, sigaction and raise.
void Output::remove_unfinished_and_die(int signal) {
  for (Part* part = Part::first.load(); part != nullptr; part = part->next) {
    if (part->exists.exchange(false)) ::unlink(part->path.c_str());
  }
  struct sigaction action {};
  action.sa_handler = SIG_DFL;
  ::sigaction(signal, &action, nullptr);
  ::raise(signal);  // so that the shell sees what ended the program
}

namespace {

constexpr int kEndingSignals[] = {SIGINT, SIGTERM, SIGHUP};
constexpr int kIgnoredSignals[] = {SIGPIPE, SIGXFSZ};

// Not O_TRUNC: a file that another run is writing must not be cut off.
int open_part(const std::string& path) { return ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666); }

}  // namespace

struct SignalGuard::Saved {
  struct sigaction ending[std::size(kEndingSignals)];
  struct sigaction ignored[std::size(kIgnoredSignals)];
};

SignalGuard::SignalGuard() : saved_(std::make_unique<Saved>()) {
  struct sigaction action {};
  ::sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < std::size(kEndingSignals); ++i) {
    ::sigaction(kEndingSignals[i], nullptr, &saved_->ending[i]);
    if (saved_->ending[i].sa_handler == SIG_IGN) continue;  // nohup, a shell's background job
    action.sa_handler = &Output::remove_unfinished_and_die;
    ::sigaction(kEndingSignals[i], &action, nullptr);
  }
  action.sa_handler = SIG_IGN;
  for (std::size_t i = 0; i < std::size(kIgnoredSignals); ++i) ::sigaction(kIgnoredSignals[i], &action, &saved_->ignored[i]);
}

SignalGuard::~SignalGuard() {
  for (std::size_t i = 0; i < std::size(kEndingSignals); ++i) ::sigaction(kEndingSignals[i], &saved_->ending[i], nullptr);
  for (std::size_t i = 0; i < std::size(kIgnoredSignals); ++i) ::sigaction(kIgnoredSignals[i], &saved_->ignored[i], nullptr);
}

struct SignalsHeld::Saved {
  sigset_t mask;
};

SignalsHeld::SignalsHeld() : saved_(std::make_unique<Saved>()) {
  sigset_t held;
  ::sigemptyset(&held);
  for (const int signal : kEndingSignals) ::sigaddset(&held, signal);
  ::pthread_sigmask(SIG_BLOCK, &held, &saved_->mask);
}

SignalsHeld::~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &saved_->mask, nullptr); }

Output Output::standard_output() {
  Output output;
  output.descriptor_ = STDOUT_FILENO;
  return output;
}

Output Output::nowhere(bool with_sha256) {
  Output output;
  output.hashed_ = true;
  if (with_sha256) output.sha256_.emplace();
  return output;
}

Output Output::file(const std::string& folder, const std::string& name, bool with_sha256, FileKind kind) {
  Output output = nowhere(with_sha256);
  output.path_ = text_of({folder, "/", name});
  const std::string part_path = text_of({output.path_, ".part"});
  const SignalsHeld held;  // from before the file is there until the handler knows of it
  output.descriptor_ = open_part(part_path);
  if (output.descriptor_ < 0) output.fail("write", errno);
  if (kind == FileKind::locked) output.lock(part_path);
  output.part_ = Part::add(part_path);
  output.part_->exists.store(true);
  if (::ftruncate(output.descriptor_, 0) != 0) output.fail("empty", errno);
  return output;
}

// Locked before it is emptied, and again when the other run has renamed what was opened here: its finished bytes stay.
void Output::lock(const std::string& part_path) {
  is_locked_ = true;
  while (true) {
    if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
      if (errno == EWOULDBLOCK) throw IoError(text_of({"another run is writing ", quoted(part_path)}));
      return;  // a file system without locks
    }
    struct stat opened {
    }, named{};
    if (::fstat(descriptor_, &opened) != 0) fail("write", errno);
    if (::stat(part_path.c_str(), &named) == 0 && named.st_ino == opened.st_ino && named.st_dev == opened.st_dev) return;
    ::close(descriptor_);
    descriptor_ = open_part(part_path);
    if (descriptor_ < 0) fail("write", errno);
  }
}

Output::Output(Output&& other) noexcept
    : ByteTarget(other),
      descriptor_(std::exchange(other.descriptor_, -1)),
      is_locked_(other.is_locked_),
      hashed_(other.hashed_),
      bytes_(other.bytes_),
      hash_(other.hash_),
      sha256_(other.sha256_),
      path_(std::move(other.path_)),
      part_(std::exchange(other.part_, nullptr)) {}

Output::~Output() {
  if (part_ != nullptr && part_->exists.exchange(false)) ::unlink(part_->path.c_str());
  if (descriptor_ >= 0 && descriptor_ != STDOUT_FILENO) ::close(descriptor_);
}

void Output::fail(std::string_view what, int error_number) const {
  if (error_number == EPIPE) throw IoError("the reader of standard output has gone", true);
  if (path_.empty()) throw IoError(text_of({"cannot ", what, " to standard output: ", std::strerror(error_number)}));
  fail_io(what, path_, error_number);
}

void Output::write(std::string_view bytes) {
  bytes_ += bytes.size();
  if (hashed_) hash_.update(bytes);
  if (sha256_) sha256_->update(bytes);
  while (descriptor_ >= 0 && !bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) fail("write", errno);
    if (written == 0) fail("write", ENOSPC);
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Output::finish() {
  if (part_ == nullptr) return;
  // Network file systems report a full disk here.
  // The lock goes with the last descriptor, so a locked file closes a copy.
  const int closed = is_locked_ ? ::dup(descriptor_) : std::exchange(descriptor_, -1);
  if (::close(closed) != 0 && errno != EINTR) fail("write", errno);
}

void Output::keep() {
  if (part_ == nullptr) return;
  if (std::rename(part_->path.c_str(), path_.c_str()) != 0) fail("rename the finished", errno);
  part_->exists.store(false);
}

FileDigest Output::digest() const {
  FileDigest digest{bytes_, hash_.digest(), {}};
  if (sha256_) digest.sha256 = sha256_->digest();
  return digest;
}

void make_folder(const std::string& path) {
  for (std::size_t slash = path.find('/', 1);; slash = path.find('/', slash + 1)) {
    const std::string above = path.substr(0, slash);
    if (::mkdir(above.c_str(), 0777) != 0) {
      const int error_number = errno;
      struct stat status {};
      const bool is_folder = ::stat(above.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
      if (!is_folder) fail_io("make the folder", above, error_number);
    }
    if (slash == std::string::npos) return;
  }
}

}  // namespace sydac::driver
