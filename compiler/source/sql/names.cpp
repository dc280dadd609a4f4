#include <algorithm>

#include "source/sql/build.hpp"
#include "source/sql/name_words.hpp"

namespace sydac::compiler::sql {
std::string Builder::name_of(const Token& token) const {
  const std::string_view word = list_.text_of(token);
  switch (token.type) {
    case P::QUOTED:
    case P::DOUBLE_QUOTED: return quoted_text(word, quoting_);
    case P::STRING: return string_text(word, quoting_);
    default: return dialect_ == Dialect::postgresql ? lower_case(word) : std::string(word);
  }
}

std::string Builder::name(P::NameContext* node) const { return node ? name_of(token_of(node->start)) : std::string(); }
std::string Builder::name(P::ColumnNameContext* node) const { return node ? name_of(token_of(node->start)) : std::string(); }

std::vector<std::string> Builder::parts(P::ObjectNameContext* node) const {
  std::vector<std::string> list;
  for (auto* part : node->namePart()) list.push_back(name_of(token_of(part->start)));
  return list;
}

ObjectName Builder::object_of(std::vector<std::string> list, Span where) const {
  ObjectName made{{}, list.back(), where};
  if (list.size() < 2) {
    made.schema = schema_;
    return made;
  }
  made.schema = list[list.size() - 2];
  const char* usual = dialect_ == Dialect::postgresql  ? "public"
                      : dialect_ == Dialect::sqlserver ? "dbo"
                      : dialect_ == Dialect::sqlite    ? "main"
                                                       : "";
  if (same_word(made.schema, usual) || (!database_.empty() && same_word(made.schema, database_))) made.schema.clear();
  return made;
}

ObjectName Builder::object(P::ObjectNameContext* node) const { return object_of(parts(node), span(node)); }

std::vector<std::string> Builder::names(P::ColumnNamesContext* node) const {
  std::vector<std::string> list;
  if (node) {
    for (auto* one : node->columnName()) list.push_back(name(one));
  }
  return list;
}

std::string Builder::text(P::StringContext* node) const {
  std::string all;
  for (auto* one : node->STRING()) all += string_text(written(one), quoting_);
  if (node->DOUBLE_QUOTED()) all = string_text(written(node->DOUBLE_QUOTED()), quoting_);
  return all;
}

std::string Builder::text(P::LiteralContext* node) const {
  std::string all;
  for (auto* one : node->STRING()) all += string_text(written(one), quoting_);
  return all;
}

Span Builder::span(const antlr4::ParserRuleContext* node) const {
  const Token& first = token_of(node->start);
  const Token& last = node->stop && node->stop->getTokenIndex() >= node->start->getTokenIndex() ? token_of(node->stop) : first;
  return {file_, first.begin, std::max(first.end, last.end)};
}

std::string_view Builder::written(const antlr4::ParserRuleContext* node) const {
  const Span where = span(node);
  return list_.text.substr(where.begin, where.end - where.begin);
}

std::string Builder::one_line(const antlr4::ParserRuleContext* node) const {
  std::string out;
  for (const char c : written(node)) {
    if (!is_blank(c)) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  return out;
}

bool Builder::same(std::string_view a, std::string_view b) const { return dialect_ == Dialect::postgresql ? a == b : same_word(a, b); }

std::string Builder::key_of(const ObjectName& name) const {
  std::string key = name.schema;
  key += '\0';
  key += name.name;
  return dialect_ == Dialect::postgresql ? key : lower_case(key);
}

TableDef* Builder::find_table(const ObjectName& name) {
  if (const auto found = by_name_.find(key_of(name)); found != by_name_.end()) return &catalog_.tables[found->second];
  // a schema that is named here and not there, or the other way round
  const auto bare = by_bare_name_.find(key_of({{}, name.name, {}}));
  if (bare != by_bare_name_.end()) return &catalog_.tables[bare->second];
  // who refers to a table follows it where it is renamed
  const auto former = former_names_.find(key_of(name));
  return former == former_names_.end() || dropped_[former->second] ? nullptr : &catalog_.tables[former->second];
}

ColumnDef* Builder::find_column(TableDef& table, std::string_view name) {
  const auto found =
      std::find_if(table.columns.begin(), table.columns.end(), [&](const ColumnDef& column) { return same(column.name, name); });
  return found == table.columns.end() ? nullptr : &*found;
}

}  // namespace sydac::compiler::sql
