// Any bytes as a regular expression: a problem that lies within them, or a language whose numbers and strings belong to each other. A first
// byte below 0x20 is the length of the column.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/regex/regex.hpp"
#include "base/text.hpp"
#include "emit/pattern_text.hpp"
#include "regex/support.hpp"

namespace {

using namespace sydac::compiler;

void require(bool condition) {
  if (!condition) std::abort();
}

void require_printable(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const Character c = character_at(text, i);
    require(c.valid && (c.code >= 0x20 || c.code == '\n') && !(c.code != '\n' && is_invisible(c.code)));
    i += c.bytes;
  }
}

void check(const RegexProblem& problem, std::size_t size) {
  require(problem.begin <= problem.end && problem.end <= size && !problem.reason.empty());
  require_printable(problem.reason + problem.hint);
}

void check(const Pattern& part) {
  require(part.count > 0 && part.count <= kMostStrings && part.states.size() <= kMaxPatternStates + 1);
  std::string before;
  for (PatternCount i = 0; i < 7; ++i) {
    const PatternCount k = i < 5 ? part.count / 5 * i : part.count - 1;
    const std::string string = regex_test::string_of(part, k);
    std::string_view rest = string;
    require(regex_test::rank_of(part, rest) == k && rest.empty());
    require(string.size() <= part.max_bytes && before <= string);
    before = string;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view pattern(reinterpret_cast<const char*>(data), size);
  std::optional<std::uint32_t> max;
  if (!pattern.empty() && static_cast<unsigned char>(pattern.front()) < 0x20) {
    max = static_cast<unsigned char>(pattern.front());
    pattern.remove_prefix(1);
  }
  const auto result = compile_regex(pattern, max);
  if (const auto* problem = std::get_if<RegexProblem>(&result)) {
    check(*problem, pattern.size());
    return 0;
  }
  const Regex& regex = std::get<Regex>(result);
  require(!regex.parts.empty() && regex.min_characters <= regex.max_characters && (!max || regex.max_characters <= *max));
  for (const Pattern& part : regex.parts) check(part);
  if (regex.max_bytes < 1000) require_printable(pattern_tables(regex, "kPattern", pattern));
  return 0;
}
