#include "source/sql/write.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "source/sql/dialect.hpp"
#include "source/sql/name_words.hpp"
#include "source/sql/rule_text.hpp"
#include "source/sql/sdl_text.hpp"

namespace sydac::compiler::sql {
namespace {

constexpr std::string_view kTypeWords[] = {"int",  "smallint",  "bigint",      "decimal",  "float", "bool", "text", "date",
                                           "time", "timestamp", "timestamptz", "interval", "uuid",  "json", "bytes"};

std::string title_of(Dialect dialect) {
  switch (dialect) {
    case Dialect::postgresql: return "PostgreSQL";
    case Dialect::mysql: return "MySQL";
    case Dialect::sqlite: return "SQLite";
    case Dialect::sqlserver: return "SQL Server";
  }
  return "";
}

class Writer {
 public:
  Writer(const Catalog& catalog, const Plan& plan, const Levels& levels) : catalog_(catalog), plan_(plan), levels_(levels) {
    for (std::string_view word : kTypeWords) taken_.insert(std::string(word));
    for (const TablePlan& table : plan.tables) taken_.insert(lower_case(table.name));
  }

  SdlText write(const std::string& dataset, const std::string& source) {
    line("// From " + one_line(source) + " (" + title_of(catalog_.dialect) + "): " + std::to_string(plan_.tables.size()) +
         (plan_.tables.size() == 1 ? " table." : " tables."));
    line("dataset " + sdl_name(dataset.substr(0, 100)));
    for (const TablePlan& table : plan_.tables) enums(table);
    if (!enum_lines_.empty()) line("");
    for (const auto& [text, made] : enum_lines_) line(text, made);
    for (const TablePlan& table : plan_.tables) this->table(table);
    return std::move(out_);
  }

 private:
  int level(const TablePlan& table, const std::string& member) const {
    const auto found = levels_.find(member_key(table, member));
    return found == levels_.end() ? 0 : found->second;
  }

  void line(const std::string& text, WrittenLine made = {}) {
    out_.text += text + "\n";
    out_.lines.push_back(std::move(made));
  }

  static std::string one_line(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const Character character = character_at(text, at);
      if (character.valid && !is_invisible(character.code))
        out += text.substr(at, character.bytes);
      else if (!out.ends_with(' '))
        out += ' ';
      at += character.bytes;
    }
    return out;
  }

  void doc(const std::string& text, const std::string& indent) {
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin < text.size() && lines < 12;) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      std::string words = one_line(text.substr(begin, end - begin));
      while (words.ends_with(' ')) words.pop_back();
      while (words.starts_with(' ')) words.erase(0, 1);
      if (!words.empty()) line(indent + "/// " + words), ++lines;
      begin = end + 1;
    }
  }

  // --- enums

  void enums(const TablePlan& table) {
    for (const ColumnPlan& column : table.columns) {
      if (column.shape.base != Base::enumeration || !column.written) continue;
      declare(table, column);
    }
  }

  std::string free_enum(std::string wanted) {
    if (taken_.contains(lower_case(wanted))) wanted += "_kind";
    const std::string first = wanted;
    for (int n = 2; taken_.contains(lower_case(wanted)); ++n) wanted = first + "_" + std::to_string(n);
    taken_.insert(lower_case(wanted));
    return wanted;
  }

  void declare(const TablePlan& table, const ColumnPlan& column) {
    std::string body;
    for (const std::string& value : column.shape.values) {
      if (!value.empty()) body += (body.empty() ? "" : ", ") + enum_value(value);
    }
    const bool own = !column.shape.enum_name.empty();
    // The same list under the same name is one enum.
    const std::string key = (own ? column.shape.enum_name : "column " + lower_case(column.def->name)) + "\n" + body;
    std::string& name = enum_names_[key];
    if (name.empty()) {
      std::string wanted = own ? column.shape.enum_name : column.def->name;
      const bool clash = !own && std::ranges::any_of(plan_.tables, [&](const TablePlan& other) {
        return std::ranges::any_of(other.columns, [&](const ColumnPlan& c) {
          return c.shape.base == Base::enumeration && c.shape.enum_name.empty() &&
                 lower_case(c.def->name) == lower_case(column.def->name) && c.shape.values != column.shape.values;
        });
      });
      if (clash) wanted = singular(table.def->name.name) + "_" + column.def->name;
      name = free_enum(wanted);
      if (const EnumDef* def = own ? find_enum(catalog_, column.def->type) : nullptr; def && !def->comment.empty()) {
        const std::string text = one_line(def->comment);
        enum_lines_.push_back({"/// " + text, {}});
      }
      enum_lines_.push_back({"enum " + sdl_name(name) + " { " + body + " }", {column.def->span, ""}});
    }
    columns_[&column] = name;
  }

  // --- tables

  void table(const TablePlan& table) {
    line("");
    doc(table.def->comment, "");
    line("table " + sdl_name(table.name) + (table.rows.empty() ? "" : "[" + table.rows + "]") + " {",
         {table.def->span, member_key(table, "")});
    for (const std::string& note : table.notes) line("  // " + one_line(note));
    for (const std::string& let : table.lets) line("  " + let, {table.def->span, member_key(table, "")});
    for (std::size_t i = 0; i < table.columns.size(); ++i) column(table, table.columns[i]);
    for (std::size_t i = 0; i < table.references.size(); ++i) {
      if (table.references[i].columns.size() > 1 && !table.references[i].dropped) reference(table, i);
    }
    for (std::size_t i = 0; i < table.keys.size(); ++i) key(table, i);
    for (std::size_t i = 0; i < table.checks.size(); ++i) check(table, i);
    line("}");
  }

  void column(const TablePlan& table, const ColumnPlan& column) {
    if (!column.written) return;
    doc(column.def->comment, "  ");
    if (column.reference && !table.references[*column.reference].dropped) return reference(table, *column.reference);
    std::string text = "  " + sdl_name(column.def->name) + " ";
    if (column.shape.base == Base::enumeration)
      text += sdl_name(columns_.at(&column));
    else
      text += type(column);
    const bool null_rule = column.rule == "null";
    if (column.nullable && !column.primary) text += column.null_share.empty() ? "?" : "?" + column.null_share;
    if (column.in_reference) {
      line(text, {column.def->span, member_key(table, column.def->name)});
      return;
    }
    text += column.primary ? " pk" : column.unique && !null_rule ? " unique" : "";
    if (!column.rule.empty()) text += " = " + column.rule;
    line(text, {column.def->span, member_key(table, column.def->name)});
  }

  static std::string type(const ColumnPlan& column) {
    const Shape& shape = column.shape;
    if (!shape.literal.empty()) return "text";
    if (shape.base == Base::bytes) return column.rule.starts_with("bytes(") ? column.rule : "bytes";
    if (shape.base == Base::json && (column.rule.starts_with("\"") || column.rule.starts_with("choice("))) return "json";
    return shape.type;
  }

  void reference(const TablePlan& table, std::size_t index) {
    const ReferencePlan& reference = table.references[index];
    const TablePlan& target = plan_.tables[reference.table];
    const bool several = reference.columns.size() > 1;
    const auto list = [](const TablePlan& from, const std::vector<std::size_t>& columns) {
      std::string text;
      for (std::size_t c : columns) text += (text.empty() ? "" : ", ") + sdl_name(from.columns[c].def->name);
      return text;
    };
    std::string text =
        "  " + (several ? "(" + list(table, reference.columns) + ")" : list(table, reference.columns)) + " -> " + sdl_name(target.name);
    if (!reference.to_primary) text += several ? "(" + list(target, reference.targets) + ")" : "." + list(target, reference.targets);
    if (several) text += " as " + sdl_name(reference.name);
    const bool nullable = std::ranges::any_of(reference.columns, [&](std::size_t c) { return table.columns[c].nullable; });
    const ColumnPlan& first = table.columns[reference.columns[0]];
    if (nullable && !first.primary) text += "?";
    if (!several && first.primary)
      text += " pk";
    else if (reference.unique)
      text += " unique";
    if (!reference.pick.empty() && level(table, "->" + std::to_string(index)) == 0) text += " = " + reference.pick;
    line(text, {reference.def->span, member_key(table, "->" + std::to_string(index))});
  }

  void key(const TablePlan& table, std::size_t index) {
    const KeyPlan& key = table.keys[index];
    if (key.columns.size() < 2) return;
    // An index over expressions is more than the columns in it say: their uniqueness is what keeps it.
    const bool plain = !key.def || std::ranges::none_of(key.def->parts, [&](const KeyPart& part) { return part.expression.has_value(); });
    const bool computed =
        key.def && std::ranges::any_of(key.def->parts, [&](const KeyPart& part) {
          return std::ranges::any_of(table.columns, [&](const ColumnPlan& c) { return c.def->name == part.column && !c.written; });
        });
    std::string names;
    for (std::size_t c : key.columns) names += (names.empty() ? "" : ", ") + sdl_name(table.columns[c].def->name);
    const std::string text = std::string(key.primary ? "pk" : "unique") + " (" + names + ")";
    const WrittenLine made{key.def ? key.def->span : table.def->span, member_key(table, "key" + std::to_string(index))};
    if ((!plain || computed) && !key.primary &&
        !std::ranges::any_of(key.columns, [&](std::size_t c) { return table.columns[c].countable; }))
      return;
    if (key.by_numbers)
      line("  // " + text + ": each row has another pair", made);
    else if (level(table, "key" + std::to_string(index)) > 2)
      line("  // not kept: " + text, made);
    else
      line("  " + text, made);
  }

  void check(const TablePlan& table, std::size_t index) {
    const CheckPlan& check = table.checks[index];
    if (!check.understood || level(table, "check" + std::to_string(index)) > 0) return;
    const auto text = sdl_expression(catalog_, table, check.def->condition);
    if (text) line("  check " + *text, {check.def->span, member_key(table, "check" + std::to_string(index))});
  }

  const Catalog& catalog_;
  const Plan& plan_;
  const Levels& levels_;
  SdlText out_;
  std::set<std::string> taken_;
  std::map<std::string, std::string> enum_names_;
  std::map<const ColumnPlan*, std::string> columns_;
  std::vector<std::pair<std::string, WrittenLine>> enum_lines_;
};

}  // namespace

SdlText write_sdl(const Catalog& catalog, const Plan& plan, const Levels& levels, const std::string& dataset, const std::string& source) {
  return Writer(catalog, plan, levels).write(dataset, source);
}

}  // namespace sydac::compiler::sql
