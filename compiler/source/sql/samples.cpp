#include "source/sql/samples.hpp"

#include <algorithm>

#include "base/regex/inclusion.hpp"
#include "base/regex/regex.hpp"
#include "source/sql/patterns.hpp"

namespace sydac::compiler::sql {
namespace {

struct Known {
  std::string_view rule, text;
};
// Longer names first where one begins another.
constexpr Known kKnown[] = {{"person.email", "mary.smith84@example.com"},
                            {"person.username", "msmith84"},
                            {"person.first_name", "Mary"},
                            {"person.last_name", "Smith"},
                            {"person.name", "Mary Smith"},
                            {"person.phone", "+1-848-555-0149"},
                            {"person.sex", "female"},
                            {"person.title", "Ms."},
                            {"company.domain", "northwind.example"},
                            {"company.name", "Northwind Tools Inc."},
                            {"company.email", "info@northwind.example"},
                            {"company.website", "https://www.northwind.example"},
                            {"address.zip", "12345"},
                            {"address.postcode", "12345"},
                            {"address.city", "Springfield"},
                            {"address.street", "862 Pecan St"},
                            {"address.state_code", "CA"},
                            {"address.state", "California"},
                            {"address.country_code", "US"},
                            {"address.country", "United States"},
                            {"phone", "+1-848-555-0149"},
                            {"words(1)", "alpha"},
                            {"words", "alpha beta"},
                            {"sentence", "The green table holds a lamp."},
                            {"paragraph", "The green table holds a lamp. It is old."},
                            {"first_name", "Mary"},
                            {"last_name", "Smith"},
                            {"full_name", "Mary Smith"},
                            {"username", "msmith84"},
                            {"email", "mary.smith84@example.com"},
                            {"product_name", "Rugged Canvas Backpack"},
                            {"company_name", "Northwind Tools Inc."},
                            {"category", "Garden Furniture"},
                            {"job", "Civil Engineer"},
                            {"uuid", "0b4f9d3a-1c2e-4f5a-8b7c-9d0e1f2a3b4c"},
                            {"row", "12"},
                            {"chance", "true"}};

/// The first text of a pattern: along the first edges.
std::optional<std::string> first_of(const std::string& pattern, bool other) {
  const auto compiled = compile_regex(pattern);
  const auto* regex = std::get_if<Regex>(&compiled);
  if (regex == nullptr) return std::nullopt;
  std::string text;
  for (const Pattern& part : regex->parts) {
    std::uint32_t state = 0;
    while (!part.states[state].accepts && !part.states[state].edges.empty()) {
      const auto& edges = part.states[state].edges;
      const PatternEdge& edge = other ? edges.front() : edges.back();
      const char32_t character = other ? edge.low : edge.high;
      if (character > 0x7E) return std::nullopt;
      text += static_cast<char>(character);
      state = edge.target;
    }
  }
  return text;
}

/// `choice("a": 3, "b")`: the first text in quotes.
std::optional<std::string> first_choice(const std::string& rule, bool other) {
  std::size_t begin = rule.find('"');
  if (begin == std::string::npos) return std::nullopt;
  const std::size_t last = rule.rfind('"'), before = last == 0 ? std::string::npos : rule.rfind('"', last - 1);
  if (other && before != std::string::npos) begin = before;
  return sample_of(rule.substr(begin, rule.find('"', begin + 1) + 1 - begin), other);
}

std::optional<std::string> interpolated(const std::string& rule, bool other) {
  std::string text;
  for (std::size_t at = 1; at + 1 < rule.size(); ++at) {
    if (rule[at] == '\\') {
      text += rule[++at];
    } else if (rule[at] == '{') {
      int depth = 1;
      std::size_t end = at + 1;
      for (; end < rule.size() && depth > 0; ++end) depth += rule[end] == '{' ? 1 : rule[end] == '}' ? -1 : 0;
      const auto inner = sample_of(rule.substr(at + 1, end - at - 2), other);
      if (!inner) return std::nullopt;
      text += *inner;
      at = end - 1;
    } else {
      text += rule[at];
    }
  }
  return text;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

bool holds(const TextTest& test, const std::string& rule, bool other) {
  if (test.like) {
    const auto text = sample_of(rule, other);
    return text && like_matches(lower(test.text), lower(*text)) != test.negated;
  }
  if (rule.size() > 2 && rule.starts_with('/') && rule.ends_with('/') && !test.negated) {
    const auto language = compile_regex(rule.substr(1, rule.size() - 2));
    const auto matcher = matcher_of(test.text);
    const auto* drawn = std::get_if<Regex>(&language);
    return drawn != nullptr && matcher && is_inside(*drawn, *matcher);
  }
  const auto text = sample_of(rule, other);
  if (!text) return false;
  const auto found = regex_matches(test.text, test.blind ? lower(*text) : *text);
  return found && *found != test.negated;
}

/// Every repetition that may go on does so three times at most.
std::string shortened(const std::string& pattern, std::uint32_t more) {
  std::string out;
  bool set = false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c == '\\') {
      out += c;
      if (at + 1 < pattern.size()) out += pattern[++at];
      continue;
    }
    if (c == '[') set = true;
    if (c == ']') set = false;
    if (set || (c != '*' && c != '+' && c != '{')) {
      out += c;
      continue;
    }
    if (c == '*') out += "{0," + std::to_string(more) + "}";
    if (c == '+') out += "{1," + std::to_string(1 + more) + "}";
    if (c != '{') continue;
    const std::size_t end = pattern.find('}', at), comma = pattern.find(',', at);
    if (end == std::string::npos || comma == std::string::npos || comma > end) {
      out += c;
      continue;
    }
    const auto least = static_cast<std::uint32_t>(std::atoi(pattern.c_str() + at + 1));
    const std::string high = pattern.substr(comma + 1, end - comma - 1);
    const auto most = high.empty() ? least + more : std::min(static_cast<std::uint32_t>(std::atoi(high.c_str())), least + more);
    out += "{" + std::to_string(least) + "," + std::to_string(most) + "}";
    at = end;
  }
  return out;
}

}  // namespace

std::optional<std::string> sample_of(const std::string& rule, bool other) {
  if (rule.empty()) return std::nullopt;
  if (rule.starts_with('"')) return interpolated(rule, other);
  if (rule.starts_with('/')) return rule.size() > 2 ? first_of(rule.substr(1, rule.size() - 2), other) : std::nullopt;
  if (rule.starts_with("choice(")) return first_choice(rule, other);
  for (const char* function : {"lower(", "upper("}) {
    if (!rule.starts_with(function) || !rule.ends_with(')')) continue;
    auto inner = sample_of(rule.substr(6, rule.size() - 7), other);
    if (!inner) return inner;
    if (function[0] == 'l') return lower(*inner);
    for (char& c : *inner) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    return inner;
  }
  for (const Known& entry : kKnown) {
    if (rule == entry.rule || (rule.starts_with(entry.rule) && rule.size() > entry.rule.size() && rule[entry.rule.size()] == '('))
      return std::string(entry.text);
  }
  if (const std::size_t dots = rule.find(".."); dots != std::string::npos && rule.find_first_not_of("0123456789._ ") == std::string::npos)
    return other ? rule.substr(0, dots) : rule.substr(dots + 2);
  return std::nullopt;
}

bool passes(const std::string& rule, const Limits& limits) {
  return std::ranges::all_of(limits.tests, [&](const TextTest& test) { return holds(test, rule, false) && holds(test, rule, true); });
}

std::optional<std::string> drawable(const std::string& pattern, std::optional<std::uint32_t> most) {
  for (const std::uint32_t more : {99U, 6U, 3U, 1U}) {
    const std::string tried = more == 99 ? pattern : shortened(pattern, more);
    const auto compiled = compile_regex(tried, most);
    if (std::holds_alternative<Regex>(compiled)) return tried;
  }
  return std::nullopt;
}

}  // namespace sydac::compiler::sql
