#include "resolve/literals.hpp"
#include "base/numbers.hpp"
#include "check/checker.hpp"

namespace sydac::compiler {
namespace {

/// Characters (code points) of a UTF-8 text.
std::uint64_t characters(std::string_view text) {
  std::uint64_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

std::uint64_t digits_and_sign(const Bounds& bounds) { return std::max(to_text(bounds.low).size(), to_text(bounds.high).size()); }

}  // namespace

ValueId Checker::infer_literal(const Expr& expr, Scope& scope, Expected expected, bool& handled) {
  auto add = [&](Type type, std::optional<Bounds> bounds, auto node) { return model_.add({expr.span, type, bounds, {}, std::move(node)}); };
  auto moment = [&](std::optional<std::int64_t> raw, Base base, std::string_view text) {
    if (!raw) {
      diagnostics_.report(Code::bad_date, expr.span, {text});
      return bad(expr.span);
    }
    return add({.base = base}, Bounds{*raw, *raw}, NumberValue{*raw});
  };
  if (std::holds_alternative<NullLiteral>(expr.node)) return add({.base = Base::null, .nullable = true}, {}, NullValue{});
  if (const auto* boolean = std::get_if<BoolLiteral>(&expr.node)) return add({.base = Base::boolean}, {}, BoolValue{boolean->value});
  if (const auto* number = std::get_if<NumberLiteral>(&expr.node)) {
    auto parsed = parse_number(number->digits);
    if (!parsed || parsed->scale > 18) {
      diagnostics_.report(Code::type_mismatch, expr.span, {"a number of more than 37 digits or 18 decimals", "a shorter one"});
      return bad(expr.span);
    }
    if (parsed->scale == 0) return add(whole_type(parsed->raw), Bounds{parsed->raw, parsed->raw}, NumberValue{parsed->raw});
    return add({.base = Base::decimal, .scale = parsed->scale}, Bounds{parsed->raw, parsed->raw}, NumberValue{parsed->raw});
  }
  if (const auto* share = std::get_if<ShareLiteral>(&expr.node)) {
    auto parsed = parse_number(share->digits);
    if (!parsed || parsed->scale > 14) {
      diagnostics_.report(Code::bad_share, expr.span, {share->digits + "%", "has too many digits"});
      return bad(expr.span);
    }
    const auto scale = static_cast<std::uint8_t>(parsed->scale + 2);
    return add({.base = Base::decimal, .scale = scale}, Bounds{parsed->raw, parsed->raw}, NumberValue{parsed->raw});
  }
  if (const auto* duration = std::get_if<DurationLiteral>(&expr.node)) {
    auto interval = parse_duration(*duration);
    if (!interval) {
      diagnostics_.report(Code::type_mismatch, expr.span, {"a duration this long", "a shorter one"});
      return bad(expr.span);
    }
    std::optional<Bounds> bounds;
    const Int128 micros = Int128{interval->days} * kMicrosPerDay + interval->microseconds;
    if (interval->months == 0) bounds = Bounds{micros, micros};
    return add({.base = Base::interval}, bounds, *interval);
  }
  if (const auto* date = std::get_if<DateLiteral>(&expr.node)) return moment(parse_date(date->text), Base::date, date->text);
  if (const auto* stamp = std::get_if<TimestampLiteral>(&expr.node)) {
    return moment(parse_timestamp(stamp->text), stamp->text.ends_with('Z') ? Base::timestamptz : Base::timestamp, stamp->text);
  }
  if (const auto* time = std::get_if<TimeLiteral>(&expr.node)) return moment(parse_time(time->text), Base::time, time->text);
  if (const auto* regex = std::get_if<RegexLiteral>(&expr.node)) return infer_regex(expr, *regex, scope, expected);
  if (const auto* text = std::get_if<TextLiteral>(&expr.node)) return infer_text(expr, *text, scope, expected);
  handled = false;
  return {};
}

void Checker::report_regex(Span span, const RegexProblem& problem) {
  const std::uint32_t start = span.begin + 1;  // behind the slash
  span.begin = std::min(start + static_cast<std::uint32_t>(problem.begin), span.end - 1);
  span.end = std::max(std::min(start + static_cast<std::uint32_t>(problem.end), span.end - 1), span.begin + 1);
  auto& report = diagnostics_.report(Code::bad_regex, span, {problem.reason});
  if (!problem.hint.empty()) report.suggest(problem.hint);
}

/// A column's own length keeps longer texts out; in an interpolation the pattern stands for all of its texts.
ValueId Checker::infer_regex(const Expr& expr, const RegexLiteral& regex, Scope& scope, Expected expected) {
  std::optional<std::uint32_t> most;
  if (expected && expected->base == Base::text) most = expected->length;
  std::optional<std::uint32_t> found;
  for (std::uint32_t i = 0; i < model_.regexes.size(); ++i) {
    if (model_.regexes[i].source == regex.pattern && model_.regexes[i].max_characters == most) found = i;
  }
  if (!found) {
    auto compiled = compile_regex(regex.pattern, most);
    if (const auto* problem = std::get_if<RegexProblem>(&compiled)) {
      report_regex(expr.span, *problem);
      return bad(expr.span);
    }
    found = static_cast<std::uint32_t>(model_.regexes.size());
    model_.regexes.push_back({regex.pattern, most, std::move(std::get<Regex>(compiled))});
  }
  const std::uint32_t characters = model_.regexes[*found].language.max_characters;
  return model_.add({expr.span, {.base = Base::text}, {}, TextSize{characters, 0}, RegexValue{*found, site(scope, expr.span)}});
}

ValueId Checker::infer_text(const Expr& expr, const TextLiteral& text, Scope& scope, Expected expected) {
  if (text.parts.empty() || (text.parts.size() == 1 && std::holds_alternative<std::string>(text.parts[0]))) {
    const std::string plain = text.parts.empty() ? std::string() : std::get<std::string>(text.parts[0]);
    if (expected && expected->base == Base::enumeration) {
      if (auto constant = enum_constant(plain, expr.span, expected)) return *constant;
      report_unknown({plain, expr.span}, scope, expected);
      return bad(expr.span);
    }
    return model_.add({expr.span, {.base = Base::text}, {}, TextSize{characters(plain), 0}, TextValue{plain}});
  }
  ConcatValue concat;
  TextSize size;
  bool known = true, nullable = false, failed = false;
  for (const auto& part : text.parts) {
    ValueId value{};
    if (const auto* piece = std::get_if<std::string>(&part)) {
      value = model_.add({expr.span, {.base = Base::text}, {}, TextSize{characters(*piece), 0}, TextValue{*piece}});
    } else {
      value = widened(scalar(infer(std::get<ExprId>(part), scope, nullptr)));
      if (model_[value].type.base == Base::record) {
        value = mismatch(value, "one of its fields");
      } else if (is_null(value)) {
        value = bad(expr.span);
      }
    }
    failed = failed || is_bad(value);
    const Value& held = model_[value];
    nullable = nullable || held.type.nullable;
    if (held.type.base == Base::text && !held.size) known = false;
    const TextSize own = size_of(held);
    size = size + own;
    concat.parts.push_back(value);
  }
  if (failed) return bad(expr.span);
  Value value{expr.span, {.base = Base::text, .nullable = nullable}, {}, {}, std::move(concat)};
  if (known) value.size = size;
  return model_.add(std::move(value));
}

TextSize Checker::size_of(const Value& value) const {
  if (value.size) return *value.size;
  switch (value.type.base) {
    case Base::boolean: return {5, 0};
    case Base::integer: return {digits_and_sign(value.bounds.value_or(Bounds{INT64_MIN, INT64_MAX})), 0};
    case Base::decimal: {
      const Bounds bounds = value.bounds.value_or(Bounds{-power_of_ten(38) + 1, power_of_ten(38) - 1});
      return {std::max(to_text(bounds.low, value.type.scale).size(), to_text(bounds.high, value.type.scale).size()), 0};
    }
    case Base::real: return {24, 0};
    case Base::date: return {10, 0};
    case Base::time: return {15, 0};
    case Base::timestamp: return {26, 0};
    case Base::timestamptz: return {27, 0};
    case Base::interval: return {64, 0};
    case Base::uuid: return {36, 0};
    case Base::bytes: return {2 + 2 * std::uint64_t{value.type.length.value_or(16)}, 0};
    case Base::enumeration: {
      std::uint64_t longest = 0;
      for (const std::string& name : model_[value.type.enumeration].values) longest = std::max(longest, characters(name));
      return {longest, 0};
    }
    case Base::bad:
    case Base::null:
    case Base::text:
    case Base::json:
    case Base::row:
    case Base::record: return {};
  }
  return {};
}

}  // namespace sydac::compiler
