// Patterns of SQL as patterns of the schema language, to draw texts from that they match.
#pragma once

#include <optional>
#include <string>

#include "base/regex/matcher.hpp"

namespace sydac::compiler::sql {

/// `~ '^[a-z]+$'`: without its anchors; where one is missing, letters and digits stand there. Nothing where it has look-around,
/// back-references or other signs that the language lacks.
std::optional<std::string> pattern_of_regex(const std::string& regex);
/// Whether it holds for any text of letters: `~ '[[:alnum:]]'`.
bool holds_for_words(const std::string& regex);
/// The automaton of a regular expression of SQL, anchors and all; nothing where it can not be said.
std::optional<Matcher> matcher_of(const std::string& regex);
std::optional<bool> regex_matches(const std::string& regex, const std::string& text);
/// LIKE: `%` is one to eight letters or digits, `_` is one; `\` escapes.
std::string pattern_of_like(const std::string& like);
std::string pattern_of_glob(const std::string& glob);
std::string pattern_of_similar(const std::string& similar);

/// LIKE on a text, to know which of several values match.
bool like_matches(const std::string& like, const std::string& text);

}  // namespace sydac::compiler::sql
