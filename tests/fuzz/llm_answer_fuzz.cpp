// What a server of models, or someone else's sydac.toml, may hold: read without harm, and said without a key.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "llm/configuration.hpp"
#include "llm/errors.hpp"
#include "llm/redaction.hpp"
#include "llm/wire.hpp"

namespace {

const std::string kKey = "Tarn.Quill.Mirth.Basalt.Ember";

void check_said(const std::string& text) {
  if (text.size() > 520) std::abort();
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) std::abort();
  }
  for (std::size_t at = 0; at + 8 <= kKey.size(); ++at) {
    if (text.find(kKey.substr(at, 8)) != std::string::npos) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sydac::llm;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const WireFormat format : {WireFormat::openai, WireFormat::anthropic, WireFormat::gemini}) {
    const Reading reading = reading_of(format, bytes);
    if (reading.kind == Reading::Kind::answered && reading.input_tokens.value_or(0) > (std::uint64_t{1} << 43)) std::abort();
    if (reading.kind == Reading::Kind::error) rule_for(error_in_answer(reading.error));
  }
  HttpResponse response;
  response.body = bytes;
  response.headers["retry-after"] = bytes.substr(0, 100);
  for (const int status : {400, 403, 429, 503}) {
    response.status = status;
    const ProviderError error = error_of(response);
    if (error.wait && error.wait->count() <= 0) std::abort();
    rule_for(error);
    check_said(redacted(error.message, kKey));
  }
  check_said(redacted(kKey.substr(0, size % kKey.size()) + bytes + kKey, kKey));
  try {
    options_of_toml(bytes, "sydac.toml");
  } catch (const OptionError& error) {
    if (std::string(error.what()).find('\n') != std::string::npos) std::abort();
  }
  return 0;
}
