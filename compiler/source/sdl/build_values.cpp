#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "source/sdl/build.hpp"
#include "source/sdl/lex.hpp"
#include "source/sdl/node_cast.hpp"

namespace sydac::compiler::sdl {

std::string digits_of(std::string_view written) {
  std::string digits;
  for (const char c : written) {
    if ((c >= '0' && c <= '9') || c == '.')
      digits += c;
    else if (c != '_')
      break;
  }
  return digits;
}

std::uint32_t Builder::depth_below(const decltype(Expr::node)& node) const {
  std::uint32_t depth = 0;
  const auto add = [&](ExprId id) { depth = std::max(depth, depths_[id.index]); };
  const auto add_argument = [&](const Argument& argument) {
    add(argument.value);
    if (argument.weight) add(*argument.weight);
    if (argument.where) add(*argument.where);
  };
  std::visit(
      [&]<class Node>(const Node& part) {
        if constexpr (std::is_same_v<Node, TextLiteral>) {
          for (const auto& piece : part.parts)
            if (const auto* id = std::get_if<ExprId>(&piece)) add(*id);
        } else if constexpr (std::is_same_v<Node, MemberAccess>) {
          add(part.object);
        } else if constexpr (std::is_same_v<Node, Call>) {
          for (const Argument& argument : part.arguments) add_argument(argument);
        } else if constexpr (std::is_same_v<Node, Unary>) {
          add(part.operand);
        } else if constexpr (std::is_same_v<Node, Binary>) {
          add(part.left);
          add(part.right);
        } else if constexpr (std::is_same_v<Node, If>) {
          add(part.condition);
          add(part.then);
          add(part.otherwise);
        } else if constexpr (std::is_same_v<Node, Match>) {
          add(part.subject);
          for (const Arm& arm : part.arms) {
            for (const ExprId id : arm.patterns) add(id);
            add(arm.value);
          }
        } else if constexpr (std::is_same_v<Node, Tuple> || std::is_same_v<Node, ArrayLiteral>) {
          for (const ExprId id : part.items) add(id);
        } else if constexpr (std::is_same_v<Node, Index>) {
          add(part.object);
          add(part.index);
        } else if constexpr (std::is_same_v<Node, Running>) {
          add_argument(part.argument);
        }
      },
      node);
  return depth;
}

ExprId Builder::make(Span where, decltype(Expr::node) node) {
  std::uint32_t depth = depth_below(node) + 1;
  if (depth > kMaxExpressionDepth) {
    if (!std::exchange(too_deep_, true)) diagnostics_.report(Code::nested_too_deeply, where, {std::to_string(kMaxExpressionDepth)});
    node = NullLiteral{};
    depth = 1;
  }
  const ExprId id{static_cast<std::uint32_t>(schema_.exprs.size())};
  schema_.exprs.push_back({where, std::move(node)});
  depths_.push_back(depth);
  return id;
}

std::vector<ExprId> Builder::expressions(const std::vector<P::ExpressionContext*>& list) {
  std::vector<ExprId> ids;
  for (auto* node : list) ids.push_back(expression(node));
  return ids;
}

ExprId Builder::expression(P::ExpressionContext* node) {
  if (auto* chosen = as<P::ConditionalContext>(node)) {
    const std::vector<ExprId> parts = expressions(chosen->expression());
    return make(span(node), If{parts[0], parts[1], parts[2]});
  }
  return range(as<P::RangeContext>(node));
}

/// The `in` that ends a condition without parentheses, if one does.
static SdlParser::ComparingContext* trailing_in(SdlParser::ConditionContext* node) {
  for (;;) {
    if (auto* both = as<SdlParser::ConjunctionContext>(node)) {
      node = both->condition(1);
    } else if (auto* either = as<SdlParser::DisjunctionContext>(node)) {
      node = either->condition(1);
    } else if (auto* negation = as<SdlParser::NegationContext>(node)) {
      node = negation->condition();
    } else {
      auto* comparing = as<SdlParser::ComparingContext>(node);
      return comparing->comparison() && comparing->comparison()->IN() ? comparing : nullptr;
    }
  }
}

ExprId Builder::range(P::RangeContext* node) {
  const ExprId left = condition(node->condition(0));
  if (!node->RANGE()) return left;
  if (auto* member = trailing_in(node->condition(0))) {
    diagnostics_.report(Code::chained_operator, span(node->RANGE()), {"..", "in"})
        .label(span(member->comparison()), "")
        .suggest("`..` binds looser than `in`: `x in (1..5)`");
  }
  const ExprId right = condition(node->condition(1));
  return make(span(node), Binary{BinaryOp::range, left, right, span(node->RANGE())});
}

ExprId Builder::condition(P::ConditionContext* node) {
  // `a and b and c …` leans left: walked down in a loop, since it may be long
  struct Step {
    P::ConditionContext *whole, *right;
    BinaryOp op;
    antlr4::tree::TerminalNode* sign;
  };
  std::vector<Step> steps;
  for (;;) {
    if (auto* both = as<P::ConjunctionContext>(node)) {
      steps.push_back({node, both->condition(1), BinaryOp::logical_and, both->AND()});
      node = both->condition(0);
    } else if (auto* either = as<P::DisjunctionContext>(node)) {
      steps.push_back({node, either->condition(1), BinaryOp::logical_or, either->OR()});
      node = either->condition(0);
    } else {
      break;
    }
  }
  auto* negation = as<P::NegationContext>(node);
  ExprId id =
      negation ? make(span(node), Unary{UnaryOp::logical_not, condition(negation->condition())}) : comparing(as<P::ComparingContext>(node));
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    id = make(span(step->whole), Binary{step->op, id, condition(step->right), span(step->sign)});
  }
  return id;
}

ExprId Builder::comparing(P::ComparingContext* node) {
  const ExprId left = term(node->term(0));
  if (!node->comparison()) return left;
  const BinaryOp op = [&] {
    switch (node->comparison()->start->getType()) {
      case P::EQUAL: return BinaryOp::equal;
      case P::NOT_EQUAL: return BinaryOp::not_equal;
      case P::LESS: return BinaryOp::less;
      case P::LESS_EQUAL: return BinaryOp::less_equal;
      case P::GREATER: return BinaryOp::greater;
      case P::GREATER_EQUAL: return BinaryOp::greater_equal;
      default: return BinaryOp::in;
    }
  }();
  const ExprId right = term(node->term(1));
  return make(span(node), Binary{op, left, right, span(node->comparison())});
}

ExprId Builder::term(P::TermContext* node) {
  struct Step {
    P::TermContext *whole, *right;
    BinaryOp op;
    antlr4::tree::TerminalNode* sign;
  };
  std::vector<Step> steps;  // as in `condition`
  for (;;) {
    if (auto* product = as<P::ProductContext>(node)) {
      steps.push_back({node, product->term(1), product->STAR() ? BinaryOp::multiply : BinaryOp::divide,
                       product->STAR() ? product->STAR() : product->SLASH()});
      node = product->term(0);
    } else if (auto* sum = as<P::SumContext>(node)) {
      steps.push_back({node, sum->term(1), sum->PLUS() ? BinaryOp::add : BinaryOp::subtract, sum->PLUS() ? sum->PLUS() : sum->MINUS()});
      node = sum->term(0);
    } else {
      break;
    }
  }
  auto* minus = as<P::MinusContext>(node);
  ExprId id = minus ? make(span(node), Unary{UnaryOp::negate, term(minus->term())}) : operand(as<P::SingleContext>(node)->operand());
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    id = make(span(step->whole), Binary{step->op, id, term(step->right), span(step->sign)});
  }
  return id;
}

ExprId Builder::operand(P::OperandContext* node) {
  std::vector<P::OperandContext*> steps;  // as in `condition`
  for (;;) {
    if (auto* access = as<P::AccessContext>(node)) {
      steps.push_back(node);
      node = access->operand();
    } else if (auto* index = as<P::IndexContext>(node)) {
      steps.push_back(node);
      node = index->operand();
    } else {
      break;
    }
  }
  ExprId id = closed_operand(node);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (auto* access = as<P::AccessContext>(*step)) {
      id = make(span(*step), MemberAccess{id, name(access->name())});
    } else {
      id = make(span(*step), Index{id, expression(as<P::IndexContext>(*step)->expression())});
    }
  }
  return id;
}

ExprId Builder::closed_operand(P::OperandContext* node) {
  if (auto* constant = as<P::ConstantContext>(node)) return literal(constant->literal());
  if (auto* value = as<P::TextValueContext>(node)) return text(value->text());
  if (auto* value = as<P::NameValueContext>(node)) return make(span(node), NameRef{name(value->valueName())});
  if (auto* called = as<P::CallContext>(node)) return call(called);
  if (auto* running = as<P::RunningContext>(node))
    return make(span(node), Running{name(running->valueName()), argument(running->argument())});
  if (auto* matched = as<P::MatchContext>(node)) return match(matched);
  if (auto* group = as<P::GroupContext>(node)) {
    std::vector<ExprId> items = expressions(group->expression());
    return items.size() == 1 ? items.front() : make(span(node), Tuple{std::move(items)});
  }
  return make(span(node), ArrayLiteral{expressions(as<P::ArrayContext>(node)->expression())});
}

ExprId Builder::call(P::CallContext* node) { return make(span(node), Call{name(node->valueName()), arguments(node->argument())}); }

ExprId Builder::match(P::MatchContext* node) {
  Match made{expression(node->expression()), {}};
  for (auto* arm : node->arms()->arm()) {
    if (!whole(arm)) continue;
    std::vector<ExprId> parts = expressions(arm->expression());
    const ExprId value = parts.back();
    parts.pop_back();
    made.arms.push_back({std::move(parts), value, span(arm)});
  }
  return make(span(node), std::move(made));
}

Argument Builder::argument(P::ArgumentContext* node) {
  if (auto* named = as<P::NamedArgumentContext>(node)) return {name(named->valueName()), expression(named->expression()), {}, {}};
  auto* plain = as<P::PlainArgumentContext>(node);
  const std::vector<ExprId> parts = expressions(plain->expression());
  Argument made{{}, parts[0], {}, {}};
  std::size_t next = 1;
  if (plain->COLON()) made.weight = parts[next++];
  if (plain->VIA()) made.via = name(plain->name());
  if (plain->WHERE()) made.where = parts[next];
  return made;
}

std::vector<Argument> Builder::arguments(const std::vector<P::ArgumentContext*>& list) {
  std::vector<Argument> made;
  for (auto* node : list) made.push_back(argument(node));
  return made;
}

std::vector<WeightedEntry> Builder::weights(P::WeightsContext* node) {
  std::vector<WeightedEntry> made;
  for (auto* entry : node->weight()) {
    if (!whole(entry)) continue;
    const std::vector<ExprId> parts = expressions(entry->expression());
    made.push_back({parts[0], parts.size() > 1 ? std::optional(parts[1]) : std::nullopt});
  }
  return made;
}

static DurationUnit unit_of(std::string_view unit) {
  if (unit == "ms") return DurationUnit::millisecond;
  if (unit == "s") return DurationUnit::second;
  if (unit == "min") return DurationUnit::minute;
  if (unit == "h") return DurationUnit::hour;
  if (unit == "d") return DurationUnit::day;
  if (unit == "w") return DurationUnit::week;
  if (unit == "mo") return DurationUnit::month;
  return DurationUnit::year;
}

ExprId Builder::literal(P::LiteralContext* node) {
  const std::string_view word = tokens_.text_of(static_cast<const ParserToken*>(node->start)->token());
  const Span where = span(node);
  if (as<P::NumberContext>(node)) return make(where, NumberLiteral{digits_of(word)});
  if (as<P::ShareContext>(node)) return make(where, ShareLiteral{digits_of(word)});
  if (as<P::DurationContext>(node))
    return make(where,
                DurationLiteral{digits_of(word), unit_of(word.substr(std::min(word.find_first_not_of("0123456789_"), word.size())))});
  if (as<P::DateContext>(node)) return make(where, DateLiteral{std::string(word)});
  if (as<P::TimestampContext>(node)) return make(where, TimestampLiteral{std::string(word)});
  if (auto* time = as<P::TimeOfDayContext>(node)) return make(where, TimeLiteral{plain_text(time->PLAIN_TEXT())});
  if (as<P::RegexContext>(node)) return make(where, RegexLiteral{std::string(word.substr(1, word.size() < 2 ? 0 : word.size() - 2))});
  if (auto* boolean = as<P::BooleanContext>(node)) return make(where, BoolLiteral{boolean->TRUE() != nullptr});
  return make(where, NullLiteral{});
}

ExprId Builder::text(P::TextContext* node) {
  TextLiteral made;
  if (auto* plain = as<P::PlainTextContext>(node)) {
    if (std::string content = plain_text(plain->PLAIN_TEXT()); !content.empty()) made.parts.emplace_back(std::move(content));
    return make(span(node), std::move(made));
  }
  for (auto* part : node->children) {
    if (auto* value = as<P::ExpressionContext>(part)) {
      made.parts.emplace_back(expression(value));
    } else if (auto* piece = as<antlr4::tree::TerminalNode>(part); piece->getSymbol()->getType() == P::TEXT_PIECE) {
      std::string content = unescaped(written(piece), token(piece).begin);
      if (made.parts.empty() || !std::holds_alternative<std::string>(made.parts.back())) made.parts.emplace_back(std::string());
      std::get<std::string>(made.parts.back()) += content;
    }
  }
  return make(span(node), std::move(made));
}

std::string Builder::plain_text(antlr4::tree::TerminalNode* node) {
  std::string_view raw = written(node);
  if (raw.size() < 2) return {};
  return unescaped(raw.substr(1, raw.size() - 2), token(node).begin + 1);
}

/// The character of `\u{…}` at the start of `raw`, and how long that is; nothing unless it is a character that text may hold.
static std::optional<std::pair<char32_t, std::size_t>> unicode_escape(std::string_view raw) {
  const std::size_t close = raw.find('}');
  if (!raw.starts_with("\\u{") || close == std::string_view::npos || close < 4 || close > 9) return std::nullopt;
  char32_t code = 0;
  for (const char c : raw.substr(3, close - 3)) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c));
    if (digit == std::string_view::npos) return std::nullopt;
    code = code * 16 + static_cast<char32_t>(digit);
  }
  if (code == 0 || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return std::nullopt;
  return std::pair(code, close + 1);
}

std::string Builder::unescaped(std::string_view raw, std::uint32_t begin) {
  std::string text;
  for (std::size_t at = 0; at < raw.size();) {
    if (raw[at] != '\\') {
      text += raw[at++];
      continue;
    }
    static constexpr std::string_view kLetters = "ntr\"\\{}", kMeanings = "\n\t\r\"\\{}";
    const std::size_t letter = at + 1 < raw.size() ? kLetters.find(raw[at + 1]) : std::string_view::npos;
    if (letter != std::string_view::npos) {
      text += kMeanings[letter];
      at += 2;
    } else if (const auto unicode = unicode_escape(raw.substr(at))) {
      append_utf8(text, unicode->first);
      at += unicode->second;
    } else {
      const std::size_t length = std::min(raw.size() - at, at + 1 < raw.size() ? 1 + std::size_t{character_at(raw, at + 1).bytes} : 1);
      const auto place = begin + static_cast<std::uint32_t>(at);
      diagnostics_
          .report(Code::unknown_escape, {tokens_.file, place, place + static_cast<std::uint32_t>(length)},
                  {printable(raw.substr(at, length))})
          .suggest("escapes are `\\n \\t \\r \\\" \\\\ \\{ \\}` and `\\u{20AC}`, a character by its number from 1 to 10FFFF");
      text += raw.substr(at, length);
      at += length;
    }
  }
  return text;
}

}  // namespace sydac::compiler::sdl
