// The work of check(), in parts: cells.cpp, references.cpp, names.cpp, literals.cpp, operators.cpp, branches.cpp, draws.cpp, functions.cpp,
// rollups.cpp, convert.cpp, defaults.cpp, unique.cpp, proofs.cpp, cycles.cpp.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

class Rewriter;

class Checker {
  friend class KeySolver;

 public:
  Checker(Model& model, Diagnostics& diagnostics) : model_(model), schema_(*model.schema), diagnostics_(diagnostics) {}
  void run();

 private:
  /// A row that names can mean: the row itself, then the child of each roll-up around.
  struct Frame {
    TableId table;
    std::string alias;  // the child's table name; empty for the row itself
  };
  /// Where an expression stands.
  struct Scope {
    std::vector<Frame> frames;
    Cell* cell = nullptr;  // whose draw sites are counted; absent in checks, which do not draw
  };
  enum class State : std::uint8_t { todo, doing, done };
  using Expected = const Type*;

  // cells.cpp
  void type_cell(CellId id);
  void type_column(CellId id, Cell& cell);
  void type_let(CellId id, Cell& cell);
  void type_copied(CellId id, Cell& cell);
  void type_weight(CellId id);
  void report_untyped(CellId id, Span span);
  State& state(CellId id) { return states_[id.table.index][id.index]; }
  Cell& cell(CellId id) { return model_.tables[id.table.index].cells[id.index]; }
  std::string full_name(CellId id) const { return model_[id.table].name + "." + model_[id].name; }

  // names.cpp
  ValueId infer(ExprId expr, Scope& scope, Expected expected);
  ValueId infer_name(const Expr& expr, const Name& name, Scope& scope, Expected expected);
  ValueId infer_member(const Expr& expr, const MemberAccess& access, Scope& scope, Expected expected);
  std::optional<ValueId> own_cell(const Name& name, Span span, std::uint32_t frame, Scope& scope);
  ValueId cell_value(CellId id, std::uint32_t frame, Span span);
  ValueId path(ValueId row, CellId target, Span span);
  std::optional<ValueId> enum_constant(std::string_view name, Span span, Expected expected);
  void report_unknown(const Name& name, Scope& scope, Expected expected);
  /// A reference where a plain value is needed is the key it holds.
  ValueId scalar(ValueId value);

  // literals.cpp
  ValueId infer_literal(const Expr& expr, Scope& scope, Expected expected, bool& handled);
  ValueId infer_regex(const Expr& expr, const RegexLiteral& regex, Scope& scope, Expected expected);
  ValueId infer_text(const Expr& expr, const TextLiteral& text, Scope& scope, Expected expected);
  TextSize size_of(const Value& value) const;

  // operators.cpp
  ValueId infer_unary(const Expr& expr, const Unary& unary, Scope& scope, Expected expected);
  ValueId infer_binary(const Expr& expr, const Binary& binary, Scope& scope, Expected expected);
  ValueId infer_arithmetic(const Expr& expr, const Binary& binary, Scope& scope, Expected expected);
  ValueId number_arithmetic(const Expr& expr, const Binary& binary, ValueId left, ValueId right, Expected expected);
  std::optional<ValueId> time_arithmetic(const Expr& expr, const Binary& binary, ValueId left, ValueId right);
  ValueId infer_compare(const Expr& expr, const Binary& binary, Scope& scope);
  ValueId infer_in(const Expr& expr, const Binary& binary, Scope& scope);
  std::optional<Bounds> arithmetic_bounds(BinaryOp op, const Value& left, const Value& right);
  std::pair<ValueId, ValueId> infer_pair(ExprId left, ExprId right, Scope& scope);
  void operator_mismatch(const Binary& binary, ValueId left, ValueId right);

  // branches.cpp
  ValueId infer_if(const Expr& expr, const If& choice, Scope& scope, Expected expected);
  ValueId infer_match(const Expr& expr, const Match& match, Scope& scope, Expected expected);
  ValueId infer_pattern(ExprId pattern, Scope& scope, const Type& subject);
  /// Converts the branches to one type; fills type, bounds and size of `out`.
  bool join_branches(std::vector<ValueId*> branches, Value& out, Expected expected);

  // draws.cpp
  ValueId infer_range(const Expr& expr, const Binary& range, Scope& scope, Expected expected);
  ValueId infer_duration_range(const Expr& expr, ValueId low, ValueId high, Scope& scope);
  ValueId infer_choice(const Expr& expr, const Call& call, Scope& scope, Expected expected);
  ValueId infer_serial(const Expr& expr, const Call& call, Scope& scope);
  ValueId infer_rule(const Expr& expr, RuleId id, const std::vector<Argument>& arguments, Span name, Scope& scope, Expected expected);
  bool bind_arguments(const RuleEntry& entry, const std::vector<Argument>& arguments, Span name, Scope& scope, const Type& number,
                      DrawValue& draw);
  void check_parameters(const RuleEntry& entry, const DrawValue& draw);
  Type yielded(const RuleEntry& entry, Expected expected, const std::vector<Argument>& arguments);
  void report_range(const Expr& expr, const Value& low, const Value& high);
  std::uint32_t site(Scope& scope, Span span);

  // functions.cpp
  ValueId infer_call(const Expr& expr, const Call& call, Scope& scope, Expected expected);
  ValueId infer_function(const Expr& expr, const Call& call, Function function, Scope& scope, Expected expected);
  /// Whether a divisor is `nullif(…, 0)`.
  bool never_zero(ValueId divisor) const;

  // rollups.cpp
  /// `condition and value is not null`, as a condition of a roll-up.
  ValueId and_not_null(std::optional<ValueId> condition, ValueId value);
  ValueId infer_rollup(const Expr& expr, const Call& call, Rollup function, Scope& scope, Expected expected);
  std::optional<TableId> rollup_child(const Call& call, Scope& scope);
  void tables_named(ExprId expr, std::vector<const Name*>& found);

  // convert.cpp
  ValueId convert(ValueId value, const Type& target);
  bool converts(const Type& from, const Type& to) const;
  ValueId fold(ValueId value);
  void fit_column(CellId id, ValueId value);
  void fit_number(const Cell& cell, const Value& value, Span span);
  std::optional<Type> common_type(const Type& a, const Type& b) const;
  std::optional<Bounds> type_bounds(const Type& type) const;
  std::string describe(const Type& type) const;
  std::string describe(ValueId value) const { return describe(model_[value].type); }
  std::string show(Int128 raw, const Type& type) const;

  // defaults.cpp
  ValueId default_value(CellId id, Cell& cell);
  ValueId default_text(CellId id, Cell& cell);

  // unique.cpp, keys.cpp
  void check_unique(TableId id);
  bool proves_unique(CellId id, ValueId value);
  /// Whether a text has a number that no other row, or no sibling, has, and that can be read back from it.
  bool decodable(TableId table, ValueId text, bool among_siblings);
  std::optional<unsigned __int128> count_of(ValueId draw) const { return distinct_values(model_, draw); }

  // proofs.cpp
  void type_checks(TableId id);
  void prove_checks(TableId id);
  void prove(Check& check);
  void construct_checks(TableId id);
  void retry_checks();
  std::string narrowed_by(const Check& check, const Rewriter& rewriter) const;
  void report_never(Span span, ValueId condition);
  bool at_least(ValueId left, ValueId right, bool strict);
  bool same(ValueId a, ValueId b) const { return same_value(model_, a, b); }

  // cycles.cpp
  void check_cycles();
  void visit(CellId id, std::vector<std::pair<CellId, Span>>& path);
  void check_growing_text(CellId id);

  ValueId bad(Span span) { return model_.add({span, Type{}, {}, {}, NullValue{}}); }
  bool is_bad(ValueId value) const { return model_[value].type.base == Base::bad; }
  ValueId mismatch(ValueId value, std::string_view needed);
  /// Reports a literal null where it can only make the whole null.
  bool is_null(ValueId value);
  /// `person`: its fields, for a hint.
  std::string fields_of(RuleId record) const;

  Model& model_;
  const Schema& schema_;
  Diagnostics& diagnostics_;
  std::vector<std::map<std::string_view, std::uint32_t>> cells_by_name_;  // of each table
  std::vector<std::vector<State>> states_;
  std::vector<CellId> typing_;                      // cells being typed, each read by the one before it
  std::vector<std::vector<std::uint8_t>> colours_;  // of check_cycles
};

}  // namespace sydac::compiler
