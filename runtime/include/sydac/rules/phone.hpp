// `phone`: telephone numbers of the North American Numbering Plan.
#pragma once

#include <sydac/dictionary/en_us/area_codes.hpp>
#include <sydac/spec.hpp>

namespace sydac {

/// A number as `+1-212-555-0142`. The area code is three digits that live as long as the program.
struct PhoneNumber {
  static constexpr std::size_t max_bytes = 15;
  static constexpr bool plain = true;
  const char* area_code;
  std::uint16_t exchange;  // 200 to 999
  std::uint16_t line;      // 0 to 9999

  char* write(char* out) const {
    std::memcpy(out, "+1-", 3);
    std::memcpy(out + 3, area_code, 3);
    out[6] = '-';
    out[7] = static_cast<char>('0' + exchange / 100);
    write_two_digits(out + 8, exchange % 100u);
    out[10] = '-';
    write_two_digits(out + 11, line / 100u);
    return write_two_digits(out + 13, line % 100u);
  }
};

/// By default the numbers 555-0100 to 555-0199 of every area code, which are set aside for fiction and reach nobody. Where more different
/// ones are needed, `fictional = false` draws from everything an exchange can be ([2-9][0-9][0-9] but 555 and N11): such a number may be
/// someone's.
struct Phone {
  bool fictional = true;

  static constexpr RuleSpec spec{
      .name = "phone",
      .cpp_name = "Phone",
      .header = "sydac/rules/phone.hpp",
      .summary = "A United States telephone number with a real area code, set aside for fiction unless `fictional = false`.",
      .yields = RuleType::text,
      .params = {{.name = "fictional", .type = RuleType::boolean, .required = false}},
      .example = "phone text = phone",
  };

  static constexpr std::uint16_t kFictionExchange = 555;
  static constexpr std::uint16_t kFictionLine = 100;  // the first of a hundred
  static constexpr std::uint64_t kExchanges = 800 - 8 - 1;

  constexpr std::uint64_t lines_per_area() const { return fictional ? 100 : kExchanges * 10'000; }
  constexpr UInt128 count() const { return en_us::AreaCodes::count * lines_per_area(); }
  constexpr std::size_t max_characters() const { return PhoneNumber::max_bytes; }

  /// Number k of count(), all different.
  PhoneNumber at(UInt128 k) const {
    const auto number = static_cast<std::uint64_t>(k);
    return in_area(en_us::AreaCodes::line(number / lines_per_area()), number % lines_per_area());
  }
  PhoneNumber operator()(Draw draw) const { return at(draw.below(static_cast<std::uint64_t>(count()))); }

  /// Number k of lines_per_area() in one area.
  PhoneNumber in_area(const char* area_code, std::uint64_t k) const {
    if (fictional) return {area_code, kFictionExchange, static_cast<std::uint16_t>(kFictionLine + k)};
    return {area_code, exchange(static_cast<std::uint16_t>(k / 10'000)), static_cast<std::uint16_t>(k % 10'000)};
  }

 private:
  /// Number k of the exchanges in use, in order: 200 to 999 without 211, 311 … 911 and 555.
  static constexpr std::uint16_t exchange(std::uint16_t k) {
    // Each hundred has 99 of them, the fifth (from 500) 98.
    const auto before_555 = static_cast<std::uint16_t>(99 * 3 + 54);
    const auto place = static_cast<std::uint16_t>(k >= before_555 ? k + 1 : k);
    const auto hundred = static_cast<std::uint16_t>(place / 99), rest = static_cast<std::uint16_t>(place % 99);
    return static_cast<std::uint16_t>(200 + 100 * hundred + (rest >= 11 ? rest + 1 : rest));
  }
};

}  // namespace sydac
