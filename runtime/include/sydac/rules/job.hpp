// `job`: job titles.
#pragma once

#include <sydac/dictionary/en_us/jobs.hpp>
#include <sydac/spec.hpp>

namespace sydac {

struct Job {
  static constexpr RuleSpec spec{
      .name = "job",
      .cpp_name = "Job",
      .header = "sydac/rules/job.hpp",
      .summary = "A job title, such as `Civil Engineer`.",
      .yields = RuleType::text,
      .example = "job_title text = job",
  };

  static constexpr UInt128 count() { return en_us::JobTitles::count; }
  constexpr std::size_t max_characters() const { return en_us::JobTitles::max_bytes; }
  en_us::JobTitles::Entry at(UInt128 k) const { return en_us::JobTitles::at(static_cast<std::uint64_t>(k)); }
  en_us::JobTitles::Entry operator()(Draw draw) const { return en_us::JobTitles::pick(draw.bits()); }
};

}  // namespace sydac
