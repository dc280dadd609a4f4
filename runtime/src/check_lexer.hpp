// The words of a check.
#pragma once

#include "check_expression.hpp"
#include "driver_text.hpp"

namespace sydac::driver {

struct CheckToken {
  enum class Kind : std::uint8_t { end, name, quoted_name, number, text, sign };
  Kind kind = Kind::end;
  std::string text;  // of a number as it stands, with all letters and signs of a date; of a text its characters
};

/// Reads one token ahead. Throws NotEvaluable for what is no token of a check.
class CheckLexer {
 public:
  explicit CheckLexer(std::string_view text) : text_(text) { advance(); }
  const CheckToken& token() const { return token_; }
  void advance();

 private:
  void read_number();
  void read_text();
  void read_escape();
  void read_sign();

  std::string_view text_;
  std::size_t position_ = 0;
  CheckToken token_;
};

/// Throws NotEvaluable: the check has this.
[[noreturn]] void not_evaluable(std::initializer_list<Piece> what);

/// `250ms 90s 5min 12h 30d 2w 3mo 5y`, `30%`, a date, a timestamp or a plain number.
TypedValue number_literal(std::string_view text);

}  // namespace sydac::driver
