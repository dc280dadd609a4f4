// What `-Werror`, `-Wno-unused-let`, `-Werror=unused-let` make of a diagnostic.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace sydac::compiler {

class WarningFlags {
 public:
  /// Takes one flag without its `-W`: `error`, `no-error`, `all`, `NAME`, `no-NAME`, `error=NAME`, `no-error=NAME`, where NAME is a
  /// warning's name or code (`unused-let`, `W0301`). Later flags win. Returns false for a name that is no warning.
  bool add(std::string_view flag);

  /// How a diagnostic counts; nothing when it is switched off. Errors stay errors.
  std::optional<Severity> severity(Code code) const;

  /// The names that `add` knows, for help and for the nearest one.
  static std::vector<std::string> names();

 private:
  struct State {
    Code code;
    bool shown = true;
    std::optional<bool> as_error;
  };
  State& state(Code code);

  bool all_as_errors_ = false;
  std::vector<State> states_;
};

/// Errors and warnings as the flags see them; `dropped` are reports past the maximum that are not kept.
struct Tally {
  std::size_t errors = 0, warnings = 0, dropped = 0;
};
Tally tally(const Diagnostics& diagnostics, const WarningFlags& flags);

}  // namespace sydac::compiler
