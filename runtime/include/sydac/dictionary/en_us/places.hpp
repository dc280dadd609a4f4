// Cities and states, United States.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// Cities with their state, a ZIP code, the area code; weighted by people.
// sydac-source: dictionary/en_US/places.cpp
struct Places : Dictionary<Places, 2003, 20> {
  static constexpr std::size_t state_offset = 20;
  static constexpr std::size_t zip_offset = 22;
  static constexpr std::size_t area_code_offset = 27;
  static const char lines[];
  static const std::uint64_t alias[];
};

/// The fifty states and the District of Columbia, sorted by code.
// sydac-source: dictionary/en_US/states.cpp
struct States : Dictionary<States, 51, 20, false> {
  static constexpr std::size_t code_offset = 20;
  static const char lines[];
};

}  // namespace sydac::en_us
