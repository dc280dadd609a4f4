// The part of ANTLR's runtime that generated parsers and our own sources need, in place of the header that includes all of it: that one
// takes twice as long, and clang refuses one of the rest (misc/InterpreterDataReader.h of 4.9 default-constructs a const member). This
// folder comes before ANTLR's on the include path.
#pragma once

#include <BaseErrorListener.h>
#include <CharStream.h>
#include <CommonToken.h>
#include <DefaultErrorStrategy.h>
#include <FailedPredicateException.h>
#include <InputMismatchException.h>
#include <Lexer.h>
#include <NoViableAltException.h>
#include <Parser.h>
#include <ParserRuleContext.h>
#include <RecognitionException.h>
#include <Token.h>
#include <TokenSource.h>
#include <TokenStream.h>
#include <Vocabulary.h>
#include <atn/ATN.h>
#include <atn/ATNDeserializer.h>
#include <atn/DecisionState.h>
#include <atn/LexerATNSimulator.h>
#include <atn/ParserATNSimulator.h>
#include <atn/PredictionMode.h>
#include <atn/RuleStartState.h>
#include <dfa/DFA.h>
#include <misc/Interval.h>
#include <misc/IntervalSet.h>
#include <support/CPPUtils.h>
#include <tree/ErrorNode.h>
#include <tree/TerminalNode.h>
