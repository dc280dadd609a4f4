// What is known of the characters of a text's parts: whether they can be told apart in the whole, so that different parts make different
// texts.
#pragma once

#include <bitset>
#include <vector>

#include "model/model.hpp"

namespace sydac::compiler {

/// Bytes that can occur, and how many; UTF-8 sequences stand as their bytes.
struct TextShape {
  std::bitset<256> bytes;
  std::uint64_t least = 0, most = UINT64_MAX;  // bytes
  std::string constant = {};                   // of a literal
  bool is_constant = false;
  bool changed = false;  // different texts of it may have become the same
};

/// The shapes of the parts of an interpolation, `lower` and `upper` around it included; none where the value is no interpolation.
std::vector<TextShape> shapes_of_parts(const Model& model, ValueId text);
/// The interpolation itself, inside `lower` and `upper`.
const ConcatValue* interpolation(const Model& model, ValueId text);

/// Whether part `index` can be read back from any text of these parts.
bool can_be_read_back(const std::vector<TextShape>& parts, std::size_t index);
/// Whether all of them can.
bool all_can_be_read_back(const std::vector<TextShape>& parts);

}  // namespace sydac::compiler
