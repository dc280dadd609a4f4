// The one place where names and texts of a schema become C++: nothing that a schema says can become code. Fuzzed by
// tests/fuzz/cpp_text_fuzz.cpp.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sydac::compiler {

/// A valid identifier for any name, different for different names, the name itself where that will do. Others end in `_`: words of C++ and
/// of the standard headers' macros (`class_`, `EOF_`), and names with other characters, which are written as code points: `first name` is
/// `first_x20_name_`. The result has no `__` and no leading `_`, so it is nobody's reserved name.
std::string cpp_identifier(std::string_view name);

/// The name as a type: `order_items` is `OrderItems`. Readable, not injective: give it to a NameScope.
std::string cpp_type_name(std::string_view name);

/// The name as a constant: `order status` is `kOrderStatus`. Readable, not injective.
std::string cpp_constant_name(std::string_view name);

/// True of keywords, of words that are macros or predeclared in the standard headers, and of all-capital words, which may be macros
/// anywhere.
bool is_cpp_reserved(std::string_view identifier);

/// Identifiers of one C++ scope: hands out each only once.
class NameScope {
 public:
  NameScope() = default;
  /// Names that the scope has already, such as the members of a base class.
  NameScope(std::initializer_list<std::string_view> taken) : taken_(taken.begin(), taken.end()) {}

  /// The identifier itself, or with `_2`, `_3`, … when it is taken. Depends only on what was claimed before, so claim in the schema's
  /// order.
  std::string claim(std::string_view identifier);
  bool has(std::string_view identifier) const { return taken_.contains(identifier); }

 private:
  std::set<std::string, std::less<>> taken_;
};

/// `"…"`: an ordinary string literal of exactly these bytes. Visible UTF-8 stays as it is; control bytes, broken bytes and invisible
/// characters are octal escapes, which end by themselves; no trigraph can arise. A literal of bytes with a NUL needs its length beside it.
std::string cpp_string_literal(std::string_view bytes);

/// The same as adjacent literals, one for each line of the text, joined by a line break and `indentation`.
std::string cpp_string_lines(std::string_view bytes, std::string_view indentation);

/// The lines of a text as `/// …`, each with its line break and `indentation` in front. Control, invisible and broken bytes become
/// `<U+202E>` and `<FF>`; a backslash at a line's end, which would take the next line into the comment, gets a full stop behind it.
/// `marker` may be `//`. An empty text has no lines.
std::string cpp_comment_lines(std::string_view text, std::string_view indentation = {}, std::string_view marker = "///");

/// A text that is safe inside a `//` comment of one line; line breaks become spaces.
std::string cpp_comment_text(std::string_view text);

/// `1'000'000`, `-5`; the smallest value is an expression in parentheses, since it has no literal.
std::string cpp_integer(std::int64_t value);
/// `1'000'000u`
/// `a, b, c`
std::string joined(const std::vector<std::string>& parts, std::string_view separator = ", ");
/// Of up to 128 bits, as an expression.
std::string cpp_wide(unsigned __int128 value);
std::string cpp_unsigned(std::uint64_t value);
/// `0x00000000000000ffu`, always 16 digits.
std::string cpp_hex(std::uint64_t value);
/// The shortest literal that gives this double back: `0.1`, `1e+300`, `2.0`. Must be finite.
std::string cpp_double(double value);

}  // namespace sydac::compiler
