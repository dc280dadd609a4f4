// `country` and `country_name`: countries of the world.
#pragma once

#include <sydac/dictionary/en_us/countries.hpp>
#include <sydac/spec.hpp>

namespace sydac {

/// All as frequent as each other.
struct Country {
  Draw source;

  static constexpr RuleSpec spec{
      .name = "country",
      .cpp_name = "Country",
      .header = "sydac/rules/country.hpp",
      .summary = "A country or territory of the world: its English name and its codes of ISO 3166-1 agree.",
      .yields = RuleType::record,
      .fields = {{.name = "name", .max_characters = en_us::Countries::max_bytes},
                 {.name = "code", .max_characters = 2},
                 {.name = "code3", .max_characters = 3}},
      .example = "let land = country",
  };

  en_us::Countries::Entry name() const { return en_us::Countries::entry(line()); }
  PaddedText<2, true> code() const { return en_us::Countries::field<2>(line(), en_us::Countries::code_offset); }
  PaddedText<3, true> code3() const { return en_us::Countries::field<3>(line(), en_us::Countries::code3_offset); }

 private:
  const char* line() const { return en_us::Countries::line(en_us::Countries::index(source.fork(0).bits())); }
};

/// `Portugal`
struct CountryName {
  static constexpr RuleSpec spec{
      .name = "country_name",
      .cpp_name = "CountryName",
      .header = "sydac/rules/country.hpp",
      .summary = "The English name of a country or territory of the world, such as `Portugal`.",
      .yields = RuleType::text,
      .example = "home_country text = country_name",
  };

  static constexpr UInt128 count() { return en_us::Countries::count; }
  constexpr std::size_t max_characters() const { return en_us::Countries::max_bytes; }
  en_us::Countries::Entry at(UInt128 k) const { return en_us::Countries::at(static_cast<std::uint64_t>(k)); }
  en_us::Countries::Entry operator()(Draw draw) const { return en_us::Countries::pick(draw.bits()); }
};

}  // namespace sydac
