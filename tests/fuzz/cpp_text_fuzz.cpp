// Whatever bytes a schema has for a name, a text or a doc comment, the C++ made of them is one identifier, one literal, or comment lines.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "emit/cpp_text.hpp"
#include "unit/cpp_tokens.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sydac::compiler;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string identifier = cpp_identifier(bytes);
  require(cpp_tokens::is_identifier(identifier) && !is_cpp_reserved(identifier));
  require(cpp_tokens::name_of_identifier(identifier) == bytes);
  require(cpp_tokens::is_identifier(cpp_type_name(bytes)) && !is_cpp_reserved(cpp_type_name(bytes)));
  require(cpp_tokens::is_identifier(cpp_constant_name(bytes)));
  require(cpp_tokens::literal_bytes(cpp_string_literal(bytes)) == bytes);
  require(cpp_tokens::literal_bytes(cpp_string_lines(bytes, "    ")) == bytes);
  require(cpp_tokens::is_comment_lines(cpp_comment_lines(bytes, "  "), "  ", "///"));
  require(cpp_comment_text(bytes).find('\n') == std::string::npos);
  return 0;
}
