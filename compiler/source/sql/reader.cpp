#include "source/sql/reader.hpp"

namespace sydac::compiler::sql {
namespace {

/// The first token that does not fit ends the reading: pieces are small, and recovery is between them.
class Strict final : public antlr4::DefaultErrorStrategy {
 public:
  void recover(antlr4::Parser*, std::exception_ptr error) override {
    try {
      std::rethrow_exception(error);
    } catch (const antlr4::RecognitionException& exception) {
      throw Refused{exception.getOffendingToken()->getTokenIndex()};
    }
  }
  antlr4::Token* recoverInline(antlr4::Parser* parser) override { throw Refused{parser->getCurrentToken()->getTokenIndex()}; }
  void sync(antlr4::Parser*) override {}
  void reportError(antlr4::Parser*, const antlr4::RecognitionException&) override {}
};

}  // namespace

Reader::Reader() : parser_(nullptr) {
  parser_.removeErrorListeners();
  parser_.setErrorHandler(std::make_shared<Strict>());
}

Reader::~Reader() = default;

void Reader::begin(std::span<const Token> tokens, bool full) {
  parser_.reset();  // the old stream must be there while it does
  auto stream = std::make_unique<TokenStream>(tokens);
  parser_.setTokenStream(stream.get());
  stream_ = std::move(stream);
  parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(full ? antlr4::atn::PredictionMode::LL
                                                                                    : antlr4::atn::PredictionMode::SLL);
  failed_at_ = taken_ = 0;
}

}  // namespace sydac::compiler::sql
