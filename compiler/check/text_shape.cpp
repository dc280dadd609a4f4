#include "check/text_shape.hpp"

#include <algorithm>

#include "base/numbers.hpp"

namespace sydac::compiler {
namespace {

using Bytes = std::bitset<256>;

Bytes bytes_of(std::string_view text) {
  Bytes bytes;
  for (char c : text) bytes.set(static_cast<unsigned char>(c));
  return bytes;
}

TextShape constant(std::string text) {
  const std::uint64_t size = text.size();
  return {bytes_of(text), size, size, std::move(text), true};
}

/// One of some constants.
TextShape one_of(const std::vector<std::string>& texts) {
  TextShape shape{{}, UINT64_MAX, 0};
  for (const std::string& text : texts) {
    shape.bytes |= bytes_of(text);
    shape.least = std::min<std::uint64_t>(shape.least, text.size());
    shape.most = std::max<std::uint64_t>(shape.most, text.size());
  }
  return shape;
}

TextShape whole_number(Int128 low, Int128 high) {
  TextShape shape{bytes_of(low < 0 ? "-0123456789" : "0123456789"), 1, std::max(to_text(low).size(), to_text(high).size())};
  if (low >= 0) shape.least = to_text(low).size();
  return shape;
}

TextShape shape_of(const Regex& language) {
  TextShape shape{{}, language.min_characters, language.max_bytes};
  for (std::size_t c = 0; c < 128; ++c) shape.bytes.set(c, language.ascii.test(c));
  for (std::size_t c = 128; language.other_characters && c < 256; ++c) shape.bytes.set(c);
  return shape;
}

TextShape shape_of(const Model& model, ValueId id) {
  const Value& value = model[id];
  if (const auto* text = std::get_if<TextValue>(&value.node)) return constant(text->text);
  if (const auto* unique = std::get_if<UniqueValue>(&value.node)) return shape_of(model, unique->draw);
  if (const auto* conversion = std::get_if<ConvertValue>(&value.node);
      conversion && value.type.base == Base::text && model[conversion->operand].type.base == Base::enumeration)
    return shape_of(model, conversion->operand);
  if (const auto* own = std::get_if<CellValue>(&value.node);
      own && own->frame == 0 && model[own->cell].value && value.type.base == Base::text)
    return shape_of(model, *model[own->cell].value);
  if (const auto* choice = std::get_if<ChoiceValue>(&value.node); choice && value.type.base == Base::text) {
    std::vector<std::string> texts;
    for (ValueId each : choice->values) {
      const auto* text = std::get_if<TextValue>(&model[each].node);
      if (!text) return {.bytes = Bytes().set()};
      texts.push_back(text->text);
    }
    return one_of(texts);
  }
  if (const auto* regex = std::get_if<RegexValue>(&value.node)) return shape_of(model.regexes[regex->regex].language);
  if (const auto* function = std::get_if<FunctionValue>(&value.node); function && value.size) {
    // Digits, and what the pattern has between them.
    const bool number = function->function == Function::format && model[function->arguments[0]].type.base == Base::integer;
    if (number) {
      TextShape shape{bytes_of("-0123456789"), 1, value.size->longest()};
      shape.bytes |= bytes_of(std::get<TextValue>(model[function->arguments[1]].node).text);
      return shape;
    }
  }
  switch (value.type.base) {
    case Base::integer:
      if (value.size && value.size->row_numbers > 0) return {bytes_of("0123456789"), 1, 19};
      return value.bounds ? whole_number(value.bounds->low, value.bounds->high) : whole_number(INT64_MIN, INT64_MAX);
    case Base::enumeration: return one_of(model[value.type.enumeration].values);
    case Base::boolean: return one_of({"true", "false"});
    case Base::date: return {bytes_of("-0123456789"), 10, 10};
    case Base::uuid: return {bytes_of("-0123456789abcdef"), 36, 36};
    case Base::decimal: {
      TextShape shape = value.bounds ? whole_number(value.bounds->low, value.bounds->high) : whole_number(INT64_MIN, INT64_MAX);
      shape.bytes |= bytes_of(".0");
      shape.least = 1;
      shape.most += 2;
      return shape;
    }
    default: return {.bytes = Bytes().set()};
  }
}

bool is_letter(unsigned c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

/// False where two letters of a part that are not constant become one.
bool change_letters(TextShape& shape, bool upper) {
  auto changed = [&](unsigned c) { return is_letter(c) ? (upper ? c & ~0x20U : c | 0x20U) : c; };
  for (char& c : shape.constant) c = static_cast<char>(changed(static_cast<unsigned char>(c)));
  Bytes made;
  for (unsigned c = 0; c < 256; ++c) {
    if (!shape.bytes.test(c)) continue;
    if (!shape.is_constant && made.test(changed(c))) return false;
    made.set(changed(c));
  }
  shape.bytes = made;
  return true;
}

/// The bytes that a part can begin with, or end with.
Bytes border(const TextShape& shape, bool front) {
  if (!shape.is_constant || shape.constant.empty()) return shape.bytes;
  return bytes_of(std::string_view(front ? &shape.constant.front() : &shape.constant.back(), 1));
}

/// How many parts can be cut off one after the other from the front, each where its end is known.
std::size_t cut_from_front(const std::vector<TextShape>& parts) {
  std::size_t cut = 0;
  for (; cut < parts.size(); ++cut) {
    if (parts[cut].least == parts[cut].most) continue;
    if (cut + 1 == parts.size()) continue;
    const TextShape& next = parts[cut + 1];
    if (next.least == 0 || (border(next, true) & parts[cut].bytes).any()) return cut;
  }
  return cut;
}

std::size_t cut_from_back(const std::vector<TextShape>& parts) {
  std::size_t cut = 0;
  for (; cut < parts.size(); ++cut) {
    const TextShape& part = parts[parts.size() - 1 - cut];
    if (part.least == part.most || cut + 1 == parts.size()) continue;
    const TextShape& next = parts[parts.size() - 2 - cut];
    if (next.least == 0 || (border(next, false) & part.bytes).any()) return cut;
  }
  return cut;
}

}  // namespace

const ConcatValue* interpolation(const Model& model, ValueId text) {
  const Value& value = model[text];
  if (const auto* function = std::get_if<FunctionValue>(&value.node);
      function && (function->function == Function::lower || function->function == Function::upper))
    return interpolation(model, function->arguments[0]);
  return std::get_if<ConcatValue>(&value.node);
}

std::vector<TextShape> shapes_of_parts(const Model& model, ValueId text) {
  const Value& value = model[text];
  if (const auto* function = std::get_if<FunctionValue>(&value.node)) {
    if (function->function != Function::lower && function->function != Function::upper) return {};
    std::vector<TextShape> parts = shapes_of_parts(model, function->arguments[0]);
    for (TextShape& part : parts) {
      // What can not be told apart any more stands for anything.
      if (!change_letters(part, function->function == Function::upper)) part.changed = true;
    }
    return parts;
  }
  const auto* concat = std::get_if<ConcatValue>(&value.node);
  std::vector<TextShape> parts;
  if (!concat) return parts;
  for (ValueId part : concat->parts) parts.push_back(shape_of(model, part));
  return parts;
}

bool can_be_read_back(const std::vector<TextShape>& parts, std::size_t index) {
  if (parts[index].changed) return false;
  const std::size_t front = cut_from_front(parts), back = cut_from_back(parts);
  if (front > index || back >= parts.size() - index) return true;
  // Everything around it is cut off.
  return front == index && back == parts.size() - 1 - index;
}

bool all_can_be_read_back(const std::vector<TextShape>& parts) {
  if (parts.empty() || std::any_of(parts.begin(), parts.end(), [](const TextShape& part) { return part.changed; })) return false;
  return cut_from_front(parts) + cut_from_back(parts) + 1 >= parts.size();
}

}  // namespace sydac::compiler
