// From statements to the Catalog. For the SQL front end's own sources only.
#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "source/sql/catalog.hpp"
#include "source/sql/lex.hpp"
#include "source/sql/reader.hpp"
#include "source/sql/split.hpp"

namespace sydac::compiler::sql {

/// Operators, calls and branches inside each other; later stages recurse over them. Deeper ones are Opaque.
constexpr std::uint32_t kMaxExpressionDepth = 300;

class Builder {
 public:
  Builder(const Sources& sources, FileId file, Dialect dialect, Diagnostics& diagnostics);

  /// Statements in the order of the file.
  void take(const Statement& statement);
  /// After the last one: references, keys and names are looked up, what is not there is reported and left out.
  Catalog finish();

 private:
  using P = SqlDdlParser;
  using Tokens = std::span<const Token>;

  // --- statements: build.cpp
  void block(const Statement& statement);
  void count_skipped(const std::string& what);
  void refuse(const Statement& statement, std::size_t token);
  void search_path(const Statement& statement);
  void use(const Statement& statement);
  void create_view();
  void lex_statement(const Statement& statement);
  /// From the first token to the last one of a piece.
  Tokens tokens(std::size_t first, std::size_t last) const { return Tokens(list_.all).subspan(first, last - first); }
  std::size_t type_at(std::size_t index) const { return index < list_.all.size() ? list_.all[index].type : antlr4::Token::EOF; }
  /// The index behind the piece that begins at `first`: of the next comma outside of brackets, or `last`.
  std::size_t piece_end(std::size_t first, std::size_t last) const;
  std::string spoken(std::size_t token) const;
  Span span_at(std::size_t token) const;

  // --- CREATE TABLE: build_table.cpp
  void create_table(const Statement& statement);
  void elements(TableDef& table, std::size_t first, std::size_t last);
  void element(TableDef& table, std::size_t first, std::size_t last);
  std::size_t constraint_before(std::size_t first, std::size_t last) const;
  /// Reads a piece by a rule. Words that do not fit are left out, with a warning, where the rest can be read without them. Null when
  /// nothing can be made of it, which was reported.
  template <class Context>
  Context* forgiving(std::size_t first, std::size_t last, Context* (P::*rule)(), const std::string& of) {
    Context* made = nullptr;
    forgive(first, last, of, [&](Tokens kept) { return (made = reader_.read(kept, rule)) != nullptr; });
    return made;
  }
  void forgive(std::size_t first, std::size_t last, const std::string& of, const std::function<bool(Tokens)>& read);
  void add_element(TableDef& table, P::TableElementContext* node);
  void constraint(TableDef& table, P::ConstraintBodyContext* body, const std::string& name, Span where,
                  const std::vector<P::ConstraintFlagContext*>& flags);
  void like(TableDef& table, const ObjectName& source, bool defaults, bool indexes, bool checks, bool comments);
  void inherit(TableDef& table, const ObjectName& parent, bool columns);
  void tail(TableDef& table, std::size_t first, std::size_t last);
  void option(TableDef& table, P::TableOptionContext* node);
  void partition(PartitionDef& made, P::PartitionMethodContext* method, P::MysqlPartitionsContext* list);
  PartitionBound bound(P::PartitionBoundContext* node);
  std::vector<ExprId> bound_values(P::BoundValuesContext* node);
  void attach(const ObjectName& parent, TableDef& child, PartitionBound made);
  void add_primary(TableDef& table, KeyDef key);
  TableDef* register_table(TableDef table, bool if_not_exists);

  // --- columns: build_column.cpp
  ColumnDef column(P::ColumnDefinitionContext* node, TableDef& table);
  void attribute(ColumnDef& column, TableDef& table, P::ColumnAttributeContext* node);
  ForeignKeyDef reference(P::ReferencesContext* node, std::vector<std::string> columns, const std::string& name, Span where);
  SqlType type(P::DataTypeContext* node);
  SqlType type(P::CastTypeContext* node);
  void type_name(SqlType& made, P::TypeNameContext* node);
  void type_suffix(SqlType& made, P::TypeSuffixContext* node);
  std::vector<std::string> type_arguments(P::TypeArgumentsContext* node);
  void settle_type(ColumnDef& column, TableDef& table);
  std::vector<KeyPart> key_parts(P::KeyPartsContext* node, bool* counts = nullptr);
  KeyPart key_part(P::KeyPartContext* node, bool* counts = nullptr);
  std::string quoted_name(std::string_view spelled) const;
  void index_options(KeyDef& key, const std::vector<P::IndexOptionContext*>& options);

  // --- ALTER TABLE: alter.cpp
  void alter_table(const Statement& statement);
  void action(TableDef& table, P::AlterActionContext* node, std::size_t index);
  void change_column(TableDef& table, ColumnDef& column, P::ColumnChangeContext* node);
  void replace_column(TableDef& table, const std::string& old, P::ColumnDefinitionContext* node);
  void drop_member(TableDef& table, P::DropMemberContext* node);
  void drop_column(TableDef& table, const std::string& name);
  void drop_constraint(TableDef& table, const std::string& name);
  void rename_column(TableDef& table, const std::string& from, const std::string& to);
  bool mentions(ExprId id, std::string_view named) const;
  void rename_in(std::optional<ExprId> id, std::string_view from, const std::string& to);
  void rename_table(TableDef& table, ObjectName to);
  void rename_constraint(TableDef& table, const std::string& from, const std::string& to);

  // --- types, indexes, comments: definitions.cpp
  void definition(const Statement& statement);
  void definition(P::StatementContext* node);
  void create_index(P::CreateIndexContext* node);
  void comment_on_column(P::CommentOnColumnContext* node);
  void drop(P::DropObjectsContext* node);
  void domain(P::CreateDomainContext* node);
  ExprId domain_condition(P::ExpressionContext* node);
  void rename_type(const ObjectName& from, const std::string& to);
  void drop_index(P::DropIndexContext* node);
  void drop_table(const ObjectName& named);
  void add_enum_value(P::AddEnumValueContext* node);
  void procedure(P::ExecuteProcedureContext* node);
  void extended_property(const std::map<std::string, std::string>& arguments);
  void rename_by_procedure(const std::vector<std::string>& values);

  // --- expressions: build_expression.cpp
  ExprId expression(P::ExpressionContext* node);
  ExprId conjunction(P::ConjunctionContext* node);
  ExprId negation(P::NegationContext* node);
  ExprId comparison(P::ComparisonContext* node);
  ExprId comparison_tail(ExprId left, P::ComparisonTailContext* node);
  ExprId like_tail(ExprId left, P::LikeTailContext* node);
  ExprId other(P::OtherTermContext* node);
  template <class Node>
  ExprId chain(Node* node);
  ExprId operator_chain_part(antlr4::tree::ParseTree* part);
  ExprId signed_operand(P::SignedOperandContext* node);
  ExprId operand(P::OperandContext* node);
  ExprId primary(P::PrimaryContext* node);
  ExprId call(P::CallContext* node);
  ExprId convert(P::CallContext* node);
  ExprId name_value(P::NamePrimaryContext* node);
  ExprId case_value(P::CasePrimaryContext* node);
  ExprId trim(P::TrimPrimaryContext* node);
  ExprId typed_literal(P::TypedLiteralContext* node);
  ExprId tail_of_operand(ExprId value, P::OperandTailContext* node);
  std::vector<ExprId> expressions(const std::vector<P::ExpressionContext*>& list);
  ExprId make(Span span, decltype(Expr::node) node);
  ExprId opaque(antlr4::ParserRuleContext* node);
  ExprId make_call(Span span, std::string name, std::vector<ExprId> arguments) {
    return make(span, Call{{}, std::move(name), std::move(arguments)});
  }
  ExprId binary(BinaryOp op, ExprId left, ExprId right, std::string spelling = {});
  BinaryOp sign(P::ComparisonSignContext* node, std::string& spelling) const;
  BinaryOp sign_of(std::size_t type, std::string_view written, std::string& spelling) const;
  std::optional<SqlType> type_of_value(ExprId id) const;

  // --- functions: functions.cpp
  void create_function(const Statement& statement);
  void function_parameters(FunctionDef& made, std::size_t first, std::size_t last);
  std::optional<ExprId> function_body(std::size_t first, std::size_t last);
  const FunctionDef* function_called(const Call& call) const;
  ExprId written_out(ExprId id, std::size_t calls);
  ExprId filled_in(ExprId id, const std::map<std::string, ExprId>& arguments, Span where);
  void write_out_calls(TableDef& table);

  // --- names and texts: names.cpp
  std::string name(P::NameContext* node) const;
  std::string name(P::ColumnNameContext* node) const;
  std::string name_of(const Token& token) const;
  ObjectName object(P::ObjectNameContext* node) const;
  std::vector<std::string> parts(P::ObjectNameContext* node) const;
  ObjectName object_of(std::vector<std::string> parts, Span where) const;
  std::vector<std::string> names(P::ColumnNamesContext* node) const;
  std::string text(P::StringContext* node) const;
  std::string text(P::LiteralContext* node) const;
  std::string_view written(const antlr4::ParserRuleContext* node) const;
  std::string_view written(antlr4::tree::TerminalNode* node) const { return list_.text_of(token_of(node)); }
  std::string one_line(const antlr4::ParserRuleContext* node) const;
  Span span(const antlr4::ParserRuleContext* node) const;
  bool same(std::string_view a, std::string_view b) const;
  std::string key_of(const ObjectName& name) const;
  TableDef* find_table(const ObjectName& name);
  ColumnDef* find_column(TableDef& table, std::string_view name);
  template <class Def>
  Def* find_type(std::vector<Def>& list, const ObjectName& name) {
    Def* bare = nullptr;
    for (Def& one : list) {
      if (!same(one.name.name, name.name)) continue;
      if (same(one.name.schema, name.schema)) return &one;
      bare = &one;
    }
    return bare;
  }

  template <class Def>
  bool find_exact(const std::vector<Def>& list, const ObjectName& name) const {
    return std::any_of(list.begin(), list.end(),
                       [&](const Def& one) { return same(one.name.name, name.name) && same(one.name.schema, name.schema); });
  }

  // --- doc comments: docs.cpp
  std::string doc_above(std::size_t token, bool table) const;
  bool goes_on_behind(std::size_t comment) const;
  std::string doc_behind(std::size_t first, std::size_t last) const;

  // --- the end: finish.cpp
  void settle_keys(TableDef& table);
  void settle_foreign_keys(TableDef& table);
  void settle_expressions(TableDef& table);
  void settle_types(TableDef& table);
  void settle_names(TableDef& table, ExprId id);
  void fill_targets(TableDef& table, ForeignKeyDef& key, TableDef& target, std::string& problem);
  void left_out(Span where, std::string_view what, std::string_view table, std::string_view why, std::string hint);

  const Sources& sources_;
  FileId file_;
  Dialect dialect_;
  Quoting quoting_;
  Diagnostics& diagnostics_;
  Reader reader_;
  Catalog catalog_;
  TokenList list_;                     // of the statement being read
  std::vector<std::uint32_t> depths_;  // of each expression
  std::vector<bool> dropped_;          // of each table
  std::map<std::string, std::size_t> by_name_;
  std::map<std::string, std::size_t> by_bare_name_;  // without the schema: the last one
  std::map<std::string, std::size_t> skipped_at_;    // index into `skipped`
  std::string schema_;                               // where tables without one go
  std::string database_;                             // of USE
  std::string doc_of_drop_;                          // a comment above `DROP TABLE x` in front of `CREATE TABLE x`
  bool in_block_ = false;
  std::size_t written_before_ = 0;  // expressions that there were before calls were written out
};

}  // namespace sydac::compiler::sql
