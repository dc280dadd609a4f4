#include "cli/explain.hpp"

#include <algorithm>
#include <span>

#include "base/diagnostics.hpp"
#include "base/files.hpp"
#include "base/numbers.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "defaults/default_rules.hpp"
#include "model/model.hpp"
#include "pipeline.hpp"

namespace sydac::compiler {
namespace {

std::string quoted(std::string_view text) { return "`" + printable(text, 200) + "`"; }

std::string one_line(const Sources& sources, Span span) {
  std::string line;
  for (const char c : std::string_view(sources.at(span.file).text).substr(span.begin, span.end - span.begin)) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) line += c;
    if (space && !line.empty() && line.back() != ' ') line += ' ';
  }
  return line;
}

std::string place(const Sources& sources, Span span) {
  const SourceFile& file = sources.at(span.file);
  if (file.origin == SourceFile::Origin::translated) {
    const std::size_t line = LineIndex(file.text).position(span.begin).line;
    if (line <= file.lines.size() && file.lines[line - 1].end > 0) return place(sources, file.lines[line - 1]);
  }
  return printable(file.path == "-" ? "<stdin>" : file.path, 200) + ":" + std::to_string(LineIndex(file.text).position(span.begin).line);
}

class Explainer {
 public:
  Explainer(const Model& model, const Sources& sources) : model_(model), sources_(sources) {}

  std::string table(const Table& of) {
    std::string text;
    for (const Cell& cell : of.cells) {
      if (shown(cell)) text += (text.empty() ? "" : "\n") + column(of, cell);
    }
    return text;
  }

  std::string column(const Table& of, const Cell& cell) {
    std::string text = printable(of.name + "." + cell.name) + ": " + type_text(cell);
    if (cell.pk) text += ", primary key";
    if (cell.unique) text += ", unique";
    if (cell.null_share) text += ", null in " + percent(*cell.null_share) + " of the rows";
    if (!cell.null_share && cell.type.nullable) text += ", may be null";
    text += "\n";
    if (!cell.doc.empty()) text += "  " + printable(cell.doc.substr(0, cell.doc.find('\n')), 200) + "\n";
    for (const std::string& line : origin(of, cell)) text += "  " + line + "\n";
    return text;
  }

  static bool shown(const Cell& cell) { return is_written(cell) || (cell.kind == CellKind::let && !cell.source); }

 private:
  std::string type_text(const Cell& cell) const {
    if (cell.kind == CellKind::let) return "a value that is not written";
    if (cell.kind == CellKind::reference) return "a reference to " + quoted(model_[cell.type.table].name);
    return cell.type_text.empty() ? "a part of a reference" : printable(cell.type_text);
  }
  static std::string percent(const Share& share) { return std::to_string(share.numerator * 100 / share.denominator) + "%"; }

  std::vector<std::string> origin(const Table& of, const Cell& cell) const {
    if (cell.kind == CellKind::reference)
      return {"written: " + printable(one_line(sources_, cell.span), 300) + ", " + place(sources_, cell.span)};
    if (cell.copied) return {"comes with the reference " + quoted(of.cells[cell.copied->reference].name)};
    if (cell.rule) return written(of, cell);
    if (cell.default_rule.empty()) return {"no rule: what the header of the table gives"};
    if (cell.by_default && cell.default_rule != "by type" && cell.default_rule != "words")
      return by_name(*cell.by_default, cell.default_rule);
    if (cell.type.base == Base::integer && (cell.pk || cell.unique))
      return {"rule: counts 1, 2, 3 …", "by its type: a key of whole numbers"};
    if (cell.type.base == Base::enumeration) return {"rule: a value of the enum, by weight", "by its type: " + quoted(cell.type_text)};
    return {"rule: that of the type " + quoted(cell.type_text), "by its type: the name " + quoted(cell.name) + " calls for nothing else"};
  }

  std::vector<std::string> written(const Table& of, const Cell& cell) const {
    const Span span = (*model_.schema)[*cell.rule].span;
    const std::string rule = one_line(sources_, span);
    const bool chosen = sources_.at(span.file).origin == SourceFile::Origin::translated;
    std::vector<std::string> lines{"rule: " + printable(rule, 300), (chosen ? "chosen for " : "written in ") + place(sources_, span)};
    if (const auto pool = pool_of(cell)) lines.push_back(told(model_[*pool]));
    if (cell.kind == CellKind::let) return lines;
    const auto length = cell.type.base == Base::text && cell.type.length ? std::optional<std::uint64_t>(*cell.type.length) : std::nullopt;
    const auto found = default_rule(of.name, cell.name, cell.type.base, length);
    if (chosen && found && is_made_of(rule, found->rule))
      lines.push_back("by its name, " + matched(found->entry, found->pattern, found->context) + ": " + printable(found->rule, 200));
    else if (chosen)
      lines.push_back("by its type and constraints" + (found
                                                           ? "; its name alone, " + matched(found->entry, found->pattern, found->context) +
                                                                 ", would give " + printable(found->rule, 200)
                                                           : std::string()));
    else if (found)
      lines.push_back("without it, " + matched(found->entry, found->pattern, found->context) + ": " + printable(found->rule, 200));
    return lines;
  }

  /// The pool that a value is, or has a field, of.
  std::optional<PoolId> pool_of(const Cell& cell) const {
    if (!cell.value) return std::nullopt;
    if (cell.type.pool) return cell.type.pool;
    for (ValueId at = *cell.value;;) {
      const auto& node = model_[at].node;
      if (const auto* conversion = std::get_if<ConvertValue>(&node))
        at = conversion->operand;
      else if (const auto* unique = std::get_if<UniqueValue>(&node))
        at = unique->draw;
      else if (const auto* field = std::get_if<FieldValue>(&node))
        return model_[field->record].type.pool;
      else
        return std::nullopt;
    }
  }
  /// `from pool gear: 60 entries for each of 5 keys, 12 of them locked`
  std::string told(const Pool& pool) const {
    std::string text = "from pool " + quoted(pool.name) + ": " + grouped(pool.size) + (pool.size == 1 ? " entry" : " entries");
    if (pool.source != PoolSource::model) return text + (pool.source == PoolSource::file ? " of " + printable(pool.file, 200) : "");
    if (!pool.keys.empty()) text += " for each of " + grouped(pool.combinations()) + " keys";
    const std::uint64_t there = std::min<std::uint64_t>(pool.entries.size(), pool.total());
    return text + ", " + (there == pool.total() ? "all" : grouped(there)) + " in the lock" +
           (there < pool.total() ? ", the others by fallback" : "");
  }

  /// `who.email` and `lower("{who.first_name} …")` are made of `person.email`, as are ranges that were only cut.
  static bool is_made_of(const std::string& rule, std::string_view usual) {
    const std::size_t point = usual.find('.');
    const bool field =
        point != std::string_view::npos && point > 0 && usual[point - 1] >= 'a' && usual.find_first_of("\"/(") == std::string_view::npos;
    if (field)
      return rule.find(usual.substr(point)) != std::string::npos ||
             (usual == "person.email" && rule.find("@example.com") != std::string::npos);
    const auto plain = [](std::string_view text) {
      std::string out;
      for (const char c : text) {
        if (c != ' ') out += c;
      }
      return out;
    };
    const std::string own = plain(rule), wanted = plain(usual);
    return own == wanted || own == wanted + "()" || own.find("{" + wanted + "}") != std::string::npos;
  }

  static std::vector<std::string> by_name(const DefaultDecl& found, const std::string& used) {
    std::vector<std::string> lines{"rule: " + printable(found.rule, 300)};
    if (used == "codes") lines = {"rule: any code of so many characters, all different", "instead of: " + printable(found.rule, 300)};
    lines.push_back("by its name, " + matched(found.entry, found.pattern, found.context));
    if (!found.role.empty()) lines.push_back("of another one than the row's own: " + quoted(found.role));
    return lines;
  }
  static std::string matched(std::string_view entry, std::string_view pattern, std::string_view context) {
    std::string text = pattern.empty() ? "as " + quoted(entry) : "pattern " + quoted(pattern) + " of " + quoted(entry);
    if (!context.empty()) text += ", because of " + quoted(context);
    return text;
  }

  const Model& model_;
  const Sources& sources_;
};

Explanation unknown(std::string_view kind, const std::string& name, const std::vector<std::string>& known) {
  const auto near = nearest(name, known);
  std::string text = "unknown " + std::string(kind) + " " + quoted(name) + "\n";
  if (near) text += "   hint: " + quoted(*near) + " is the nearest\n";
  return {kErrors, text};
}

}  // namespace

Explanation explain(const Model& model, const Sources& sources, const std::string& what) {
  Explainer explainer(model, sources);
  const Table* found = nullptr;  // names may have points in them: the longest that is a table
  std::size_t end = 0;
  for (const Table& table : std::span(model.tables).first(model.written_tables())) {
    if (what == table.name) return {kDone, explainer.table(table)};
    if (what.starts_with(table.name + ".") && table.name.size() >= end) found = &table, end = table.name.size();
  }
  std::vector<std::string> names;
  if (!found) {
    for (const Table& table : model.tables) names.push_back(table.name);
    return unknown("table", what.substr(0, what.rfind('.')), names);
  }
  for (const Cell& cell : found->cells) {
    if (!Explainer::shown(cell)) continue;
    if (cell.name == what.substr(end + 1)) return {kDone, explainer.column(*found, cell)};
    names.push_back(cell.name);
  }
  return unknown("column", what.substr(end + 1), names);
}

int explain_command(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  Compilation compilation(path, read_schema(path, arguments), import_options(arguments));
  compile(compilation, Stage::model);
  if (const int code = report(compilation.sources, compilation.diagnostics, arguments); code != kDone) return code;
  const Explanation said = explain(*compilation.model, compilation.sources, arguments.explained);
  if (said.code != kDone) {
    complain(said.text.substr(0, said.text.size() - 1));
    return said.code;
  }
  write_file("-", said.text);
  return kDone;
}

}  // namespace sydac::compiler
