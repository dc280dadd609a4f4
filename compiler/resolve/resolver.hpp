// The work of resolve(), in parts: headers.cpp, types.cpp, definitions.cpp, tables.cpp, rows.cpp, references.cpp, picks.cpp, overlaps.cpp.
#pragma once

#include <map>
#include <set>
#include <string>

#include "base/diagnostics.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// `distinct in`, as written.
std::string_view word_of(PickKind kind);

/// Of a field whose type the values say.
Type type_of_field(const pools::Field& field);

class Resolver {
 public:
  Resolver(const Schema& schema, std::string_view stem, Diagnostics& diagnostics)
      : schema_(schema), stem_(stem), diagnostics_(diagnostics) {}
  Model run();

 private:
  // headers.cpp
  void resolve_header();
  const HeaderLine* only_one(const std::vector<HeaderLine>& lines, std::string_view what);
  void resolve_enums();
  void report_not_yet();

  // types.cpp
  Type type_of(const TypeRef& reference);
  Type parametrised_type(const TypeRef& reference, Base base);

  std::string text_of(const TypeRef& reference) const;

  // definitions.cpp
  void resolve_definitions();
  void report_recursion(const std::map<std::string_view, std::uint32_t>& by_name);

  // tables.cpp
  void declare_tables();
  void declare_members(TableId id);
  void declare_column(TableId id, const Member& member, const ColumnDecl& column);
  void declare_reference(TableId id, const Member& member, const ReferenceDecl& reference);
  void declare_composite(TableId id, const Member& member, const ReferenceDecl& reference);
  bool declared_elsewhere(TableId id, std::string_view name) const;
  void declare_let(TableId id, const Member& member, const LetDecl& let);
  void apply_modifiers(Cell& cell, const Modifiers& modifiers, bool has_rule);
  void apply_reference(Cell& cell, const ReferenceDecl& reference);
  bool claim(TableId id, const Name& name);
  void resolve_keys(TableId id);
  void add_key(TableId id, const KeyDecl& key, Span span);

  // rows.cpp
  void resolve_rows(TableId id);
  void resolve_header_node(Table& table, const RowsHeader& header);
  void resolve_per(Table& table, const PerRows& per);
  void resolve_over(Table& table, const OverRows& over);
  void resolve_share(Table& table, const ShareRows& header);
  void resolve_matched(Table& table, const PerByRows& header);
  /// A number of rows: a constant, or an expression of numbers and `rows(t)`, which the table then keeps.
  std::uint64_t resolve_count(Table& table, ExprId count);
  bool collect_counted(Table& table, ExprId part);
  std::optional<CountRange> children_range(ExprId count);
  void resolve_each(Table& table, const EachRows& each);
  void resolve_calendar(Table& table, const CalendarRows& calendar);
  void add_source(Table& table, HeaderSource source, Type type);
  void bind_sources(TableId id);
  std::uint64_t whole_count(ExprId expr, std::uint64_t limit);
  void find_parent_reference(TableId id);
  void check_header_cycles();

  // pools.cpp, pool_entries.cpp
  void resolve_pools();
  void shape_pool(Pool& pool);
  void add_pool_key(Pool& pool, const Name& name, ExprId domain);
  void add_pool_field(Pool& pool, const PoolField& declared);
  void limit_pool_field(Pool& pool, TypedPoolField& field, ExprId within);
  void bound_pool_field(TypedPoolField& field) const;
  void bound_by_entries(const Pool& pool, TypedPoolField& field) const;
  void fill_pool(Pool& pool);
  void fill_from_values(Pool& pool);
  void fill_from_file(Pool& pool);
  void infer_field(Pool& pool);
  void group_entries(Pool& pool);
  using KnownEntries = std::map<std::pair<std::vector<std::string>, std::vector<std::string>>, std::size_t>;
  void add_entry(Pool& pool, KnownEntries& known, pools::Entry entry, Span span);
  void add_fallbacks();
  void add_fallback(PoolId id);
  std::optional<PoolId> find_pool(std::string_view name) const;

  // references.cpp
  void link_columns(TableId id, std::uint32_t cell);
  void resolve_target(TableId id, std::uint32_t cell);
  bool target_primary_key(TableId id, std::uint32_t cell);
  bool target_named_key(TableId id, std::uint32_t cell);
  void check_key_circles();
  void report_key_circle(const std::vector<CellId>& circle);
  std::optional<std::uint32_t> column_of(TableId table, const Name& name);

  // picks.cpp
  void resolve_picks(TableId id, std::uint32_t cell);
  /// In millionths.
  std::uint64_t zipf_exponent(const Pick& pick);
  void resolve_earlier(Cell& cell, const Pick& pick);
  void resolve_distinct(TableId id, Cell& cell, const Pick& pick);
  void resolve_where(TableId id, Cell& cell, const Pick& pick);
  void resolve_apart(TableId id, Cell& cell, const Pick& pick);
  void conflict(const Pick& pick, std::string_view with, std::string_view reason);

  // overlaps.cpp
  void resolve_overlaps(TableId id);

  std::vector<std::string> table_names() const;
  std::optional<TableId> find_table(const Name& name);

  const Schema& schema_;
  std::string stem_;
  Diagnostics& diagnostics_;
  Model model_;
  std::map<std::string, TableId, std::less<>> tables_by_name_;
  std::map<std::string, EnumId, std::less<>> enums_by_name_;
  std::map<std::string, PoolId, std::less<>> pools_by_name_;
  std::map<CellId, const ReferenceDecl*> declarations_;
  std::vector<std::map<std::string, Span, std::less<>>> claimed_;  // names taken in each table
  std::set<CellId> shaped_;                                        // references whose pick says more than which rows are equally likely
};

}  // namespace sydac::compiler
