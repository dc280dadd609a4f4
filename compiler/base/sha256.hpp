// SHA-256 after FIPS 180-4, for the schema's hash in generated files and the key of the build cache.
#pragma once

#include <string>
#include <string_view>

namespace sydac::compiler {

/// 64 lower-case hexadecimal digits. About 300 MB/s.
std::string sha256_hex(std::string_view bytes);

}  // namespace sydac::compiler
