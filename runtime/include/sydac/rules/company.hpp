// `company` and `company_name`: firms with made-up names. Where one exists, it is by chance.
#pragma once

#include <sydac/dictionary/en_us/companies.hpp>
#include <sydac/rules/phone.hpp>

namespace sydac {

namespace detail {

inline constexpr std::size_t kCompanyNameBytes =
    en_us::CompanyStems::max_bytes + 1 + en_us::CompanyTrades::max_bytes + 1 + en_us::CompanySuffixes::max_bytes;

inline auto company_name(en_us::CompanyStems::Entry stem, en_us::CompanyTrades::Entry trade, en_us::CompanySuffixes::Entry suffix) {
  return join(stem, Literal<" ">{}, trade, Literal<" ">{}, suffix);
}

}  // namespace detail

/// `Northwind Logistics LLC`: a stem, a trade and a suffix, of which over a million names can be made.
struct CompanyName {
  static constexpr RuleSpec spec{
      .name = "company_name",
      .cpp_name = "CompanyName",
      .header = "sydac/rules/company.hpp",
      .summary = "The name of a made-up company; over a million different ones.",
      .yields = RuleType::text,
      .example = "name text unique = company_name",
  };

  static constexpr UInt128 count() {
    return UInt128{en_us::CompanyStems::count} * en_us::CompanyTrades::count * en_us::CompanySuffixes::count;
  }
  constexpr std::size_t max_characters() const { return detail::kCompanyNameBytes; }

  /// Name k of count(), all different: each part is one word.
  auto at(UInt128 k) const {
    const auto number = static_cast<std::uint64_t>(k);
    constexpr std::uint64_t kStems = en_us::CompanyStems::count, kTrades = en_us::CompanyTrades::count;
    return detail::company_name(en_us::CompanyStems::at(number % kStems), en_us::CompanyTrades::at(number / kStems % kTrades),
                                en_us::CompanySuffixes::at(number / (kStems * kTrades)));
  }
  auto operator()(Draw draw) const {
    return detail::company_name(en_us::CompanyStems::pick(draw.fork(0).bits()), en_us::CompanyTrades::pick(draw.fork(1).bits()),
                                en_us::CompanySuffixes::pick(draw.fork(2).bits()));
  }
};

/// A company whose name, industry, domain and e-mail address agree.
struct Company {
  Draw source;

  static constexpr std::size_t kDomainBytes = en_us::CompanyStems::max_bytes + en_us::CompanyTrades::max_bytes + 8;

  static constexpr RuleSpec spec{
      .name = "company",
      .cpp_name = "Company",
      .header = "sydac/rules/company.hpp",
      .summary = "A made-up company: name, industry, domain and e-mail address agree.",
      .yields = RuleType::record,
      .fields = {{.name = "name", .max_characters = detail::kCompanyNameBytes},
                 {.name = "suffix", .max_characters = en_us::CompanySuffixes::max_bytes},
                 {.name = "industry", .max_characters = 15},
                 {.name = "domain", .max_characters = kDomainBytes},
                 {.name = "website", .max_characters = 12 + kDomainBytes},
                 {.name = "email", .max_characters = 5 + kDomainBytes},
                 {.name = "phone", .max_characters = PhoneNumber::max_bytes}},
      .example = "let firm = company",
  };

  auto name() const { return detail::company_name(stem(), en_us::CompanyTrades::entry(trade()), suffix()); }
  en_us::CompanySuffixes::Entry suffix() const { return en_us::CompanySuffixes::pick(source.fork(2).bits()); }
  PaddedText<15, true> industry() const { return en_us::CompanyTrades::counted_field<15>(trade(), en_us::CompanyTrades::industry_offset); }
  /// `northwindlogistics.example`: RFC 2606 keeps the ending for examples.
  auto domain() const { return join(lower(stem()), lower(en_us::CompanyTrades::entry(trade())), Literal<".example">{}); }
  auto website() const { return join(Literal<"https://www.">{}, domain()); }
  auto email() const { return join(Literal<"info@">{}, domain()); }
  PhoneNumber phone() const { return Phone{}(source.fork(3)); }

 private:
  en_us::CompanyStems::Entry stem() const { return en_us::CompanyStems::pick(source.fork(0).bits()); }
  const char* trade() const { return en_us::CompanyTrades::line(en_us::CompanyTrades::index(source.fork(1).bits())); }
};

}  // namespace sydac
