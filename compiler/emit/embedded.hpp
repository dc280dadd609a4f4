// Files that the compiler carries in itself: templates, and the runtime for single-file programs. The list is written by the build.
#pragma once

#include <span>
#include <string_view>

namespace sydac::compiler {

struct EmbeddedFile {
  std::string_view name;  // the path from the top of the repository: `templates/program.cpp`, `runtime/include/sydac/draw.hpp`
  std::string_view text;
};

/// In no particular order.
std::span<const EmbeddedFile> embedded_files();

}  // namespace sydac::compiler
