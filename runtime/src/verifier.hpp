// The tables of a folder under verification. One object for one run of --verify.
#pragma once

#include "check_expression.hpp"
#include "file_names.hpp"
#include "key_set.hpp"
#include "manifest_reader.hpp"
#include "mapped_file.hpp"
#include "options.hpp"
#include "record_reader.hpp"
#include "stored_column.hpp"
#include "verify.hpp"

namespace sydac::driver {

class Verifier {
 public:
  Verifier(const Program& program, const Options& options, std::span<const std::uint64_t> expected);
  std::string run();

 private:
  struct ColumnBounds {
    std::optional<TypedValue> minimum, maximum;
    std::vector<std::string_view> values;  // sorted
  };
  struct TableKey {
    std::vector<std::uint16_t> columns;
    std::string_view name;
    bool is_declared = false;  // else a target of references only
    KeySet set;
  };
  struct RowCheck {
    const CheckInfo* info;
    CheckExpression expression;
    std::string not_evaluated = {};  // why not, once that has turned out
  };
  struct Rollup {
    const RollupInfo* info;
    std::size_t parent, key;  // the table that has the roll-up, and its key that the children refer to
    Kind kind;                // of what is rolled up; integer for count
    unsigned scale;
    std::vector<Exact> totals = {};        // for each row of the parent, at `scale`
    std::vector<double> real_totals = {};  // instead, for real numbers
    std::vector<char> has_value = {};
  };
  struct Table {
    bool is_present = false;
    std::string file;
    MappedFile content;
    std::uint64_t expected_rows = 0, rows = 0;
    std::vector<ColumnBounds> bounds;
    std::vector<TableKey> keys;
    std::vector<std::size_t> reference_keys;  // of the tables that the references name
    std::vector<StoredColumn> stored;         // those that are in use have `is_used`
    std::vector<RowCheck> checks;
  };
  struct Place {
    std::size_t table;
    std::uint64_t line, row;
  };
  // A reference to a function object: the reading loop is compiled once.
  struct RowVisitor {
    void* object;
    bool (*call)(void* object, const Place& place, const std::vector<Cell>& cells);
  };

  void open_files();
  void prepare(std::size_t table);
  void prepare_checks(std::size_t table);
  void prepare_rollups(std::size_t table);
  std::size_t key_index(std::size_t table, std::span<const std::uint16_t> columns);
  void store_path(std::size_t table, const Operand& operand);

  void read_cells(std::size_t table);
  TypedValue checked_cell(const Place& place, std::size_t column, const Cell& cell) const;
  void check_limits(const Place& place, std::size_t column, const Cell& cell, const TypedValue& value) const;
  void check_rows(std::size_t table) const;
  void check_unique(std::size_t table, const TableKey& key) const;
  std::vector<std::string> key_texts(std::size_t table, const TableKey& key, std::span<const std::uint64_t> rows) const;

  bool has_relations(std::size_t table) const;
  void read_relations(std::size_t table);
  void check_reference(const Place& place, std::size_t reference, std::span<const TypedValue> row) const;
  void check_row(const Place& place, RowCheck& check, std::span<const TypedValue> row) const;
  TypedValue operand_value(std::size_t table, const Operand& operand, std::span<const TypedValue> row) const;
  void start_rollup(Rollup& rollup) const;
  void add_to_rollup(Rollup& rollup, std::span<const TypedValue> row) const;
  void compare_rollup(const Rollup& rollup) const;
  TypedValue rollup_value(const Rollup& rollup, std::uint64_t row) const;
  void compare_hashes() const;
  std::string summary() const;

  std::string place_text(const Place& place, std::string_view column) const;
  /// Calls `visit(place, cells)` for each row until it returns false.
  template <class Visit>
  void each_row(std::size_t table, Visit&& visit) const {
    visit_rows(table, {&visit, [](void* object, const Place& place, const std::vector<Cell>& cells) -> bool {
                         return (*static_cast<std::remove_reference_t<Visit>*>(object))(place, cells);
                       }});
  }
  void visit_rows(std::size_t table, RowVisitor visitor) const;

  const Program& program_;
  const Options& options_;
  std::optional<FoundManifest> manifest_;
  Format format_;
  std::string null_token_;
  std::vector<Table> tables_;
  std::vector<Rollup> rollups_;
  std::vector<std::string> not_verified_;
};

}  // namespace sydac::driver
