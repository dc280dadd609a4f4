#include "json_cursor.hpp"

#include "driver_text.hpp"

namespace sydac::driver {

namespace {

constexpr int kDeepestJson = 256;

bool is_json_digit(char c) { return c >= '0' && c <= '9'; }

void append_utf8(std::string& out, std::uint32_t point) {
  const auto append = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    append(point);
  } else if (point < 0x800) {
    append(0xc0 | point >> 6);
    append(0x80 | (point & 63));
  } else if (point < 0x10000) {
    append(0xe0 | point >> 12);
    append(0x80 | (point >> 6 & 63));
    append(0x80 | (point & 63));
  } else {
    append(0xf0 | point >> 18);
    append(0x80 | (point >> 12 & 63));
    append(0x80 | (point >> 6 & 63));
    append(0x80 | (point & 63));
  }
}

}  // namespace

void JsonCursor::fail_here(std::string_view expected) const {
  const Piece seen = position_ < text_.size() ? quoted(text_.substr(position_, 1)) : "the end";
  throw JsonError(text_of({"expected ", expected, ", found ", seen}));
}

void JsonCursor::skip_space(bool within_line) {
  for (; position_ < text_.size(); ++position_) {
    const char c = text_[position_];
    if (c == '\n' && !within_line) {
      ++line_;
    } else if (c != ' ' && c != '\t' && (c != '\r' || within_line)) {
      return;
    }
  }
}

bool JsonCursor::take(char c) {
  if (!next_is(c)) return false;
  if (c == '\n') ++line_;
  ++position_;
  return true;
}

void JsonCursor::expect(char c) {
  if (!take(c)) fail_here(c == '\n' ? "the end of the line" : text_of({quoted(std::string_view(&c, 1))}));
}

std::string_view JsonCursor::number() {
  const std::size_t begin = position_;
  take('-');
  const std::size_t whole = position_;
  while (position_ < text_.size() && is_json_digit(text_[position_])) ++position_;
  if (position_ == whole) fail_here("a digit");
  if (text_[whole] == '0' && position_ > whole + 1) throw JsonError("a number begins with 0");
  if (take('.')) {
    const std::size_t fraction = position_;
    while (position_ < text_.size() && is_json_digit(text_[position_])) ++position_;
    if (position_ == fraction) fail_here("a digit");
  }
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    const std::size_t exponent = position_;
    while (position_ < text_.size() && is_json_digit(text_[position_])) ++position_;
    if (position_ == exponent) fail_here("a digit");
  }
  return text_.substr(begin, position_ - begin);
}

void JsonCursor::word(std::string_view expected) {
  if (text_.substr(position_, expected.size()) != expected) fail_here(text_of({quoted(expected)}));
  position_ += expected.size();
}

std::uint32_t JsonCursor::four_hex_digits() {
  std::uint32_t number = 0;
  for (int i = 0; i < 4; ++i, ++position_) {
    const char c = position_ < text_.size() ? text_[position_] : '"';
    const char lower = static_cast<char>(c | 0x20);
    if (is_json_digit(c)) {
      number = number * 16 + static_cast<std::uint32_t>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      number = number * 16 + static_cast<std::uint32_t>(lower - 'a' + 10);
    } else {
      fail_here("four hexadecimal digits");
    }
  }
  return number;
}

void JsonCursor::escape(std::string& out) {
  constexpr std::string_view kLetters = "\"\\/bfnrt", kMeant = "\"\\/\b\f\n\r\t";
  const char c = position_ < text_.size() ? text_[position_] : ' ';
  if (c != 'u') {
    const std::size_t index = kLetters.find(c);
    if (index == std::string_view::npos) fail_here("an escape");
    ++position_;
    out += kMeant[index];
    return;
  }
  ++position_;
  std::uint32_t point = four_hex_digits();
  if (point >= 0xd800 && point < 0xdc00) {
    word("\\u");
    const std::uint32_t low = four_hex_digits();
    if (low < 0xdc00 || low > 0xdfff) throw JsonError("half of a surrogate pair");
    point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
  } else if (point >= 0xdc00 && point < 0xe000) {
    throw JsonError("half of a surrogate pair");
  }
  append_utf8(out, point);
}

std::string_view JsonCursor::string(std::string& scratch) {
  expect('"');
  const std::size_t begin = position_;
  bool has_escapes = false;
  std::size_t copied = begin;
  scratch.clear();
  for (;; ++position_) {
    if (position_ == text_.size()) fail_here("the end of a string");
    const char c = text_[position_];
    if (c == '"') break;
    if (static_cast<unsigned char>(c) < 0x20) throw JsonError("a control character in a string");
    if (c != '\\') continue;
    has_escapes = true;
    scratch += text_.substr(copied, position_ - copied);
    ++position_;
    escape(scratch);
    copied = position_;
    --position_;
  }
  const std::size_t end = position_++;
  if (!has_escapes) return text_.substr(begin, end - begin);
  scratch += text_.substr(copied, end - copied);
  return scratch;
}

void JsonCursor::skip_document(int depth) {
  if (depth == kDeepestJson) throw JsonError("nested too deep");
  const bool is_object = next_is('{');
  const char close = is_object ? '}' : ']';
  std::string scratch;
  ++position_;
  skip_space();
  if (take(close)) return;
  while (true) {
    skip_space();
    if (is_object) {
      string(scratch);
      skip_space();
      expect(':');
      skip_space();
    }
    if (next_is('{') || next_is('[')) {
      skip_document(depth + 1);
    } else {
      value(scratch);
    }
    skip_space();
    if (take(close)) return;
    expect(',');
  }
}

JsonCursor::Value JsonCursor::value(std::string& scratch) {
  const std::size_t begin = position_;
  const char c = position_ < text_.size() ? text_[position_] : ' ';
  const auto taken = [&] { return text_.substr(begin, position_ - begin); };
  switch (c) {
    case '"': return {Shape::string, string(scratch)};
    case 'n': word("null"); return {Shape::null, taken()};
    case 't': word("true"); return {Shape::boolean, taken()};
    case 'f': word("false"); return {Shape::boolean, taken()};
    case '{':
    case '[': skip_document(0); return {Shape::document, taken()};
    default: break;
  }
  if (c != '-' && !is_json_digit(c)) fail_here("a value");
  return {Shape::number, number()};
}

}  // namespace sydac::driver
