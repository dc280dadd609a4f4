#include "source/sql/patterns.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.hpp"
#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr const char* kAny = "[a-z0-9]{1,8}";
constexpr const char* kOneOf = "[a-z0-9]";

/// The end of a bracket expression that begins at `at`, one behind its `]`.
std::size_t bracket_end(const std::string& text, std::size_t at) {
  std::size_t end = at + 1;
  if (end < text.size() && (text[end] == '^' || text[end] == '!')) ++end;
  if (end < text.size() && text[end] == ']') ++end;
  while (end < text.size() && text[end] != ']') {
    if (text[end] == '[' && end + 1 < text.size() && text[end + 1] == ':') {
      const std::size_t close = text.find(":]", end + 2);
      end = close == std::string::npos ? text.size() : close + 2;
    } else {
      end += text[end] == '\\' ? 2 : 1;
    }
  }
  return end < text.size() ? end + 1 : text.size();
}

/// The pattern between the anchors, and which of them are there.
struct Anchored {
  std::string pattern;
  bool start = false, end = false;
};

std::optional<Anchored> translate(const std::string& regex) {
  Anchored made;
  std::string_view rest = regex;
  if (rest.starts_with("***=")) return Anchored{sdl_pattern(rest.substr(4)), true, true};
  const auto strip = [&](std::string_view start) {
    if (rest.starts_with(start)) rest.remove_prefix(start.size());
  };
  strip("***:");
  strip("(?i)");
  // ^(a|b)$ is anchored as a whole, ^a|b$ is not: then the branches stay as they are and their own anchors go.
  made.start = rest.starts_with("^") || rest.starts_with("\\A");
  strip("^");
  strip("\\A");
  if (rest.ends_with("$") && !rest.ends_with("\\$")) {
    made.end = true;
    rest.remove_suffix(1);
  }
  if (rest.ends_with("\\Z") || rest.ends_with("\\z")) {
    made.end = true;
    rest.remove_suffix(2);
  }
  std::string& out = made.pattern;
  for (std::size_t at = 0; at < rest.size(); ++at) {
    const char c = rest[at];
    if (c == '[') {
      const std::string text(rest);
      const std::size_t end = bracket_end(text, at);
      out += text.substr(at, end - at);
      at = end - 1;
    } else if (c == '\\' && at + 1 < rest.size()) {
      const char next = rest[++at];
      if ((next >= '1' && next <= '9') || std::string_view("bBmMyY<>`'").find(next) != std::string_view::npos) return std::nullopt;
      out += c;
      out += next;
    } else if (c == '/') {
      out += "\\/";
    } else if (c == '(' && rest.substr(at, 3).size() == 3 && rest[at + 1] == '?' &&
               (rest[at + 2] == '=' || rest[at + 2] == '!' || rest[at + 2] == '<')) {
      if (rest.substr(at, 4) == "(?<=" || rest.substr(at, 4) == "(?<!" || rest[at + 2] != '<') return std::nullopt;
      out += c;
    } else if (c == '^' || c == '$') {
      continue;  // an anchor inside a branch
    } else if (static_cast<unsigned char>(c) < 0x20) {
      return std::nullopt;
    } else {
      out += c;
    }
  }
  return made;
}

}  // namespace

std::optional<std::string> pattern_of_regex(const std::string& regex) {
  auto made = translate(regex);
  if (!made) return std::nullopt;
  const bool branches = made->pattern.find('|') != std::string::npos;
  if (branches && made->start && made->end) return made->pattern;
  if (branches) made->pattern = "(" + made->pattern + ")";
  if (made->start == made->end) return made->pattern;
  return made->start ? made->pattern + "[a-z0-9]{4,10}" : "[a-z0-9]{4,10}" + made->pattern;
}

std::optional<Matcher> matcher_of(const std::string& regex) {
  const auto made = translate(regex);
  if (!made) return std::nullopt;
  const bool whole = made->start && made->end;
  const std::string inner = "(" + made->pattern + ")";
  auto matcher = compile_matcher(whole ? made->pattern : (made->start ? "" : "(.|\\n)*") + inner + (made->end ? "" : "(.|\\n)*"));
  auto* automaton = std::get_if<Matcher>(&matcher);
  return automaton ? std::optional(std::move(*automaton)) : std::nullopt;
}

std::optional<bool> regex_matches(const std::string& regex, const std::string& text) {
  const auto automaton = matcher_of(regex);
  if (!automaton) return std::nullopt;
  return accepts(*automaton, text);
}

bool holds_for_words(const std::string& regex) {
  const auto made = translate(regex);
  if (!made || made->start || made->end) return false;
  return std::ranges::all_of(std::array{"alpha", "Beta gamma", "delta-12"},
                             [&](const char* text) { return regex_matches(regex, text).value_or(false); });
}

std::string pattern_of_like(const std::string& like) {
  std::string out;
  for (std::size_t at = 0; at < like.size(); ++at) {
    if (like[at] == '\\' && at + 1 < like.size())
      out += sdl_pattern(like.substr(++at, 1));
    else if (like[at] == '%')
      out += kAny;
    else if (like[at] == '_')
      out += kOneOf;
    else
      out += sdl_pattern(like.substr(at, 1));
  }
  return out;
}

std::string pattern_of_glob(const std::string& glob) {
  std::string out;
  for (std::size_t at = 0; at < glob.size(); ++at) {
    if (glob[at] == '[') {
      const std::size_t end = bracket_end(glob, at);
      out += glob.substr(at, end - at);
      at = end - 1;
    } else if (glob[at] == '*') {
      out += kAny;
    } else if (glob[at] == '?') {
      out += kOneOf;
    } else {
      out += sdl_pattern(glob.substr(at, 1));
    }
  }
  return out;
}

std::string pattern_of_similar(const std::string& similar) {
  std::string out;
  for (std::size_t at = 0; at < similar.size(); ++at) {
    const char c = similar[at];
    if (c == '[') {
      const std::size_t end = bracket_end(similar, at);
      out += similar.substr(at, end - at);
      at = end - 1;
    } else if (c == '%') {
      out += kAny;
    } else if (c == '_') {
      out += kOneOf;
    } else if (c == '\\' && at + 1 < similar.size()) {
      out += sdl_pattern(similar.substr(++at, 1));
    } else {
      out += std::string_view("|*+?(){}").find(c) != std::string_view::npos ? std::string(1, c) : sdl_pattern(std::string(1, c));
    }
  }
  return out;
}

bool like_matches(const std::string& like, const std::string& text) {
  // Greedy with one point to go back to, linear for each `%`.
  std::size_t l = 0, t = 0, star = std::string::npos, mark = 0;
  while (t < text.size()) {
    const bool escaped = l + 1 < like.size() && like[l] == '\\';
    if (l < like.size() && !escaped && like[l] == '%') {
      star = l++;
      mark = t;
    } else if (l < like.size() && ((escaped && like[l + 1] == text[t]) || (!escaped && (like[l] == '_' || like[l] == text[t])))) {
      l += escaped ? 2 : 1;
      ++t;
    } else if (star != std::string::npos) {
      l = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (l < like.size() && like[l] == '%') ++l;
  return l == like.size();
}

}  // namespace sydac::compiler::sql
