// What can be said of a condition in every row: whether it can be true, false, null. Sound, not complete: "can be" is said too often,
// never too seldom.
#pragma once

#include <set>

#include "check/linear.hpp"

namespace sydac::compiler {

/// What a condition can be.
struct Truth {
  bool can_be_true = false, can_be_false = false, can_be_null = false;
  bool operator==(const Truth&) const = default;
};

inline void join(Truth& a, const Truth& b) {
  a.can_be_true |= b.can_be_true;
  a.can_be_false |= b.can_be_false;
  a.can_be_null |= b.can_be_null;
}
constexpr Truth known(bool value) { return {value, !value, false}; }
/// What a sign says where the left side may be less, equal or greater.
Truth of_order(BinaryOp sign, bool less, bool equal, bool greater);
/// Numbers and moments.
inline bool is_measured(const Term& term) { return term.sort == Sort::number || term.sort == Sort::moment; }

/// Steps for all proofs of a schema.
inline constexpr std::size_t kEffort = 2'000'000;

/// Cases that one term is split into.
inline constexpr std::size_t kMostSplit = 64;

/// How it is known.
struct Means {
  bool intervals = false, relations = false, sets = false;
  unsigned cases = 1;
};

/// One term is at least another, or above it.
struct Fact {
  TermId greater, less;
  bool strict = false;
};

/// A case: what is assumed of some terms, and what is known under it.
struct Case {
  std::map<TermId, std::uint32_t> chosen;  // of choices, enums, small ranges, min and max: which one
  std::map<TermId, bool> nulls;
  std::map<TermId, Truth> truths;
  std::vector<Fact> facts;
};

class Prover {
 public:
  /// `effort` is what is left for a whole schema: with none left everything can be. It is counted, so that answers do not hang on the
  /// machine.
  Prover(const Model& model, std::size_t& effort) : terms_(model), effort_(effort) {}

  /// Of a condition over a row.
  Truth judge(ValueId condition);
  /// Whether left >= right, or left > right where `strict`, in every row where neither is null.
  bool at_least(ValueId left, ValueId right, bool strict);
  /// For a draw of few values, one of the cell's own row: which of them never fail the condition, where each either always or never does.
  std::optional<std::vector<bool>> values_that_pass(ValueId condition, ValueId draw);
  /// Of the last question.
  const Means& means() const { return means_; }

 private:
  struct Nullness {
    bool null = false, value = true;
  };
  enum class Urgency : std::uint8_t { small, compared, ranged };

  // prover_cases.cpp
  Truth judge(TermId condition, const Case& assumed, unsigned depth);
  void begin(const Case& assumed);
  void forget();
  void block(TermId term, Urgency urgency);
  /// Counts a step; whether there is none left, for this question or the schema.
  bool exhausted();
  std::optional<TermId> most_urgent() const;
  std::vector<Case> split(TermId at);
  void assume_value(TermId term, Case& made);

  // prover.cpp: truth and null
  Truth truth(TermId term);
  Truth compute_truth(TermId term);
  Truth combined(const Term& logic);
  Truth contained(const Term& in);
  Truth compared(TermId term);
  Truth compared_numbers(BinaryOp sign, TermId left, TermId right);
  Truth compared_values(BinaryOp sign, TermId left, TermId right);
  Nullness nullness(TermId term);
  Nullness compute_nullness(TermId term);

  // branches and values
  /// Of an `if`, `match`, `coalesce` or choice: what it may be.
  std::vector<TermId> branches(TermId term);
  std::vector<TermId> match_branches(const Term& match);
  /// The constants that a term can be, where they are few.
  std::optional<std::set<TermId>> values(TermId term);
  std::vector<TermId> all_values(const Term& term);
  std::optional<std::set<TermId>> texts_of(TermId enumeration);

  // prover_linear.cpp
  static Int128 unit(const Term& term, unsigned scale);
  Linear atom(TermId term) const;
  std::optional<Linear> form(TermId term);
  std::optional<Linear> compute_form(TermId term);
  Interval128 interval(const Linear& sum);
  Interval128 interval(TermId atom);
  Interval128 compute_interval(TermId atom);
  Interval128 interval_of_part(TermId part, const Term& whole);
  Interval128 product_interval(const Term& product);
  static Interval128 division_interval(const Term& division, const Interval128& of, const Interval128& by);
  std::vector<Linear> bounds(TermId atom, bool upper);
  void product_bounds(const Term& product, bool upper, std::vector<Linear>& made);
  bool at_least(Linear sum, Int128 least, unsigned depth, std::set<std::size_t> used);
  bool at_least_with(Linear sum, Int128 least, TermId term, const Linear& bound, unsigned depth, const std::set<std::size_t>& used);
  bool at_least_by(Linear sum, Int128 least, std::size_t fact, unsigned depth, std::set<std::size_t> used);
  static bool refine(Linear& sum, Int128& least, unsigned scale);

  Terms terms_;
  std::size_t& effort_;
  Means means_;
  Case case_;
  std::vector<Linear> facts_;  // of the case; each is at least 0
  // What is known in the case, and what would have to be known.
  std::map<TermId, Truth> truth_;
  std::map<TermId, Nullness> nullness_;
  std::map<TermId, std::optional<Linear>> form_;
  std::map<TermId, Interval128> interval_;
  std::vector<std::pair<TermId, Urgency>> blockers_;
  std::size_t steps_ = 0, asked_at_ = 0, leaves_ = 0;
};

}  // namespace sydac::compiler
