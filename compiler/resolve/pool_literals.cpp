#include "resolve/pool_literals.hpp"

#include <algorithm>

#include "base/moments.hpp"
#include "base/numbers.hpp"

namespace sydac::compiler {

std::optional<PoolLiteral> pool_literal(const Schema& schema, ExprId id) {
  const auto& node = schema[id].node;
  auto made = [](std::string text) { return PoolLiteral{std::move(text)}; };
  if (std::holds_alternative<NullLiteral>(node)) return PoolLiteral{};
  if (const auto* boolean = std::get_if<BoolLiteral>(&node)) return made(boolean->value ? "true" : "false");
  if (const auto* number = std::get_if<NumberLiteral>(&node)) {
    std::string plain;
    for (const char c : number->digits) plain += c == '_' ? "" : std::string(1, c);
    return made(plain);
  }
  if (const auto* date = std::get_if<DateLiteral>(&node)) return made(date->text);
  if (const auto* moment = std::get_if<TimestampLiteral>(&node)) return made(moment->text);
  if (const auto* time = std::get_if<TimeLiteral>(&node)) return made(time->text);
  if (const auto* name = std::get_if<NameRef>(&node)) return made(name->name.text);
  if (const auto* text = std::get_if<TextLiteral>(&node)) {
    if (text->parts.empty()) return made("");
    const auto* piece = text->parts.size() == 1 ? std::get_if<std::string>(&text->parts[0]) : nullptr;
    return piece ? std::optional(made(*piece)) : std::nullopt;
  }
  if (const auto* negation = std::get_if<Unary>(&node); negation && negation->op == UnaryOp::negate) {
    const bool number = std::holds_alternative<NumberLiteral>(schema[negation->operand].node);
    if (number) return made("-" + *pool_literal(schema, negation->operand)->text);
  }
  return std::nullopt;
}

std::uint32_t characters_in(std::string_view text) {
  return static_cast<std::uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::optional<Int128> raw_of(const Model& model, const Type& type, std::string_view text) {
  switch (type.base) {
    case Base::boolean: return Int128{text == "true"};
    case Base::integer:
    case Base::decimal: {
      const bool negative = text.starts_with('-');
      const auto number = parse_number(negative ? text.substr(1) : text);
      const auto raw = number ? rescale(number->raw, number->scale, type.base == Base::integer ? 0 : type.scale) : std::nullopt;
      return raw ? std::optional(negative ? -*raw : *raw) : std::nullopt;
    }
    case Base::date: return parse_date(text);
    case Base::time: return parse_time(text);
    case Base::timestamp: return parse_timestamp(text);
    case Base::timestamptz: return parse_timestamp(text.ends_with('Z') ? text.substr(0, text.size() - 1) : text);
    case Base::enumeration: {
      const auto& values = model[type.enumeration].values;
      const auto found = std::find(values.begin(), values.end(), text);
      return found == values.end() ? std::nullopt : std::optional(Int128{found - values.begin()});
    }
    case Base::text:
    case Base::real:
    case Base::uuid:
    case Base::json:
    case Base::bytes:
    case Base::interval:
    case Base::row:
    case Base::record:
    case Base::null:
    case Base::bad: break;
  }
  return std::nullopt;
}

}  // namespace sydac::compiler
