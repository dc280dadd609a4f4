// Constants of SQL as texts, numbers and moments.
#include "source/sql/condition_reader.hpp"

#include <cstdlib>
#include <utility>

#include "base/moments.hpp"
#include "base/numbers.hpp"
#include "source/sql/name_words.hpp"

namespace sydac::compiler::sql {

namespace {

// What the database's own clock is taken for: later than anything that is made, earlier than anything that must lie ahead.
constexpr const char* kNowForUpper = "2026-01-01T00:00:00";
constexpr const char* kNowForLower = "2036-01-01T00:00:00";

bool is_now(const Catalog& catalog, ExprId id) {
  const Expr& expr = catalog[stripped(catalog, id)];
  const auto* call = std::get_if<Call>(&expr.node);
  return call &&
         is_one(call->name, {"now", "current_timestamp", "current_date", "localtimestamp", "statement_timestamp", "transaction_timestamp",
                             "clock_timestamp", "curdate", "getdate", "getutcdate", "sysdatetime", "sysutcdatetime", "utc_timestamp"});
}

/// `1 day`, `18 years`, `-2 mons`, `02:00:00`: in billionths of a second, months and years a little long.
std::optional<Scaled> interval_of(const Catalog& catalog, ExprId id) {
  const auto text = constant_text(catalog, id);
  if (!text) return std::nullopt;
  char* rest = nullptr;
  const double count = std::strtod(text->c_str(), &rest);
  if (rest == text->c_str() || count < -1000 || count > 100'000) return std::nullopt;
  std::string unit = lower_case(rest);
  std::erase_if(unit, [](char c) { return c == ' '; });
  if (unit.ends_with('s')) unit.pop_back();
  const std::pair<const char*, double> units[] = {{"second", 1},        {"sec", 1},          {"minute", 60},    {"min", 60},
                                                  {"hour", 3600},       {"day", 86'400},     {"week", 604'800}, {"mon", 2'678'400},
                                                  {"month", 2'678'400}, {"year", 31'622'400}};
  for (const auto& [name, seconds] : units) {
    if (unit == name) return static_cast<Scaled>(count * seconds) * kOne;
  }
  return std::nullopt;
}

std::string without_hyphen_t(std::string text) {
  if (text.size() > 10 && text[10] == ' ') text[10] = 'T';
  const std::size_t zone = text.find_first_of("+Z", 11);
  if (text.size() > 11 && zone != std::string::npos) text.resize(zone);
  return text;
}

}  // namespace

std::optional<Scaled> about_now(const Catalog& catalog, ExprId id, bool upper) {
  id = stripped(catalog, id);
  if (is_now(catalog, id)) return static_cast<Scaled>(*parse_timestamp(upper ? kNowForUpper : kNowForLower)) * 1000;
  const auto* sum = std::get_if<BinaryExpr>(&catalog[id].node);
  if (sum == nullptr || (sum->op != BinaryOp::add && sum->op != BinaryOp::subtract)) return std::nullopt;
  const auto base = about_now(catalog, sum->left, upper);
  const auto shift = interval_of(catalog, sum->right);
  if (!base || !shift) return std::nullopt;
  return sum->op == BinaryOp::add ? *base + *shift : *base - *shift;
}

ExprId stripped(const Catalog& catalog, ExprId id) {
  for (unsigned depth = 0; depth < 64; ++depth) {
    const Expr& expr = catalog[id];
    if (const auto* cast = std::get_if<Cast>(&expr.node)) {
      id = cast->value;
    } else if (const auto* row = std::get_if<Row>(&expr.node); row && row->items.size() == 1) {
      id = row->items[0];
    } else if (const auto* unary = std::get_if<Unary>(&expr.node); unary && unary->op == UnaryOp::plus) {
      id = unary->operand;
    } else if (const auto* call = std::get_if<Call>(&expr.node);
               call && is_one(call->name, {"collate", "convert_using"}) && !call->arguments.empty()) {
      id = call->arguments[0];
    } else {
      return id;
    }
  }
  return id;
}

std::optional<std::string> constant_text(const Catalog& catalog, ExprId id) {
  const Expr& expr = catalog[stripped(catalog, id)];
  if (const auto* text = std::get_if<String>(&expr.node)) return text->text;
  if (const auto* number = std::get_if<Number>(&expr.node)) return number->digits;
  if (const auto* flag = std::get_if<Boolean>(&expr.node)) return flag->value ? "true" : "false";
  if (const auto* bits = std::get_if<Bits>(&expr.node); bits && !bits->hexadecimal)
    return bits->digits.find('1') == std::string::npos ? "0" : "1";
  if (const auto* unary = std::get_if<Unary>(&expr.node); unary && unary->op == UnaryOp::minus) {
    const auto inner = constant_text(catalog, unary->operand);
    return inner ? std::optional("-" + *inner) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<Scaled> constant_scaled(const Catalog& catalog, ExprId id, Base base) {
  const auto text = constant_text(catalog, id);
  if (!text) return std::nullopt;
  switch (base) {
    case Base::date:
    case Base::timestamp:
    case Base::timestamptz: {
      const std::string moment = without_hyphen_t(*text);
      if (const auto days = parse_date(moment)) return static_cast<Scaled>(*days) * 86'400 * kOne;
      if (const auto micros = parse_timestamp(moment)) return static_cast<Scaled>(*micros) * 1000;
      return std::nullopt;
    }
    case Base::time:
      if (const auto micros = parse_time(*text)) return static_cast<Scaled>(*micros) * 1000;
      return std::nullopt;
    case Base::text:
    case Base::enumeration:
    case Base::boolean:
    case Base::uuid:
    case Base::bytes:
    case Base::json:
    case Base::interval: return std::nullopt;
    default: break;
  }
  std::string digits = *text;
  int exponent = 0;
  if (const std::size_t e = digits.find_first_of("eE"); e != std::string::npos && !digits.starts_with("0x")) {
    exponent = std::atoi(digits.c_str() + e + 1);
    digits.resize(e);
  }
  const bool minus = digits.starts_with("-");
  if (minus) digits.erase(0, 1);
  if (digits.starts_with(".")) digits = "0" + digits;
  if (digits.ends_with(".")) digits.pop_back();
  const auto number = parse_number(digits);
  if (!number || exponent < -9 || exponent > 18) return std::nullopt;
  auto scaled = rescale(number->raw, number->scale, 9);
  for (; scaled && exponent > 0; --exponent) scaled = checked_multiply(*scaled, 10);
  for (; scaled && exponent < 0; ++exponent) *scaled /= 10;
  if (!scaled) return std::nullopt;
  return minus ? -*scaled : *scaled;
}

}  // namespace sydac::compiler::sql
