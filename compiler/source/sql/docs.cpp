// Which comments are documentation: what stands right above a definition, or behind it on its line, and reads like a sentence.
#include <algorithm>
#include <vector>

#include "source/sql/build.hpp"

namespace sydac::compiler::sql {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (is_blank(text.front()) || text.front() == '*')) text.remove_prefix(1);
  while (!text.empty() && (is_blank(text.back()) || text.back() == '*')) text.remove_suffix(1);
  return text;
}

/// A line without the signs of the comment.
std::string_view line_text(std::string_view line) {
  line = trimmed(line);
  while (!line.empty() && (line.front() == '-' || line.front() == '#' || line.front() == '=' || line.front() == '+' ||
                           line.front() == '/' || line.front() == '!'))
    line.remove_prefix(1);
  while (!line.empty() && (line.back() == '-' || line.back() == '#' || line.back() == '=' || line.back() == '+' || line.back() == '/'))
    line.remove_suffix(1);
  return trimmed(line);
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = 0; at + word.size() <= text.size(); ++at) {
    if (same_word(text.substr(at, word.size()), word)) return true;
  }
  return false;
}

bool begins(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && same_word(text.substr(0, word.size()), word);
}

/// Commented-out code, what a tool writes above each table, licences.
bool is_prose(std::string_view text) {
  if (std::none_of(text.begin(), text.end(), [](char c) { return is_word_start(c); })) return false;
  if (text.find_first_of("!?*") == std::string_view::npos && text.size() < 2) return false;
  for (const std::string_view start : {"CREATE ",
                                       "DROP ",
                                       "ALTER ",
                                       "INSERT ",
                                       "SELECT ",
                                       "UPDATE ",
                                       "DELETE ",
                                       "SET ",
                                       "USE ",
                                       "GO",
                                       "CONSTRAINT ",
                                       "PRIMARY KEY",
                                       "FOREIGN KEY",
                                       "UNIQUE (",
                                       "CHECK (",
                                       "COMMENT ON",
                                       "Name: ",
                                       "Table structure for",
                                       "Dumping ",
                                       "Dump ",
                                       "Indexes for",
                                       "Constraints for",
                                       "AUTO_INCREMENT for",
                                       "Stand-in structure",
                                       "Temporary view structure",
                                       "Temporary table structure",
                                       "Object: ",
                                       "TOC entry",
                                       "Records of",
                                       "Structure for view",
                                       "Data for ",
                                       "Final view structure",
                                       "Table `",
                                       "Table: ",
                                       "Definition for table",
                                       "KEY ",
                                       "Database: ",
                                       "Schema ",
                                       "Structure for table",
                                       "Create table",
                                       "Drop table",
                                       "Creating table",
                                       "Create model",
                                       "AddForeignKey",
                                       "CreateTable",
                                       "CreateEnum",
                                       "CreateIndex",
                                       "AlterTable",
                                       "DropTable",
                                       "RedefineTables",
                                       "ON DELETE",
                                       "ON UPDATE",
                                       "REFERENCES ",
                                       "PostgreSQL database",
                                       "+goose",
                                       "+migrate",
                                       "migrate:"}) {
    if (begins(text, start)) return false;
  }
  for (const std::string_view sign : {"NOT NULL", "DEFAULT NULL", "VARCHAR(", "VARCHAR (", "Copyright", "License", "Licence",
                                      "ENGINE=", "; Type:", "http://www.apache.org"}) {
    if (has_word(text, sign)) return false;
  }
  return text.back() != ';' && text.back() != ',' && text.back() != '{' && text.back() != '(';
}

std::string joined(const std::vector<std::string_view>& lines) {
  std::string text;
  for (const std::string_view line : lines) {
    if (line.empty()) continue;
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

void append_lines(std::vector<std::string_view>& lines, std::string_view comment) {
  if (comment.starts_with("/*")) comment = comment.substr(2, comment.size() - 2 - (comment.ends_with("*/") && comment.size() > 3 ? 2 : 0));
  while (true) {
    const std::size_t end = comment.find('\n');
    lines.push_back(line_text(comment.substr(0, end)));
    if (end == std::string_view::npos) return;
    comment.remove_prefix(end + 1);
  }
}

std::size_t line_breaks(std::string_view text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

}  // namespace

/// True of a comment on a line of its own that goes on with one behind a definition: it stands right below, in the same column.
bool Builder::goes_on_behind(std::size_t comment) const {
  const auto column = [&](const Comment& one) { return one.begin - (list_.text.rfind('\n', one.begin) + 1); };
  const Comment& last = list_.comments[comment];
  if (list_.text.substr(last.begin, 2) == "/*") return false;
  for (std::size_t steps = 0; comment > 0 && steps < 20; --comment, ++steps) {
    const Comment& above = list_.comments[comment - 1];
    if (line_breaks(list_.text.substr(above.end, list_.comments[comment].begin - above.end)) != 1 || column(above) != column(last) ||
        above.token != last.token) {
      return false;
    }
    const std::size_t line = list_.text.rfind('\n', above.begin) + 1;
    const std::string_view before = list_.text.substr(line, above.begin - line);
    if (std::any_of(before.begin(), before.end(), [](char c) { return !is_blank(c); })) return true;
  }
  return false;
}

/// The comments that end right above a token, each on lines of its own.
std::string Builder::doc_above(std::size_t token, bool table) const {
  if (token >= list_.all.size()) return {};
  const auto first = std::lower_bound(list_.comments.begin(), list_.comments.end(), token,
                                      [](const Comment& comment, std::size_t at) { return comment.token < at; });
  auto last = first;
  while (last != list_.comments.end() && last->token == token) ++last;
  std::uint32_t below = list_.all[token].begin;
  auto from = last;
  std::size_t allowed = table ? 2 : 1;  // one empty line between a comment and its table
  while (from != first) {
    const Comment& one = *(from - 1);
    if (line_breaks(list_.text.substr(one.end, below - one.end)) > allowed) break;
    const std::size_t line = list_.text.rfind('\n', one.begin) + 1;  // npos + 1 is the beginning of the text
    const std::string_view before = list_.text.substr(line, one.begin - line);
    const bool own_line = one.begin == 0 || std::all_of(before.begin(), before.end(), [](char c) { return is_blank(c); });
    if (!own_line || goes_on_behind(static_cast<std::size_t>(from - 1 - list_.comments.begin()))) break;
    below = one.begin;
    allowed = 1;
    --from;
  }
  if (from == last) return {};
  // what heads the file speaks of all of it, unless it stands right above the table
  if (table && line_breaks(list_.text.substr((last - 1)->end, list_.all[token].begin - (last - 1)->end)) > 1 &&
      list_.text.substr(0, from->begin).find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return {};
  }
  std::vector<std::string_view> lines;
  for (; from != last; ++from) append_lines(lines, list_.text.substr(from->begin, from->end - from->begin));
  for (const std::string_view line : lines) {
    if (!line.empty() && !is_prose(line)) return {};
  }
  std::string text = joined(lines);
  return text.size() > 2000 ? std::string() : text;
}

/// The comment behind a piece on the line where it ends, or inside of it at the end of a line.
std::string Builder::doc_behind(std::size_t first, std::size_t last) const {
  std::vector<std::string_view> lines;
  const std::size_t behind_comma = last < list_.all.size() && list_.all[last].type == P::COMMA ? last + 1 : last;
  const auto begin = std::lower_bound(list_.comments.begin(), list_.comments.end(), first + 1,
                                      [](const Comment& comment, std::size_t at) { return comment.token < at; });
  for (auto comment = begin; comment != list_.comments.end() && comment->token <= behind_comma; ++comment) {
    const std::uint32_t before = list_.all[comment->token - 1].end;
    const bool goes_on = !lines.empty() && goes_on_behind(static_cast<std::size_t>(comment - list_.comments.begin()));
    if (!goes_on && list_.text.substr(before, comment->begin - before).find('\n') != std::string_view::npos) continue;
    // a comment behind the comma and before the next definition on the same line belongs to neither
    if (comment->token == behind_comma && behind_comma > last && behind_comma < list_.all.size() &&
        list_.text.substr(comment->end, list_.all[behind_comma].begin - comment->end).find('\n') == std::string_view::npos &&
        list_.text.substr(comment->begin, 2) == "/*") {
      continue;
    }
    append_lines(lines, list_.text.substr(comment->begin, comment->end - comment->begin));
  }
  for (const std::string_view line : lines) {
    if (!line.empty() && !is_prose(line)) return {};
  }
  return joined(lines);
}

}  // namespace sydac::compiler::sql
