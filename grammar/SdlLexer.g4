// The words and signs of the schema language. docs/language.md says what they mean.
//
// The lexer reads bytes. Text is checked first (compiler/source/sdl/bytes.hpp): every byte of a letter beyond ASCII reaches the lexer as
// U+0001, every byte of another character beyond ASCII as U+0002, a control byte as a space. So offsets are byte offsets, and its tables stay small.
//
// Three things need more than a regular expression and are done where tokens are collected (compiler/source/sdl/lex.cpp):
//   - a `}` that ends `"{…}"` becomes INTERPOLATION_END and goes back to mode TEXT;
//   - a `/` where a value is expected is read on to the end of the regular expression and becomes REGEX;
//   - line breaks are LINE_BREAKs here; those that end something become NEWLINE (layout.cpp).
lexer grammar SdlLexer;

tokens { REGEX, INTERPOLATION_END, NEWLINE }

// --- words; every one of them is a name where the grammar has no other use for it (rules `name`, `valueName`, `memberName`)
EDITION: 'edition';
DATASET: 'dataset';
SEED: 'seed';
NOW: 'now';
LOCALE: 'locale';
ENUM: 'enum';
POOL: 'pool';
TABLE: 'table';
MIXIN: 'mixin';
IMPORT: 'import';
REFINE: 'refine';
EXTERN: 'extern';
DEF: 'def';
FROM: 'from';
LLM: 'llm';
WEIGHT: 'weight';
FALLBACK: 'fallback';
PER: 'per';
VIA: 'via';
BY: 'by';
OVER: 'over';
OF: 'of';
ONE: 'one';
EACH: 'each';
TO: 'to';
LET: 'let';
CHECK: 'check';
PK: 'pk';
UNIQUE: 'unique';
PII: 'pii';
SENSITIVE: 'sensitive';
WAS: 'was';
AS: 'as';
ZIPF: 'zipf';
EVEN: 'even';
RANDOM: 'random';
WEIGHTED: 'weighted';
WHERE: 'where';
DISTINCT: 'distinct';
EARLIER: 'earlier';
STABLE: 'stable';
MUTUAL: 'mutual';
AT: 'at';
WHEN: 'when';
IN: 'in';
RUNNING: 'running';
TIME: 'time';
MATCH: 'match';
IF: 'if';
NOT: 'not';
TRUE: 'true';
FALSE: 'false';
NULL_: 'null';
// never plain names
THEN: 'then';
ELSE: 'else';
AND: 'and';
OR: 'or';

// --- signs
ARROW: '->';
FAT_ARROW: '=>';
ELLIPSIS: '...';
RANGE: '..';
DOT: '.';
EQUAL: '==';
NOT_EQUAL: '!=';
LESS_EQUAL: '<=';
GREATER_EQUAL: '>=';
LESS: '<';
GREATER: '>';
ASSIGN: '=';
PLUS: '+';
MINUS: '-';
STAR: '*';
SLASH: '/';
COMMA: ',';
COLON: ':';
SEMICOLON: ';';
QUESTION: '?';
OPEN_PAREN: '(';
CLOSE_PAREN: ')';
OPEN_BRACKET: '[';
CLOSE_BRACKET: ']';
OPEN_BRACE: '{';
CLOSE_BRACE: '}';

// --- literals
TIMESTAMP: DAY 'T' D D ':' D D (':' D D ('.' D+)?)? 'Z'?;
DATE: DAY;
SHARE: NUMBER '%';
DURATION: WHOLE ('ms' | 's' | 'min' | 'h' | 'd' | 'w' | 'mo' | 'y');
DECIMAL: WHOLE '.' WHOLE;
INT: WHOLE;
PLAIN_TEXT: '"' (~["\\{\r\n] | ESCAPE)* '"';
TEXT_START: '"' -> mode(TEXT);

ID: [a-zA-Z_\u0001] [a-zA-Z0-9_\u0001]*;
BACKTICK: '`' ~[`\r\n]* '`';

// --- between words
DOC: '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN);
COMMENT: '//' ~[\r\n]* -> channel(HIDDEN);
LINE_BREAK: ('\r'? '\n' | '\r') -> channel(HIDDEN);
SPACE: [ \t]+ -> skip;

// --- slips: each becomes one error, and where it is plain what was meant the token that stands for it
BAD_NUMBER: NUMBER [a-zA-Z_\u0001] [a-zA-Z0-9_\u0001]*;
BAD_DATE: D D D D '-' (D '-' D | D '-' D D | D D '-' D) | DAY [a-zA-Z0-9_\u0001] [a-zA-Z0-9_:\u0001]*;
BACKTICK_OPEN: '`' ~[`\r\n]*;
SINGLE_QUOTED: '\'' ~['\r\n]* '\'';
HASH_COMMENT: '#' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' .*? ('*/' | EOF) -> channel(HIDDEN);
AMPERSANDS: '&&';
BARS: '||';
BANG: '!';
LESS_GREATER: '<>';
PERCENT: '%';
FOREIGN: '\u0002'+;
BAD: .;

fragment ESCAPE: '\\' ~[\r\n] | '\\u{' ~["{}\r\n]* '}';
fragment D: [0-9];
fragment DAY: D D D D '-' D D '-' D D;
fragment WHOLE: D ('_'? D)*;
fragment NUMBER: WHOLE ('.' WHOLE)?;

mode TEXT;
TEXT_PIECE: (~["\\{\r\n] | ESCAPE)+;
INTERPOLATION_START: '{' -> mode(DEFAULT_MODE);
TEXT_END: '"' -> mode(DEFAULT_MODE);
TEXT_BACKSLASH: '\\' -> type(TEXT_PIECE);
TEXT_BREAK: ('\r'? '\n' | '\r') -> mode(DEFAULT_MODE);
