// Who is asked: one table, all that differs between the providers. Facts are those of the providers' SDKs and reference pages; where pages
// disagree, the stricter one is obeyed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace sydac::llm {

/// Chat Completions, Messages, generateContent.
enum class WireFormat : std::uint8_t { openai, anthropic, gemini };

/// An environment variable with a key, and the beginning of the header that carries it.
struct KeyVariable {
  std::string_view name, header;
};

struct Provider {
  std::string_view name, title;
  WireFormat format;
  std::array<KeyVariable, 2> keys;     // the first one that is set; the second may be none
  std::string_view base_url_variable;  // besides SYDAC_LLM_NAME_BASE_URL; empty: none
  std::string_view base_url;           // empty: has to be set
  std::string_view output_cap;         // the member that bounds the answer
  std::string_view structured;         // how the schema travels, in words
  double hottest = 2;                  // temperature
  bool key_needed = true;
  bool has_seed = true;
  bool schema_in_prompt = false;  // small models follow a grammar, not its meaning
};

std::span<const Provider> providers();
const Provider* find_provider(std::string_view name);

}  // namespace sydac::llm
