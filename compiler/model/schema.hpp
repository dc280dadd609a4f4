// What a schema file says, as written: names unresolved, types unchecked, every piece with its span. All sources (SDL, later SQL, JSON,
// YAML) produce this. Expressions sit in one vector and refer to each other by id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/span.hpp"
#include "model/pool_file.hpp"
#include "sydac/pools/lock.hpp"

namespace sydac::compiler {

struct Name {
  std::string text;  // without backticks
  Span span;
};

struct ExprId {
  std::uint32_t index = 0;
  auto operator<=>(const ExprId&) const = default;
};

// --- expressions ---------------------------------------------------------------------------------------------------------------

struct NullLiteral {};
struct BoolLiteral {
  bool value = false;
};
/// `12`, `1_000`, `9.99`: digits without underscores, at most one point; never a sign.
struct NumberLiteral {
  std::string digits;
};
/// `30%`: digits as in NumberLiteral.
struct ShareLiteral {
  std::string digits;
};
enum class DurationUnit : std::uint8_t { millisecond, second, minute, hour, day, week, month, year };
struct DurationLiteral {
  std::string digits;
  DurationUnit unit = DurationUnit::day;
};
/// `2026-01-31`, as written; not yet known to be a real day.
struct DateLiteral {
  std::string text;
};
/// `2026-01-31T09:30:00`, as written.
struct TimestampLiteral {
  std::string text;
};
/// `time "09:30"`: the text inside the quotes.
struct TimeLiteral {
  std::string text;
};
/// `/regex/` without the slashes; `\/` still escaped.
struct RegexLiteral {
  std::string pattern;
};
/// `"text {expr}"`: literal pieces are unescaped, expressions are ids; a plain string is one piece or none.
struct TextLiteral {
  std::vector<std::variant<std::string, ExprId>> parts;
};
struct NameRef {
  Name name;
};
/// `customer_id.joined`
struct MemberAccess {
  ExprId object;
  Name member;
};
/// One argument of a call: `value`, `name = value`, `value: weight`, `value via reference where condition`.
struct Argument {
  std::optional<Name> name;
  ExprId value;
  std::optional<ExprId> weight;
  std::optional<ExprId> where;
  std::optional<Name> via = {};
};
/// `zipf(1.1)`, `sum(items.amount)`, `choice("a": 1, "b": 3)`
struct Call {
  Name function;
  std::vector<Argument> arguments;
};
enum class UnaryOp : std::uint8_t { negate, logical_not };
struct Unary {
  UnaryOp op;
  ExprId operand;
};
enum class BinaryOp : std::uint8_t {
  multiply,
  divide,
  add,
  subtract,
  range,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in,
  logical_and,
  logical_or
};
/// Binds, loosest first: `..`, `or`, `and`, (`not`), comparisons and `in`, `+ -`, `* /`, unary minus, `. ( ) [ ]`.
struct Binary {
  BinaryOp op;
  ExprId left, right;
  Span op_span;
};
struct If {
  ExprId condition, then, otherwise;
};
/// One arm of a match: `shipped, returned => value`; the pattern `_` is the NameRef `_`.
struct Arm {
  std::vector<ExprId> patterns;
  ExprId value;
  Span span;
};
struct Match {
  ExprId subject;
  std::vector<Arm> arms;
};
struct Tuple {
  std::vector<ExprId> items;  // at least two
};
struct ArrayLiteral {
  std::vector<ExprId> items;
};
struct Index {
  ExprId object, index;
};
/// `running sum(x)`
struct Running {
  Name function;
  Argument argument;
};

struct Expr {
  Span span;
  std::variant<NullLiteral, BoolLiteral, NumberLiteral, ShareLiteral, DurationLiteral, DateLiteral, TimestampLiteral, TimeLiteral,
               RegexLiteral, TextLiteral, NameRef, MemberAccess, Call, Unary, Binary, If, Match, Tuple, ArrayLiteral, Index, Running>
      node;
};

// --- declarations --------------------------------------------------------------------------------------------------------------

/// `value: weight` of an enum, a literal pool or a `weighted by` list; the value of an enum is a NameRef or a TextLiteral.
struct WeightedEntry {
  ExprId value;
  std::optional<ExprId> weight;
};

/// `text(80)`, `decimal(8,2)`, `int[0..3]`, or the name of an enum.
struct TypeRef {
  Name name;
  std::vector<NumberLiteral> arguments;
  std::vector<std::optional<ExprId>> arrays;  // one entry for each `[…]`
  Span span;
};

struct NullableModifier {
  Span span;
  std::optional<ShareLiteral> share;
};
struct WasModifier {
  Span span;
  std::string name;
};
struct Modifiers {
  std::optional<NullableModifier> nullable;
  std::optional<Span> pk, unique, pii, sensitive;
  std::optional<WasModifier> was;
};

enum class PickKind : std::uint8_t { zipf, even, random, weighted, where, distinct_in, earlier, unique, stable, mutual, at, when };
/// One word of `= zipf(1.1), distinct in order_id`; also the spread of `[N over t …]`.
struct Pick {
  PickKind kind;
  Span span;
  std::vector<Argument> arguments;     // zipf(…)
  std::optional<ExprId> expr;          // weighted by EXPR, where EXPR, distinct in NAME (a NameRef)
  std::vector<WeightedEntry> weights;  // weighted by x { gold: 5, _: 1 }
};

/// The rule that the name of a column without one calls for; see defaults/default_rules.hpp for the texts.
struct DefaultDecl {
  ExprId value;
  std::optional<ExprId> codes;  // of a short text: all codes of its length, for where each has to be different
  std::string entry, pattern, context, role, rule;
};
struct ColumnDecl {
  Name name;
  TypeRef type;
  Modifiers modifiers;
  std::optional<ExprId> rule;
  std::optional<DefaultDecl> by_default = {};
};
struct ReferenceDecl {
  std::vector<Name> columns;  // one, or several when composite
  Name table;
  std::vector<Name> target_columns;  // empty: the primary key
  std::optional<Name> as;
  Modifiers modifiers;
  std::vector<Pick> picks;
};
struct LetDecl {
  std::vector<Name> names;  // one, or several for a tuple
  ExprId value;
  std::optional<WasModifier> was = {};
};
struct CheckDecl {
  ExprId condition;
};
/// `pk (a, b)` and `unique (a, b)`
struct KeyDecl {
  bool primary = false;
  std::vector<Name> columns;
};
struct MixinUse {
  Name name;
};
/// In `refine`: `name = expr`, or `name = pick, pick` where no expression reads like that. One pick alone, `zipf(1.1)`, is an expression.
struct RuleDecl {
  Name name;
  std::optional<ExprId> rule;
  std::vector<Pick> picks = {};
};
struct Member {
  std::string doc;  // lines joined by \n, without the slashes
  Span span;
  std::variant<ColumnDecl, ReferenceDecl, LetDecl, CheckDecl, KeyDecl, MixinUse, RuleDecl> node;
  bool broken = false;  // a syntax error was reported inside: what could not be read is missing, the value of a `let` is null
};

// How many rows: the table header.
struct FixedRows {
  ExprId count;
};
/// `[1..7 per orders]`, `[… per people via from_id]`
struct PerRows {
  ExprId count;
  Name parent;
  std::optional<Name> via;
};
/// `[per orders by status { new: 1, _: 2..5 }]`
struct PerByRows {
  Name parent;
  ExprId by;
  std::vector<WeightedEntry> counts;
};
struct OverRows {
  ExprId count;
  Name parent;
  std::optional<Pick> spread;
};
struct OneRows {
  Name parent;
};
struct ShareRows {
  ShareLiteral share;
  Name parent;
};
struct EachRows {
  std::vector<Name> sources;
};
struct CalendarRows {
  Name unit;  // day, hour, month
  ExprId from, to;
};
struct RowsHeader {
  Span span;
  std::variant<FixedRows, PerRows, PerByRows, OverRows, OneRows, ShareRows, EachRows, CalendarRows> node;
};

struct EnumDecl {
  std::string doc;
  Span span;
  Name name;
  std::vector<WeightedEntry> values;
  bool broken = false;  // a syntax error was reported inside: values may be missing
};
struct TableDecl {
  std::string doc;
  Span span;
  Name name;
  std::optional<RowsHeader> rows;  // always there in SDL, absent from `refine` and other sources
  std::optional<WasModifier> was;
  std::vector<Member> members;
  bool broken = false;  // a syntax error was reported inside: members, or the header, may be missing
};
struct PoolField {
  std::string doc;
  Name name;
  std::optional<TypeRef> type;
  std::optional<ExprId> within;                // price decimal(8,2) in 5.00..400.00
  std::optional<DefaultDecl> by_default = {};  // of a field that a model is asked for and that has no fallback
};
struct PoolAssign {
  Name name;
  ExprId value;
};
struct PoolDecl {
  std::string doc;
  Span span;
  Name name;
  std::vector<std::pair<Name, ExprId>> keys;  // review(stars in 1..5)
  std::optional<ExprId> size;                 // [300]
  bool from_llm = false;
  std::optional<std::string> file;  // from "cities.csv"
  Span file_span;
  std::optional<PoolFile> contents = {};  // of `file`, once it is read
  FileId contents_file;                   // then, where it is
  std::optional<Name> weight;
  std::vector<PoolField> fields;
  std::vector<WeightedEntry> entries;
  std::vector<PoolAssign> fallback;
  bool broken = false;  // a syntax error was reported inside: fields or entries may be missing
};
/// `model = "…"` of `llm { … }`: how models are asked, where nothing else says so.
struct LlmOption {
  Name name;  // `temperature`, `openai.model`
  ExprId value;
};
struct MixinDecl {
  std::string doc;
  Span span;
  Name name;
  std::vector<Member> members;
};
struct ImportDecl {
  Span span;
  std::string path;
};
struct Parameter {
  Name name;
  TypeRef type;
};
struct DefDecl {
  std::string doc;
  Span span;
  Name name;
  std::vector<Parameter> parameters;
  ExprId body;
};
struct ExternDecl {
  std::string doc;
  Span span;
  std::string header;
  Name name;
  std::vector<TypeRef> parameters;
  TypeRef result;
};

/// `edition 2026`, `seed -42`, `now 2026-01-01`: the text as written. Written twice, each is kept, in order.
struct HeaderLine {
  std::string text;
  Span span;  // the whole line
  Span value_span;
  std::string doc = {};  // of `dataset`
};

struct Schema {
  FileId file;
  std::vector<Expr> exprs;
  std::vector<HeaderLine> editions, datasets, seeds, nows, locales;
  std::vector<EnumDecl> enums;
  std::vector<PoolDecl> pools;
  std::optional<Span> llm_auto;  // a pool for each text column that has a doc comment and no rule
  std::vector<LlmOption> llm_options;
  std::string path;                 // of the schema, as it was given; empty: it is no file
  std::string lock_path;            // `shop.pools.json` beside it, where a model is asked for values
  std::optional<pools::Lock> lock;  // what is in it, where it is there
  std::vector<TableDecl> tables;
  std::vector<TableDecl> refines;
  std::vector<MixinDecl> mixins;
  std::vector<ImportDecl> imports;
  std::vector<DefDecl> defs;
  std::vector<ExternDecl> externs;
  bool broken = false;  // syntax errors were reported: names may be missing that the file declares

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
};

}  // namespace sydac::compiler
