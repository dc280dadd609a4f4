// The checks of a schema, read from their text and evaluated over the values of files: a parser and an evaluator of verification's own.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "typed_value.hpp"

namespace sydac::driver {

/// A check that verification cannot evaluate, and why.
struct NotEvaluable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A column of the row itself, or of the row that a path of references leads to.
struct Operand {
  std::string text;                       // as written
  std::vector<std::uint16_t> references;  // indices into the references of the table reached so far
  std::uint16_t column = 0;               // of the table at the end
};

struct CheckNode;

/// SQL's three-valued logic; exact numbers; enumeration values by their bare names.
///     or  <  and  <  not  <  == != < <= > >= in  <  + -  <  *  <  unary -
/// `in` takes a list in parentheses or a range `a..b`; `if c then a else b` is there; durations are literals such as `3d`.
class CheckExpression {
 public:
  /// Throws NotEvaluable for anything that is not in the list above or not in the files.
  CheckExpression(std::string_view text, const Program& program, std::size_t table);
  CheckExpression(CheckExpression&&) noexcept;
  CheckExpression& operator=(CheckExpression&&) noexcept;
  ~CheckExpression();

  /// What `evaluate` needs the values of, in order.
  const std::vector<Operand>& operands() const { return operands_; }
  /// A boolean, null, or unknown where an operation is not defined for the values.
  TypedValue evaluate(std::span<const TypedValue> values) const;

 private:
  std::vector<Operand> operands_;
  std::unique_ptr<CheckNode> root_;
};

}  // namespace sydac::driver
