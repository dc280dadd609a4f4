// The schema language. docs/language.md says what it means; what a name refers to, and which rules there are, is no matter of grammar.
// Brackets are balanced and line breaks chosen before the parser runs (compiler/source/sdl/layout.hpp).
parser grammar SdlParser;

options {
  tokenVocab = SdlLexer;
  superClass = SdlParserBase;
}

@parser::postinclude {
#include "source/sdl/parser_base.hpp"
}

file: (declaration (lineEnd declaration)* lineEnd?)? EOF;

lineEnd: NEWLINE | SEMICOLON;
entryEnd: COMMA | NEWLINE;

declaration
  : EDITION INT                                                                    # editionLine
  | DATASET name                                                                   # datasetLine
  | SEED MINUS? INT                                                                # seedLine
  | NOW (DATE | TIMESTAMP)                                                         # nowLine
  | LOCALE name                                                                    # localeLine
  | LLM (name | llmOptions)                                                        # llmLine
  | IMPORT PLAIN_TEXT                                                              # importLine
  | ENUM name enumValues                                                           # enumDeclaration
  | POOL name poolKeys? poolSize? poolSource fallback?                             # poolDeclaration
  | TABLE name header? was? members                                                # tableDeclaration
  | REFINE TABLE name header? refinements                                          # refineDeclaration
  | MIXIN name members                                                             # mixinDeclaration
  | DEF name OPEN_PAREN (parameter (COMMA parameter)*)? CLOSE_PAREN ASSIGN expression  # definition
  | EXTERN PLAIN_TEXT DEF name OPEN_PAREN (type (COMMA type)*)? CLOSE_PAREN type    # externDefinition
  ;

enumValues: OPEN_BRACE (enumValue (entryEnd enumValue)* entryEnd?)? CLOSE_BRACE;
enumValue: (name | PLAIN_TEXT) (COLON expression)?;

llmOptions: OPEN_BRACE (llmOption (entryEnd llmOption)* entryEnd?)? CLOSE_BRACE;
llmOption: name (DOT name)? ASSIGN expression;

parameter: name type;

// --- pools
poolKeys: OPEN_PAREN poolKey (COMMA poolKey)* CLOSE_PAREN;
poolKey: name IN expression;
poolSize: OPEN_BRACKET expression CLOSE_BRACKET;
poolSource
  : FROM LLM poolFields                                                            # poolFromModel
  | FROM PLAIN_TEXT (WEIGHT name)? poolFields?                                     # poolFromFile
  | typedFields? weights                                                           # poolOfValues
  ;
poolFields: OPEN_BRACE (poolField (entryEnd poolField)* entryEnd?)? CLOSE_BRACE;
poolField: name type? (IN expression)?;
typedFields: OPEN_BRACE (typedField (entryEnd typedField)* entryEnd?) CLOSE_BRACE;
typedField: name type (IN expression)?;
fallback: FALLBACK fallbackValues;
fallbackValues: OPEN_BRACE (fallbackValue (entryEnd fallbackValue)* entryEnd?)? CLOSE_BRACE;
fallbackValue: name ASSIGN expression;

weights: OPEN_BRACE (weight (entryEnd weight)* entryEnd?)? CLOSE_BRACE;
weight: expression (COLON expression)?;

// --- tables
header: OPEN_BRACKET rows CLOSE_BRACKET;
rows
  : EACH name FROM expression TO expression                                        # calendarRows
  | EACH name (COMMA name)*                                                        # eachRows
  | ONE PER name                                                                   # onePerRows
  | PER name BY expression weights                                                 # matchedRows
  | SHARE OF name                                                                  # shareRows
  | expression PER name (VIA name)?                                                # perRows
  | expression OVER name pick?                                                     # overRows
  | expression                                                                     # fixedRows
  ;

members: OPEN_BRACE (member (lineEnd member)* lineEnd?)? CLOSE_BRACE;
member
  : ELLIPSIS name                                                                  # mixinUse
  | LET (name | names) was? ASSIGN expression                                      # letMember
  | CHECK expression                                                               # checkMember
  | PK names                                                                       # primaryKey
  | UNIQUE names                                                                   # uniqueKey
  | memberName ARROW target modifier* (ASSIGN pick (COMMA pick)*)?                 # reference
  | names ARROW target (AS name)? modifier* (ASSIGN pick (COMMA pick)*)?           # compositeReference
  | memberName type modifier* (ASSIGN expression)?                                 # column
  ;

refinements: OPEN_BRACE (refinement (lineEnd refinement)* lineEnd?)? CLOSE_BRACE;
refinement
  : memberName ASSIGN expression                                                   # newRule
  | memberName ASSIGN pick (COMMA pick)*                                           # newPicks
  | member                                                                         # newMember
  ;

names: OPEN_PAREN name (COMMA name)* CLOSE_PAREN;
target: name (DOT name | names)?;
type: name (OPEN_PAREN INT (COMMA INT)* CLOSE_PAREN)? arrayLength*;
arrayLength: OPEN_BRACKET expression CLOSE_BRACKET;

was: WAS PLAIN_TEXT;
modifier
  : QUESTION SHARE?                                                                # nullable
  | PK                                                                             # primary
  | UNIQUE                                                                         # unique
  | PII                                                                            # personal
  | SENSITIVE                                                                      # sensitive
  | was                                                                            # renamed
  ;

pick
  : ZIPF (OPEN_PAREN argument (COMMA argument)* CLOSE_PAREN)?                      # zipfPick
  | EVEN                                                                           # evenPick
  | RANDOM                                                                         # randomPick
  | WEIGHTED BY expression weights?                                                # weightedPick
  | WHERE expression                                                               # wherePick
  | DISTINCT IN name                                                               # distinctPick
  | EARLIER (OPEN_PAREN argument (COMMA argument)* CLOSE_PAREN)?                   # earlierPick
  | UNIQUE                                                                         # uniquePick
  | STABLE                                                                         # stablePick
  | MUTUAL                                                                         # mutualPick
  | AT expression                                                                  # atPick
  | WHEN expression                                                                # whenPick
  ;

// --- values: a rule binds looser than the ones it is made of, in a rule the first alternative binds tightest
expression
@init { Nesting nesting(*this, expressions_, kMaxExpressions, Rule::plain); }
  : IF expression THEN expression ELSE expression                                  # conditional
  | condition (RANGE condition)?                                                   # range
  ;

condition
@init { Nesting nesting(*this, operators_, kMaxOperators, Rule::left_recursive); }
  : NOT condition                                                                  # negation
  | term (comparison term)?                                                        # comparing
  | condition AND condition                                                        # conjunction
  | condition OR condition                                                         # disjunction
  ;
comparison: EQUAL | NOT_EQUAL | LESS | LESS_EQUAL | GREATER | GREATER_EQUAL | IN;

term
@init { Nesting nesting(*this, operators_, kMaxOperators, Rule::left_recursive); }
  : operand                                                                        # single
  | MINUS term                                                                     # minus
  | term (STAR | SLASH) term                                                       # product
  | term (PLUS | MINUS) term                                                       # sum
  ;

operand
  : operand DOT name                                                               # access
  | operand OPEN_BRACKET expression CLOSE_BRACKET                                  # index
  | literal                                                                        # constant
  | text                                                                           # textValue
  | valueName                                                                      # nameValue
  | valueName OPEN_PAREN (argument (COMMA argument)* COMMA?)? CLOSE_PAREN          # call
  | RUNNING valueName OPEN_PAREN argument CLOSE_PAREN                              # running
  | MATCH expression arms                                                          # match
  | OPEN_PAREN expression (COMMA expression)* CLOSE_PAREN                          # group
  | OPEN_BRACKET (expression (COMMA expression)* COMMA?)? CLOSE_BRACKET            # array
  ;

arms: OPEN_BRACE (arm (entryEnd arm)* entryEnd?)? CLOSE_BRACE;
arm: expression (COMMA expression)* FAT_ARROW expression;

argument
  : valueName ASSIGN expression                                                    # namedArgument
  | expression (COLON expression)? (VIA name)? (WHERE expression)?                 # plainArgument
  ;

literal
  : (INT | DECIMAL)                                                                # number
  | SHARE                                                                          # share
  | DURATION                                                                       # duration
  | DATE                                                                           # date
  | TIMESTAMP                                                                      # timestamp
  | TIME PLAIN_TEXT                                                                # timeOfDay
  | REGEX                                                                          # regex
  | (TRUE | FALSE)                                                                 # boolean
  | NULL_                                                                          # null
  ;

text
  : PLAIN_TEXT                                                                     # plainText
  | TEXT_START (TEXT_PIECE | INTERPOLATION_START expression INTERPOLATION_END)* TEXT_END  # interpolatedText
  ;

// --- names: any word but `and or then else`, and in two places fewer; in backticks every word.
// ONE and EACH come only at the start of a header, elsewhere these words are IDs (layout.cpp)
name: commonName | LET | CHECK | MATCH | IF | NOT | TRUE | FALSE | NULL_;
memberName: commonName | MATCH | IF | NOT | TRUE | FALSE | NULL_;
valueName: commonName | LET | CHECK;

commonName
  : ID | BACKTICK
  | EDITION | DATASET | SEED | NOW | LOCALE | ENUM | POOL | TABLE | MIXIN | IMPORT | REFINE | EXTERN | DEF
  | FROM | LLM | WEIGHT | FALLBACK
  | PER | VIA | BY | OVER | OF | TO
  | PK | UNIQUE | PII | SENSITIVE | WAS | AS
  | ZIPF | EVEN | RANDOM | WEIGHTED | WHERE | DISTINCT | EARLIER | STABLE | MUTUAL | AT | WHEN | IN
  | RUNNING | TIME
  ;
