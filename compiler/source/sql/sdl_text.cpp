#include "source/sql/sdl_text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.hpp"

namespace sydac::compiler::sql {
namespace {

// Words that the language gives a meaning to somewhere: in backticks they are names everywhere.
constexpr std::string_view kWords[] = {"and",    "at",        "as",       "by",    "calendar", "check",  "dataset", "def",      "distinct",
                                       "each",   "earlier",   "edition",  "else",  "enum",     "even",   "extern",  "fallback", "false",
                                       "from",   "if",        "import",   "in",    "let",      "llm",    "locale",  "match",    "mixin",
                                       "mutual", "not",       "now",      "null",  "of",       "one",    "or",      "ordinal",  "over",
                                       "per",    "pii",       "pk",       "pool",  "prev",     "random", "refine",  "row",      "running",
                                       "seed",   "sensitive", "stable",   "table", "then",     "time",   "true",    "unique",   "via",
                                       "was",    "weight",    "weighted", "when",  "where",    "zipf",   "rows",    "to"};

void append_character(std::string& out, std::string_view text, std::size_t& at) {
  const Character character = character_at(text, at);
  const std::string_view bytes = text.substr(at, character.bytes);
  at += character.bytes;
  if (!character.valid) {
    out += '?';
  } else if (character.code == '\n') {
    out += "\\n";
  } else if (character.code == '\t') {
    out += "\\t";
  } else if (character.code == '"' || character.code == '\\' || character.code == '{' || character.code == '}') {
    out += '\\';
    out += static_cast<char>(character.code);
  } else if (is_invisible(character.code)) {
    std::array<char, 16> hex{};
    std::snprintf(hex.data(), hex.size(), "\\u{%X}", static_cast<unsigned>(character.code));
    out += hex.data();
  } else {
    out += bytes;
  }
}

}  // namespace

std::string sdl_name(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool plain =
      !name.empty() && name != "_" && letter(name[0]) && std::ranges::all_of(name, [&](char c) { return letter(c) || digit(c); });
  if (plain && name.size() <= 128 && std::ranges::find(kWords, name) == std::end(kWords)) return std::string(name);
  std::string out = "`";
  for (std::size_t at = 0; at < name.size() && out.size() < 126;) {
    const Character character = character_at(name, at);
    if (!character.valid || character.code == '`' || is_invisible(character.code))
      out += '_';
    else
      out += name.substr(at, character.bytes);
    at += character.bytes;
  }
  return (out.size() == 1 ? out + "_" : out) + "`";
}

std::string sdl_escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) append_character(out, text, at);
  return out;
}

std::string sdl_string(std::string_view text) { return "\"" + sdl_escaped(text) + "\""; }

std::string sdl_choice(const std::vector<std::string>& values) {
  std::string text = "choice(";
  for (std::size_t i = 0; i < values.size(); ++i) text += (i > 0 ? ", " : "") + sdl_string(values[i]);
  return text + ")";
}

std::string sdl_pattern(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view(".[](){}*+?|^$\\/").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace sydac::compiler::sql
