// What the runners of golden tests share: running a command, comparing with a file that holds what is expected, rewriting that under
// SYDAC_UPDATE=1.
#pragma once

#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "base/files.hpp"
#include "base/unified_diff.hpp"

namespace golden {

namespace fs = std::filesystem;

inline std::string environment(const char* name) {
  const char* value = std::getenv(name);
  if (!value || !*value) {
    std::fprintf(stderr, "%s is not set; run this with ctest\n", name);
    std::exit(2);
  }
  return value;
}

inline bool updating() {
  const char* value = std::getenv("SYDAC_UPDATE");
  return value && std::string_view(value) == "1";
}

/// As one word of a shell command.
inline std::string quoted(const std::string& word) {
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

struct Outcome {
  int code = 0;
  std::string output;
};

/// Runs a shell command and takes what it prints on standard output.
inline Outcome run(const std::string& command) {
  Outcome outcome;
  std::fflush(nullptr);
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return {127, {}};
  std::array<char, 1 << 14> buffer;
  for (std::size_t got; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) outcome.output.append(buffer.data(), got);
  const int status = ::pclose(pipe);
  outcome.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return outcome;
}

/// Counts what went wrong and says so.
class Report {
 public:
  void fail(const std::string& what) {
    std::printf("FAILED %s\n", what.c_str());
    ++failures_;
  }

  /// Holds the text against a golden file, or rewrites that.
  void expect(const fs::path& path, const std::string& text) {
    ++compared_;
    if (updating()) {
      if (sydac::compiler::write_file(path.string(), text) == sydac::compiler::Written::changed) std::printf("wrote %s\n", path.c_str());
      return;
    }
    const auto expected = sydac::compiler::read_file_if_there(path.string(), sydac::compiler::kMaxInputBytes);
    if (!expected) return fail(path.string() + " is not there; ./dev golden writes it, read what it says");
    if (*expected == text) return;
    fail(path.string());
    std::fputs(sydac::compiler::unified_diff(*expected, text, "expected", "what came out").c_str(), stdout);
  }

  /// The exit code of the test.
  int finish() const {
    std::printf("%zu compared, %zu failures\n", compared_, failures_);
    return failures_ == 0 ? 0 : 1;
  }

 private:
  std::size_t failures_ = 0, compared_ = 0;
};

}  // namespace golden
