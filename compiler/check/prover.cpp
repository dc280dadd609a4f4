#include "check/prover.hpp"

#include <algorithm>

#include "base/numbers.hpp"

namespace sydac::compiler {
namespace {

bool is_constant(const Term& term) { return term.op == Op::number || term.op == Op::text || term.op == Op::enumeration; }

Truth negated(const Truth& a) { return {a.can_be_false, a.can_be_true, a.can_be_null}; }

constexpr Truth kNull{false, false, true};
constexpr Truth kEither{true, true, false};

}  // namespace

Truth of_order(BinaryOp sign, bool less, bool equal, bool greater) {
  switch (sign) {
    case BinaryOp::less: return {less, equal || greater, false};
    case BinaryOp::less_equal: return {less || equal, greater, false};
    case BinaryOp::greater: return {greater, less || equal, false};
    case BinaryOp::greater_equal: return {greater || equal, less, false};
    case BinaryOp::equal: return {equal, less || greater, false};
    case BinaryOp::not_equal: return {less || greater, equal, false};
    default: return kEither;
  }
}

// --- null ----------------------------------------------------------------------------------------------------------------------

Prover::Nullness Prover::nullness(TermId id) {
  if (auto assumed = case_.nulls.find(id); assumed != case_.nulls.end()) return {assumed->second, !assumed->second};
  if (auto found = nullness_.find(id); found != nullness_.end()) return found->second;
  const Nullness made = exhausted() ? Nullness{true, true} : compute_nullness(id);
  nullness_.emplace(id, made);
  return made;
}

Prover::Nullness Prover::compute_nullness(TermId id) {
  const Term term = terms_[id];
  auto of_all = [&](std::size_t count) {
    Nullness made{false, true};
    for (std::size_t i = 0; i < count; ++i) {
      const Nullness part = nullness(term.parts[i]);
      made.null |= part.null;
      made.value &= part.value;
    }
    return made;
  };
  switch (term.op) {
    case Op::null: return {true, false};
    case Op::number:
    case Op::text:
    case Op::boolean:
    case Op::enumeration:
    case Op::own_row:
    case Op::enum_draw: return {false, true};
    case Op::unknown:
    case Op::reference: {
      Nullness made = of_all(term.parts.size());
      if (term.nullable) {
        made.null = true;
        block(id, Urgency::small);
      }
      return made;
    }
    case Op::maybe: {
      block(id, Urgency::small);
      return {true, nullness(term.parts[0]).value};
    }
    case Op::range: return of_all(2);
    case Op::choice:
    case Op::if_else:
    case Op::match: {
      Nullness made{false, false};
      for (TermId branch : branches(id)) {
        const Nullness each = nullness(branch);
        made.null |= each.null;
        made.value |= each.value;
      }
      return made;
    }
    case Op::coalesce: {
      Nullness made{true, false};
      for (TermId part : term.parts) {
        const Nullness each = nullness(part);
        made.null &= each.null;
        made.value |= each.value;
      }
      return made;
    }
    case Op::nullif: {
      const Nullness value = nullness(term.parts[0]);
      const Truth equal = truth(term.parts[2]);
      return {value.null || equal.can_be_true, value.value && (equal.can_be_false || equal.can_be_null)};
    }
    case Op::compare:
    case Op::logical_and:
    case Op::logical_or:
    case Op::logical_not:
    case Op::in: {
      const Truth value = truth(id);
      return {value.can_be_null, value.can_be_true || value.can_be_false};
    }
    case Op::through:
    case Op::fits:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::negate:
    case Op::minimum:
    case Op::maximum:
    case Op::absolute:
    case Op::quotient:
    case Op::remainder:
    case Op::rounded:
    case Op::day_of:
    case Op::moved: return of_all(term.parts.size());
  }
  return {true, true};
}

// --- truth ---------------------------------------------------------------------------------------------------------------------

Truth Prover::truth(TermId id) {
  if (auto assumed = case_.truths.find(id); assumed != case_.truths.end()) return assumed->second;
  if (auto found = truth_.find(id); found != truth_.end()) return found->second;
  const Truth made = exhausted() ? Truth{true, true, true} : compute_truth(id);
  truth_.emplace(id, made);
  return made;
}

Truth Prover::compute_truth(TermId id) {
  const Term term = terms_[id];
  auto with_null = [&](Truth made, TermId by) {
    const Nullness null = nullness(by);
    if (!null.value) return kNull;
    made.can_be_null |= null.null;
    return made;
  };
  switch (term.op) {
    case Op::null: return kNull;
    case Op::boolean: return known(term.number != 0);
    case Op::compare: return compared(id);
    case Op::logical_and:
    case Op::logical_or: return combined(term);
    case Op::logical_not: return negated(truth(term.parts[0]));
    case Op::in: return contained(term);
    case Op::maybe: {
      const bool absent = !case_.nulls.contains(id);
      if (absent) block(id, Urgency::small);
      Truth made = truth(term.parts[0]);
      made.can_be_null |= absent;
      return case_.nulls.contains(id) && case_.nulls.at(id) ? kNull : made;
    }
    case Op::through: return with_null(truth(term.parts[1]), term.parts[0]);
    case Op::fits: return truth(term.parts[0]);
    case Op::nullif: {
      Truth made = truth(term.parts[0]);
      made.can_be_null |= truth(term.parts[2]).can_be_true;
      return made;
    }
    case Op::coalesce: {
      Truth made{false, false, true};
      for (TermId part : term.parts) {
        const Truth each = truth(part);
        made.can_be_true |= each.can_be_true;
        made.can_be_false |= each.can_be_false;
        if (each.can_be_null) continue;
        made.can_be_null = false;
        break;
      }
      return made;
    }
    case Op::choice:
    case Op::if_else:
    case Op::match: {
      Truth made;
      for (TermId branch : branches(id)) join(made, truth(branch));
      return made;
    }
    case Op::unknown: {
      const Nullness null = nullness(id);
      if (!null.value) return kNull;
      block(id, Urgency::small);
      return {true, true, null.null};
    }
    default: return {true, true, true};
  }
}

Truth Prover::combined(const Term& logic) {
  const bool both = logic.op == Op::logical_and;
  const Truth left = truth(logic.parts[0]);
  if (both ? left == known(false) : left == known(true)) return left;
  const Truth right = truth(logic.parts[1]);
  if (both) {
    return {left.can_be_true && right.can_be_true, left.can_be_false || right.can_be_false,
            (left.can_be_null && (right.can_be_null || right.can_be_true)) || (right.can_be_null && left.can_be_true)};
  }
  return {left.can_be_true || right.can_be_true, left.can_be_false && right.can_be_false,
          (left.can_be_null && (right.can_be_null || right.can_be_false)) || (right.can_be_null && left.can_be_false)};
}

Truth Prover::contained(const Term& in) {
  const Nullness operand = nullness(in.parts[0]);
  if (!operand.value) return kNull;
  if (const auto own = values(in.parts[0])) {
    const bool all = std::all_of(own->begin(), own->end(), [&](TermId value) {
      return std::any_of(in.parts.begin() + 1, in.parts.end(), [&](TermId equal) { return terms_[equal].parts[1] == value; });
    });
    if (all) {
      means_.sets = true;
      return {true, false, operand.null};
    }
  }
  Truth made = known(false);
  for (std::size_t i = 1; i < in.parts.size(); ++i) {
    const Truth each = truth(in.parts[i]);
    made = {made.can_be_true || each.can_be_true, made.can_be_false && each.can_be_false, made.can_be_null || each.can_be_null};
    if (each == known(true)) return each;
  }
  made.can_be_null |= operand.null;
  return made;
}

Truth Prover::compared(TermId id) {
  const Term term = terms_[id];
  const TermId a = term.parts[0], b = term.parts[1];
  const Nullness left = nullness(a), right = nullness(b);
  if (!left.value || !right.value) return kNull;
  Truth made = kEither;
  const Sort sort = terms_[a].sort;
  if (a == b && sort != Sort::other) {
    made = of_order(term.sign, false, true, false);
  } else if (is_measured(terms_[a]) && is_measured(terms_[b])) {
    made = compared_numbers(term.sign, a, b);
  } else if (sort == Sort::boolean) {
    const Truth x = truth(a), y = truth(b);
    const bool same = (x.can_be_true && y.can_be_true) || (x.can_be_false && y.can_be_false);
    const bool differ = (x.can_be_true && y.can_be_false) || (x.can_be_false && y.can_be_true);
    if (term.sign == BinaryOp::equal) made = {same, differ, false};
    if (term.sign == BinaryOp::not_equal) made = {differ, same, false};
  } else {
    made = compared_values(term.sign, a, b);
  }
  made.can_be_null = left.null || right.null;
  if (made.can_be_true && made.can_be_false) block(id, Urgency::compared);
  return made;
}

Truth Prover::compared_numbers(BinaryOp sign, TermId left, TermId right) {
  const auto a = form(left), b = form(right);
  const auto difference = a && b ? minus(*a, *b) : std::nullopt;
  const auto opposite = difference ? times(*difference, -1) : std::nullopt;
  if (!opposite) return kEither;
  const bool less = !at_least(*difference, 0, 0, {}), greater = !at_least(*opposite, 0, 0, {});
  bool equal = !less && !greater;
  if (!equal && (less != greater || sign == BinaryOp::equal || sign == BinaryOp::not_equal)) {
    equal = !at_least(*difference, 1, 0, {}) && !at_least(*opposite, 1, 0, {});
  } else {
    equal = true;
  }
  const bool needs_equal = sign == BinaryOp::equal || sign == BinaryOp::not_equal;
  if (equal && needs_equal && (less || greater)) {
    const Truth by_values = compared_values(BinaryOp::equal, left, right);
    equal = by_values.can_be_true;
  }
  return of_order(sign, less, equal, greater);
}

/// By the constants that both can be.
Truth Prover::compared_values(BinaryOp sign, TermId left, TermId right) {
  if (sign != BinaryOp::equal && sign != BinaryOp::not_equal) return kEither;
  const auto a = values(left), b = values(right);
  if (!a || !b) return kEither;
  const bool meet = std::any_of(a->begin(), a->end(), [&](TermId each) { return b->contains(each); });
  means_.sets = means_.sets || !meet || (a->size() == 1 && b->size() == 1);
  const bool differ = a->size() > 1 || b->size() > 1 || !meet;
  return sign == BinaryOp::equal ? Truth{meet, differ, false} : Truth{differ, meet, false};
}

// --- branches and values -------------------------------------------------------------------------------------------------------

std::vector<TermId> Prover::branches(TermId id) {
  const Term term = terms_[id];
  if (term.op == Op::if_else) {
    const Truth condition = truth(term.parts[0]);
    std::vector<TermId> made;
    if (condition.can_be_true) made.push_back(term.parts[1]);
    if (condition.can_be_false || condition.can_be_null) made.push_back(term.parts[2]);
    return made;
  }
  if (term.op == Op::match) return match_branches(term);
  if (term.op == Op::coalesce) {
    std::vector<TermId> made;
    for (TermId part : term.parts) {
      const Nullness each = nullness(part);
      if (each.value) made.push_back(part);
      if (!each.null) break;
    }
    if (made.empty()) made.push_back(term.parts.back());
    return made;
  }
  if (auto chosen = case_.chosen.find(id); chosen != case_.chosen.end()) return {term.parts[chosen->second]};
  if (term.parts.size() <= kMostSplit && term.parts.size() > 1) block(id, Urgency::small);
  return term.parts;
}

std::vector<TermId> Prover::match_branches(const Term& match) {
  const Nullness subject = nullness(match.parts[0]);
  std::vector<TermId> made;
  bool null = subject.null, value = subject.value;
  std::size_t at = 1;
  for (std::size_t arm = 0; arm < match.counts.size() && (null || value); ++arm) {
    const bool rest = match.counts[arm] == 0 || arm + 1 == match.counts.size();
    bool taken = rest && (null || value);
    for (std::uint32_t i = 0; i < match.counts[arm]; ++i, ++at) {
      if (rest) continue;
      if (terms_[match.parts[at]].op == Op::null) {
        taken = taken || null;
        null = false;
      } else if (value) {
        const Truth equal = truth(match.parts[at]);
        taken = taken || equal.can_be_true;
        if (!equal.can_be_false) value = false;
      }
    }
    if (taken) made.push_back(match.parts[at]);
    if (rest) break;
    ++at;
  }
  if (made.empty()) made.push_back(match.parts.back());
  return made;
}

std::vector<TermId> Prover::all_values(const Term& term) {
  std::vector<TermId> made;
  if (term.sort == Sort::enumeration) {
    const EnumId list{static_cast<std::uint32_t>(term.number)};
    const std::size_t count = terms_.model()[list].values.size();
    for (std::uint32_t i = 0; i < count && i <= kMostSplit; ++i) made.push_back(terms_.enumeration(list, i));
  } else if (term.op == Op::range && term.sort == Sort::number) {
    const Term low = terms_[term.parts[0]], high = terms_[term.parts[1]];
    if (low.op != Op::number || high.op != Op::number || low.scale > term.scale || high.scale > term.scale) return {};
    const auto first = rescale(low.number, low.scale, term.scale), last = rescale(high.number, high.scale, term.scale);
    if (!first || !last || *last - *first > Int128{kMostSplit}) return {};
    for (Int128 raw = *first; raw <= *last; raw += term.number) made.push_back(terms_.constant(raw, term.scale));
  }
  if (made.size() > kMostSplit) made.clear();
  return made;
}

std::optional<std::set<TermId>> Prover::values(TermId id) {
  const Term term = terms_[id];
  if (is_constant(term)) return std::set{id};
  switch (term.op) {
    case Op::null: return std::set<TermId>{};
    case Op::unknown:
      if (term.sort == Sort::text && term.name.starts_with("to ") && terms_[term.parts[0]].sort == Sort::enumeration)
        return texts_of(term.parts[0]);
      if (term.sort != Sort::enumeration) return std::nullopt;
      [[fallthrough]];
    case Op::enum_draw:
    case Op::range: {
      const std::vector<TermId> all = all_values(term);
      if (all.empty()) return std::nullopt;
      if (auto chosen = case_.chosen.find(id); chosen != case_.chosen.end()) return std::set{all[chosen->second]};
      block(id, term.op == Op::range ? Urgency::ranged : Urgency::small);
      return std::set(all.begin(), all.end());
    }
    case Op::choice:
    case Op::if_else:
    case Op::match:
    case Op::coalesce: {
      std::set<TermId> made;
      for (TermId branch : branches(id)) {
        const auto each = values(branch);
        if (!each || made.size() > 4 * kMostSplit) return std::nullopt;
        made.insert(each->begin(), each->end());
      }
      return made;
    }
    case Op::maybe:
    case Op::fits:
    case Op::nullif: return values(term.parts[0]);
    case Op::through: return values(term.parts[1]);
    default: return std::nullopt;
  }
}

std::optional<std::set<TermId>> Prover::texts_of(TermId enumeration) {
  const auto all = values(enumeration);
  if (!all) return std::nullopt;
  std::set<TermId> made;
  for (TermId each : *all) {
    const Term constant = terms_[each];
    const Enum& list = terms_.model()[EnumId{static_cast<std::uint32_t>(std::stoul(constant.name))}];
    made.insert(terms_.add({.op = Op::text, .sort = Sort::text, .name = list.values[static_cast<std::size_t>(constant.number)]}));
  }
  return made;
}

}  // namespace sydac::compiler
