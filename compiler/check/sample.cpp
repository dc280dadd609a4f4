#include "check/sample.hpp"

#include <algorithm>
#include <numeric>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/linear.hpp"
#include "resolve/literals.hpp"

namespace sydac::compiler {
namespace {

constexpr unsigned kMostScale = 36;
constexpr std::size_t kFewConditions = 32;

Int128 unit(const Term& term) { return term.days ? Int128{kMicrosPerDay} : Int128{1}; }

}  // namespace

std::optional<unsigned> Sampler::passing(const std::vector<ValueId>& conditions) {
  std::vector<TermId> terms;
  for (ValueId condition : conditions) {
    const auto term = terms_.of(condition);
    if (!term) return std::nullopt;
    terms.push_back(*term);
  }
  // Of many conditions fewer rows are tried, and the number is raised to that of all.
  const unsigned part = static_cast<unsigned>(std::clamp<std::size_t>(terms.size() / kFewConditions, 1, 16));
  unsigned count = 0;
  for (row_ = 0; row_ < kRows / part; ++row_) {
    made_.clear();
    impossible_ = false;
    const bool pass = std::all_of(terms.begin(), terms.end(), [&](TermId term) { return truth(term).value_or(true); });
    if (failed_) return std::nullopt;
    count += pass && !impossible_;
  }
  return count * part;
}

Sampler::Sampled Sampler::fail() {
  failed_ = true;
  return {};
}

std::uint64_t Sampler::rows(TableId table) const { return std::max<std::uint64_t>(rows_of(model_, table).high, 1); }

std::uint64_t Sampler::below(TermId term, std::uint64_t count) { return Draw(sydac::Key{0x5a3}, row_).fork(term.index).below(count); }

bool Sampler::chance(TermId term, const std::vector<std::uint64_t>& weights) {
  return weights.size() == 2 && weights[1] > 0 && Draw(sydac::Key{0x5a4}, row_).fork(term.index).below(weights[1]) < weights[0];
}

std::optional<bool> Sampler::truth(TermId term) {
  const Sampled made = sample(term);
  return made.null ? std::nullopt : std::optional(made.raw != 0);
}

const Sampler::Sampled& Sampler::sample(TermId id) {
  if (auto found = made_.find(id); found != made_.end()) return found->second;
  Sampled made = failed_ ? Sampled{} : compute(id);
  return made_.emplace(id, std::move(made)).first->second;
}

Sampler::Sampled Sampler::compute(TermId id) {
  const Term term = terms_[id];
  auto of_bool = [](std::optional<bool> value) { return value ? Sampled{false, *value} : Sampled{true}; };
  switch (term.op) {
    case Op::null: return {true};
    case Op::number: return {false, term.number, term.scale};
    case Op::boolean:
    case Op::enumeration: return {false, term.number};
    case Op::text: return {false, 0, 0, term.name};
    case Op::own_row: return {false, static_cast<Int128>(below(id, rows(table_)))};
    case Op::reference: {
      if (!term.plain) return fail();
      if (sample(term.parts[0]).null || chance(id, term.weights)) return {true};
      return {false, static_cast<Int128>(below(id, rows({static_cast<std::uint32_t>(term.number)})))};
    }
    case Op::unknown: return unknown(id, term);
    case Op::range: return drawn_range(id, term);
    case Op::choice: {
      const std::uint64_t total = std::accumulate(term.weights.begin(), term.weights.end(), std::uint64_t{0});
      if (total == 0) return fail();
      std::uint64_t left = below(id, total);
      std::size_t at = 0;
      for (; left >= term.weights[at]; ++at) left -= term.weights[at];
      return sample(term.parts[at]);
    }
    case Op::enum_draw: {
      const auto& weights = model_[EnumId{static_cast<std::uint32_t>(term.number)}].weights;
      std::uint64_t left = below(id, std::accumulate(weights.begin(), weights.end(), std::uint64_t{0}));
      std::uint32_t at = 0;
      for (; left >= weights[at]; ++at) left -= weights[at];
      return {false, at};
    }
    case Op::maybe: return chance(id, term.weights) ? Sampled{true} : sample(term.parts[0]);
    case Op::through: return sample(term.parts[0]).null ? Sampled{true} : sample(term.parts[1]);
    case Op::fits: return sample(term.parts[0]);
    case Op::compare: return compared(term);
    case Op::logical_and:
    case Op::logical_or: {
      const auto a = truth(term.parts[0]), b = truth(term.parts[1]);
      const bool decides = term.op == Op::logical_or;
      if (a == decides || b == decides) return {false, decides};
      return a && b ? Sampled{false, !decides} : Sampled{true};
    }
    case Op::logical_not: {
      const auto a = truth(term.parts[0]);
      return of_bool(a ? std::optional(!*a) : std::nullopt);
    }
    case Op::in: {
      bool null = false;
      for (std::size_t i = 1; i < term.parts.size(); ++i) {
        const auto each = truth(term.parts[i]);
        if (each == true) return {false, 1};
        null = null || !each;
      }
      return {null, 0};
    }
    case Op::if_else:
    case Op::match: return branch(term);
    case Op::coalesce:
      for (TermId part : term.parts) {
        if (const Sampled each = sample(part); !each.null) return each;
      }
      return {true};
    case Op::nullif: return truth(term.parts[2]) == true ? Sampled{true} : sample(term.parts[0]);
    case Op::minimum:
    case Op::maximum: return extreme(term);
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::negate:
    case Op::absolute:
    case Op::quotient:
    case Op::remainder:
    case Op::rounded:
    case Op::day_of:
    case Op::moved: return arithmetic(term);
  }
  return fail();
}

Sampler::Sampled Sampler::compared(const Term& term) {
  const Sampled a = sample(term.parts[0]), b = sample(term.parts[1]);
  if (a.null || b.null || failed_) return {true};
  int order = 0;
  const Sort sort = terms_[term.parts[0]].sort;
  if (sort == Sort::number || sort == Sort::moment) {
    const unsigned scale = std::max(a.scale, b.scale);
    const auto x = rescale(a.raw, a.scale, scale), y = rescale(b.raw, b.scale, scale);
    if (!x || !y) return fail();
    order = *x < *y ? -1 : *x > *y ? 1 : 0;
  } else {
    if (term.sign != BinaryOp::equal && term.sign != BinaryOp::not_equal) return fail();
    order = a.raw == b.raw && a.text == b.text ? 0 : 1;
  }
  switch (term.sign) {
    case BinaryOp::less: return {false, order < 0};
    case BinaryOp::less_equal: return {false, order <= 0};
    case BinaryOp::greater: return {false, order > 0};
    case BinaryOp::greater_equal: return {false, order >= 0};
    case BinaryOp::equal: return {false, order == 0};
    case BinaryOp::not_equal: return {false, order != 0};
    default: return fail();
  }
}

Sampler::Sampled Sampler::arithmetic(const Term& term) {
  const Sampled a = sample(term.parts[0]);
  if (a.null) return {true};
  if (term.op == Op::negate) return {false, -a.raw, a.scale};
  if (term.op == Op::absolute) return {false, a.raw < 0 ? -a.raw : a.raw, a.scale};
  if (term.op == Op::day_of) return {false, floor_divide(a.raw, kMicrosPerDay) * kMicrosPerDay};
  if (term.op == Op::moved) return {false, a.raw + term.bounds->low + (term.bounds->high - term.bounds->low) / 2};  // about
  if (term.op == Op::rounded) {
    const auto made = rescale(a.raw, a.scale, term.scale);
    return made ? Sampled{false, *made, term.scale} : fail();
  }
  const Sampled b = sample(term.parts[1]);
  if (b.null) return {true};
  if (term.op == Op::quotient || term.op == Op::remainder) {
    if (b.raw == 0) return {true};
    return {false, term.op == Op::quotient ? a.raw / b.raw : a.raw % b.raw};
  }
  const bool product = term.op == Op::multiply;
  const unsigned scale = product ? a.scale + b.scale : std::max(a.scale, b.scale);
  const auto x = product ? std::optional(a.raw) : rescale(a.raw, a.scale, scale);
  const auto y = product ? std::optional(b.raw) : rescale(b.raw, b.scale, scale);
  if (!x || !y || scale > kMostScale) return fail();
  const auto made = product ? checked_multiply(*x, *y) : term.op == Op::add ? checked_add(*x, *y) : checked_subtract(*x, *y);
  return made ? Sampled{false, *made, scale} : fail();
}

Sampler::Sampled Sampler::drawn_range(TermId id, const Term& term) {
  const Sampled low = sample(term.parts[0]), high = sample(term.parts[1]);
  if (low.null || high.null) return {true};
  auto in_units = [&](const Sampled& end) { return rescale(end.raw, end.scale, term.scale); };
  const auto first = in_units(low), last = in_units(high);
  if (!first || !last || term.number <= 0) return fail();
  if (*first > *last) {
    impossible_ = true;
    return {};
  }
  const Int128 step = term.number * unit(term), count = (*last - *first) / step + 1;
  if (count > Int128{INT64_MAX}) return fail();
  return {false, *first + step * static_cast<Int128>(below(id, static_cast<std::uint64_t>(count))), term.scale};
}

Sampler::Sampled Sampler::unknown(TermId id, const Term& term) {
  if (term.sort == Sort::boolean && term.weights.size() == 2) return {false, chance(id, term.weights)};
  if (term.name == "row") return sample(term.parts[0]);
  if (term.name == "ordinal" && term.bounds)
    return {false, 1 + static_cast<Int128>(below(id, static_cast<std::uint64_t>(term.bounds->high)))};
  if (term.name.starts_with("to ") && term.sort == Sort::text && terms_[term.parts[0]].op == Op::enum_draw) {
    const Enum& list = model_[EnumId{static_cast<std::uint32_t>(terms_[term.parts[0]].number)}];
    return {false, 0, 0, list.values[static_cast<std::size_t>(sample(term.parts[0]).raw)]};
  }
  return fail();
}

Sampler::Sampled Sampler::branch(const Term& term) {
  if (term.op == Op::if_else) return sample(term.parts[truth(term.parts[0]) == true ? 1 : 2]);
  const bool null = sample(term.parts[0]).null;
  std::size_t at = 1;
  for (std::size_t arm = 0; arm < term.counts.size(); ++arm) {
    bool taken = term.counts[arm] == 0 || arm + 1 == term.counts.size();
    for (std::uint32_t i = 0; i < term.counts[arm]; ++i, ++at) {
      const bool for_null = terms_[term.parts[at]].op == Op::null;
      taken = taken || (for_null ? null : !null && truth(term.parts[at]) == true);
    }
    if (taken) return sample(term.parts[at]);
    ++at;
  }
  return fail();
}

Sampler::Sampled Sampler::extreme(const Term& term) {
  Sampled best = sample(term.parts[0]);
  for (TermId part : term.parts) {
    const Sampled each = sample(part);
    if (best.null || each.null) return {true};
    const unsigned scale = std::max(best.scale, each.scale);
    const auto x = rescale(best.raw, best.scale, scale), y = rescale(each.raw, each.scale, scale);
    if (!x || !y) return fail();
    if (term.op == Op::minimum ? *y < *x : *y > *x) best = each;
  }
  return best;
}

}  // namespace sydac::compiler
