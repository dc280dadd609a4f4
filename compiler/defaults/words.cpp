#include "defaults/default_rules.hpp"

namespace sydac::compiler {
namespace {

enum class Kind : std::uint8_t { lower, upper, digit, other };

Kind kind_of(char c) {
  if (c >= 'a' && c <= 'z') return Kind::lower;
  if (c >= 'A' && c <= 'Z') return Kind::upper;
  if (c >= '0' && c <= '9') return Kind::digit;
  return static_cast<unsigned char>(c) >= 0x80 ? Kind::lower : Kind::other;  // letters of other alphabets stay together
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words;
  Kind before = Kind::other;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const Kind kind = kind_of(name[i]);
    if (kind != Kind::other) {
      const bool hump = kind == Kind::upper && before == Kind::lower;
      // The last capital of several begins the next word: `CustomerFName`, `XMLFile`. But a plural s stays: `customerIDs`.
      const bool plural = i + 2 == name.size() && name[i + 1] == 's';
      const bool last_capital = kind == Kind::upper && before == Kind::upper && i + 1 < name.size() && kind_of(name[i + 1]) == Kind::lower;
      const bool begins = before == Kind::other || hump || (last_capital && !plural) || (kind == Kind::digit) != (before == Kind::digit);
      if (begins) words.emplace_back();
      const char c = name[i];
      words.back() += kind == Kind::upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    before = kind;
  }
  return words;
}

}  // namespace sydac::compiler
