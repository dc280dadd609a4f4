// A generated program and the runtime it needs as one file: `c++ -O2 -std=c++20 gen.cpp -pthread` is all it takes.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "emit/embedded.hpp"

namespace sydac::compiler {

/// Inlines the runtime into `program`: its opening comment, the system headers of all parts, the `<sydac/…>` headers it includes (each
/// once, in the order of their dependencies), the runtime's sources, then the program itself. Of dictionaries and other parts only what is
/// in use: a header that says
/// `// sydac-source: dictionary/NAME.cpp` brings that file of `runtime/src`, and a source that some header names so comes only with it; the
/// sources directly in `runtime/src` that none names always come. `files` are the embedded ones. An include that is not among them is our
/// bug and throws InternalError.
std::string make_standalone(std::string_view program, std::span<const EmbeddedFile> files);

}  // namespace sydac::compiler
