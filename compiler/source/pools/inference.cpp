#include <algorithm>

#include "source/pools/readers.hpp"
#include "source/pools/table_parts.hpp"
#include "typed_value.hpp"

namespace sydac::compiler {

namespace {

using driver::TypedValue;
using pools::Field;

constexpr unsigned kMostDigits = 38;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits before and after the point of a number without an exponent. One that begins with 0 is a code rather than a number: `01067`.
struct PlainNumber {
  unsigned whole = 0, decimals = 0;
};

std::optional<PlainNumber> plain_number_of(std::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point), decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
  const bool has_digits = !whole.empty() && std::all_of(whole.begin(), whole.end(), is_digit) &&
                          std::all_of(decimals.begin(), decimals.end(), is_digit) && (point == std::string_view::npos || !decimals.empty());
  if (!has_digits || (whole.size() > 1 && whole.front() == '0') || whole.size() + decimals.size() > kMostDigits) return std::nullopt;
  return PlainNumber{static_cast<unsigned>(whole.size()), static_cast<unsigned>(decimals.size())};
}

// What `checked` takes and no one would write for the kind in a file is left out.
bool is_written_so(Kind kind, std::string_view text) {
  if (kind == Kind::boolean) return text.size() >= 4;  // `1` and `no` are other things as well
  if (kind == Kind::integer) return plain_number_of(text) && text.find('.') == std::string_view::npos;
  if (kind == Kind::timestamptz) {
    constexpr std::size_t kZone = 6, kShortest = 17;  // `+01:00`, `2026-01-31T09:30Z`
    const char sign = text.size() < kShortest + kZone - 1 ? ' ' : text[text.size() - kZone];
    return text.size() >= kShortest && (text.back() == 'Z' || sign == '+' || sign == '-');
  }
  return true;
}

class Column {
 public:
  Column(std::string name, const std::vector<const PoolRow*>& rows, std::size_t column) : name_(std::move(name)) {
    for (const PoolRow* row : rows) {
      const std::string_view text = without_blanks(row->cells[column].text);
      if (text.empty()) {
        has_empty_ = true;
      } else {
        texts_.push_back(text);
      }
    }
  }

  Field field() const {
    for (Field field : {of(Kind::boolean, "bool"), of(Kind::integer, "int"), of(Kind::integer, "bigint"), decimal(), of(Kind::date, "date"),
                        of(Kind::timestamp, "timestamp"), of(Kind::timestamptz, "timestamptz")}) {
      if (field.type == "int") field.bits = 32;
      if (!fits_all(field)) continue;
      if (field.kind != Kind::boolean) set_bounds(field);
      return field;
    }
    return text();
  }

 private:
  Field of(Kind kind, std::string type) const {
    Field field;
    field.name = name_;
    field.type = std::move(type);
    field.kind = kind;
    field.nullable = has_empty_;
    return field;
  }

  // Of a kind that nothing fits where not all values are numbers.
  Field decimal() const {
    Field field = of(Kind::decimal, "");
    unsigned whole = 0, decimals = 0;
    for (const std::string_view one : texts_) {
      const std::optional<PlainNumber> number = plain_number_of(one);
      if (!number) return field;
      whole = std::max(whole, number->whole);
      decimals = std::max(decimals, number->decimals);
    }
    if (whole + decimals > kMostDigits) return field;
    field.precision = static_cast<std::uint8_t>(whole + decimals);
    field.scale = static_cast<std::uint8_t>(decimals);
    field.type = driver::text_of({"decimal(", std::uint64_t{field.precision}, ",", std::uint64_t{field.scale}, ")"});
    return field;
  }

  Field text() const {
    std::size_t longest = 0;
    for (const std::string_view one : texts_) longest = std::max(longest, driver::characters(one).value_or(0));
    Field field = of(Kind::text, "text(" + std::to_string(longest) + ")");
    field.max_characters = static_cast<std::uint32_t>(longest);
    return field;
  }

  bool fits_all(const Field& field) const {
    if (field.type.empty()) return false;
    return std::all_of(texts_.begin(), texts_.end(),
                       [&](std::string_view one) { return is_written_so(field.kind, one) && checked(field, one).problem.empty(); });
  }

  void set_bounds(Field& field) const {
    const Field unbounded = field;
    std::optional<TypedValue> least, greatest;
    for (const std::string_view one : texts_) {
      const std::string value = checked(unbounded, one).value;
      const bool is_number = field.kind == Kind::integer || field.kind == Kind::decimal;
      const std::optional<TypedValue> typed = is_number ? driver::parse_number(value) : driver::parse_value(field.kind, 0, value);
      if (!typed) continue;
      if (!least || driver::compare(*typed, *least).value_or(0) < 0) {
        least = typed;
        field.minimum = value;
      }
      if (!greatest || driver::compare(*typed, *greatest).value_or(0) > 0) {
        greatest = typed;
        field.maximum = value;
      }
    }
  }

  std::string name_;
  std::vector<std::string_view> texts_;  // of the rows
  bool has_empty_ = false;
};

}  // namespace

Field inferred_field(std::string name, const std::vector<const PoolRow*>& rows, std::size_t column) {
  return Column(std::move(name), rows, column).field();
}

}  // namespace sydac::compiler
