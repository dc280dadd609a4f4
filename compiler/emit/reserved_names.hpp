// Names that a generated program can not take for what the schema declares, beside the words of C++ (cpp_text.hpp).
#pragma once

#include <string_view>

namespace sydac::compiler {

/// Of the runtime, rules among them: what generated code uses without `sydac::`, members of the row types' bases too.
bool is_runtime_name(std::string_view name);
/// Functions and variables of the C library, which no namespace can be called: those of the headers that generated programs include.
bool is_c_function(std::string_view name);

}  // namespace sydac::compiler
