// The grammar has one reading for every file: ANTLR's exact-ambiguity detection over all schemas of the project.
#include <SdlParser.h>
#include <antlr4-runtime.h>
#include <doctest/doctest.h>

#include "sdl_helpers.hpp"
#include "source/sdl/recovery.hpp"
#include "source/sdl/syntax.hpp"

namespace sydac::compiler {
namespace {

/// Keeps what the parser says about decisions that were not plain.
class Decisions final : public antlr4::BaseErrorListener {
 public:
  std::vector<std::string> found;

  void reportAmbiguity(antlr4::Parser* parser, const antlr4::dfa::DFA& dfa, std::size_t first, std::size_t last, bool,
                       const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    add("ambiguous", parser, dfa, first, last);
  }
  void reportAttemptingFullContext(antlr4::Parser* parser, const antlr4::dfa::DFA& dfa, std::size_t first, std::size_t last,
                                   const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    add("needs full context", parser, dfa, first, last);
  }

 private:
  void add(const std::string& what, antlr4::Parser* parser, const antlr4::dfa::DFA& dfa, std::size_t first, std::size_t last) {
    const auto& stream = static_cast<sdl::TokenStream&>(*parser->getTokenStream());
    found.push_back(what + ": " + parser->getRuleNames()[dfa.atnStartState->ruleIndex] + ", bytes " +
                    std::to_string(stream.at(first).begin) + " to " + std::to_string(stream.at(last).end));
  }
};

std::vector<std::string> decisions(const std::string& text) {
  Sources sources;
  Diagnostics diagnostics;
  const FileId file = sources.add("test.sdl", text);
  const sdl::TokenList tokens = sdl::tokens_for_parser(sources, file, diagnostics);
  sdl::TokenStream stream(tokens);
  SdlParser parser(&stream);
  Decisions listener;
  parser.removeErrorListeners();
  parser.addErrorListener(&listener);
  parser.setErrorHandler(std::make_shared<sdl::Recovery>(tokens, stream, diagnostics));
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
  parser.file();
  return listener.found;
}

TEST_CASE("no schema of the project is ambiguous or needs full context") {
  const auto files = schema_files({"tests", "examples", "docs"});
  CHECK(files.size() >= 5);
  for (const auto& path : files) {
    CAPTURE(path.string());
    const auto found = decisions(read_text(path));
    CHECK(found == std::vector<std::string>());
  }
}

}  // namespace
}  // namespace sydac::compiler
