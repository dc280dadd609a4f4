// Countries of the world.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// Countries and territories with their codes of ISO 3166-1.
// sydac-source: dictionary/en_US/countries.cpp
struct Countries : Dictionary<Countries, 249, 24, false> {
  static constexpr std::size_t code_offset = 24;
  static constexpr std::size_t code3_offset = 26;
  static const char lines[];
};

}  // namespace sydac::en_us
