#include "source/pools/xlsx_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/moments.hpp"
#include "base/text.hpp"
#include "source/pools/readers.hpp"

namespace sydac::compiler {

namespace {

std::optional<double> double_of(std::string_view text) {
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) return std::nullopt;
  return number;
}

// Digits from the first that is not 0, as far as the exponent.
std::size_t significant_digits(std::string_view number) {
  number = number.substr(0, number.find_first_of("eE"));
  const std::size_t first = number.find_first_of("123456789");
  if (first == std::string_view::npos) return 0;
  const std::string_view rest = number.substr(first);
  return rest.size() - static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '.'));
}

// The letters of a format's first section that stand for parts of a number or a moment, in lower case.
struct FormatLetters {
  std::string letters;
  bool is_elapsed = false;
};

FormatLetters letters_of(std::string_view code) {
  FormatLetters result;
  for (std::size_t i = 0; i < code.size() && code[i] != ';'; ++i) {
    const char c = code[i];
    if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (c == '"' || c == '[') {
      const std::size_t end = std::min(code.find(c == '"' ? '"' : ']', i + 1), code.size());
      const std::string_view inside = code.substr(i + 1, end - i - 1);
      if (c == '[' && !inside.empty() && inside.find_first_not_of("hHmMsS") == std::string_view::npos) result.is_elapsed = true;
      i = end;
    } else {
      result.letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    }
  }
  return result;
}

std::optional<std::uint32_t> hex_escape(std::string_view text) {
  if (text.size() < 7 || text.substr(0, 2) != "_x" || text[6] != '_') return std::nullopt;
  std::uint32_t code = 0;
  const auto [end, failure] = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  return failure == std::errc() && end == text.data() + 6 ? std::optional(code) : std::nullopt;
}

}  // namespace

ShownMoment moment_of_format(std::string_view code) {
  const FormatLetters format = letters_of(code);
  const auto has = [&](char c) { return format.letters.find(c) != std::string::npos; };
  // The only digits in a moment are those of a fraction of a second.
  if (format.is_elapsed || has('#') || has('@') || (has('0') && !has('s'))) return ShownMoment::none;
  const bool has_time = has('h') || has('s');
  const bool has_date = has('y') || has('d') || (has('m') && !has_time);
  if (has_date) return has_time ? ShownMoment::timestamp : ShownMoment::date;
  return has_time ? ShownMoment::time : ShownMoment::none;
}

ShownMoment moment_of_builtin_format(std::uint32_t id) {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 58)) return ShownMoment::date;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47) return ShownMoment::time;
  return id == 22 ? ShownMoment::timestamp : ShownMoment::none;
}

std::string moment_text(std::string_view number, ShownMoment shown, bool since_1904) {
  constexpr std::int64_t kMillisPerDay = 86'400'000;
  constexpr std::int64_t kFrom1904 = -24'107, kFrom1900 = -25'568;  // days from 1970-01-01 to day 0
  constexpr double kFirstAfterDates = 2'958'466;                    // 10000-01-01
  const std::optional<double> days = double_of(number);
  if (shown == ShownMoment::none || !days || *days < 0 || *days >= kFirstAfterDates - (since_1904 ? 1'462 : 0)) return sheet_number(number);
  const std::int64_t millis = std::llround(*days * static_cast<double>(kMillisPerDay));
  std::int64_t day = millis / kMillisPerDay;
  const std::int64_t micros = millis % kMillisPerDay * 1'000;
  if (shown == ShownMoment::time) return time_text(micros);
  if (since_1904) {
    day += kFrom1904;
  } else {
    day += kFrom1900 - (day >= 60 ? 1 : 0);  // 60 is the day that 1900 did not have
  }
  return shown == ShownMoment::date ? date_text(day) : timestamp_text(static_cast<__int128>(day) * kMicrosPerDay + micros);
}

std::string sheet_number(std::string_view text) {
  constexpr std::size_t kDigitsOfDoubles = 15, kMostWritten = 17;
  const std::size_t digits = significant_digits(text);
  if (digits > kDigitsOfDoubles && digits <= kMostWritten) {
    if (const std::optional<double> number = double_of(text)) {
      std::array<char, 32> shortest{};
      const auto [end, failure] = std::to_chars(shortest.data(), shortest.data() + shortest.size(), *number);
      const std::string_view written(shortest.data(), static_cast<std::size_t>(end - shortest.data()));
      if (failure == std::errc() && significant_digits(written) <= kDigitsOfDoubles)
        return plain_number(written).value_or(std::string(text));
    }
  }
  return plain_number(text).value_or(std::string(text));
}

std::string sheet_text(std::string_view text) {
  std::string result;
  while (true) {
    const std::size_t at = std::min(text.find("_x"), text.size());
    result += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) return result;
    const std::optional<std::uint32_t> code = hex_escape(text);
    // Half of a surrogate pair is no character.
    if (code && (*code < 0xD800 || *code > 0xDFFF)) {
      append_utf8(result, static_cast<char32_t>(*code));
      text.remove_prefix(7);
    } else {
      result += text.front();
      text.remove_prefix(1);
    }
  }
}

}  // namespace sydac::compiler
