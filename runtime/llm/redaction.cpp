#include "redaction.hpp"

#include <algorithm>
#include <array>

namespace sydac::llm {

namespace {

constexpr std::size_t kLongestMessage = 500;
constexpr std::size_t kLongestRead = 4096;  // of what a server says
constexpr std::size_t kShortestPart = 8;
constexpr std::size_t kShortestKey = 4;  // shorter ones would take words out of every message
constexpr std::size_t kShortestRun = 32;
constexpr std::array<std::string_view, 6> kPrefixes = {"sk-", "xai-", "AIza", "pk-", "gsk_", "ya29."};
constexpr std::string_view kInstead = "[key]";

bool is_alphanumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
/// Providers show keys with stars in the middle.
bool is_of_key(char c) { return is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '*'; }

/// The longest part of the key that `text` begins with.
std::size_t part_of(std::string_view key, std::string_view text) {
  std::size_t longest = 0;
  for (std::size_t at = 0; at < key.size(); ++at) {
    const auto [in_key, in_text] = std::mismatch(key.begin() + static_cast<std::ptrdiff_t>(at), key.end(), text.begin(), text.end());
    longest = std::max(longest, static_cast<std::size_t>(in_text - text.begin()));
  }
  return longest;
}

/// The length of the word that `text` begins with if it looks like a key, else 0.
std::size_t word_like_key(std::string_view text) {
  const auto length = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_of_key) - text.begin());
  const std::string_view word = text.substr(0, length);
  const bool has_prefix = std::any_of(kPrefixes.begin(), kPrefixes.end(),
                                      [&](std::string_view prefix) { return word.starts_with(prefix) && length >= prefix.size() + 6; });
  const bool has_stars =
      length >= 6 && word.find("***") != std::string_view::npos && std::any_of(word.begin(), word.end(), is_alphanumeric);
  std::size_t run = 0, longest = 0;
  for (const char c : word) longest = std::max(longest, run = is_alphanumeric(c) ? run + 1 : 0);
  const bool has_digit = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
  return has_prefix || has_stars || (longest >= kShortestRun && has_digit) ? length : 0;
}

std::string without_secrets(std::string_view text, std::string_view key) {
  const std::size_t enough = std::min(kShortestPart, std::max(key.size(), kShortestKey));
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t secret = key.empty() ? 0 : part_of(key, text.substr(at));
    if (secret < enough) secret = 0;
    if (secret == 0 && (at == 0 || !is_of_key(text[at - 1]))) secret = word_like_key(text.substr(at));
    if (secret == 0) {
      out += text[at++];
    } else {
      out += kInstead;
      at += secret;
    }
  }
  return out;
}

/// Cut between characters; bytes that are no UTF-8 become `?`.
std::string clean(std::string_view text, std::size_t limit) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xC2 && first < 0xE0 ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    bool whole = length > 0 && at + length <= text.size();
    for (std::size_t i = 1; whole && i < length; ++i) whole = (static_cast<unsigned char>(text[at + i]) & 0xC0) == 0x80;
    if (out.size() + std::max<std::size_t>(length, 1) > limit) return out + "…";
    if (!whole) {
      out += '?';
    } else if (first < 0x20 || first == 0x7F || (first == 0xC2 && static_cast<unsigned char>(text[at + 1]) < 0xA0)) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else {
      out += text.substr(at, length);
    }
    at += whole ? length : 1;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace

std::string redacted(std::string_view text, std::string_view key) {
  // Control characters first: a key with a line break in its middle is still one.
  return clean(without_secrets(clean(text, kLongestRead), key), kLongestMessage);
}

bool looks_like_key(std::string_view text) {
  if (text.starts_with("Bearer ")) return true;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((at == 0 || !is_of_key(text[at - 1])) && word_like_key(text.substr(at)) > 0) return true;
  }
  return false;
}

}  // namespace sydac::llm
