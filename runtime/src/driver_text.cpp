#include "driver_text.hpp"

#include <cstring>
#include <vector>

namespace sydac::driver {

namespace {

constexpr std::size_t kMostQuotedBytes = 80;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U; }

void append_escape(std::string& out, unsigned char byte) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += "\\u00";
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

void append_digits(std::string& out, std::uint64_t number, std::string_view between_groups) {
  char digits[20];
  std::size_t count = 0;
  do {
    digits[count++] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number != 0);
  while (count-- > 0) {
    out += digits[count];
    if (count != 0 && count % 3 == 0) out += between_groups;
  }
}

void append_quoted(std::string& out, std::string_view text) {
  const std::size_t begin = out.size();
  out += '`';
  while (!text.empty() && out.size() - begin <= kMostQuotedBytes) {
    const std::size_t bytes = utf8_character(text);
    const auto c = static_cast<unsigned char>(text.front());
    if (bytes == 0 || c < 0x20 || c == 0x7f) {
      append(out, {"\\x", hexadecimal(&c, 1)});
    } else {
      out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  out += text.empty() ? "`" : "…`";
}

std::size_t edits(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  for (std::size_t j = 0; j <= right.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t replaced = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = row[j];
      const std::size_t shifted = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
      row[j] = replaced < shifted ? replaced : shifted;
    }
  }
  return row[right.size()];
}

}  // namespace

void append(std::string& out, std::initializer_list<Piece> pieces) {
  for (const Piece& piece : pieces) {
    switch (piece.kind) {
      case Piece::Kind::plain: out += piece.text; break;
      case Piece::Kind::quoted: append_quoted(out, piece.text); break;
      case Piece::Kind::number: append_digits(out, piece.number, ""); break;
      case Piece::Kind::grouped: append_digits(out, piece.number, " "); break;
      case Piece::Kind::counted:
        append_digits(out, piece.number, " ");
        out += ' ';
        out += piece.text;
        if (piece.number != 1) out += 's';
        break;
    }
  }
}

std::string text_of(std::initializer_list<Piece> pieces) {
  std::string out;
  append(out, pieces);
  return out;
}

void refuse(std::initializer_list<Piece> pieces) { throw UsageError(text_of(pieces)); }

void fail_io(std::string_view what, std::string_view path, int error_number) {
  throw IoError(text_of({"cannot ", what, " ", quoted(path), ": ", std::strerror(error_number)}));
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const char c = text.front();
    const std::size_t bytes = utf8_character(text);
    if (bytes == 0) {
      out += "\\ufffd";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      append_escape(out, static_cast<unsigned char>(c));
    } else {
      out += text.substr(0, bytes);
    }
    text.remove_prefix(bytes == 0 ? 1 : bytes);
  }
  out += '"';
}

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (std::size_t i = 0; i < count; ++i) {
    out += kDigits[bytes[i] >> 4];
    out += kDigits[bytes[i] & 15];
  }
  return out;
}

std::size_t utf8_character(std::string_view text) {
  if (text.empty()) return 0;
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return 1;
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) return 0;
  for (std::size_t i = 1; i < bytes; ++i) {
    if (!is_continuation(text[i])) return 0;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
  const bool surrogate = lead == 0xed && second >= 0xa0;
  const bool beyond = lead == 0xf4 && second >= 0x90;
  return overlong || surrogate || beyond ? 0 : bytes;
}

void Nearest::offer(std::string_view candidate) {
  constexpr std::size_t kLongestName = 128;  // names of a schema and options are shorter; the cost is the product of the lengths
  if (name_.size() > kLongestName || candidate.size() > kLongestName) return;
  const std::size_t distance = edits(name_, candidate);
  if (distance >= distance_) return;
  distance_ = distance;
  best_ = candidate;
}

std::string Nearest::hint() const { return best_.empty() ? best_ : text_of({" (nearest: ", quoted(best_), ")"}); }

}  // namespace sydac::driver
