// One statement after another from the text of a script, without ANTLR: a dump is mostly rows, which nobody reads.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "source/sql/quoting.hpp"

namespace sydac::compiler::sql {

enum class StatementKind : std::uint8_t {
  create_table,
  alter_table,
  definition,  // what the grammar's rule `statement` takes: types, unique indexes, comments, DROP, RENAME, stored procedures that comment
  create_function,  // may be one expression
  create_view,
  search_path,  // SET search_path, set_config('search_path' …)
  use,          // USE name
  block,        // DO $$ … $$
  silent,       // makes no rows, constrains none, and is not worth a count: CREATE INDEX, GO, a psql command
  skipped       // is counted
};

struct Statement {
  StatementKind kind = StatementKind::silent;
  std::size_t lead = 0;                 // where the statement before it ends: comments stand between
  std::size_t begin = 0, end = 0;       // without the `;`
  std::string what;                     // of `skipped`: its first words, `CREATE FUNCTION`
  std::optional<std::size_t> unclosed;  // where a quote or comment begins that the text does not end
};

/// Constant memory whatever the text holds, and time linear in it.
class Splitter {
 public:
  /// The part [begin, end) of `text`, which must outlive the splitter. `in_block`: the text of a DO block, where BEGIN and THEN stand
  /// before statements.
  Splitter(std::string_view text, std::size_t begin, std::size_t end, Dialect dialect, bool in_block = false);

  std::optional<Statement> next();

 private:
  static constexpr std::size_t kWords = 10;

  struct Open;  // the statement being read
  bool skip_between();
  bool skip_command_line();
  void read_mark(std::string_view comment);
  bool take_word(Open& open, std::string_view word, bool line_start);
  void count_body(Open& open, std::string_view word);
  bool begins_statement(const Open& open, std::string_view word) const;
  bool ends_here(Open& open, std::size_t& after);
  std::string_view following_word(std::size_t at) const;
  bool is_go_line(std::size_t at) const;
  void skip_copy_data();
  Statement finished(const Open& open, std::size_t end) const;

  std::string_view text_;
  std::size_t at_;
  std::size_t lead_ = 0;  // of the statement that comes next
  Dialect dialect_;
  Quoting quoting_;
  bool in_block_;
  bool has_go_ = false;
  bool undoing_ = false;  // behind `-- +goose Down`: what undoes the rest of the file
  bool count_bodies_ = true;
  std::string delimiter_ = ";";
};

}  // namespace sydac::compiler::sql
