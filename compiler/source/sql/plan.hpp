// A catalogue as the schema language will say it: for each table its columns with the rules that keep every constraint, its references and
// keys. Between the catalogue and the text; nothing here knows how a line is laid out.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "source/sql/catalog.hpp"
#include "source/sql/conditions.hpp"
#include "source/sql/shape.hpp"

namespace sydac::compiler::sql {

/// What was tried and refused by the compiler, by member (`customers email`): a higher level is a plainer way.
using Levels = std::map<std::string, int>;

struct ColumnPlan {
  const ColumnDef* def = nullptr;
  Shape shape;
  Limits limits;
  bool written = true;  // false: the database computes it
  bool nullable = false;
  bool unique = false;                   // by itself
  bool primary = false;                  // by itself
  std::uint32_t unique_prefix = 0;       // only so many characters count, 0: all
  std::uint32_t key_characters = 0;      // of a text: as short as a key wants it, 0: any
  bool countable = false;                // part of a key that is made of combinations
  std::optional<std::size_t> reference;  // a single one that stands in its place
  bool in_reference = false;             // of several columns: declared for its place
  std::optional<std::size_t> group;      // whose alternatives say what it holds
  std::vector<Limits> variants;          // one for each
  std::optional<ExprId> equal_to;        // an expression of other columns
  std::vector<Relation> above;           // it is above these
  bool below_others = false;
  bool soon_after = false;  // `return_date` behind `rental_date`: days, not years
  std::string fixed_rule;   // that a constraint over other tables or rows asks for
  std::string rule;         // as it will be written; empty: none
  std::string null_share;   // `10%`
  int level = 0;
};

struct ReferencePlan {
  const ForeignKeyDef* def = nullptr;
  std::size_t table = 0;  // of the plan
  std::vector<std::size_t> columns, targets;
  bool to_primary = false;
  bool nullable = false, unique = false;
  bool dropped = false;  // its column is written as a plain one
  std::string pick;      // `earlier`, `when variant == 1`
  std::string name;      // of several columns: `as`
};

struct KeyPlan {
  const KeyDef* def = nullptr;  // null: only a reference asks for it
  std::vector<std::size_t> columns;
  bool primary = false;
  bool by_numbers = false;  // kept by the picks of its references, which the compiler does not see
};

/// Conditions with several alternatives that share columns: a hidden draw says which one a row follows.
struct GroupPlan {
  std::string name;                   // of the let, or of the column that tells them apart
  std::optional<std::size_t> teller;  // that column
  std::vector<Branch> branches;
};

struct CheckPlan {
  const CheckDef* def = nullptr;
  bool understood = true;
};

struct TablePlan {
  const TableDef* def = nullptr;
  std::string name;  // `orders`, `crm.orders`
  std::vector<ColumnPlan> columns;
  std::vector<ReferencePlan> references;
  std::vector<KeyPlan> keys;
  std::vector<GroupPlan> groups;
  std::vector<Relation> between_rows;  // two references to one table: different rows, or one before the other
  std::vector<CheckPlan> checks;
  std::vector<std::string> lets;   // `let who = person`
  std::vector<std::string> notes;  // what could not be kept
  std::string rows;                // a header, empty: none
  int level = 0;
};

struct Plan {
  std::vector<TablePlan> tables;
  std::map<std::string, std::string> enum_names;  // by schema and name: as it is declared
};

/// The tables that get rows, planned. Constraints that can not be kept are in the notes.
Plan plan_tables(Catalog& catalog, const Levels& levels);

// --- the steps, each over one table (plan_*.cpp)

/// Which columns are unique by themselves, so that every key holds.
void plan_keys(const Catalog& catalog, Plan& plan, std::size_t table);
/// What columns hold by checks, partitions and domains.
void plan_conditions(Catalog& catalog, Plan& plan, std::size_t table);
/// Pairs such as `created_at` and `updated_at` that no check orders.
void plan_usual_orders(const Catalog& catalog, TablePlan& table);
/// The rule of each column.
void plan_rules(Catalog& catalog, Plan& plan, std::size_t table);

/// Key of a member in `Levels`.
std::string member_key(const TablePlan& table, const std::string& member);

/// The expression in the schema's language, over columns of the table; nothing where a function or an operator has no counterpart.
std::optional<std::string> sdl_expression(const Catalog& catalog, const TablePlan& table, ExprId id);

}  // namespace sydac::compiler::sql
