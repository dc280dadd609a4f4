// `address`: a street address in the United States whose city, state, ZIP code and area code agree.
#pragma once

#include <sydac/dictionary/en_us/places.hpp>
#include <sydac/dictionary/en_us/streets.hpp>
#include <sydac/rules/phone.hpp>

namespace sydac {

namespace detail {

inline constexpr char kStateCodes[] =
    "AKALARAZCACOCTDCDEFLGAHIIAIDILINKSKYLAMAMDMEMIMNMOMSMTNCNDNENHNJNMNVNYOHOKORPARISCSDTNTXUTVAVTWAWIWVWY";

/// The entry of en_us::States for each code, by its letters.
struct StateIndex {
  std::uint8_t of[26][26] = {};
  constexpr StateIndex() {
    for (std::uint8_t k = 0; kStateCodes[2 * k] != 0; ++k) of[kStateCodes[2 * k] - 'A'][kStateCodes[2 * k + 1] - 'A'] = k;
  }
};
inline constexpr StateIndex kStateIndex;

}  // namespace detail

/// Streets and numbers are made up: where one exists, it is by chance. Cities are as frequent as people are in them.
struct Address {
  Draw source;

  static constexpr RuleSpec spec{
      .name = "address",
      .cpp_name = "Address",
      .header = "sydac/rules/address.hpp",
      .summary = "An address in the United States: city, state, ZIP code and area code agree, the street is made up.",
      .yields = RuleType::record,
      .fields = {{.name = "street", .max_characters = 26},
                 {.name = "house_number", .type = RuleType::integer},
                 {.name = "city", .max_characters = 20},
                 {.name = "state", .max_characters = 20},
                 {.name = "state_code", .max_characters = 2},
                 {.name = "zip", .max_characters = 5},
                 {.name = "postcode", .max_characters = 5},
                 {.name = "country", .max_characters = 13},
                 {.name = "country_code", .max_characters = 2},
                 {.name = "area_code", .max_characters = 3},
                 {.name = "phone", .max_characters = PhoneNumber::max_bytes},
                 {.name = "full", .max_characters = 58}},
      .example = "let home = address",
  };

  using Places = en_us::Places;

  /// 10 to 9999, mostly three digits.
  std::int64_t house_number() const {
    const std::uint64_t bits = source.fork(1).bits();
    const unsigned kind = static_cast<unsigned>(bits & 7);
    const std::int64_t low = kind == 0 ? 10 : kind < 5 ? 100 : 1000;
    return low + static_cast<std::int64_t>(multiply_high(bits, static_cast<std::uint64_t>(9 * low)));
  }
  /// `1420 Maple Ave`
  auto street() const {
    const Literal<" "> space;
    const std::uint64_t bits = source.fork(2).bits();
    return join(HouseNumber{static_cast<std::uint16_t>(house_number())}, space, en_us::StreetNames::pick(bits), space,
                en_us::StreetSuffixes::pick(source.fork(3).bits()));
  }
  Places::Entry city() const { return Places::entry(place()); }
  en_us::States::Entry state() const {
    const char* const code = place() + Places::state_offset;
    return en_us::States::at(detail::kStateIndex.of[code[0] - 'A'][code[1] - 'A']);
  }
  PaddedText<2, true> state_code() const { return Places::field<2>(place(), Places::state_offset); }
  PaddedText<5, true> zip() const { return Places::field<5>(place(), Places::zip_offset); }
  PaddedText<5, true> postcode() const { return zip(); }
  Literal<"United States"> country() const { return {}; }
  Literal<"US"> country_code() const { return {}; }
  PaddedText<3, true> area_code() const { return Places::field<3>(place(), Places::area_code_offset); }
  /// A number of the city's area, set aside for fiction.
  PhoneNumber phone() const { return Phone{}.in_area(place() + Places::area_code_offset, source.fork(4).below(100)); }
  /// `1420 Maple Ave, Springfield, IL 62701`
  auto full() const { return join(street(), Literal<", ">{}, city(), Literal<", ">{}, state_code(), Literal<" ">{}, zip()); }

 private:
  struct HouseNumber {
    static constexpr std::size_t max_bytes = 4;
    static constexpr bool plain = true;
    std::uint16_t number;
    char* write(char* out) const { return write_unsigned(out, std::uint64_t{number}); }
  };
  const char* place() const { return Places::line(Places::index(source.fork(0).bits())); }
};

}  // namespace sydac
