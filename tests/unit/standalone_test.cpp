#include "emit/standalone.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "base/check.hpp"

using namespace sydac::compiler;

namespace {

const std::vector<EmbeddedFile> kFiles = {
    {"runtime/include/sydac/a.hpp", "// About a.\n#pragma once\n\n#include <vector>\n\n#include <sydac/b.hpp>\n\nint a();\n"},
    {"runtime/include/sydac/b.hpp", "#pragma once\n#include <array>\n#if defined(__x86_64__)\n#include <immintrin.h>\n#endif\nint b();\n"},
    {"runtime/include/sydac/words.hpp",
     "#pragma once\n#include <sydac/b.hpp>\n// sydac-source: dictionary/en/words.cpp\nextern const char words[];\n"},
    {"runtime/include/sydac/unused.hpp", "#pragma once\n// sydac-source: special.cpp\nint unused();\n"},
    {"runtime/src/loop.cpp", "#include \"detail/loop.hpp\"\n#include <sydac/a.hpp>\n\n\nint loop() { return 0; }\n"},
    {"runtime/src/detail/loop.hpp", "#pragma once\n#include \"../other.hpp\"\nint loop();\n"},
    {"runtime/src/other.hpp", "#pragma once\n#include <algorithm>\nint other();\n"},
    {"runtime/src/special.cpp", "int special() { return 0; }\n"},
    {"runtime/src/dictionary/en/words.cpp", "#include <sydac/words.hpp>\nconst char words[] = R\"(\na\n\n\nb)\";\n"},
    {"runtime/src/dictionary/en/names.cpp", "const char names[] = \"\";\n"},
    {"templates/t", "#include <nothing>\n"},
};

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("headers once, sources, then the program") {
  const std::string text =
      make_standalone("// Generated.\n// Hash.\n\n#include <cstdio>\n#include <sydac/a.hpp>\n\nint main() {}\n", kFiles);
  CHECK(text ==
        "// Generated.\n// Hash.\n\n#include <algorithm>\n#include <array>\n#include <cstdio>\n#include <vector>\n"
        "\n// ---- sydac/b.hpp\n#if defined(__x86_64__)\n#include <immintrin.h>\n#endif\nint b();\n"
        "\n// ---- sydac/a.hpp\n// About a.\n\nint a();\n"
        "\n// ---- runtime/src/other.hpp\nint other();\n"
        "\n// ---- runtime/src/detail/loop.hpp\nint loop();\n"
        "\n// ---- runtime/src/loop.cpp\nint loop() { return 0; }\n"
        "\n// ---- the generated program\nint main() {}\n");
}

TEST_CASE("a dictionary comes with the header that names it, and its bytes stay") {
  const std::string with = make_standalone("#include <sydac/words.hpp>\nint main() {}\n", kFiles);
  CHECK(count(with, "R\"(\na\n\n\nb)\"") == 1);
  CHECK(count(with, "names[]") == 0);
  CHECK(count(with, "special") == 0);
  CHECK(count(make_standalone("#include <sydac/unused.hpp>\n", kFiles), "int special()") == 1);
}

TEST_CASE("what is not embedded is our mistake") { CHECK_THROWS_AS(make_standalone("#include <sydac/none.hpp>\n", kFiles), InternalError); }

TEST_CASE("the real runtime inlines whole, each part once") {
  std::string program;
  bool any = false;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.starts_with("runtime/include/")) continue;
    any = true;
    program += "#include <" + std::string(file.name.substr(16)) + ">\n";
  }
  if (!any) return;
  const std::string text = make_standalone(program, embedded_files());
  CHECK(count(text, "#pragma once") == 0);
  CHECK(count(text, "#include <sydac/") == 0);
  CHECK(count(text, "#include \"") == 0);
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.starts_with("runtime/include/")) continue;
    CHECK(count(text, "\n// ---- " + std::string(file.name.substr(16)) + "\n") == 1);
  }
}
