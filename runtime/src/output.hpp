// Where bytes go: a file that gets its name when everything is complete, standard output, or nowhere but into a hash.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "driver_text.hpp"
#include "hash128.hpp"
#include "sha256.hpp"

namespace sydac::driver {

struct FileDigest {
  std::uint64_t bytes = 0;
  Digest128 hash{};
  std::optional<Digest256> sha256;
};

/// While one exists, a signal that ends the program removes the unfinished files first, and a closed pipe or a file size limit is an error
/// of write(2) instead of a signal. At most one at a time; restores what was set before.
class SignalGuard {
 public:
  SignalGuard();
  ~SignalGuard();
  SignalGuard(const SignalGuard&) = delete;
  SignalGuard& operator=(const SignalGuard&) = delete;

 private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

/// While one exists, the signals that end the program wait, in this thread and in those it starts.
class SignalsHeld {
 public:
  SignalsHeld();
  ~SignalsHeld();
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;

 private:
  struct Saved;
  std::unique_ptr<Saved> saved_;
};

/// A locked file keeps other runs from writing it until this one has ended.
enum class FileKind : std::uint8_t { plain, locked };

/// What takes bytes in order, from one thread.
class ByteTarget {
 public:
  virtual void write(std::string_view bytes) = 0;

 protected:
  ByteTarget() = default;
  ByteTarget(const ByteTarget&) = default;
  ByteTarget& operator=(const ByteTarget&) = default;
  ~ByteTarget() = default;
};

/// One output, written from one thread. Everything throws IoError.
class Output final : public ByteTarget {
 public:
  static Output standard_output();
  /// Bytes are counted and hashed only.
  static Output nowhere(bool with_sha256);
  /// Opens FOLDER/NAME.part. The folder exists. Removed by the destructor unless `keep` was called.
  static Output file(const std::string& folder, const std::string& name, bool with_sha256, FileKind kind = FileKind::plain);

  Output(Output&& other) noexcept;
  Output& operator=(Output&&) = delete;
  ~Output();

  /// Blocks until all is handed to the system.
  void write(std::string_view bytes) override;
  /// Closes the file: all bytes have reached it without an error. Standard output stays open.
  void finish();
  /// NAME.part becomes NAME. After `finish`.
  void keep();

  /// A signal handler: removes every unfinished file, then lets the signal do what it does by default.
  static void remove_unfinished_and_die(int signal);

  /// Of what was written by now.
  FileDigest digest() const;

 private:
  struct Part;
  Output() = default;
  [[noreturn]] void fail(std::string_view what, int error_number) const;

  void lock(const std::string& part_path);

  int descriptor_ = -1;
  bool is_locked_ = false;
  bool hashed_ = false;
  std::uint64_t bytes_ = 0;
  Hash128 hash_;
  std::optional<Sha256> sha256_;
  std::string path_;      // the final one; empty where there is none
  Part* part_ = nullptr;  // in the list that the signal handler walks
};

/// Makes the folder and those above it where they are missing. Throws IoError.
void make_folder(const std::string& path);

}  // namespace sydac::driver
