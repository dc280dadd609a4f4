// The whole compiler on any bytes: diagnostics or a program, and both printable; never a crash, a hang or a broken invariant.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/render.hpp"
#include "base/text.hpp"
#include "model/model.hpp"
#include "pipeline.hpp"
#include "plan/plan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sydac::compiler;
  Compilation compilation("fuzz.sdl", std::string(reinterpret_cast<const char*>(data), size));
  compile(compilation);
  const std::string said =
      render_text(compilation.sources, compilation.diagnostics) + render_json(compilation.sources, compilation.diagnostics);
  for (std::size_t i = 0; i < said.size();) {
    const Character c = character_at(said, i);
    if (!c.valid || (c.code < 0x20 && c.code != '\n')) std::abort();
    i += c.bytes;
  }
  if (compilation.diagnostics.has_errors() == !compilation.program.empty()) std::abort();
  return 0;
}
