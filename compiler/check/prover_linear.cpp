// Numbers and moments: sums of terms, the intervals they lie in, and what terms are at least and at most in terms of others.
#include <algorithm>
#include <utility>

#include "base/numbers.hpp"
#include "check/prover.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

constexpr unsigned kMostSubstitutions = 7;
constexpr std::size_t kMostOfOne = 500;

Int128 gcd(Int128 a, Int128 b) {
  a = a < 0 ? -a : a;
  b = b < 0 ? -b : b;
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

Interval128 of(const std::optional<Bounds>& bounds) { return bounds ? Interval128{bounds->low, bounds->high} : Interval128{}; }

}  // namespace

/// How many units of a sum of this scale one raw unit of the term is.
Int128 Prover::unit(const Term& term, unsigned scale) {
  if (term.sort == Sort::moment) return term.days ? Int128{kMicrosPerDay} : Int128{1};
  return power_of_ten(scale - term.scale);
}

Linear Prover::atom(TermId id) const {
  const Term& term = terms_[id];
  return {{{id, unit(term, term.scale)}}, 0, term.sort == Sort::moment ? 0u : term.scale};
}

std::optional<Linear> Prover::form(TermId id) {
  if (auto found = form_.find(id); found != form_.end()) return found->second;
  auto made = exhausted() ? std::nullopt : compute_form(id);
  form_.emplace(id, made);
  return made;
}

std::optional<Linear> Prover::compute_form(TermId id) {
  const Term term = terms_[id];
  if (term.sort != Sort::number && term.sort != Sort::moment) return std::nullopt;
  auto part = [&](std::size_t index) { return form(term.parts[index]); };
  auto or_atom = [&](std::optional<Linear> made) { return made ? made : atom(id); };
  switch (term.op) {
    case Op::number: return Linear{{}, term.number, term.scale};
    case Op::add:
    case Op::subtract: {
      const auto a = part(0), b = part(1);
      if (!a || !b) return atom(id);
      return or_atom(term.op == Op::add ? plus(*a, *b) : minus(*a, *b));
    }
    case Op::negate: {
      const auto a = part(0);
      return or_atom(a ? times(*a, -1) : std::nullopt);
    }
    case Op::multiply: {
      auto a = part(0), b = part(1);
      if (a && b && !a->of.empty()) std::swap(a, b);
      if (!a || !b || !a->of.empty() || a->scale + b->scale > 36) return atom(id);
      auto made = times(*b, a->constant);
      if (made) made->scale = a->scale + b->scale;
      return or_atom(made);
    }
    case Op::maybe:
    case Op::nullif: return part(0);
    case Op::through: return part(1);
    case Op::choice:
    case Op::if_else:
    case Op::match:
    case Op::coalesce: {
      const std::vector<TermId> taken = branches(id);
      return taken.size() == 1 ? or_atom(form(taken[0])) : atom(id);
    }
    case Op::minimum:
    case Op::maximum:
      if (auto chosen = case_.chosen.find(id); chosen != case_.chosen.end()) return part(chosen->second);
      block(id, Urgency::small);
      return atom(id);
    case Op::range: {
      const auto all = values(id);
      return all && all->size() == 1 ? form(*all->begin()) : atom(id);
    }
    default: return atom(id);
  }
}

// --- intervals -----------------------------------------------------------------------------------------------------------------

Interval128 Prover::interval(const Linear& sum) {
  Interval128 made{sum.constant, sum.constant};
  auto add = [](std::optional<Int128>& to, Int128 coefficient, const std::optional<Int128>& end) {
    if (!to || !end) return to.reset();
    const auto product = checked_multiply(coefficient, *end);
    to = product ? checked_add(*to, *product) : std::nullopt;
  };
  for (const auto& [term, coefficient] : sum.of) {
    const Interval128 each = interval(term);
    add(made.low, coefficient, coefficient > 0 ? each.low : each.high);
    add(made.high, coefficient, coefficient > 0 ? each.high : each.low);
  }
  return made;
}

Interval128 Prover::interval(TermId id) {
  if (auto found = interval_.find(id); found != interval_.end()) return found->second;
  const Interval128 made = exhausted() ? Interval128{} : compute_interval(id);
  interval_.emplace(id, made);
  return made;
}

/// In raw units of `whole`, rounded outwards.
Interval128 Prover::interval_of_part(TermId part, const Term& whole) {
  const auto sum = form(part);
  if (!sum) return {};
  Interval128 made = interval(*sum);
  const unsigned scale = sum->scale;
  const bool finer = whole.sort == Sort::number && whole.scale >= scale;
  const Int128 factor = whole.sort == Sort::moment ? unit(whole, 0) : power_of_ten(finer ? whole.scale - scale : scale - whole.scale);
  auto convert = [&](std::optional<Int128>& end, bool up) {
    if (!end) return;
    if (finer)
      end = checked_multiply(*end, factor);
    else
      end = up ? ceil_divide(*end, factor) : floor_divide(*end, factor);
  };
  convert(made.low, false);
  convert(made.high, true);
  return made;
}

Interval128 Prover::product_interval(const Term& product) {
  const auto a = form(product.parts[0]), b = form(product.parts[1]);
  if (!a || !b) return {};
  const Interval128 x = interval(*a), y = interval(*b);
  if (!x.low || !x.high || !y.low || !y.high) {
    const bool positive = x.low && y.low && *x.low >= 0 && *y.low >= 0;
    return positive ? Interval128{0, std::nullopt} : Interval128{};
  }
  Interval128 made;
  for (Int128 left : {*x.low, *x.high}) {
    for (Int128 right : {*y.low, *y.high}) {
      const auto each = checked_multiply(left, right);
      if (!each) return {};
      made = made.low ? hull(made, {*each, *each}) : Interval128{*each, *each};
    }
  }
  if (product.parts[0] == product.parts[1]) made.low = std::max<Int128>(*made.low, 0);
  if (product.sort == Sort::moment) return made;
  const unsigned scale = a->scale + b->scale;
  if (scale > product.scale || product.scale - scale > 37) return {};
  return {checked_multiply(*made.low, power_of_ten(product.scale - scale)),
          checked_multiply(*made.high, power_of_ten(product.scale - scale))};
}

Interval128 Prover::compute_interval(TermId id) {
  const Term term = terms_[id];
  auto part = [&](std::size_t index) { return interval_of_part(term.parts[index], term); };
  switch (term.op) {
    case Op::range: return {part(0).low, part(1).high};
    case Op::choice:
    case Op::if_else:
    case Op::match:
    case Op::coalesce: {
      std::optional<Interval128> made;
      for (TermId branch : branches(id)) {
        if (!nullness(branch).value) continue;
        const Interval128 each = interval_of_part(branch, term);
        made = made ? hull(*made, each) : each;
      }
      return made.value_or(Interval128{});
    }
    case Op::minimum:
    case Op::maximum: {
      Interval128 made = part(0);
      for (std::size_t i = 1; i < term.parts.size(); ++i) {
        const Interval128 each = part(i), both = hull(made, each), inner = common(made, each);
        made = term.op == Op::minimum ? Interval128{both.low, inner.high} : Interval128{inner.low, both.high};
      }
      return made;
    }
    case Op::multiply: return product_interval(term);
    case Op::fits: return common(part(0), of(term.bounds));
    case Op::rounded: {
      const auto sum = form(term.parts[0]);
      if (!sum) return {};
      Interval128 made = interval(*sum);
      if (made.low) made.low = rescale(*made.low, sum->scale, term.scale);
      if (made.high) made.high = rescale(*made.high, sum->scale, term.scale);
      return made;
    }
    case Op::day_of: {
      const auto sum = form(term.parts[0]);
      Interval128 made = sum ? interval(*sum) : Interval128{};
      if (made.low) made.low = floor_divide(*made.low, kMicrosPerDay);
      if (made.high) made.high = floor_divide(*made.high, kMicrosPerDay);
      return made;
    }
    case Op::moved: {
      Interval128 made = part(0);
      const Int128 day = unit(term, 0);
      if (made.low) made.low = checked_add(*made.low, floor_divide(term.bounds->low, day));
      if (made.high) made.high = checked_add(*made.high, ceil_divide(term.bounds->high, day));
      return made;
    }
    case Op::absolute: {
      const Interval128 of_part = part(0);
      Interval128 made{0, std::nullopt};
      if (of_part.low && *of_part.low > 0) made.low = of_part.low;
      if (of_part.high && *of_part.high < 0) made.low = -*of_part.high;
      if (of_part.low && of_part.high) made.high = std::max(*of_part.high, -*of_part.low);
      return made;
    }
    case Op::quotient:
    case Op::remainder: return common(division_interval(term, part(0), part(1)), of(term.bounds));
    default: return of(term.bounds);
  }
}

/// Of whole numbers by a positive one, towards zero.
Interval128 Prover::division_interval(const Term& division, const Interval128& of, const Interval128& by) {
  if (!of.low || !of.high || !by.low || !by.high || *by.low < 1) return {};
  if (division.op == Op::quotient) {
    const Int128 least = std::min(*of.low / *by.low, *of.low / *by.high), most = std::max(*of.high / *by.low, *of.high / *by.high);
    return {least, most};
  }
  if (*of.low == *of.high && *by.low == *by.high) return {*of.low % *by.low, *of.low % *by.low};
  return {*of.low < 0 ? 1 - *by.high : 0, *of.high > 0 ? *by.high - 1 : 0};
}

// --- relations -----------------------------------------------------------------------------------------------------------------

void Prover::product_bounds(const Term& product, bool upper, std::vector<Linear>& made) {
  for (const auto& [factor, other] : {std::pair(product.parts[0], product.parts[1]), std::pair(product.parts[1], product.parts[0])}) {
    const auto a = form(factor), b = form(other);
    if (!a || !b) continue;
    const Interval128 x = interval(*a), y = interval(*b);
    if (!y.low || *y.low < 0) continue;
    const auto& end = upper ? x.high : x.low;
    if (!end) continue;
    auto sum = times(*b, *end);
    if (!sum || a->scale + b->scale > 36) continue;
    sum->scale = a->scale + b->scale;
    made.push_back(std::move(*sum));
  }
}

/// What a term is at least (`upper`: at most), as sums of others.
std::vector<Linear> Prover::bounds(TermId id, bool upper) {
  const Term term = terms_[id];
  std::vector<Linear> made;
  auto add = [&](std::size_t index, Linear offset) {
    const auto sum = form(term.parts[index]);
    auto moved = sum ? plus(*sum, offset) : std::nullopt;
    if (moved) made.push_back(std::move(*moved));
  };
  auto starts_at = [&](std::size_t index, Int128 least) {
    const Interval128 of_part = interval_of_part(term.parts[index], term);
    return of_part.low && *of_part.low >= least;
  };
  switch (term.op) {
    case Op::range: add(upper ? 1 : 0, {}); break;
    case Op::fits: add(0, {}); break;
    case Op::minimum:
    case Op::maximum:
      for (std::size_t i = 0; i < term.parts.size() && upper == (term.op == Op::minimum); ++i) add(i, {});
      break;
    case Op::multiply: product_bounds(term, upper, made); break;
    case Op::rounded: add(0, {{}, upper ? 5 : -5, term.scale + 1u}); break;
    case Op::day_of: add(0, {{}, upper ? Int128{0} : Int128{1} - kMicrosPerDay, 0}); break;
    case Op::moved: add(0, {{}, upper ? term.bounds->high : term.bounds->low, 0}); break;
    case Op::absolute:
      if (upper) break;
      add(0, {});
      if (const auto sum = form(term.parts[0])) {
        if (auto negated = times(*sum, -1)) made.push_back(std::move(*negated));
      }
      break;
    case Op::quotient:
      if (upper && starts_at(0, 0) && starts_at(1, 1)) add(0, {});
      break;
    case Op::remainder:
      if (upper && starts_at(0, 0)) add(0, {});
      if (upper && starts_at(1, 1)) add(1, {{}, -1, 0});
      break;
    default: break;
  }
  return made;
}

/// Whether a sum is at least so many of its own units: by the intervals of its terms, with terms put in for others where that is not
/// enough, with facts taken off.
bool Prover::at_least(Linear sum, Int128 least, unsigned depth, std::set<std::size_t> used) {
  if (depth == 0) asked_at_ = steps_;
  if (exhausted() || steps_ > asked_at_ + kMostOfOne) return false;
  if (sum.of.empty()) {
    means_.relations = means_.relations || depth > 0;
    return sum.constant >= least;
  }
  Int128 divisor = 0;
  for (const auto& [term, coefficient] : sum.of) divisor = gcd(divisor, coefficient);
  if (const auto rest = checked_subtract(least, sum.constant)) least = ceil_divide(*rest, divisor) * divisor + sum.constant;
  const Interval128 known = interval(sum);
  if (known.low && *known.low >= least) {
    (depth == 0 ? means_.intervals : means_.relations) = true;
    return true;
  }
  if (depth >= kMostSubstitutions) return false;
  for (const auto& [term, coefficient] : sum.of) {
    for (const Linear& bound : bounds(term, coefficient < 0)) {
      if (at_least_with(sum, least, term, bound, depth, used)) return true;
    }
  }
  for (std::size_t i = 0; i < facts_.size(); ++i) {
    if (!used.contains(i) && at_least_by(sum, least, i, depth, used)) return true;
  }
  return false;
}

/// A sum of a finer scale: n units of the old one are passed where n - 1 of them are by one of the new.
bool Prover::refine(Linear& sum, Int128& least, unsigned scale) {
  if (scale <= sum.scale) return true;
  const auto finer = scaled(sum, scale);
  const auto before = finer ? checked_multiply(least - 1, power_of_ten(scale - sum.scale)) : std::nullopt;
  if (!before) return false;
  sum = *finer;
  least = *before + 1;
  return true;
}

bool Prover::at_least_with(Linear sum, Int128 least, TermId term, const Linear& bound, unsigned depth, const std::set<std::size_t>& used) {
  if (!refine(sum, least, bound.scale)) return false;
  const Int128 coefficient = sum.of.at(term), unit_here = unit(terms_[term], sum.scale);
  if (coefficient % unit_here != 0) return false;
  const auto put_in = scaled(bound, sum.scale);
  const auto whole = put_in ? times(*put_in, coefficient / unit_here) : std::nullopt;
  sum.of.erase(term);
  const auto made = whole ? plus(sum, *whole) : std::nullopt;
  return made && at_least(*made, least, depth + 1, used);
}

bool Prover::at_least_by(Linear sum, Int128 least, std::size_t fact, unsigned depth, std::set<std::size_t> used) {
  if (!refine(sum, least, facts_[fact].scale)) return false;
  const auto known = scaled(facts_[fact], sum.scale);
  if (!known) return false;
  used.insert(fact);
  for (const auto& [term, coefficient] : known->of) {
    const auto own = sum.of.find(term);
    if (own == sum.of.end() || own->second % coefficient != 0 || own->second / coefficient <= 0) continue;
    const auto taken = times(*known, own->second / coefficient);
    const auto rest = taken ? minus(sum, *taken) : std::nullopt;
    if (rest && at_least(*rest, least, depth + 1, used)) return true;
  }
  return false;
}

bool Prover::at_least(ValueId left, ValueId right, bool strict) {
  means_ = {};
  steps_ = 0;
  const auto a = terms_.of(left), b = terms_.of(right);
  if (!a || !b) return false;
  begin({});
  const auto first = form(*a), second = form(*b);
  const auto difference = first && second ? minus(*first, *second) : std::nullopt;
  return difference && at_least(*difference, strict ? 1 : 0, 0, {});
}

}  // namespace sydac::compiler
