// The lock file on disk. Programs that change it do so one after the other: the one that has made a LockFile has it to itself until it
// goes, also while it asks a model, so that two that want the same values ask once. Readers need none of this: the file is replaced whole.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <sydac/pools/lock.hpp>

#include "client.hpp"

namespace sydac::llm {

/// Ctrl-C while waiting for another program.
struct WaitStopped {};

/// An empty lock where there is no file. Throws driver::IoError and pools::LockError.
pools::Lock read_lock_file(const std::string& path);

class LockFile {
 public:
  /// Waits while another program has it, `log` hears of it once. What keeps others out is `PATH.lock`, which goes away at the end; one that
  /// was left behind by a program that was killed keeps nobody out. Throws driver::IoError, WaitStopped.
  LockFile(const std::string& path, Clock& clock, const std::function<void(std::string_view)>& log);
  ~LockFile();
  LockFile(const LockFile&) = delete;
  LockFile& operator=(const LockFile&) = delete;

  /// As the file is now: people may write it at any time.
  pools::Lock read() const { return read_lock_file(path_); }
  /// The old text stays whole until the new one is on the disk. A file that already says so is not touched.
  void write(const pools::Lock& lock) const;

 private:
  bool take(const std::function<void(std::string_view)>& log, bool& waited);

  std::string path_, guard_path_;
  int guard_ = -1;
};

}  // namespace sydac::llm
