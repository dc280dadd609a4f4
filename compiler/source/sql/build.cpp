#include "source/sql/build.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sydac::compiler::sql {

Builder::Builder(const Sources& sources, FileId file, Dialect dialect, Diagnostics& diagnostics)
    : sources_(sources), file_(file), dialect_(dialect), quoting_(quoting_of(dialect)), diagnostics_(diagnostics) {
  catalog_.dialect = dialect;
  catalog_.file = file;
}

std::string Builder::spoken(std::size_t token) const {
  if (token >= list_.all.size()) return "the end";
  return printable(list_.text_of(list_.all[token]), 40);
}

Span Builder::span_at(std::size_t token) const {
  if (token < list_.all.size()) return list_.span_of(list_.all[token]);
  const std::uint32_t end = list_.all.empty() ? 0 : list_.all.back().end;
  return {file_, end, end};
}

void Builder::lex_statement(const Statement& statement) {
  list_ = lex(sources_.at(file_).text, file_, statement.lead, statement.begin, statement.end, dialect_, quoting_);
}

/// One warning for a statement: its first words, and the token that did not fit.
void Builder::refuse(const Statement& statement, std::size_t token) {
  std::string head;
  for (std::size_t i = 0; i < std::min<std::size_t>(list_.all.size(), 3); ++i) head += (i > 0 ? " " : "") + spoken(i);
  const Span where{file_, static_cast<std::uint32_t>(statement.begin), static_cast<std::uint32_t>(statement.begin)};
  Diagnostic& made = diagnostics_.report(Code::sql_statement, token < list_.all.size() ? span_at(token) : cover(where, where), {head});
  made.note(token < list_.all.size() ? "`" + spoken(token) + "` does not fit" : "it ends before it is complete");
}

void Builder::count_skipped(const std::string& what) {
  const auto [at, made] = skipped_at_.try_emplace(what, catalog_.skipped.size());
  if (made) catalog_.skipped.push_back({what, 0});
  ++catalog_.skipped[at->second].count;
}

void Builder::take(const Statement& statement) {
  using K = StatementKind;
  if (statement.unclosed) {
    const auto at = static_cast<std::uint32_t>(*statement.unclosed);
    diagnostics_.report(Code::sql_unclosed, {file_, at, at + 1});
  }
  if (statement.kind == K::silent) return;
  if (statement.kind == K::skipped) {
    if (!in_block_) count_skipped(statement.what);
    return;
  }
  lex_statement(statement);
  if (list_.too_deep) {
    diagnostics_.report(Code::sql_too_deep, {file_, *list_.too_deep, *list_.too_deep + 1}, {std::to_string(kMaxNesting)});
    return;
  }
  if (list_.all.empty()) return;
  switch (statement.kind) {
    case K::create_table: return create_table(statement);
    case K::alter_table: return alter_table(statement);
    case K::definition: return definition(statement);
    case K::create_function: return create_function(statement);
    case K::create_view: return create_view();
    case K::search_path: return search_path(statement);
    case K::use: return use(statement);
    case K::block: return block(statement);
    case K::silent:
    case K::skipped: return;
  }
}

/// `DO $$ … $$`: the definitions that stand in it, mostly types that are made where they are not there yet.
void Builder::block(const Statement& statement) {
  count_skipped("DO");
  const auto body = std::find_if(list_.all.begin(), list_.all.end(), [](const Token& token) { return token.type == P::STRING; });
  if (body == list_.all.end() || in_block_) return;
  const std::string_view written = list_.text_of(*body);
  if (!written.starts_with('$')) return;
  const std::size_t mark = written.find('$', 1) + 1;
  if (written.size() < 2 * mark) return;
  in_block_ = true;
  Splitter splitter(sources_.at(file_).text, body->begin + mark, body->end - mark, dialect_, true);
  (void)statement;
  while (const std::optional<Statement> inner = splitter.next()) {
    if (inner->kind == StatementKind::definition || inner->kind == StatementKind::alter_table || inner->kind == StatementKind::create_table)
      take(*inner);
  }
  in_block_ = false;
}

void Builder::search_path(const Statement&) {
  // the first word or text behind `search_path` that is a schema
  std::size_t at = 0;
  const auto is_path = [&](const Token& token) {
    const std::string_view word = list_.text_of(token);
    return same_word(word, "search_path") || same_word(word, "'search_path'");
  };
  while (at < list_.all.size() && !is_path(list_.all[at])) ++at;
  schema_.clear();
  for (++at; at < list_.all.size(); ++at) {
    const Token& token = list_.all[at];
    if (token.type == P::TO || token.type == P::EQUAL || token.type == P::COMMA) continue;
    if (token.type == P::DEFAULT || token.type == P::CLOSE) return;
    std::string path = name_of(token);
    if (token.type == P::STRING) path = path.substr(0, path.find(','));
    if (path == "$user") continue;
    if (path != "public" && path != "pg_catalog") schema_ = path;
    return;
  }
}

void Builder::use(const Statement&) {
  if (list_.all.size() > 1) database_ = name_of(list_.all[1]);
}

/// MySQL's dumps make a table for a view first, for others that read it.
void Builder::create_view() {
  count_skipped("CREATE VIEW");
  for (std::size_t i = 0; i + 1 < list_.all.size(); ++i) {
    if (!same_word(list_.text_of(list_.all[i]), "VIEW")) continue;
    if (dialect_ == Dialect::mysql) drop_table(object_of({name_of(list_.all[i + 1])}, span_at(i + 1)));
    return;
  }
}

}  // namespace sydac::compiler::sql
