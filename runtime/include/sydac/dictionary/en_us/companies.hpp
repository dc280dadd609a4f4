// Parts of company names.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// First words of company names.
// sydac-source: dictionary/en_US/company_stems.cpp
struct CompanyStems : Dictionary<CompanyStems, 531, 11, false> {
  static const char lines[];
};

/// What company names end in.
// sydac-source: dictionary/en_US/company_suffixes.cpp
struct CompanySuffixes : Dictionary<CompanySuffixes, 13, 13> {
  static const char lines[];
  static const std::uint64_t alias[];
};

/// Second words of company names, and the industry.
// sydac-source: dictionary/en_US/company_trades.cpp
struct CompanyTrades : Dictionary<CompanyTrades, 171, 13, false> {
  static constexpr std::size_t industry_offset = 14;
  static const char lines[];
};

}  // namespace sydac::en_us
