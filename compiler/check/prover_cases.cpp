// Telling cases apart: what is assumed in each, and of which term the next ones are made.
#include "check/prover.hpp"

namespace sydac::compiler {
namespace {

constexpr unsigned kMostAssumptions = 14;
constexpr std::size_t kMostLeaves = 400, kMostSteps = 20'000;

}  // namespace

void Prover::block(TermId term, Urgency urgency) { blockers_.emplace_back(term, urgency); }

bool Prover::exhausted() {
  if (steps_ >= kMostSteps || effort_ == 0) return true;
  ++steps_;
  --effort_;
  return false;
}

void Prover::forget() {
  truth_.clear();
  nullness_.clear();
  form_.clear();
  interval_.clear();
  blockers_.clear();
}

/// Facts are written anew in each case: what they are about may be known better.
void Prover::begin(const Case& assumed) {
  case_ = assumed;
  facts_.clear();
  forget();
  std::vector<Linear> facts;
  for (const Fact& fact : case_.facts) {
    const auto greater = form(fact.greater), less = form(fact.less);
    auto difference = greater && less ? minus(*greater, *less) : std::nullopt;
    if (!difference) continue;
    difference->constant -= fact.strict ? 1 : 0;
    facts.push_back(std::move(*difference));
  }
  facts_ = std::move(facts);
  forget();
}

Truth Prover::judge(ValueId condition) {
  means_ = {};
  leaves_ = steps_ = 0;
  const auto term = terms_.of(condition);
  if (!term || effort_ == 0) return {true, true, true};
  const Truth result = judge(*term, {}, 0);
  means_.cases = static_cast<unsigned>(leaves_);
  return result;
}

std::optional<std::vector<bool>> Prover::values_that_pass(ValueId condition, ValueId draw) {
  means_ = {};
  leaves_ = steps_ = 0;
  const auto whole = terms_.of(condition), part = terms_.of(draw);
  if (!whole || !part) return std::nullopt;
  const Term drawn = terms_[*part];
  if (drawn.op != Op::choice && drawn.op != Op::enum_draw && drawn.op != Op::range) return std::nullopt;
  const std::size_t count = drawn.op == Op::choice ? drawn.parts.size() : all_values(drawn).size();
  if (count == 0 || count > kMostSplit) return std::nullopt;
  std::vector<bool> pass;
  for (std::uint32_t i = 0; i < count; ++i) {
    Case assumed;
    assumed.chosen.emplace(*part, i);
    // A null beside it passes whatever is drawn; that must not make a value pass that fails without it.
    const Truth truth = judge(*whole, assumed, 1);
    if (truth.can_be_false && truth.can_be_true) return std::nullopt;
    pass.push_back(!truth.can_be_false);
  }
  return pass;
}

Truth Prover::judge(TermId condition, const Case& assumed, unsigned depth) {
  begin(assumed);
  const Truth here = truth(condition);
  const bool settled = !here.can_be_false || (!here.can_be_true && !here.can_be_null);
  const auto at = settled ? std::nullopt : most_urgent();
  if (!at || depth >= kMostAssumptions || leaves_ >= kMostLeaves || exhausted()) {
    ++leaves_;
    return here;
  }
  Truth all;
  for (const Case& each : split(*at)) {
    join(all, judge(condition, each, depth + 1));
    if (all.can_be_false && (all.can_be_true || all.can_be_null)) break;  // neither always nor never
  }
  return all;
}

std::optional<TermId> Prover::most_urgent() const {
  std::optional<std::pair<TermId, Urgency>> best;
  for (const auto& each : blockers_) {
    if (!best || each.second < best->second) best = each;
  }
  return best ? std::optional(best->first) : std::nullopt;
}

/// A value that is not null has parts that are not null.
void Prover::assume_value(TermId id, Case& made) {
  const Term term = terms_[id];
  switch (term.op) {
    case Op::maybe: made.nulls.emplace(id, false); return assume_value(term.parts[0], made);
    case Op::reference:
    case Op::unknown:
      if (term.nullable) made.nulls.emplace(id, false);
      for (TermId part : term.parts) assume_value(part, made);
      return;
    case Op::through:
    case Op::fits:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::negate:
    case Op::rounded:
    case Op::day_of:
    case Op::moved:
      for (TermId part : term.parts) assume_value(part, made);
      return;
    default: return;
  }
}

std::vector<Case> Prover::split(TermId id) {
  const Term term = terms_[id];
  std::vector<Case> made;
  auto add = [&](auto change) {
    Case next = case_;
    change(next);
    made.push_back(std::move(next));
  };
  if (term.op == Op::compare) {
    const bool null = nullness(term.parts[0]).null || nullness(term.parts[1]).null;
    auto compared = [&](Truth truth, std::vector<Fact> facts) {
      add([&](Case& next) {
        next.truths.emplace(id, truth);
        next.facts.insert(next.facts.end(), facts.begin(), facts.end());
        for (TermId part : term.parts) assume_value(part, next);
      });
    };
    const TermId a = term.parts[0], b = term.parts[1];
    if (is_measured(terms_[a])) {
      auto truth = [&](bool less, bool equal, bool greater) { return of_order(term.sign, less, equal, greater); };
      if (term.sign == BinaryOp::equal || term.sign == BinaryOp::not_equal) {
        compared(truth(true, false, false), {{b, a, true}});
        compared(truth(false, true, false), {{a, b, false}, {b, a, false}});
        compared(truth(false, false, true), {{a, b, true}});
      } else {
        const bool equal_is_less = term.sign == BinaryOp::less_equal || term.sign == BinaryOp::greater;
        compared(truth(true, false, false), {{b, a, !equal_is_less}});
        compared(truth(false, false, true), {{a, b, equal_is_less}});
      }
    } else {
      compared(known(true), {});
      compared(known(false), {});
    }
    if (null) add([&](Case& next) { next.truths.emplace(id, Truth{false, false, true}); });
    return made;
  }
  const bool own_null = term.op == Op::maybe || (term.nullable && (term.op == Op::unknown || term.op == Op::reference));
  if (own_null && !case_.nulls.contains(id)) {
    for (const bool null : {true, false}) add([&](Case& next) { next.nulls.emplace(id, null); });
    return made;
  }
  if (term.sort == Sort::boolean && term.op == Op::unknown) {
    for (const bool value : {true, false}) add([&](Case& next) { next.truths.emplace(id, known(value)); });
    return made;
  }
  if (term.op == Op::minimum || term.op == Op::maximum) {
    for (std::uint32_t i = 0; i < term.parts.size(); ++i) {
      add([&](Case& next) {
        next.chosen.emplace(id, i);
        for (TermId other : term.parts) {
          const bool least = term.op == Op::minimum;
          next.facts.push_back({least ? other : term.parts[i], least ? term.parts[i] : other, false});
        }
      });
    }
    if (nullness(id).null) add([&](Case& next) { next.nulls.emplace(id, true); });
    return made;
  }
  const std::size_t count = term.op == Op::choice ? term.parts.size() : all_values(term).size();
  for (std::uint32_t i = 0; i < count; ++i) add([&](Case& next) { next.chosen.emplace(id, i); });
  return made;
}

}  // namespace sydac::compiler
