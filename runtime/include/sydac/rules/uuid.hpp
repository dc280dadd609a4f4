// `uuid`: version 4, unique by construction.
#pragma once

#include <sydac/draw.hpp>
#include <sydac/spec.hpp>
#include <sydac/uuid.hpp>

namespace sydac {

/// The first 64 bits are a bijection of the row's identity under the stream's key, so that no two rows of a column share a UUID; 58 more
/// are drawn.
struct UuidRule {
  static constexpr RuleSpec spec{.name = "uuid",
                                 .cpp_name = "UuidRule",
                                 .header = "sydac/rules/uuid.hpp",
                                 .summary = "A random UUID (version 4), unique within its column.",
                                 .yields = RuleType::uuid,
                                 .example = "token uuid = uuid"};
  constexpr Uuid operator()(Draw draw) const {
    const std::uint64_t bits = draw.bits();
    return Uuid::version_4(bits, draw.bits());
  }
};

}  // namespace sydac
