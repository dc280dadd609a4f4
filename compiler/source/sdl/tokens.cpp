#include "source/sdl/tokens.hpp"

#include <SdlLexer.h>

#include "base/text.hpp"

namespace sydac::compiler::sdl {

using L = SdlLexer;

bool is_word(std::size_t type) { return type == L::ID || type == L::BACKTICK || (type >= L::EDITION && type <= L::OR); }

bool ends_value(std::size_t type) {
  switch (type) {
    case L::AND:
    case L::OR:
    case L::THEN:
    case L::ELSE:
    case L::NOT:
    case L::IF: return false;
    case L::INT:
    case L::DECIMAL:
    case L::SHARE:
    case L::DURATION:
    case L::DATE:
    case L::TIMESTAMP:
    case L::REGEX:
    case L::PLAIN_TEXT:
    case L::TEXT_END:
    case L::QUESTION:
    case L::CLOSE_PAREN:
    case L::CLOSE_BRACKET:
    case L::CLOSE_BRACE: return true;
    default: return is_word(type);
  }
}

bool continues_line(std::size_t type) {
  switch (type) {
    case L::PLUS:
    case L::STAR:
    case L::RANGE:
    case L::EQUAL:
    case L::NOT_EQUAL:
    case L::LESS:
    case L::LESS_EQUAL:
    case L::GREATER:
    case L::GREATER_EQUAL:
    case L::AND:
    case L::OR:
    case L::THEN:
    case L::ELSE:
    case L::DOT:
    case L::ASSIGN:
    case L::ARROW:
    case L::OPEN_BRACE:
    case L::CLOSE_PAREN:
    case L::CLOSE_BRACKET:
    case L::CLOSE_BRACE: return true;
    default: return false;
  }
}

bool is_opening(std::size_t type) {
  return type == L::OPEN_PAREN || type == L::OPEN_BRACKET || type == L::OPEN_BRACE || type == L::INTERPOLATION_START;
}

bool is_closing(std::size_t type) {
  return type == L::CLOSE_PAREN || type == L::CLOSE_BRACKET || type == L::CLOSE_BRACE || type == L::INTERPOLATION_END;
}

std::size_t partner_of(std::size_t bracket) {
  switch (bracket) {
    case L::OPEN_PAREN: return L::CLOSE_PAREN;
    case L::OPEN_BRACKET: return L::CLOSE_BRACKET;
    case L::OPEN_BRACE: return L::CLOSE_BRACE;
    case L::INTERPOLATION_START: return L::INTERPOLATION_END;
    case L::CLOSE_PAREN: return L::OPEN_PAREN;
    case L::CLOSE_BRACKET: return L::OPEN_BRACKET;
    case L::CLOSE_BRACE: return L::OPEN_BRACE;
    default: return L::INTERPOLATION_START;
  }
}

std::string_view spelling_of(std::size_t type) {
  switch (type) {
    case L::ARROW: return "->";
    case L::FAT_ARROW: return "=>";
    case L::ELLIPSIS: return "...";
    case L::RANGE: return "..";
    case L::DOT: return ".";
    case L::EQUAL: return "==";
    case L::NOT_EQUAL: return "!=";
    case L::LESS_EQUAL: return "<=";
    case L::GREATER_EQUAL: return ">=";
    case L::LESS: return "<";
    case L::GREATER: return ">";
    case L::ASSIGN: return "=";
    case L::PLUS: return "+";
    case L::MINUS: return "-";
    case L::STAR: return "*";
    case L::SLASH: return "/";
    case L::COMMA: return ",";
    case L::COLON: return ":";
    case L::SEMICOLON: return ";";
    case L::QUESTION: return "?";
    case L::OPEN_PAREN: return "(";
    case L::CLOSE_PAREN: return ")";
    case L::OPEN_BRACKET: return "[";
    case L::CLOSE_BRACKET: return "]";
    case L::OPEN_BRACE:
    case L::INTERPOLATION_START: return "{";
    case L::CLOSE_BRACE:
    case L::INTERPOLATION_END: return "}";
    case L::TABLE: return "table";
    case L::DEF: return "def";
    case L::PER: return "per";
    case L::BY: return "by";
    case L::FROM: return "from";
    case L::TO: return "to";
    case L::IN: return "in";
    case L::THEN: return "then";
    case L::ELSE: return "else";
    case L::LLM: return "llm";
    default: return "";
  }
}

std::string spoken(const TokenList& tokens, const Token& token) {
  if (token.type == antlr4::Token::EOF || token.begin >= tokens.text.size()) return "the end of the file";
  switch (token.type) {
    case L::NEWLINE: return "the end of the line";
    case L::TEXT_START:
    case L::PLAIN_TEXT: return "a text";
    case L::TEXT_PIECE: return "text";
    case L::TEXT_END: return "the end of the text";
    default: break;
  }
  const std::string_view spelling = spelling_of(token.type);
  const std::string shown = printable(spelling.empty() ? tokens.text_of(token) : spelling, 40);
  return shown.starts_with('`') ? shown : "`" + shown + "`";
}

}  // namespace sydac::compiler::sdl
