// A second opinion on regular expressions, which shares nothing with the compiler: it reads the pattern again for every text, character by
// character, and keeps the set of places where each piece can end. Slow and plain.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <functional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace naive {

using Places = std::set<std::size_t>;

/// Broken UTF-8 is no concern of these tests.
inline std::u32string decoded(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    char32_t code = lead;
    const int more = lead < 0x80 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
    if (more > 0) code = lead & (0x3fu >> more);
    for (int k = 0; k < more; ++k) code = code << 6 | (static_cast<unsigned char>(text[i++]) & 0x3f);
    out += code;
  }
  return out;
}

class Matcher {
 public:
  Matcher(std::string_view pattern, std::string_view text) : pattern_(decoded(pattern)), text_(decoded(text)) {
    if (pattern_.rfind(U"(?i)", 0) == 0) {
      any_case_ = true;
      pattern_.erase(0, 4);
    }
  }
  bool matches() {
    at_ = 0;
    const Places ends = choice({0});
    if (at_ != pattern_.size()) throw std::runtime_error("naive matcher: the pattern has more");
    return ends.count(text_.size()) > 0;
  }

 private:
  using Test = std::function<bool(char32_t)>;
  static constexpr char32_t kSet = 0xffffffff;

  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : U'\0'; }
  bool accept(std::u32string_view word) {
    if (std::u32string_view(pattern_).substr(at_, word.size()) != word) return false;
    at_ += word.size();
    return true;
  }

  Places choice(const Places& from) {
    Places ends = sequence(from);
    while (accept(U"|")) {
      const Places more = sequence(from);
      ends.insert(more.begin(), more.end());
    }
    return ends;
  }
  Places sequence(Places from) {
    while (at_ < pattern_.size() && peek() != U'|' && peek() != U')') from = repeated(from);
    return from;
  }

  /// An item is read again for each round, from where its pattern begins.
  Places repeated(const Places& from) {
    const std::size_t begin = at_;
    Places once = item(from);
    const std::size_t behind = at_;
    unsigned low = 0, high = 0;
    if (!bounds(low, high)) {
      at_ = behind;
      return once;
    }
    const std::size_t end = at_;
    Places ends, here = from;
    for (unsigned round = 0; round <= high; ++round) {
      if (round >= low) ends.insert(here.begin(), here.end());
      if (round == high) break;
      at_ = begin;
      here = item(here);
    }
    at_ = end;
    return ends;
  }
  bool bounds(unsigned& low, unsigned& high) {
    constexpr unsigned kMore = 8;
    if (accept(U"*")) {
      high = kMore;
    } else if (accept(U"+")) {
      low = 1;
      high = 1 + kMore;
    } else if (accept(U"?")) {
      high = 1;
    } else if (accept(U"{")) {
      const bool has_low = peek() != U',';
      low = number();
      high = low;
      if (accept(U",")) high = peek() == U'}' ? low + kMore : number();
      if (!accept(U"}") || (!has_low && high == kMore)) throw std::runtime_error("naive matcher: bounds");
    } else {
      return false;
    }
    accept(U"?");
    return true;
  }
  unsigned number() {
    unsigned value = 0;
    for (; peek() >= U'0' && peek() <= U'9'; ++at_) value = value * 10 + static_cast<unsigned>(peek() - U'0');
    return value;
  }

  Places item(const Places& from) {
    if (accept(U"(")) {
      if (accept(U"?:")) {
      } else if (accept(U"?P<") || accept(U"?<")) {
        while (!accept(U">")) ++at_;
      }
      Places ends = choice(from);
      if (!accept(U")")) throw std::runtime_error("naive matcher: `)`");
      return ends;
    }
    if (accept(U"^") || accept(U"\\A")) return from.count(0) > 0 ? Places{0} : Places{};
    if (accept(U"$") || accept(U"\\z") || accept(U"\\Z")) return from.count(text_.size()) > 0 ? Places{text_.size()} : Places{};
    const Test test = peek() == U'[' ? bracket() : one();
    Places ends;
    for (const std::size_t place : from) {
      if (place < text_.size() && (test(text_[place]) || (any_case_ && test(other_case(text_[place]))))) ends.insert(place + 1);
    }
    return ends;
  }
  static char32_t other_case(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ? c ^ 32 : c; }

  static bool in(char32_t c, std::u32string_view characters) { return characters.find(c) != std::u32string_view::npos; }
  static bool printable(char32_t c) { return c >= 32 && c < 127; }
  static bool digit(char32_t c) { return in(c, U"0123456789"); }
  static bool letter(char32_t c) { return in(c | 32, U"abcdefghijklmnopqrstuvwxyz") && c >= U'A'; }
  static Test not_(const Test& test) {
    return [test](char32_t c) { return printable(c) && !test(c); };
  }

  /// A character or escape; `single` is its code, kSet of a set.
  Test one(char32_t* single = nullptr) {
    char32_t c = pattern_.at(at_++);
    if (c == U'.' && single == nullptr) return printable;
    if (c == U'\\') {
      c = pattern_.at(at_++);
      switch (c) {
        case U'd': return digit;
        case U'D': return not_(digit);
        case U'w': return word;
        case U'W': return not_(word);
        case U's':
        case U'h': return blank;
        case U'S': return not_(blank);
        case U'p': return property();
        case U'n': c = U'\n'; break;
        case U't': c = U'\t'; break;
        case U'r': c = U'\r'; break;
        case U'x':
        case U'u': c = hex(c == U'x' ? 2 : 4); break;
        default: break;
      }
    }
    if (single != nullptr) *single = c;
    return [c](char32_t other) { return other == c; };
  }
  static bool word(char32_t c) { return letter(c) || digit(c) || c == U'_'; }
  static bool blank(char32_t c) { return c == U' ' || c == U'\t'; }
  char32_t hex(std::size_t digits) {
    const bool braces = accept(U"{");
    std::string text;
    for (; braces ? peek() != U'}' : text.size() < digits; ++at_) text += static_cast<char>(peek());
    accept(U"}");
    return static_cast<char32_t>(std::strtoul(text.c_str(), nullptr, 16));
  }
  /// Only those that the tests ask for.
  Test property() {
    std::u32string name;
    for (accept(U"{"); !accept(U"}"); ++at_) name += peek();
    const auto is_latin = [](char32_t c) { return letter(c) || (c >= 0xc0 && c < 0x180 && c != 0xd7 && c != 0xf7); };
    if (name == U"Latin") return is_latin;
    if (name == U"Greek") return [](char32_t c) { return (c >= 0x386 && c <= 0x3ce) && !in(c, U"\u0387\u038b\u038d\u03a2"); };
    if (name == U"Cyrillic") return [](char32_t c) { return c >= 0x400 && c < 0x460; };
    if (name == U"Nd") return digit;
    throw std::runtime_error("naive matcher: a property");
  }

  Test bracket() {
    ++at_;
    const bool negated = accept(U"^");
    std::function<bool(char32_t)> any = [](char32_t) { return false; };
    while (!accept(U"]")) {
      Test next;
      if (accept(U"[:")) {
        next = posix();
      } else {
        char32_t low = kSet;
        next = one(&low);
        if (low != kSet && peek() == U'-' && peek(1) != U']') {
          ++at_;
          char32_t high = 0;
          one(&high);
          next = [low, high](char32_t c) { return low <= c && c <= high; };
        }
      }
      any = [before = any, next](char32_t c) { return before(c) || next(c); };
    }
    if (!negated) return any;
    const bool either = any_case_;
    return not_([any, either](char32_t c) { return any(c) || (either && any(other_case(c))); });
  }
  Test posix() {
    const bool negated = accept(U"^");
    std::u32string name;
    for (; !accept(U":]"); ++at_) name += peek();
    Test test;
    if (name == U"alpha") test = letter;
    if (name == U"digit") test = digit;
    if (name == U"alnum") test = [](char32_t c) { return letter(c) || digit(c); };
    if (name == U"upper") test = [](char32_t c) { return letter(c) && c < U'a'; };
    if (name == U"lower") test = [](char32_t c) { return letter(c) && c >= U'a'; };
    if (name == U"xdigit") test = [](char32_t c) { return in(c, U"0123456789abcdefABCDEF"); };
    if (name == U"space" || name == U"blank") test = blank;
    if (name == U"print") test = printable;
    if (name == U"graph") test = [](char32_t c) { return printable(c) && c != U' '; };
    if (name == U"punct") test = [](char32_t c) { return printable(c) && c != U' ' && !letter(c) && !digit(c); };
    if (name == U"cntrl") test = [](char32_t c) { return (c > 0 && c < 32) || c == 127; };
    if (!test) throw std::runtime_error("naive matcher: a class");
    return negated ? not_(test) : test;
  }

  std::u32string pattern_, text_;
  std::size_t at_ = 0;
  bool any_case_ = false;
};

/// Whether the pattern describes the whole text.
inline bool matches(std::string_view pattern, std::string_view text) { return Matcher(pattern, text).matches(); }

}  // namespace naive
