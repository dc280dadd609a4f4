#include "source/sql/lex.hpp"

#include <SqlDdlParser.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.hpp"

namespace sydac::compiler::sql {
namespace {

using P = SqlDdlParser;

/// Words and signs by their spelling.
const std::unordered_map<std::string, std::size_t>& spellings() {
  static const std::unordered_map<std::string, std::size_t> map = [] {
    std::unordered_map<std::string, std::size_t> made;
    const P parser(nullptr);
    const auto& vocabulary = parser.getVocabulary();
    for (std::size_t type = 1; type <= vocabulary.getMaxTokenType(); ++type) {
      const std::string quoted = vocabulary.getLiteralName(type);
      if (quoted.size() > 2) made.emplace(quoted.substr(1, quoted.size() - 2), type);
    }
    return made;
  }();
  return map;
}

std::size_t word_type(std::string_view word) {
  constexpr std::size_t kLongest = 15;
  if (word.size() > kLongest) return P::ID;
  std::string spelled(word);
  for (char& c : spelled) c = upper(c);
  const auto found = spellings().find(spelled);
  return found == spellings().end() ? std::size_t{P::ID} : found->second;
}

bool is_sign(char c) { return std::string_view("+-*/<>=~!@#%^&|?:").find(c) != std::string_view::npos; }

/// PostgreSQL's rule: as long as it goes, but no comment inside, and `+` or `-` at its end only behind a sign that is its own alone.
std::size_t postgresql_sign(std::string_view text) {
  if (text[0] == ':') return text.starts_with("::") || text.starts_with(":=") ? 2 : 1;
  std::size_t size = 0;
  while (size < text.size() && text[size] != ':' && is_sign(text[size])) {
    const std::string_view two = text.substr(size, 2);
    if (size > 0 && (two == "--" || two == "/*")) break;
    ++size;
  }
  const bool special = text.substr(0, size).find_first_of("~!@#%^&|?") != std::string_view::npos;
  while (size > 1 && !special && (text[size - 1] == '+' || text[size - 1] == '-')) --size;
  return size;
}

std::size_t plain_sign(std::string_view text) {
  for (const std::string_view sign :
       {"<=>", "->>", "#>>", "->", "<>", "!=", "<=", ">=", "==", "||", "&&", "<<", ">>", "!<", "!>", ":=", "::", "=>"}) {
    if (text.starts_with(sign)) return sign.size();
  }
  return 1;
}

class Lexer {
 public:
  Lexer(std::string_view text, FileId file, std::size_t at, std::size_t end, Dialect dialect, const Quoting& quoting)
      : text_(text.substr(0, end)), at_(at), quoting_(quoting) {
    list_.file = file;
    list_.text = text;
    list_.dialect = dialect;
  }

  TokenList read() {
    while (at_ < text_.size() && !list_.too_deep) {
      const Piece piece = piece_at(text_, at_, quoting_);
      switch (piece.kind) {
        case PieceKind::blank: at_ = piece.end; break;
        case PieceKind::comment: comment(piece.end); break;
        case PieceKind::string: push(P::STRING, piece.end); break;
        case PieceKind::double_quoted: push(P::DOUBLE_QUOTED, piece.end); break;
        case PieceKind::quoted: push(P::QUOTED, piece.end); break;
        case PieceKind::bits: push(P::BITS, piece.end); break;
        case PieceKind::plain: plain(piece.end); break;
      }
    }
    return std::move(list_);
  }

 private:
  void push(std::size_t type, std::size_t end) {
    list_.all.push_back({type, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)});
    at_ = end;
  }
  void comment(std::size_t end) {
    list_.comments.push_back(
        {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end), static_cast<std::uint32_t>(list_.all.size())});
    at_ = end;
  }

  void plain(std::size_t end) {
    const char c = text_[at_];
    if (is_word_start(c)) return word(end);
    const char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (is_digit(c) || (c == '.' && is_digit(next) && !after_name())) return number();
    if ((c == '@' && list_.dialect != Dialect::postgresql) || (c == '$' && is_digit(next))) return parameter();
    if (c == '?' && list_.dialect != Dialect::postgresql) return push(P::PARAMETER, end);
    if (c == '#' && list_.dialect == Dialect::sqlserver) {  // a table of the session
      std::size_t last = at_;
      while (last < text_.size() && is_word(text_[last])) ++last;
      return push(P::ID, last);
    }
    if (is_sign(c)) return sign();
    bracket(c, end);
  }

  bool after_name() const { return !list_.all.empty() && list_.all.back().end == at_; }

  void word(std::size_t end) {
    const std::size_t type = word_type(text_.substr(at_, end - at_));
    if (type == P::CASE) return deeper(type, end);
    if (type == P::END && depth_ > 0) --depth_;
    push(type, end);
  }

  void number() {
    std::size_t end = at_;
    const auto digits = [&] {
      while (end < text_.size() && is_digit(text_[end])) ++end;
    };
    if (text_[at_] == '0' && at_ + 1 < text_.size() && lower(text_[at_ + 1]) == 'x') {
      end += 2;
      while (end < text_.size() && (is_digit(text_[end]) || (lower(text_[end]) >= 'a' && lower(text_[end]) <= 'f'))) ++end;
      const bool bits = list_.dialect == Dialect::mysql || list_.dialect == Dialect::sqlserver;
      return push(bits ? P::BITS : P::NUMBER, end);
    }
    digits();
    if (end < text_.size() && text_[end] == '.' && !text_.substr(end).starts_with("..")) {
      ++end;
      digits();
    }
    if (end < text_.size() && lower(text_[end]) == 'e') {
      std::size_t exponent = end + 1;
      if (exponent < text_.size() && (text_[exponent] == '+' || text_[exponent] == '-')) ++exponent;
      if (exponent < text_.size() && is_digit(text_[exponent])) {
        end = exponent;
        digits();
      }
    }
    if (end < text_.size() && is_word_start(text_[end])) {  // MySQL's `2fa_codes`
      while (end < text_.size() && is_word(text_[end])) ++end;
      return push(P::ID, end);
    }
    push(P::NUMBER, end);
  }

  void parameter() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && (is_word(text_[end]) || text_[end] == '@')) ++end;
    push(P::PARAMETER, end);
  }

  void sign() {
    const std::string_view rest = text_.substr(at_);
    const std::size_t size = list_.dialect == Dialect::postgresql ? postgresql_sign(rest) : plain_sign(rest);
    const auto found = spellings().find(std::string(rest.substr(0, size)));
    if (list_.dialect == Dialect::mysql && (rest.starts_with("&&") || rest.starts_with("||"))) {
      return push(rest[0] == '&' ? P::AND : P::OR, at_ + size);
    }
    push(found == spellings().end() ? std::size_t{P::OPERATOR} : found->second, at_ + size);
  }

  void bracket(char c, std::size_t end) {
    switch (c) {
      case '(': return deeper(P::OPEN, end);
      case '[': return deeper(P::OPEN_BRACKET, end);
      case ')':
      case ']':
        if (depth_ > 0) --depth_;
        return push(c == ')' ? P::CLOSE : P::CLOSE_BRACKET, end);
      case ',': return push(P::COMMA, end);
      case '.': return push(P::DOT, end);
      default: return push(P::BAD, end);
    }
  }

  void deeper(std::size_t type, std::size_t end) {
    if (++depth_ > kMaxNesting) list_.too_deep = static_cast<std::uint32_t>(at_);
    push(type, end);
  }

  TokenList list_;
  std::string_view text_;
  std::size_t at_;
  const Quoting& quoting_;
  std::size_t depth_ = 0;
};

void append_escape(std::string& out, char c) {
  switch (c) {
    case 'n': out += '\n'; break;
    case 't': out += '\t'; break;
    case 'r': out += '\r'; break;
    case 'b': out += '\b'; break;
    case '0': out += '\0'; break;
    case 'Z': out += '\x1A'; break;
    case '%':
    case '_': (out += '\\') += c; break;
    default: out += c;
  }
}

std::string unquoted(std::string_view body, char quote, bool backslashes) {
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (backslashes && body[i] == '\\' && i + 1 < body.size()) {
      append_escape(out, body[++i]);
    } else {
      if (body[i] == quote && i + 1 < body.size() && body[i + 1] == quote) ++i;
      out += body[i];
    }
  }
  return out;
}

/// `\0441`, `\+000441` of U&'…'.
std::string with_code_points(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    const bool wide = i + 1 < text.size() && text[i + 1] == '+';
    const std::string digits = text.substr(std::min(i + (wide ? 2 : 1), text.size()), wide ? 6 : 4);
    char* rest = nullptr;
    const unsigned long code = std::strtoul(digits.c_str(), &rest, 16);
    if (*rest == '\0' && digits.size() == (wide ? 6u : 4u) && code > 0 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF)) {
      append_utf8(out, static_cast<char32_t>(code));
      i += digits.size() + (wide ? 1 : 0);
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

std::size_t TokenList::behind_bracket(std::size_t open) const {
  std::size_t depth = 0;
  for (std::size_t i = open; i < all.size(); ++i) {
    if (all[i].type == P::OPEN) ++depth;
    if (all[i].type == P::CLOSE && --depth == 0) return i + 1;
  }
  return all.size();
}

TokenList lex(std::string_view text, FileId file, std::size_t comments_from, std::size_t begin, std::size_t end, Dialect dialect,
              const Quoting& quoting) {
  TokenList list = Lexer(text, file, std::min(comments_from, begin), end, dialect, quoting).read();
  return list;
}

std::string string_text(std::string_view written, const Quoting& quoting) {
  if (written.starts_with('$')) {
    const std::size_t mark = written.find('$', 1) + 1;
    if (written.size() < 2 * mark) return std::string(written.substr(std::min(mark, written.size())));
    return std::string(written.substr(mark, written.size() - 2 * mark));
  }
  const std::size_t open = written.find_first_of("'\"");
  if (open == std::string_view::npos) return std::string(written);
  const char quote = written[open];
  const std::string_view prefix = written.substr(0, open);
  std::string_view body = written.substr(open + 1);
  if (body.ends_with(quote)) body.remove_suffix(1);
  const bool escapes = quoting.backslashes || (prefix.size() == 1 && lower(prefix[0]) == 'e' && quoting.dollars);
  std::string text = unquoted(body, quote, escapes);
  return prefix.size() == 2 ? with_code_points(text) : text;
}

std::string quoted_text(std::string_view written, const Quoting& quoting) {
  const std::size_t open = written.find_first_of("`[\"'");
  if (open == std::string_view::npos) return std::string(written);
  const char quote = written[open] == '[' ? ']' : written[open];
  std::string_view body = written.substr(open + 1);
  if (body.ends_with(quote)) body.remove_suffix(1);
  return unquoted(body, quote, quote == '\'' && quoting.backslashes);
}

}  // namespace sydac::compiler::sql
