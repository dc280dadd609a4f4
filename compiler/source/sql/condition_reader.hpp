// How a condition of SQL is read into alternatives: its parts, and what they share. For conditions.cpp and the files beside it.
#pragma once

#include <algorithm>

#include "source/sql/conditions.hpp"

namespace sydac::compiler::sql {

inline constexpr std::size_t kMostBranches = 64;
inline constexpr unsigned kConditionDepth = 64;

inline bool is_one(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// `a < b` is `b > a`.
BinaryOp mirrored(BinaryOp op);
/// What holds where `op` does not; `other` where that has no operator.
BinaryOp negated(BinaryOp op);
/// `now()`, `CURRENT_DATE - INTERVAL '18 years'`: a moment that values on this side of the comparison can be held against.
std::optional<Scaled> about_now(const Catalog& catalog, ExprId id, bool upper);

/// The vector of expressions may move while parts of a node are read: methods take nodes apart, or copy them, first.
class ConditionReader {
 public:
  ConditionReader(ConditionContext& context, std::string value) : context_(context), value_(std::move(value)) {}

  std::vector<Branch> read(ExprId id, bool negate, unsigned depth);

 private:
  static std::vector<Branch> opaque() {
    Branch branch;
    branch.opaque = true;
    return {branch};
  }
  static std::vector<Branch> any() { return {Branch{}}; }
  static std::vector<Branch> one(const std::string& column, const Limits& limits) {
    Branch branch;
    branch.columns[column] = limits;
    return {branch};
  }

  std::optional<std::string> column_of(ExprId id) const;

  const Shape& shape(const std::string& column) const { return context_.shapes.at(column); }

  std::vector<Branch> all(const std::vector<Branch>& left, const std::vector<Branch>& right) const;
  static std::vector<Branch> either(std::vector<Branch> left, const std::vector<Branch>& right);

  std::vector<Branch> read_binary(const BinaryExpr& binary, bool negate, unsigned depth);

  bool is_predicate(ExprId id) const;

  std::vector<Branch> read_is(const Is& is, bool negate, unsigned depth);

  void gather(ExprId id, std::vector<std::string>& columns, unsigned depth) const;

  std::vector<Branch> read_between(const Between& between, bool negate, unsigned depth);

  std::vector<Branch> read_in(ExprId operand, const std::vector<ExprId>& items, bool out);

  static std::vector<std::string> normal(std::vector<std::string> texts, const Shape& shape);

  std::vector<Branch> read_any(const Quantified& any, bool negate);

  std::vector<Branch> read_case(const Case& cases, bool negate, unsigned depth);

  std::vector<Branch> read_call(const Call& call, bool negate);

  // --- comparisons

  std::vector<Branch> compare(BinaryOp op, ExprId left, ExprId right);

  /// Constants on both sides: `1 = 1`.
  std::vector<Branch> fold(BinaryOp op, ExprId left, ExprId right) const;

  bool constant(ExprId id) const {
    return constant_text(context_.catalog, id).has_value() || about_now(context_.catalog, id, true).has_value();
  }

  std::vector<Branch> equation(const std::string& column, ExprId value) const {
    Branch branch;
    branch.equations.push_back({column, value});
    return {branch};
  }

  std::vector<Branch> compare_column(const std::string& column, BinaryOp op, ExprId left, ExprId right);

  static bool is_pattern(BinaryOp op) { return op >= BinaryOp::like && op <= BinaryOp::not_glob; }

  std::vector<Branch> compare_pattern(const std::string& column, BinaryOp op, ExprId right);

  std::vector<Branch> compare_call(const Call& call, BinaryOp op, ExprId left, ExprId right);

  /// `a + b > 0`, `price * qty = total`, `(a is null)::int + … = 1` is done before.
  std::vector<Branch> compare_arithmetic(const BinaryExpr& sum, BinaryOp op, ExprId right);

  // --- num_nonnulls(a, b, c) = 1, (a is null)::int + (b is null)::int = 1

  struct NullCount {
    std::vector<std::string> columns;  // counted where they are not null
    int offset = 0, sign = 1;          // value = offset + sign × how many are not null
  };

  std::optional<NullCount> null_count(ExprId id, unsigned depth) const;

  std::optional<std::vector<Branch>> count_nulls(BinaryOp op, ExprId left, ExprId right) const;

  ConditionContext& context_;
  std::string value_;
};

}  // namespace sydac::compiler::sql
