#include "progress.hpp"

#include <time.h>
#include <unistd.h>

#include <cstdlib>

namespace sydac::driver {

namespace {

constexpr double kSecondsBetweenLines = 0.1;
constexpr std::size_t kLongestTableName = 24;  // the line has to stay within 80 columns

bool is_capable_terminal() {
  if (::isatty(STDERR_FILENO) == 0) return false;
  const char* kind = std::getenv("TERM");
  return kind == nullptr || std::string_view(kind) != "dumb";
}

void print_on_terminal(std::string_view text) {
  // A terminal that does not take it is no reason to stop.
  if (::write(STDERR_FILENO, text.data(), text.size()) < 0) return;
}

// `12 s`, `3 min 20 s`, `2 h 5 min`.
std::string duration_text(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds + 0.5);
  if (whole < 60) return text_of({whole, " s"});
  if (whole < 3600) return text_of({whole / 60, " min ", whole % 60, " s"});
  return text_of({whole / 3600, " h ", whole / 60 % 60, " min"});
}

}  // namespace

double monotonic_seconds() {
  struct timespec now {};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

Progress::Progress(ProgressMode mode)
    : shown_(mode == ProgressMode::always || (mode == ProgressMode::automatic && is_capable_terminal())) {}

void Progress::begin(std::string_view table, std::uint64_t rows) {
  if (!shown_) return;
  table_.clear();
  for (std::size_t i = 0; i < kLongestTableName && !table.empty(); ++i) {
    const std::size_t bytes = utf8_character(table);
    table_ += bytes == 0 || static_cast<unsigned char>(table.front()) < 0x20 ? std::string_view("?") : table.substr(0, bytes);
    table.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  total_ = rows;
  begun_ = monotonic_seconds();
  draw(0, !is_drawn_);
}

void Progress::draw(std::uint64_t rows, bool at_once) {
  const double now = monotonic_seconds();
  if (!at_once && now - drawn_ < kSecondsBetweenLines) return;
  drawn_ = now;
  is_drawn_ = true;
  const double elapsed = now - begun_;
  std::string line = text_of({"\r  ", table_, "  ", grouped(rows), " of ", counted(total_, "row")});
  if (rows != 0 && elapsed > 0) {
    const double rate = static_cast<double>(rows) / elapsed;
    const std::string left = duration_text(static_cast<double>(total_ - rows) / rate);
    append(line, {", ", grouped(static_cast<std::uint64_t>(rate)), " rows/s, ", left, " left"});
  }
  line += "\x1b[K";
  print_on_terminal(line);
}

void Progress::clear() {
  if (is_drawn_) print_on_terminal("\r\x1b[K");
  is_drawn_ = false;
}

}  // namespace sydac::driver
