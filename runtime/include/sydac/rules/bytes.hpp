// `bytes(16)`: so many random bytes.
#pragma once

#include <sydac/draw.hpp>
#include <sydac/spec.hpp>
#include <sydac/uuid.hpp>

namespace sydac {

/// N uniform bytes.
template <std::size_t N>
struct RandomBytes {
  constexpr Bytes<N> operator()(Draw draw) const {
    Bytes<N> value;
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < N; ++i) {
      if (i % 8 == 0) word = draw.bits();
      value.bytes[i] = static_cast<unsigned char>(word >> (8 * (i % 8)));
    }
    return value;
  }
};

/// What the catalogue knows of it; the emitter makes the length a template argument.
struct BytesRule {
  std::int64_t length = 16;
  static constexpr RuleSpec spec{.name = "bytes",
                                 .cpp_name = "RandomBytes",
                                 .header = "sydac/rules/bytes.hpp",
                                 .summary = "So many random bytes.",
                                 .yields = RuleType::bytes,
                                 .params = {{.name = "length", .required = false, .at_least = "1", .at_most = "1024"}},
                                 .example = "digest bytes = bytes(32)"};
};

}  // namespace sydac
