#include "check_lexer.hpp"

namespace sydac::driver {

namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80; }
bool is_check_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_part(char c) { return is_name_start(c) || is_check_digit(c); }

std::string utf8_of(std::uint32_t point) {
  // Through the JSON reader's idea of a character would be a detour; four cases are shorter.
  std::string out;
  const auto append = [&out](std::uint32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (point < 0x80) {
    append(point);
    return out;
  }
  const int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  append((more == 1 ? 0xc0U : more == 2 ? 0xe0U : 0xf0U) | point >> (6 * more));
  for (int i = more - 1; i >= 0; --i) append(0x80 | (point >> (6 * i) & 63));
  return out;
}

}  // namespace

void not_evaluable(std::initializer_list<Piece> what) { throw NotEvaluable(text_of(what)); }

void CheckLexer::advance() {
  while (position_ < text_.size() && std::string_view(" \t\r\n").find(text_[position_]) != std::string_view::npos) ++position_;
  token_ = {};
  if (position_ == text_.size()) return;
  const char c = text_[position_];
  if (is_check_digit(c)) {
    read_number();
  } else if (is_name_start(c)) {
    token_.kind = CheckToken::Kind::name;
    while (position_ < text_.size() && is_name_part(text_[position_])) token_.text += text_[position_++];
  } else if (c == '`') {
    const std::size_t end = text_.find('`', position_ + 1);
    if (end == std::string_view::npos) not_evaluable({"a name in backticks without an end"});
    token_ = {CheckToken::Kind::quoted_name, std::string(text_.substr(position_ + 1, end - position_ - 1))};
    position_ = end + 1;
  } else if (c == '"') {
    read_text();
  } else {
    read_sign();
  }
}

// Digits, a fraction, letters of a unit, `%`; a date or a timestamp as a whole. Not the first point of `1..5`.
void CheckLexer::read_number() {
  token_.kind = CheckToken::Kind::number;
  const std::string_view rest = text_.substr(position_);
  for (const std::size_t length : {std::size_t{26}, std::size_t{23}, std::size_t{19}, std::size_t{10}}) {
    if (rest.size() < length || (rest.size() > length && is_name_part(rest[length]))) continue;
    if (!parse_value(length == 10 ? Kind::date : Kind::timestamp, 0, rest.substr(0, length))) continue;
    token_.text = rest.substr(0, length);
    position_ += length;
    return;
  }
  const auto at = [&](std::size_t i) { return i < text_.size() ? text_[i] : ' '; };
  while (is_name_part(at(position_)) || (at(position_) == '.' && is_check_digit(at(position_ + 1)) && at(position_ - 1) != '.')) {
    if (text_[position_] != '_') token_.text += text_[position_];
    ++position_;
  }
  if (at(position_) == '%') token_.text += text_[position_++];
}

void CheckLexer::read_text() {
  token_.kind = CheckToken::Kind::text;
  for (++position_; position_ < text_.size(); ++position_) {
    const char c = text_[position_];
    if (c == '"') {
      ++position_;
      return;
    }
    if (c == '{') not_evaluable({"an interpolated text"});
    if (c == '\\') {
      read_escape();
    } else {
      token_.text += c;
    }
  }
  not_evaluable({"a text without an end"});
}

void CheckLexer::read_escape() {
  constexpr std::string_view kLetters = "nrt\"\\{}", kMeant = "\n\r\t\"\\{}";
  const char c = ++position_ < text_.size() ? text_[position_] : ' ';
  if (const std::size_t index = kLetters.find(c); index != std::string_view::npos) {
    token_.text += kMeant[index];
    return;
  }
  const std::size_t close = text_.find('}', position_);
  if (c != 'u' || text_.substr(position_ + 1, 1) != "{" || close == std::string_view::npos || close > position_ + 8)
    not_evaluable({"an escape"});
  std::uint32_t point = 0;
  for (const char digit : text_.substr(position_ + 2, close - position_ - 2)) {
    const char lower = static_cast<char>(digit | 0x20);
    const bool is_letter = lower >= 'a' && lower <= 'f';
    if (!is_letter && !is_check_digit(digit)) not_evaluable({"an escape"});
    point = point * 16 + static_cast<std::uint32_t>(is_letter ? lower - 'a' + 10 : digit - '0');
  }
  token_.text += utf8_of(point);
  position_ = close;
}

void CheckLexer::read_sign() {
  token_.kind = CheckToken::Kind::sign;
  const std::string_view rest = text_.substr(position_);
  for (const std::string_view sign : {"==", "!=", "<=", ">=", ".."}) {
    if (rest.starts_with(sign)) token_.text = sign;
  }
  if (token_.text.empty()) token_.text = rest.front();
  position_ += token_.text.size();
}

TypedValue number_literal(std::string_view text) {
  if (const auto date = parse_value(Kind::date, 0, text)) return *date;
  if (const auto timestamp = parse_value(Kind::timestamp, 0, text)) return *timestamp;
  std::size_t digits = 0;
  while (digits < text.size() && (is_check_digit(text[digits]) || text[digits] == '.')) ++digits;
  const std::string_view unit = text.substr(digits);
  // `007` is 7 here, where a file has to write 7.
  std::string_view amount = text.substr(0, digits);
  while (amount.size() > 1 && amount[0] == '0' && is_check_digit(amount[1])) amount.remove_prefix(1);
  auto number = parse_number(amount);
  if (!number) not_evaluable({"the number ", quoted(text)});
  if (unit.empty()) return *number;
  if (unit == "%") {
    number->scale = static_cast<std::uint8_t>(number->scale + 2);
    return *number;
  }
  struct Unit {
    std::string_view name;
    int months, days;
    std::int64_t microseconds;
  };
  constexpr Unit kUnits[] = {{"ms", 0, 0, 1000}, {"s", 0, 0, 1'000'000}, {"min", 0, 0, 60'000'000}, {"h", 0, 0, 3'600'000'000},
                             {"d", 0, 1, 0},     {"w", 0, 7, 0},         {"mo", 1, 0, 0},           {"y", 12, 0, 0}};
  constexpr int kMostUnits = 100'000'000;
  for (const Unit& candidate : kUnits) {
    if (candidate.name != unit || number->scale != 0 || number->exact > kMostUnits) continue;
    TypedValue interval = TypedValue::of(TypedValue::Type::interval, number->exact * candidate.microseconds);
    interval.months = static_cast<std::int32_t>(number->exact * candidate.months);
    interval.days = static_cast<std::int32_t>(number->exact * candidate.days);
    return interval;
  }
  not_evaluable({"the duration ", quoted(text)});
}

}  // namespace sydac::driver
