// People's names, United States.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// Given names of women.
// sydac-source: dictionary/en_US/first_names_female.cpp
struct FirstNamesFemale : Dictionary<FirstNamesFemale, 381, 10> {
  static const char lines[];
  static const std::uint64_t alias[];
};

/// Given names of men.
// sydac-source: dictionary/en_US/first_names_male.cpp
struct FirstNamesMale : Dictionary<FirstNamesMale, 322, 11> {
  static const char lines[];
  static const std::uint64_t alias[];
};

/// Family names.
// sydac-source: dictionary/en_US/last_names.cpp
struct LastNames : Dictionary<LastNames, 1000, 11> {
  static const char lines[];
  static const std::uint64_t alias[];
};

}  // namespace sydac::en_us
