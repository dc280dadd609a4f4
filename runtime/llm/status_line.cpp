#include "status_line.hpp"

#include <unistd.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>

#include "driver_text.hpp"

namespace sydac::llm {

namespace {

/// Characters that fit a line of the terminal.
std::size_t columns_of(int descriptor) {
  constexpr std::size_t kUsual = 80;
  struct winsize size {};
  return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1U : kUsual - 1;
}

std::string_view cut_to(std::string_view text, std::size_t characters) {
  std::size_t bytes = 0;
  for (; characters > 0 && bytes < text.size(); --characters) bytes += std::max<std::size_t>(1, driver::utf8_character(text.substr(bytes)));
  return text.substr(0, bytes);
}

constexpr std::string_view kErase = "\r\x1b[K";

}  // namespace

StatusLine::StatusLine(int descriptor) : descriptor_(descriptor), is_terminal_(::isatty(descriptor) == 1) {}

// Nobody is told when standard error cannot be written: there is nowhere to say it.
void StatusLine::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void StatusLine::say(std::string_view line) {
  const std::string shown = shown_;
  clear();
  write(driver::text_of({line, "\n"}));
  if (is_terminal_) show(shown);
}

void StatusLine::show(std::string_view line) {
  if (line == shown_) return;
  shown_ = line;
  if (is_terminal_) {
    write(driver::text_of({kErase, cut_to(line, columns_of(descriptor_))}));
  } else {
    write(driver::text_of({line, "\n"}));
  }
}

void StatusLine::clear() {
  if (is_terminal_ && !shown_.empty()) write(kErase);
  shown_.clear();
}

}  // namespace sydac::llm
