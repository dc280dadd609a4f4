// The work of check(), in parts: cells.cpp, references.cpp, names.cpp, literals.cpp, operators.cpp, branches.cpp, definitions.cpp,
// tuples.cpp, draws.cpp, pools.cpp, functions.cpp, functions_{text,number,moment}.cpp, rollups.cpp, siblings.cpp, convert.cpp,
// defaults.cpp, unique.cpp, proofs.cpp, cycles.cpp.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "check/facts.hpp"
#include "check/functions.hpp"
#include "check/prover.hpp"
#include "check/rules.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// `sum(items.amount)`: a roll-up where there is one argument.
std::optional<Rollup> rollup_named(std::string_view name, std::size_t arguments);

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
  /// A call of a `def`.
  struct Expansion {
    const Definition& definition;
    std::vector<ValueId> arguments;
  };
  /// Where an expression stands.
  struct Scope {
    std::vector<Frame> frames;
    Cell* cell = nullptr;                     // whose draw sites are counted; absent in checks, which do not draw
    const Expansion* expansion = nullptr;     // in the body of a `def`, which sees its parameters instead of columns
    const DefaultDecl* by_default = nullptr;  // in a default rule, whose records are the row's own
  };
  enum class State : std::uint8_t { todo, doing, done };
  using Expected = const Type*;

  // cells.cpp
  void type_cell(CellId id);
  void report_chain(CellId id);
  void type_column(CellId id, Cell& cell);
  void type_let(CellId id, Cell& cell);
  void type_header(TableId id);
  void type_calendar(TableId id);
  void type_drawn(TableId id);
  std::optional<std::vector<std::int64_t>> counts_drawn(ValueId rule);
  void type_counts_by_parent(TableId id);
  void check_header_reads(TableId id);
  /// A match of a list `{ gold: 5, _: 1 }`; the value of an arm is what `arm` makes of its entry.
  std::optional<MatchValue> match_of_list(const std::vector<WeightedEntry>& entries, ValueId subject, Span span, Scope& scope,
                                          const std::function<std::optional<ValueId>(std::size_t)>& arm);
  std::optional<ValueId> weight_value(const Pick& pick, TableId of, std::uint64_t& highest);
  ValueId source_value(CellId id, const Cell& cell);
  void type_copied(CellId id, Cell& cell);
  void type_weight(CellId id);
  void type_place(CellId id);
  void type_when(CellId id);
  void type_picks(CellId id) {
    type_weight(id);
    type_place(id);
    type_when(id);
  }
  void report_untyped(CellId id, Span span);
  State& state(CellId id) { return states_[id.table.index][id.index]; }
  Cell& cell(CellId id) { return model_.tables[id.table.index].cells[id.index]; }
  std::string full_name(CellId id) const { return model_[id.table].name + "." + model_[id].name; }

  // names.cpp
  ValueId infer(ExprId expr, Scope& scope, Expected expected);
  ValueId infer_name(const Expr& expr, const Name& name, Scope& scope, Expected expected);
  ValueId infer_member(const Expr& expr, const MemberAccess& access, Scope& scope, Expected expected);
  /// Whether a plain name is a cell of the row, or in a `def` a parameter.
  bool is_own_name(std::string_view name, const Scope& scope) const;
  std::optional<ValueId> own_cell(const Name& name, Span span, std::uint32_t frame, Scope& scope);
  ValueId cell_value(CellId id, std::uint32_t frame, Span span);
  ValueId path(ValueId row, CellId target, Span span);
  ValueId number_of_row(const Expr& expr, const Name& word, ValueId row);
  std::optional<ValueId> enum_constant(std::string_view name, Span span, Expected expected);
  void report_unknown(const Name& name, Scope& scope, Expected expected);
  /// A reference where a plain value is needed is the key it holds.
  ValueId scalar(ValueId value);

  // literals.cpp
  ValueId infer_literal(const Expr& expr, Scope& scope, Expected expected, bool& handled);
  void report_regex(Span literal, const RegexProblem& problem);
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
  /// What an arm gives, by its number.
  using ArmValue = std::function<ValueId(const Arm&, std::size_t)>;
  ValueId infer_match(const Expr& expr, const Match& match, Scope& scope, Expected expected);
  ValueId infer_arms(const Expr& expr, const Match& match, Scope& scope, Expected expected, const ArmValue& value);
  ValueId infer_conditions(const Expr& expr, const Match& match, Scope& scope, Expected expected, const ArmValue& value);
  std::string uncovered(const Match& match, const std::vector<ValueId>& subjects) const;
  ValueId infer_pattern(ExprId pattern, Scope& scope, const Type& subject);
  /// Converts the branches to one type; fills type, bounds and size of `out`.
  bool join_branches(std::vector<ValueId*> branches, Value& out, Expected expected);

  // tuples.cpp
  ValueId infer_part(ExprId expr, const TuplePart& part, CellId owner, Scope& scope);
  ValueId infer_chosen_part(const Expr& expr, const Call& call, const TuplePart& part, CellId owner, Scope& scope);
  ValueId infer_branch_part(const Expr& expr, const TuplePart& part, CellId owner, Scope& scope);
  std::optional<ValueId> selector(const Expr& expr, const TuplePart& part, CellId owner, const std::function<ValueId(Scope&)>& value);
  const Tuple* tuple_of(ExprId expr, std::uint32_t size);
  ValueId report_tuple(const Expr& expr);
  std::optional<ValueId> pattern_condition(ExprId pattern, ValueId subject, Scope& scope);

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

  // pools.cpp
  struct PickedField {
    std::string field;
    bool reported = false;
  };
  std::optional<PoolId> pool_named(std::string_view name) const;
  bool means_pool(const Expr& expr, const Name& name, const Scope& scope) const;
  bool means_pool_of_fields(const Name& name, const Scope& scope) const;
  ValueId infer_pool_pick(const Expr& expr, PoolId id, const std::vector<Argument>& arguments, Scope& scope);
  bool can_be_key(PoolId id, std::size_t index, ValueId value);
  ValueId pool_field(const Expr& expr, ValueId entry, const Name& member);
  ValueId pool_field(Span span, ValueId entry, std::uint32_t index);
  void note_pick(ValueId entry, const Name& member, const Scope& scope);
  ValueId fallback_key(const Cell& held, TableId table);
  void check_llm_options();
  void check_pools();
  void want_different(ValueId draw);
  void want_different_source(const Table& table, ValueId value);

  // definitions.cpp
  struct ValueTree {
    std::uint64_t size, depth;
  };
  void check_definitions();
  const Definition* definition_named(std::string_view name) const;
  std::optional<ValueId> parameter_value(const Name& name, Span span, const Scope& scope);
  ValueId argument_value(const DefinitionParameter& parameter, const Argument& argument, Scope& scope);
  ValueId infer_definition(const Expr& expr, const Call& call, const Definition& definition, Scope& scope, Expected expected);
  bool is_too_large(ValueId value);
  ValueId report_too_large(const Expr& expr, const Definition& definition);
  ValueId report_no_rows(const Expr& expr, std::string_view what);

  // functions.cpp
  ValueId infer_call(const Expr& expr, const Call& call, Scope& scope, Expected expected);
  ValueId infer_rows_of(const Expr& expr, const Call& call, const Scope& scope);
  bool has_rows_with(TableId table, TableId other) const;
  ValueId infer_function(const Expr& expr, const Call& call, const FunctionSpec& spec, Scope& scope, Expected expected);
  /// Whether a divisor is `nullif(…, 0)`.
  bool never_zero(ValueId divisor) const;
  /// A call with its arguments typed, none of them bad or a null literal.
  struct FunctionCall {
    const Expr& expr;
    const FunctionSpec& spec;
    std::vector<ValueId> arguments;
    bool nullable;  // one of them is
    Expected expected;
  };
  /// A whole number from 0 to `most`; else `what` is reported as not constant.
  std::optional<Int128> constant_number(const FunctionCall& call, std::size_t index, Int128 most, std::string_view what);
  std::optional<std::string> constant_text(const FunctionCall& call, std::size_t index, std::string_view what);
  ValueId choice_function(FunctionCall& call);
  ValueId least_or_most(const FunctionCall& call, Function function, std::vector<ValueId> arguments);

  // functions_text.cpp
  ValueId text_function(FunctionCall& call);
  ValueId substr_function(FunctionCall& call);
  ValueId pad_function(FunctionCall& call);
  ValueId infer_matches(const Expr& expr, const Call& call, Scope& scope);
  ValueId format_function(FunctionCall& call);
  std::optional<TextSize> formatted_size(const FunctionCall& call, const std::string& pattern);
  ValueId text_of_size(const FunctionCall& call, std::vector<ValueId> arguments, std::optional<TextSize> size);
  std::optional<TextSize> replaced_size(const FunctionCall& call) const;
  bool only_ascii(ValueId value, int depth) const;

  // functions_number.cpp
  ValueId number_function(FunctionCall& call);
  ValueId rounding_function(FunctionCall& call);
  ValueId quotient_function(FunctionCall& call);

  // functions_moment.cpp
  ValueId moment_function(FunctionCall& call);
  ValueId trunc_function(FunctionCall& call);
  ValueId add_function(FunctionCall& call);
  ValueId age_function(FunctionCall& call);
  std::optional<std::size_t> unit_of(const FunctionCall& call, std::size_t index, bool clock);

  // rollups.cpp
  /// `condition and value is not null`, as a condition of a roll-up.
  ValueId and_not_null(std::optional<ValueId> condition, ValueId value);
  ValueId infer_rollup(const Expr& expr, const Call& call, Rollup function, Scope& scope, Expected expected);
  bool type_rollup(Value& value, const RollupValue& rollup, const Bounds& count, Expected expected);
  /// Rows that a roll-up goes over: those of `child` that belong to the row of frame `of`, by the headers or by a reference.
  struct Rolled {
    TableId child;
    std::uint32_t of = 0;
    std::optional<std::uint32_t> via;
  };
  std::optional<Rolled> rolled_rows(const Argument& argument, TableId child, const Scope& scope);
  void report_not_enumerable(const Argument& argument, TableId child, TableId of);
  Bounds rolled_count(const Rolled& rolled, TableId of) const;
  std::optional<TableId> rollup_child(const Call& call, Scope& scope);
  void tables_named(ExprId expr, std::vector<const Name*>& found);

  // siblings.cpp
  ValueId infer_prev(const Expr& expr, const Name& member, Scope& scope);
  ValueId infer_running(const Expr& expr, const Running& running, Scope& scope);
  std::optional<ValueId> running_step(const Name& function, CellId hidden, ValueId value);
  ValueId infer_split(const Expr& expr, const Call& call, Scope& scope, Expected expected);
  bool is_of_parent(ValueId value) const;
  bool has_siblings(const Expr& expr, std::string_view word, const Scope& scope);
  /// A cell that no name reaches: `owner`, what its value is typed for, is the cell whose expression asks for it.
  CellId hidden_cell(TableId table, std::string name, std::string stream, Span span);

  // convert.cpp
  ValueId convert(ValueId value, const Type& target);
  /// Integer arithmetic that can leave 64 bits, as decimals without a fraction; other values as they are.
  ValueId widened(ValueId value);
  bool converts(const Type& from, const Type& to) const;
  ValueId fold(ValueId value);
  void fit_column(CellId id, ValueId value);
  std::optional<std::string> short_field(ValueId value, std::uint32_t length) const;
  void fit_number(const Cell& cell, const Value& value, Span span);
  std::optional<Type> common_type(const Type& a, const Type& b) const;
  std::optional<Bounds> type_bounds(const Type& type) const;
  std::string describe(const Type& type) const;
  std::string describe(ValueId value) const { return describe(model_[value].type); }
  std::string show(Int128 raw, const Type& type) const;

  // defaults.cpp
  ValueId default_value(CellId id, Cell& cell);
  std::optional<ValueId> named_default(CellId id, Cell& cell);
  ValueId unique_text(CellId id, Cell& cell, ValueId value);
  ValueId plain_text(CellId id, Cell& cell);

  // unique.cpp, keys.cpp
  void check_unique(TableId id);
  bool proves_unique(CellId id, ValueId value);
  struct Digit {
    ValueId of, by;
    Int128 factor;
  };
  struct Digits {
    std::optional<Digit> quotient, remainder;
  };
  bool is_field_of_unique_entry(TableId table, const FieldValue& field);
  bool add_digits(ValueId value, Int128 factor, Digits& sum) const;
  bool moves_apart(CellId id, ValueId value, bool among_siblings);
  bool is_radix_of_unique(CellId id, ValueId value, bool among_siblings);
  std::optional<ValueId> number_in_text(ValueId text) const;
  std::optional<ValueId> written_number(const FunctionValue& function) const;
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
  std::map<std::string_view, std::uint32_t> definitions_by_name_;
  std::vector<ValueTree> sizes_;  // of the values, as far as asked for
  std::size_t expansion_start_ = 0, expansion_calls_ = 0, expanded_ = 0;
  bool expansion_failed_ = false;
  std::vector<std::vector<State>> states_;
  std::map<std::pair<CellId, std::uint32_t>, CellId> selectors_;  // of tuples: by part 0 and where the choice stands
  std::size_t effort_ = kEffort;                                  // left for proofs
  std::vector<CellId> typing_;                                    // cells being typed, each read by the one before it
  std::vector<std::vector<std::uint8_t>> colours_;                // of check_cycles
  std::map<CellId, std::size_t> depths_;                          // how many cells a cell reads, one behind the other
  std::map<std::pair<TableId, PoolId>, PickedField> picks_;
  bool chain_reported_ = false;
};

}  // namespace sydac::compiler
