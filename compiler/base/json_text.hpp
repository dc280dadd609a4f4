// Whether a text is JSON.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sydac::compiler {

/// What keeps a text from being one JSON value (RFC 8259): `it is empty`, "`a` is not expected at byte 2"; nothing where it is one.
std::optional<std::string> json_problem(std::string_view text);

}  // namespace sydac::compiler
