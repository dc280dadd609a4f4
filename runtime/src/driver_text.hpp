// Small pieces of text that the driver's parts share: numbers for people, JSON strings, errors.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sydac::driver {

/// The command line asks for something that there is not, or for two things that exclude each other: exit 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Input or output failed: exit 3. A quiet one (the reader of a pipe has gone) prints nothing.
struct IoError : std::runtime_error {
  explicit IoError(const std::string& message, bool is_quiet = false) : std::runtime_error(message), quiet(is_quiet) {}
  bool quiet;
};

/// A piece of a text that is put together by `text_of`. Only views: making one costs nothing, so that messages, which are many and seldom
/// needed, stay small in the program.
struct Piece {
  enum class Kind : std::uint8_t { plain, quoted, number, grouped, counted };
  Kind kind = Kind::plain;
  std::string_view text;
  std::uint64_t number = 0;

  Piece(const char* plain) : text(plain) {}
  Piece(std::string_view plain) : text(plain) {}
  Piece(const std::string& plain) : text(plain) {}
  Piece(std::uint64_t plain) : kind(Kind::number), number(plain) {}
  Piece(Kind its_kind, std::string_view its_text, std::uint64_t its_number) : kind(its_kind), text(its_text), number(its_number) {}
};

/// The text in backticks, made safe for a terminal and cut to about 80 characters.
inline Piece quoted(std::string_view text) { return {Piece::Kind::quoted, text, 0}; }
/// 1234567 as `1 234 567`.
inline Piece grouped(std::uint64_t number) { return {Piece::Kind::grouped, {}, number}; }
/// `1 row`, `5 000 rows`.
inline Piece counted(std::uint64_t number, std::string_view singular) { return {Piece::Kind::counted, singular, number}; }

void append(std::string& out, std::initializer_list<Piece> pieces);
std::string text_of(std::initializer_list<Piece> pieces);

/// Throws UsageError with that message.
[[noreturn]] void refuse(std::initializer_list<Piece> pieces);
/// Throws IoError: "cannot DO `PATH`: No space left on device", with the meaning of `error_number`.
[[noreturn]] void fail_io(std::string_view what, std::string_view path, int error_number);

/// Appends the text as a JSON string with its quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// Lower-case hexadecimal, two digits for each byte.
std::string hexadecimal(const unsigned char* bytes, std::size_t count);

/// Bytes of the well-formed UTF-8 character at the beginning of `text`; 0 when there is none (also for surrogates and overlong forms).
std::size_t utf8_character(std::string_view text);

/// The candidate with the fewest edits from `name`, when they are few enough for a slip of the hand; else empty.
class Nearest {
 public:
  explicit Nearest(std::string_view name) : name_(name), distance_(name.size() / 3 + 2) {}
  void offer(std::string_view candidate);
  /// ` (nearest: `orders`)` or nothing.
  std::string hint() const;

 private:
  std::string_view name_;
  std::size_t distance_;
  std::string best_;
};

}  // namespace sydac::driver
