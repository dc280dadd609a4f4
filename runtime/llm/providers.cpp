#include "providers.hpp"

namespace sydac::llm {

namespace {

constexpr std::string_view kBearer = "Authorization: Bearer ";

constexpr std::array<Provider, 6> kProviders = {{
    {.name = "openai",
     .title = "OpenAI",
     .format = WireFormat::openai,
     .keys = {{{"OPENAI_API_KEY", kBearer}, {}}},
     .base_url_variable = "OPENAI_BASE_URL",
     .base_url = "https://api.openai.com/v1",
     .output_cap = "max_completion_tokens",
     .structured = "response_format json_schema"},
    {.name = "anthropic",
     .title = "Anthropic",
     .format = WireFormat::anthropic,
     .keys = {{{"ANTHROPIC_API_KEY", "x-api-key: "}, {"ANTHROPIC_AUTH_TOKEN", kBearer}}},
     .base_url_variable = "ANTHROPIC_BASE_URL",
     .base_url = "https://api.anthropic.com",
     .output_cap = "max_tokens",
     .structured = "output_config json_schema, else a tool",
     .hottest = 1,
     .has_seed = false},
    {.name = "gemini",
     .title = "Google Gemini",
     .format = WireFormat::gemini,
     .keys = {{{"GOOGLE_API_KEY", "x-goog-api-key: "}, {"GEMINI_API_KEY", "x-goog-api-key: "}}},
     .base_url_variable = "GOOGLE_GEMINI_BASE_URL",
     .base_url = "https://generativelanguage.googleapis.com",
     .output_cap = "maxOutputTokens",
     .structured = "responseJsonSchema"},
    {.name = "azure",
     .title = "Azure OpenAI",
     .format = WireFormat::openai,
     .keys = {{{"AZURE_OPENAI_API_KEY", "api-key: "}, {"AZURE_OPENAI_AD_TOKEN", kBearer}}},
     .base_url_variable = "AZURE_OPENAI_ENDPOINT",
     .base_url = "",
     .output_cap = "max_completion_tokens",
     .structured = "response_format json_schema"},
    {.name = "xai",
     .title = "xAI Grok",
     .format = WireFormat::openai,
     .keys = {{{"XAI_API_KEY", kBearer}, {}}},
     .base_url_variable = "XAI_API_BASE",
     .base_url = "https://api.x.ai/v1",
     .output_cap = "max_completion_tokens",
     .structured = "response_format json_schema"},
    {.name = "compatible",
     .title = "any OpenAI-compatible server",
     .format = WireFormat::openai,
     .keys = {{{"COMPATIBLE_API_KEY", kBearer}, {}}},
     .base_url_variable = "COMPATIBLE_BASE_URL",
     .base_url = "",
     .output_cap = "max_tokens",
     .structured = "response_format json_schema, and in the prompt",
     .key_needed = false,
     .schema_in_prompt = true},
}};

}  // namespace

std::span<const Provider> providers() { return kProviders; }

const Provider* find_provider(std::string_view name) {
  for (const Provider& provider : kProviders) {
    if (provider.name == name) return &provider;
  }
  return nullptr;
}

}  // namespace sydac::llm
