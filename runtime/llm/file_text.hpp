// Files that people write: read as a whole, or not at all.
#pragma once

#include <optional>
#include <string>

#include <unistd.h>

#include <utility>

namespace sydac::llm {

/// A descriptor of a file; closes it in the end.
class Descriptor {
 public:
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return descriptor_; }
  bool is_open() const { return descriptor_ >= 0; }
  /// Closes now; false when what was written may not have arrived.
  bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

 private:
  int descriptor_;
};

/// The text of a file; nothing when there is none of that name. Throws driver::IoError, also for what is no regular file or larger than
/// 64 MB.
std::optional<std::string> file_text_if_there(const std::string& path);

}  // namespace sydac::llm
