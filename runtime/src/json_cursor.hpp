// A strict reader of JSON text (RFC 8259) for verification, one token at a time.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sydac::driver {

/// What is wrong with a JSON text; where is `JsonCursor::line`.
struct JsonError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class JsonCursor {
 public:
  enum class Shape : std::uint8_t { null, boolean, number, string, document };
  struct Value {
    Shape shape = Shape::null;
    std::string_view text;  // of a string its characters, of anything else the bytes as they stand
  };

  explicit JsonCursor(std::string_view text, std::uint64_t line = 1) : text_(text), line_(line) {}

  /// Skips white space; with `within_line` a line feed is not white space.
  void skip_space(bool within_line = false);
  bool at_end() const { return position_ == text_.size(); }
  bool next_is(char c) const { return position_ < text_.size() && text_[position_] == c; }
  /// Takes the character if it is next.
  bool take(char c);
  /// Takes the character or throws, saying what was seen.
  void expect(char c);
  /// Any value. A string with escapes is decoded into `scratch`, which then owns its text.
  Value value(std::string& scratch);
  std::string_view string(std::string& scratch);
  std::uint64_t line() const { return line_; }
  std::size_t position() const { return position_; }
  /// The text from an earlier position to here.
  std::string_view from(std::size_t begin) const { return text_.substr(begin, position_ - begin); }

 private:
  [[noreturn]] void fail_here(std::string_view expected) const;
  std::string_view number();
  void word(std::string_view expected);
  void skip_document(int depth);
  void escape(std::string& out);
  std::uint32_t four_hex_digits();

  std::string_view text_;
  std::size_t position_ = 0;
  std::uint64_t line_;
};

}  // namespace sydac::driver
