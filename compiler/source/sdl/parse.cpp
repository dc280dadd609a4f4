#include "source/sdl/parse.hpp"

#include <algorithm>

#include "source/sdl/build.hpp"
#include "source/sdl/lex.hpp"
#include "source/sdl/syntax.hpp"

namespace sydac::compiler {
namespace sdl {

TokenList tokens_for_parser(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  TokenList tokens = lex(sources, file, diagnostics);
  balance_brackets(tokens, diagnostics);
  find_line_ends(tokens);
  std::sort(tokens.slips.begin(), tokens.slips.end());
  return tokens;
}

Syntax::Syntax(const Sources& sources, FileId file, Diagnostics& diagnostics)
    : tokens_(tokens_for_parser(sources, file, diagnostics)), stream_(tokens_), parser_(&stream_) {
  parser_.removeErrorListeners();
  const auto recovery = std::make_shared<Recovery>(tokens_, stream_, diagnostics);
  parser_.setErrorHandler(recovery);
  tree_ = parser_.file();
  tokens_.slips.insert(tokens_.slips.end(), recovery->places().begin(), recovery->places().end());
  std::sort(tokens_.slips.begin(), tokens_.slips.end());
}

}  // namespace sdl

void add_sdl(Schema& schema, const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const std::size_t errors_before = diagnostics.errors();
  sdl::Syntax syntax(sources, file, diagnostics);
  schema = sdl::Builder(syntax.tokens(), diagnostics, std::move(schema)).build(syntax.tree(), errors_before);
}

Schema parse_sdl(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  Schema schema;
  schema.file = file;
  add_sdl(schema, sources, file, diagnostics);
  return schema;
}

}  // namespace sydac::compiler
