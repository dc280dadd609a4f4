// What people see of a long command, on standard error: on a terminal a line that is rewritten in place below the lines that stay,
// elsewhere lines alone.
#pragma once

#include <string>
#include <string_view>

namespace sydac::llm {

class StatusLine {
 public:
  /// Writes to this descriptor, and finds out whether it is a terminal.
  explicit StatusLine(int descriptor);
  ~StatusLine() { clear(); }
  StatusLine(const StatusLine&) = delete;
  StatusLine& operator=(const StatusLine&) = delete;

  /// A line that stays.
  void say(std::string_view line);
  /// How far it is: the line that is rewritten. One that says the same again is not written again.
  void show(std::string_view line);
  void clear();

 private:
  void write(std::string_view text);

  int descriptor_;
  bool is_terminal_;
  std::string shown_;
};

}  // namespace sydac::llm
