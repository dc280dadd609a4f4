// Parts of street addresses, United States.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// Street names without the suffix.
// sydac-source: dictionary/en_US/street_names.cpp
struct StreetNames : Dictionary<StreetNames, 390, 16> {
  static const char lines[];
  static const std::uint64_t alias[];
};

/// Street suffixes as the Postal Service abbreviates them.
// sydac-source: dictionary/en_US/street_suffixes.cpp
struct StreetSuffixes : Dictionary<StreetSuffixes, 20, 4> {
  static const char lines[];
  static const std::uint64_t alias[];
};

}  // namespace sydac::en_us
