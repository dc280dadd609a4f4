// The work of resolve(), in parts: headers.cpp, types.cpp, tables.cpp, references.cpp.
#pragma once

#include <map>
#include <string>

#include "base/diagnostics.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

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

  // tables.cpp
  void declare_tables();
  void declare_members(TableId id);
  void declare_column(TableId id, const Member& member, const ColumnDecl& column);
  void declare_reference(TableId id, const Member& member, const ReferenceDecl& reference);
  void declare_let(TableId id, const Member& member, const LetDecl& let);
  void apply_modifiers(Cell& cell, const Modifiers& modifiers, bool has_rule);
  bool claim(TableId id, const Name& name);
  void resolve_keys(TableId id);
  void add_key(TableId id, const KeyDecl& key, Span span);

  // references.cpp
  void resolve_rows(TableId id);
  std::uint64_t whole_count(ExprId expr, std::uint64_t limit);
  void resolve_target(TableId id, std::uint32_t cell);
  void resolve_picks(TableId id, std::uint32_t cell);
  void find_parent_reference(TableId id);
  void check_header_cycles();

  std::vector<std::string> table_names() const;
  std::optional<TableId> find_table(const Name& name);

  const Schema& schema_;
  std::string stem_;
  Diagnostics& diagnostics_;
  Model model_;
  std::map<std::string, TableId, std::less<>> tables_by_name_;
  std::map<std::string, EnumId, std::less<>> enums_by_name_;
  std::map<CellId, const ReferenceDecl*> declarations_;
  std::vector<std::map<std::string, Span, std::less<>>> claimed_;  // names taken in each table
};

}  // namespace sydac::compiler
