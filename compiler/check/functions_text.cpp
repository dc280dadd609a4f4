// Functions over texts, and how long what they give can be.
#include <algorithm>

#include <sydac/format.hpp>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "check/checker.hpp"
#include "check/functions.hpp"

namespace sydac::compiler {
namespace {

/// Characters that a function may make: each text in an expression has a buffer for its longest.
constexpr std::uint64_t kLongestText = 65'536;
/// `pad` to more is no layout.
constexpr Int128 kWidest = 1000;

std::uint64_t characters(std::string_view text) {
  std::uint64_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

}  // namespace

/// Whether a text has ASCII characters only, as far as that is easily seen.
bool Checker::only_ascii(ValueId id, int depth) const {
  if (depth > 8) return false;
  const Value& value = model_[id];
  auto enum_is = [&](EnumId list) {
    for (const std::string& name : model_[list].values) {
      if (!is_ascii(name)) return false;
    }
    return true;
  };
  auto all = [&](const std::vector<ValueId>& parts) {
    for (ValueId part : parts) {
      if (!only_ascii(part, depth + 1)) return false;
    }
    return true;
  };
  if (value.type.base == Base::enumeration) return enum_is(value.type.enumeration);
  if (value.type.base != Base::text) return value.type.base != Base::json;
  if (const auto* text = std::get_if<TextValue>(&value.node)) return is_ascii(text->text);
  if (const auto* cell = std::get_if<CellValue>(&value.node)) return model_[cell->cell].value && all({*model_[cell->cell].value});
  if (const auto* path = std::get_if<PathValue>(&value.node)) return model_[path->cell].value && all({*model_[path->cell].value});
  // The words of en_US, the only locale, are ASCII: unit.functions looks.
  if (std::holds_alternative<FieldValue>(value.node) || std::holds_alternative<DrawValue>(value.node)) return true;
  if (const auto* regex = std::get_if<RegexValue>(&value.node)) return !model_.regexes[regex->regex].language.other_characters;
  if (const auto* choice = std::get_if<ChoiceValue>(&value.node)) return all(choice->values);
  if (const auto* concat = std::get_if<ConcatValue>(&value.node)) return all(concat->parts);
  if (const auto* branch = std::get_if<IfValue>(&value.node)) return all({branch->then, branch->otherwise});
  if (const auto* convert = std::get_if<ConvertValue>(&value.node)) return all({convert->operand});
  if (const auto* unique = std::get_if<UniqueValue>(&value.node)) return all({unique->draw});
  if (const auto* function = std::get_if<FunctionValue>(&value.node)) return all(function->arguments);
  return false;
}

ValueId Checker::text_of_size(const FunctionCall& call, std::vector<ValueId> arguments, std::optional<TextSize> size) {
  const bool grows = call.spec.function != Function::lower && call.spec.function != Function::upper;
  if (grows && size && size->longest() > kLongestText) {
    diagnostics_.report(Code::text_too_long, call.expr.span, {grouped(size->longest()), call.spec.name, grouped(kLongestText)});
    return bad(call.expr.span);
  }
  return model_.add(
      {call.expr.span, {.base = Base::text, .nullable = call.nullable}, {}, size, FunctionValue{call.spec.function, std::move(arguments)}});
}

/// Only what is longer than `from` makes the text longer.
std::optional<TextSize> Checker::replaced_size(const FunctionCall& call) const {
  const auto &whole = model_[call.arguments[0]].size, &put = model_[call.arguments[2]].size;
  if (!whole || !put) return std::nullopt;
  const auto* constant = std::get_if<TextValue>(&model_[call.arguments[1]].node);
  const std::uint64_t from = constant ? characters(constant->text) : 1;
  const std::uint64_t to = put->longest(), length = whole->longest();
  if (from == 0 || to <= from) return whole;
  if (length / from > kLongestText || to > kLongestText) return TextSize{length / from * std::min(to, kLongestText), 0};
  return TextSize{length / from * to + length % from, 0};
}

ValueId Checker::substr_function(FunctionCall& call) {
  std::vector<ValueId>& arguments = call.arguments;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    if (model_[arguments[i]].type.base != Base::integer) return mismatch(arguments[i], "an integer");
  }
  std::optional<TextSize> size = model_[arguments[0]].size;
  if (arguments.size() == 3) {
    const Int128 most = std::max<Int128>(model_[arguments[2]].bounds->high, 0);
    if (!size || most < Int128{size->longest()}) {
      if (most <= Int128{kLongestText}) size = TextSize{static_cast<std::uint64_t>(most), 0};
    }
  }
  return text_of_size(call, std::move(arguments), size);
}

ValueId Checker::pad_function(FunctionCall& call) {
  std::vector<ValueId> arguments{call.arguments[0]};
  const auto width = constant_number(call, 1, kWidest, "the width, from 0 to " + to_text(kWidest) + ",");
  if (!width) return bad(call.expr.span);
  arguments.push_back(call.arguments[1]);
  std::string fill = " ", side = "right";
  if (call.arguments.size() > 2) {
    const auto given = constant_text(call, 2, "the character to fill with");
    if (!given) return bad(call.expr.span);
    if (characters(*given) != 1) return mismatch(call.arguments[2], "one character");
    fill = *given;
  }
  if (call.arguments.size() > 3) {
    const auto given = constant_text(call, 3, "the side, `\"left\"` or `\"right\"`,");
    if (!given) return bad(call.expr.span);
    if (*given != "left" && *given != "right") return mismatch(call.arguments[3], "`\"left\"` or `\"right\"`");
    side = *given;
  }
  for (const std::string& constant : {fill, side})
    arguments.push_back(model_.add({call.expr.span, {.base = Base::text}, {}, TextSize{characters(constant), 0}, TextValue{constant}}));
  std::optional<TextSize> size = model_[arguments[0]].size;
  if (size) size = longer(*size, {0, 0, static_cast<std::uint64_t>(*width)});
  if (size && size->row_numbers == 0) size = TextSize{size->longest(), 0};
  return text_of_size(call, std::move(arguments), size);
}

ValueId Checker::infer_matches(const Expr& expr, const Call& call, Scope& scope) {
  ValueId text = scalar(infer(call.arguments[0].value, scope, nullptr));
  text = is_null(text) ? bad(expr.span) : convert(text, {.base = Base::text});
  const Expr& pattern = schema_[call.arguments[1].value];
  const auto* regex = std::get_if<RegexLiteral>(&pattern.node);
  if (!regex) {
    diagnostics_.report(Code::not_constant, pattern.span, {"the regular expression, such as `/[A-Z]+/`,"});
    return bad(expr.span);
  }
  std::uint32_t found = 0;
  while (found < model_.matchers.size() && model_.matchers[found].source != regex->pattern) ++found;
  if (found == model_.matchers.size()) {
    auto compiled = compile_matcher(regex->pattern);
    if (const auto* problem = std::get_if<RegexProblem>(&compiled)) {
      report_regex(pattern.span, *problem);
      return bad(expr.span);
    }
    model_.matchers.push_back({regex->pattern, std::move(std::get<Matcher>(compiled))});
  }
  if (is_bad(text)) return text;
  const Type type{.base = Base::boolean, .nullable = model_[text].type.nullable};
  return model_.add({expr.span, type, {}, {}, FunctionValue{Function::matches, {text}, found}});
}

/// A number at both ends of what it can be is longest; fields have a longest word each.
std::optional<TextSize> Checker::formatted_size(const FunctionCall& call, const std::string& pattern) {
  const Value& value = model_[call.arguments[0]];
  const Base base = value.type.base;
  if (base == Base::integer || base == Base::decimal) {
    const auto form = sydac::detail::digit_form(pattern);
    if (!form) {
      mismatch(call.arguments[1], "a pattern of digits, such as `\"#,##0.00\"` or `\"000\"`,");
      return std::nullopt;
    }
    if (value.size && value.size->row_numbers > 0) {
      const std::uint64_t behind = form->decimals == 0 ? 0 : 1 + form->decimals, groups = form->separator == 0 ? 0 : 6;
      return TextSize{value.size->fixed + behind + groups, value.size->row_numbers,
                      form->whole + behind + (groups == 0 ? 0 : (form->whole - 1) / 3)};
    }
    std::uint64_t longest = 0;
    for (Int128 end : {value.bounds->low, value.bounds->high}) {
      const auto raw = rescale(end, base == Base::decimal ? value.type.scale : 0, form->decimals);
      if (!raw) {
        diagnostics_.report(Code::overflow, call.expr.span);
        return std::nullopt;
      }
      char text[160];
      longest = std::max(longest, static_cast<std::uint64_t>(sydac::detail::write_form(text, *form, *raw) - text));
    }
    return TextSize{longest, 0};
  }
  const bool has_date = is_moment(value.type), has_clock = base == Base::time || (has_date && base != Base::date);
  if (!has_date && !has_clock) {
    mismatch(call.arguments[0], "an integer, a decimal, a date, a timestamp or a time");
    return std::nullopt;
  }
  const auto form = sydac::detail::moment_form(pattern);
  if (!form || (form->of_date && !has_date) || (form->of_clock && !has_clock)) {
    mismatch(call.arguments[1], has_date ? has_clock ? "a pattern of fields, such as `\"YYYY-MM-DD hh:mm\"`,"
                                                     : "a pattern of fields, such as `\"D MMM YYYY\"`,"
                                         : "a pattern of fields, such as `\"hh:mm\"`,");
    return std::nullopt;
  }
  std::uint64_t longest = form->longest;
  for (std::size_t i = 0; i < form->size; ++i) longest -= (static_cast<unsigned char>(form->pieces[i].literal) & 0xc0) == 0x80 ? 1 : 0;
  return TextSize{longest, 0};
}

ValueId Checker::format_function(FunctionCall& call) {
  const auto pattern = constant_text(call, 1, "the pattern");
  if (!pattern) return bad(call.expr.span);
  const auto size = formatted_size(call, *pattern);
  return size ? text_of_size(call, call.arguments, size) : bad(call.expr.span);
}

ValueId Checker::text_function(FunctionCall& call) {
  if (call.spec.function == Function::format) return format_function(call);
  std::vector<ValueId>& arguments = call.arguments;
  const Function function = call.spec.function;
  const std::size_t texts = function == Function::substr || function == Function::pad ? 1 : arguments.size();
  for (std::size_t i = 0; i < texts; ++i) {
    arguments[i] = convert(arguments[i], {.base = Base::text});
    if (is_bad(arguments[i])) return arguments[i];
  }
  const std::optional<TextSize> size = model_[arguments[0]].size;
  switch (function) {
    case Function::length: {
      const Int128 most = size ? Int128{size->longest()} : Int128{INT32_MAX};
      const auto* constant = std::get_if<TextValue>(&model_[arguments[0]].node);
      return model_.add({call.expr.span,
                         {.base = Base::integer, .nullable = call.nullable},
                         Bounds{constant ? most : 0, most},
                         {},
                         FunctionValue{function, std::move(arguments)}});
    }
    case Function::substr: return substr_function(call);
    case Function::pad: return pad_function(call);
    case Function::replace: {
      const auto longest = replaced_size(call);
      return text_of_size(call, std::move(arguments), longest);
    }
    case Function::ascii:
    case Function::slug: {
      // `ß` becomes two.
      std::optional<TextSize> letters = size;
      if (size && !only_ascii(arguments[0], 0)) letters = TextSize{2 * size->fixed, size->row_numbers, 2 * size->least};
      return text_of_size(call, std::move(arguments), letters);
    }
    default: return text_of_size(call, std::move(arguments), size);
  }
}

}  // namespace sydac::compiler
