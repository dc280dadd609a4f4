// Limits of columns together, and whether anything is left.
#include <algorithm>

#include "base/numbers.hpp"
#include "source/sql/conditions.hpp"
#include "source/sql/patterns.hpp"

namespace sydac::compiler::sql {
namespace {

template <class T>
void append_new(std::vector<T>& to, const std::vector<T>& from) {
  for (const T& value : from) {
    if (std::find(to.begin(), to.end(), value) == to.end()) to.push_back(value);
  }
}

/// The distance between values of a type, where they have one.
Scaled step_of(const Shape& shape) {
  switch (shape.base) {
    case Base::integer: return kOne;
    case Base::date: return 86'400 * kOne;
    case Base::timestamp:
    case Base::timestamptz:
    case Base::time: return kOne;
    case Base::decimal: {
      Scaled step = kOne;
      for (unsigned i = 0; i < std::min(shape.scale, 9U); ++i) step /= 10;
      return step;
    }
    default: return 0;
  }
}

bool number_inside(const std::string& text, const Limits& limits) {
  std::string digits = text;
  const bool minus = digits.starts_with("-");
  if (minus) digits.erase(0, 1);
  const auto number = parse_number(digits);
  if (!number) return true;
  const auto scaled = rescale(number->raw, number->scale, 9);
  if (!scaled) return true;
  const Scaled value = minus ? -*scaled : *scaled;
  if (limits.low && (limits.low_open ? value <= *limits.low : value < *limits.low)) return false;
  return !limits.high || (limits.high_open ? value < *limits.high : value <= *limits.high);
}

bool satisfiable(Limits& limits, const Shape& shape) {
  if (limits.longest && limits.shortest > *limits.longest) return false;
  if (limits.longest && *limits.longest == 0) limits.in = std::vector<std::string>{""};
  const Scaled step = step_of(shape);
  if (limits.low && limits.high) {
    const Scaled low = *limits.low + (limits.low_open ? std::max<Scaled>(step, 1) : 0),
                 high = *limits.high - (limits.high_open ? std::max<Scaled>(step, 1) : 0);
    if (low > high) return false;
  }
  if (!limits.in) return true;
  std::erase_if(*limits.in, [&](const std::string& value) {
    if (std::find(limits.not_in.begin(), limits.not_in.end(), value) != limits.not_in.end()) return true;
    if (shape.base == Base::integer || shape.base == Base::decimal) return !shape.zero_one && !number_inside(value, limits);
    if (value.size() < limits.shortest || (limits.longest && value.size() > *limits.longest)) return true;
    return std::ranges::any_of(limits.tests, [&](const TextTest& test) {
      if (test.like) return like_matches(test.text, value) == test.negated;
      const auto found = regex_matches(test.text, value);
      return found && *found == test.negated;
    });
  });
  return !limits.in->empty();
}

}  // namespace

std::optional<Limits> both(const Limits& a, const Limits& b, const Shape& shape) {
  Limits out = a;
  if (a.nulls != b.nulls && a.nulls != Nulls::may && b.nulls != Nulls::may) return std::nullopt;
  if (b.nulls != Nulls::may) out.nulls = b.nulls;
  if (b.low && (!out.low || *b.low > *out.low || (*b.low == *out.low && b.low_open))) out.low = b.low, out.low_open = b.low_open;
  if (b.high && (!out.high || *b.high < *out.high || (*b.high == *out.high && b.high_open))) out.high = b.high, out.high_open = b.high_open;
  if (b.in) {
    if (out.in)
      std::erase_if(*out.in, [&](const std::string& value) { return std::find(b.in->begin(), b.in->end(), value) == b.in->end(); });
    else
      out.in = b.in;
  }
  append_new(out.not_in, b.not_in);
  append_new(out.patterns, b.patterns);
  append_new(out.tests, b.tests);
  append_new(out.likes, b.likes);
  out.shortest = std::max(out.shortest, b.shortest);
  if (b.longest) out.longest = out.longest ? std::min(*out.longest, *b.longest) : *b.longest;
  out.lower = out.lower || b.lower;
  out.upper = out.upper || b.upper;
  if (!b.json.empty()) out.json = b.json;
  if (satisfiable(out, shape)) return out;
  // Null passes each of them.
  if (out.nulls == Nulls::never) return std::nullopt;
  Limits null;
  null.nulls = Nulls::always;
  return null;
}

std::optional<Branch> both(const Branch& a, const Branch& b, const ConditionContext& context) {
  Branch out = a;
  for (const auto& [column, limits] : b.columns) {
    auto& held = out.columns[column];
    const auto merged = both(held, limits, context.shapes.at(column));
    if (!merged) return std::nullopt;
    held = *merged;
  }
  for (const Relation& relation : b.relations) {
    if (std::find(out.relations.begin(), out.relations.end(), relation) == out.relations.end()) out.relations.push_back(relation);
  }
  out.equations.insert(out.equations.end(), b.equations.begin(), b.equations.end());
  out.opaque = a.opaque || b.opaque;
  return out;
}

}  // namespace sydac::compiler::sql
