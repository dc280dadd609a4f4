// Any bytes: the parser reports and goes on, and the formatter settles at once on whatever parses.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/diagnostics.hpp"
#include "source/sdl/format.hpp"
#include "source/sdl/parse.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sydac::compiler;
  Sources sources;
  const FileId file = sources.add("fuzz.sdl", std::string(reinterpret_cast<const char*>(data), size));
  Diagnostics diagnostics;
  const Schema schema = parse_sdl(sources, file, diagnostics);
  if (schema.broken != diagnostics.has_errors()) std::abort();
  for (const Diagnostic& one : diagnostics.all()) {
    if (one.span.begin > one.span.end || one.span.end > size) std::abort();
  }
  if (diagnostics.has_errors()) return 0;

  Diagnostics formatting;
  const std::string text = format_sdl(sources, file, formatting);
  const FileId second = sources.add("again.sdl", text);
  if (formatting.has_errors() || format_sdl(sources, second, formatting) != text || formatting.has_errors()) std::abort();
  return 0;
}
