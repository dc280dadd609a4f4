// What may be said: no message leaves this library before its secrets are taken out.
#pragma once

#include <string>
#include <string_view>

namespace sydac::llm {

/// One line of at most 500 bytes, in UTF-8: the key, each part of it of 8 characters and more, and what looks like anyone's key are
/// `[key]`; control characters are blanks.
std::string redacted(std::string_view text, std::string_view key);

/// `sk-…`, `xai-…`, `AIza…`, or 32 letters and digits in a row.
bool looks_like_key(std::string_view text);

}  // namespace sydac::llm
