// What SQL DDL says, statement by statement put together: tables with their columns and constraints, types of their own. Names are as the
// database holds them (folded where the dialect folds), expressions are trees in one vector.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/span.hpp"

namespace sydac::compiler::sql {

enum class Dialect : std::uint8_t { postgresql, mysql, sqlite, sqlserver };

/// `crm.orders`; the schema is empty where the statement names none (or the dialect's usual one: public, dbo, main).
struct ObjectName {
  std::string schema;
  std::string name;
  Span span;
};

struct ExprId {
  std::uint32_t index = 0;
  auto operator<=>(const ExprId&) const = default;
};

/// `numeric(5,2)[]`, `enum('a','b')`, `crm.mood`.
struct SqlType {
  std::string name = {};    // lower case, words by one blank, without arguments: `character varying`, `timestamp with time zone`
  std::string schema = {};  // of a type of the schema's own
  std::vector<std::string> arguments = {};  // as written: `5`, `2`, `max`
  std::vector<std::string> values = {};     // of ENUM and SET
  std::uint32_t dimensions = 0;             // of an array
  bool is_unsigned = false, zerofill = false, binary = false;
  std::string collation = {}, charset = {};  // lower case
};

// --- expressions: of checks, defaults, generated columns, index parts and predicates -------------------------------------------

struct Null {};
struct Boolean {
  bool value = false;
};
struct Number {
  std::string digits;  // unsigned, as written: `1.5e3`, `0x1F`
};
struct String {
  std::string text;  // without quotes and escapes
};
/// X'0F', B'101', 0x0F of MySQL and SQL Server.
struct Bits {
  std::string digits;
  bool hexadecimal = true;
};
/// A column, `VALUE` of a domain (name `value`, `of_domain`), or another bare word (CURRENT_TIMESTAMP is a Call without arguments).
struct Column {
  std::string qualifier, name;
  bool of_domain = false;
};
/// Functions in lower case, without `pg_catalog.`: `lower`, `char_length`, `now`, `nextval`, `extract` (first argument a String: `year`),
/// `trim`
/// (`trim(both x from y)` is trim(y, x); leading and trailing are `ltrim`, `rtrim`), `position(a in b)` as position(a, b), `overlay` …
struct Call {
  std::string schema, name;
  std::vector<ExprId> arguments;
};
/// `x::t`, `CAST(x AS t)`, `CONVERT(t, x)`, and typed literals `DATE '2020-01-01'`, `interval '1 day'`
struct Cast {
  ExprId value;
  SqlType type;
};
enum class UnaryOp : std::uint8_t { minus, plus, logical_not, bit_not };
struct Unary {
  UnaryOp op;
  ExprId operand;
};
enum class BinaryOp : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  modulo,
  concat,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  null_safe_equal,  // `IS NOT DISTINCT FROM`, `<=>`, SQLite's `IS`
  distinct_from,
  logical_and,
  logical_or,
  logical_xor,
  like,
  not_like,
  ilike,
  not_ilike,  // `~~ !~~ ~~* !~~*` too
  matches,
  not_matches,  // `~ !~`, REGEXP, RLIKE
  matches_case_blind,
  not_matches_case_blind,
  similar,
  not_similar,
  glob,
  not_glob,
  bit_and,
  bit_or,
  bit_xor,
  shift_left,
  shift_right,
  other  // `->`, `->>`, `@>`, `&&` …: Binary::spelling
};
struct BinaryExpr {
  BinaryOp op;
  ExprId left, right;
  std::string spelling;               // of `other`
  std::optional<ExprId> escape = {};  // of LIKE
};
/// `IS [NOT] NULL`, `IS [NOT] TRUE`, `IS [NOT] FALSE`, `ISNULL`, `NOTNULL`
struct Is {
  enum class What : std::uint8_t { null, is_true, is_false, unknown };
  ExprId operand;
  What what = What::null;
  bool negated = false;
};
struct Between {
  ExprId operand, low, high;
  bool negated = false, symmetric = false;
};
struct In {
  ExprId operand;
  std::vector<ExprId> items;
  bool negated = false;
};
/// `x = ANY (ARRAY[…])`, `x <> ALL ('{a,b}'::text[])`
struct Quantified {
  ExprId operand, array;
  BinaryOp op = BinaryOp::equal;
  bool all = false;
};
struct When {
  ExprId condition, value;
};
struct Case {
  std::optional<ExprId> operand;
  std::vector<When> whens;
  std::optional<ExprId> otherwise;
};
struct Array {
  std::vector<ExprId> items;
};
struct Row {
  std::vector<ExprId> items;
};
struct Subscript {
  ExprId array, index;
};
/// What the grammar takes but no rule can be made of: a subselect, a window … as written.
struct Opaque {
  std::string text;
};

struct Expr {
  Span span;
  std::variant<Null, Boolean, Number, String, Bits, Column, Call, Cast, Unary, BinaryExpr, Is, Between, In, Quantified, Case, Array, Row,
               Subscript, Opaque>
      node;
};

// --- tables --------------------------------------------------------------------------------------------------------------------

enum class Identity : std::uint8_t { none, by_default, always };

struct ColumnDef {
  std::string name = {};
  Span span = {};
  SqlType type = {};      // name empty: SQLite's columns without a type
  bool not_null = false;  // PRIMARY KEY columns too, but for SQLite where NOT NULL is not written and the key is no INTEGER PRIMARY KEY
  std::optional<ExprId> default_value = {};
  std::optional<ExprId> generated = {};  // GENERATED ALWAYS AS (…): computed by the database, never written
  Identity identity = Identity::none;
  bool counts = false;  // serial, nextval(…), AUTO_INCREMENT, AUTOINCREMENT, IDENTITY, SQLite's INTEGER PRIMARY KEY
  bool on_update_now = false;
  std::string comment = {};  // COMMENT ON / COMMENT '…' / `--` and `/* */` comments that stand above the column or behind it on its line
};

/// A part of a key or an index: a column, or an expression.
struct KeyPart {
  std::string column = {};  // empty: an expression
  std::optional<ExprId> expression = {};
  std::uint32_t prefix = 0;  // MySQL's `name(10)`
  std::string collation = {};
};
struct KeyDef {
  std::string name = {};
  Span span = {};
  std::vector<KeyPart> parts = {};
  bool primary = false;
  bool nulls_not_distinct = false;
  std::optional<ExprId> predicate = {};  // WHERE of a partial index
  bool is_index = false;                 // CREATE UNIQUE INDEX
};
struct ForeignKeyDef {
  std::string name;
  Span span;
  std::vector<std::string> columns;
  ObjectName table;
  std::vector<std::string> targets;  // empty: the primary key
  std::string on_delete, on_update;  // lower case: `cascade`, `set null`
  bool match_full = false, deferrable = false, initially_deferred = false;
};
struct CheckDef {
  std::string name;
  Span span;
  ExprId condition;
  std::string text;  // as written, one line
};
/// EXCLUDE USING gist (room WITH =, during WITH &&)
struct ExclusionDef {
  std::string name;
  Span span;
  std::string text;
  std::vector<std::pair<KeyPart, std::string>> parts;  // with the operator
};

enum class PartitionBy : std::uint8_t { none, range, list, hash, key };
/// FOR VALUES FROM (…) TO (…), IN (…), WITH (modulus …), DEFAULT; of MySQL VALUES LESS THAN (…) (from is then empty), VALUES IN (…).
struct PartitionBound {
  std::string name = {};  // of the partition
  bool is_default = false;
  std::vector<ExprId> from = {}, to = {}, in = {};  // MINVALUE and MAXVALUE are Columns of these names in lower case
  std::uint64_t modulus = 0, remainder = 0;
  PartitionBy sub_partition = PartitionBy::none;
};
struct PartitionDef {
  PartitionBy by = PartitionBy::none;
  std::vector<KeyPart> key;
  std::vector<PartitionBound> bounds;  // of the partitions that exist
};

struct TableDef {
  ObjectName name;
  Span span;
  std::vector<ColumnDef> columns;
  std::vector<KeyDef> keys;  // primary first; unique constraints and unique indexes
  std::vector<ForeignKeyDef> foreign_keys;
  std::vector<CheckDef> checks;
  std::vector<ExclusionDef> exclusions;
  PartitionDef partition;
  std::optional<ObjectName> partition_of;  // is a partition itself: no rows of its own
  std::vector<ObjectName> inherits;        // its columns and checks are already among the table's own
  std::string comment;
  std::string engine, charset, collation;  // MySQL, lower case
  bool without_rowid = false, strict = false;
  bool is_virtual = false;  // CREATE VIRTUAL TABLE: no rows are made
  bool temporary = false;   // no rows are made
};

struct EnumDef {
  ObjectName name;
  Span span;
  std::vector<std::string> values;
  std::string comment;
};
struct DomainDef {
  ObjectName name = {};
  Span span = {};
  SqlType type = {};
  bool not_null = false;
  std::optional<ExprId> default_value = {};
  std::vector<CheckDef> checks = {};  // over Column{.name = "value", .of_domain = true}
};
struct CompositeDef {
  ObjectName name;
  Span span;
  std::vector<std::pair<std::string, SqlType>> fields;
};
/// CREATE TYPE … AS RANGE, or one without a body.
struct OtherTypeDef {
  ObjectName name;
  SqlType subtype;  // of a range
  bool range = false;
};

/// Statements that make no rows and constrain none, by their first words: `CREATE FUNCTION` 12.
struct Skipped {
  std::string what;
  std::size_t count = 0;
};

/// CREATE FUNCTION whose whole body is one SQL expression of its arguments (`SELECT lower($1)`, `BEGIN RETURN x > 0; END`). Where checks,
/// predicates and generated columns call it, its expression already stands in place of the call.
struct FunctionDef {
  ObjectName name;
  std::vector<std::string> parameters;  // `$1` where they have no names
  std::string body;                     // the expression as written
  std::string language;
  bool immutable = false;
  std::optional<ExprId> value;  // the expression: parameters are Columns of their names, or of `$1`
};

struct Catalog {
  Dialect dialect = Dialect::postgresql;
  FileId file;
  std::vector<Expr> exprs;
  std::vector<TableDef> tables;  // in the order of their CREATE TABLE, without those dropped
  std::vector<EnumDef> enums;
  std::vector<DomainDef> domains;
  std::vector<CompositeDef> composites;
  std::vector<OtherTypeDef> other_types;
  std::vector<FunctionDef> functions;
  std::vector<Skipped> skipped;               // in order of first occurrence
  bool default_collation_case_blind = false;  // MySQL, SQL Server, unless the schema says otherwise

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  ExprId add(Expr expr) {
    exprs.push_back(std::move(expr));
    return {static_cast<std::uint32_t>(exprs.size() - 1)};
  }
};

}  // namespace sydac::compiler::sql
