// What the conditions of a table ask of its columns, in a form that rules can be made of: alternatives, each of which limits single columns
// and orders pairs of them. A condition in SQL holds where it is true or null.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "source/sql/catalog.hpp"
#include "source/sql/shape.hpp"

namespace sydac::compiler::sql {

enum class Nulls : std::uint8_t { may, never, always };

/// A regular expression or LIKE that a text is held against.
struct TextTest {
  std::string text;  // as SQL has it
  bool like = false, negated = false, blind = false;
  bool operator==(const TextTest&) const = default;
};

/// What one column may hold. Texts of `in` and `not_in` are as the database compares them, numbers and moments scaled.
struct Limits {
  Nulls nulls = Nulls::may;
  std::optional<Scaled> low, high;
  bool low_open = false, high_open = false;
  std::optional<std::vector<std::string>> in;
  std::vector<std::string> not_in;
  std::vector<TextTest> tests;        // all that a text is held against
  std::vector<std::string> patterns;  // of those that it must match: of the schema language, for the whole text
  std::vector<std::string> likes;     // LIKE patterns with `%` and `_`, `\` escapes
  std::uint32_t shortest = 0;         // characters, bytes of bytes
  std::optional<std::uint32_t> longest;
  bool lower = false, upper = false;
  std::string json;  // object or array

  bool operator==(const Limits&) const = default;
};

/// One column is below another one: `op` is less or less_equal; or both are (not) equal.
struct Relation {
  std::string left, right;
  BinaryOp op = BinaryOp::less;
  bool operator==(const Relation&) const = default;
};
/// `column = value` of other columns.
struct Equation {
  std::string column;
  ExprId value;
};

/// One way in which a condition can hold.
struct Branch {
  std::map<std::string, Limits> columns;
  std::vector<Relation> relations;
  std::vector<Equation> equations;
  bool opaque = false;  // something in it is not understood
};

/// The alternatives, at most 64; those that contradict themselves are left out.
struct Condition {
  std::vector<Branch> branches;
  bool understood() const;
};

struct ConditionContext {
  Catalog& catalog;
  const TableDef& table;
  std::map<std::string, Shape> shapes;  // by column, names as in the table
};

/// The condition in terms of columns of the table; `value` stands for VALUE in the check of a domain.
Condition read_condition(ConditionContext& context, ExprId condition, const std::string& value = "");

/// Both; nothing where they contradict each other. `shape` tells steps between values.
std::optional<Limits> both(const Limits& a, const Limits& b, const Shape& shape);
std::optional<Branch> both(const Branch& a, const Branch& b, const ConditionContext& context);

/// The column of the table that is meant, in its own spelling; nothing where there is none.
std::optional<std::string> column_named(const Catalog& catalog, const TableDef& table, const std::string& name);

/// The expression without casts and brackets around it, an own function that is one expression written out.
ExprId stripped(const Catalog& catalog, ExprId id);

/// A constant as text (numbers with their digits), or nothing.
std::optional<std::string> constant_text(const Catalog& catalog, ExprId id);
/// A constant number or moment, scaled; nothing for others. `base` says which.
std::optional<Scaled> constant_scaled(const Catalog& catalog, ExprId id, Base base);

}  // namespace sydac::compiler::sql
