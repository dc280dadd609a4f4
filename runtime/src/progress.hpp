// The line on standard error that says how far a run is.
#pragma once

#include <string>
#include <string_view>

#include "options.hpp"

namespace sydac::driver {

/// Seconds of a clock that never goes back.
double monotonic_seconds();

/// One line, rewritten in place at most ten times a second and cleared at the end. Used from one thread.
class Progress {
 public:
  explicit Progress(ProgressMode mode);
  ~Progress() { clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void begin(std::string_view table, std::uint64_t rows);
  /// Rows of the present table that are written by now. Costs a clock reading.
  void update(std::uint64_t rows) {
    if (shown_) draw(rows, false);
  }
  void clear();
  bool shown() const { return shown_; }

 private:
  void draw(std::uint64_t rows, bool at_once);

  bool shown_, is_drawn_ = false;
  std::string table_;
  std::uint64_t total_ = 0;
  double begun_ = 0, drawn_ = 0;
};

}  // namespace sydac::driver
