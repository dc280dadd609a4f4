// Job titles.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// Job titles.
// sydac-source: dictionary/en_US/job_titles.cpp
struct JobTitles : Dictionary<JobTitles, 327, 28, false> {
  static const char lines[];
};

}  // namespace sydac::en_us
