// Constants of pools as texts: literals of the schema in the form that files have.
#pragma once

#include <optional>
#include <string>

#include "model/model.hpp"

namespace sydac::compiler {

/// `-2.50`, `Basic`, `2026-01-31`, `true`, the name of an enum value; nothing where it is no such constant. Null is the empty optional
/// inside.
struct PoolLiteral {
  std::optional<std::string> text;
};
std::optional<PoolLiteral> pool_literal(const Schema& schema, ExprId id);

/// Characters (code points) of a UTF-8 text.
std::uint32_t characters_in(std::string_view text);

/// A value as texts have it, exact in the raw unit of its type (see Bounds); of an enum its number. Nothing for texts, floats and uuids.
std::optional<Int128> raw_of(const Model& model, const Type& type, std::string_view text);

}  // namespace sydac::compiler
