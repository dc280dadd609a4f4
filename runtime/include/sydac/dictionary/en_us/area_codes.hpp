// Telephone area codes, United States.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// Telephone area codes and their states.
// sydac-source: dictionary/en_US/area_codes.cpp
struct AreaCodes : Dictionary<AreaCodes, 269, 3, false> {
  static constexpr std::size_t state_offset = 3;
  static const char lines[];
};

}  // namespace sydac::en_us
