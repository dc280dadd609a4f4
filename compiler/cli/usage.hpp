// Mistakes in a command line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sydac::compiler {

/// Exit code 2: `sydac: …` and a hint.
struct UsageError {
  std::string text;
};

/// A word of the command line as messages show it.
std::string backticked(std::string_view word);

[[noreturn]] void fail_usage(const std::string& what, const std::optional<std::string>& hint = std::nullopt);

/// With the nearest of the known words as the hint.
[[noreturn]] void fail_unknown(std::string_view kind, std::string_view word, const std::vector<std::string>& known,
                               const std::string& otherwise = "`sydac --help` lists them all");

}  // namespace sydac::compiler
