// How often conditions hold in rows as they are drawn, by trying some: the same ones each time. For an estimate only; it proves nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "check/terms.hpp"
#include "sydac/draw.hpp"

namespace sydac::compiler {

class Sampler {
 public:
  static constexpr unsigned kRows = 4096;

  explicit Sampler(const Model& model, TableId table) : model_(model), table_(table), terms_(model) {}
  /// Of kRows, how many rows pass all the conditions. Nothing where something in them is not known well enough to try.
  std::optional<unsigned> passing(const std::vector<ValueId>& conditions);

 private:
  struct Sampled {
    bool null = false;
    Int128 raw = 0;
    unsigned scale = 0;
    std::string text = {};
  };

  const Sampled& sample(TermId term);
  Sampled compute(TermId term);
  Sampled compared(const Term& term);
  Sampled arithmetic(const Term& term);
  Sampled drawn_range(TermId id, const Term& term);
  Sampled unknown(TermId id, const Term& term);
  Sampled branch(const Term& term);
  Sampled extreme(const Term& term);
  std::optional<bool> truth(TermId term);
  std::uint64_t below(TermId term, std::uint64_t count);
  bool chance(TermId term, const std::vector<std::uint64_t>& weights);
  std::uint64_t rows(TableId table) const;
  Sampled fail();

  const Model& model_;
  TableId table_;
  Terms terms_;
  std::map<TermId, Sampled> made_;  // of the row at hand
  std::uint64_t row_ = 0;
  bool failed_ = false, impossible_ = false;
};

}  // namespace sydac::compiler
