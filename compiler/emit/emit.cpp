#include "emit/emit.hpp"

#include <algorithm>
#include <set>

#include "base/sha256.hpp"
#include "base/text.hpp"
#include "check/facts.hpp"
#include "check/rules.hpp"
#include "emit/cells.hpp"
#include "emit/cpp_text.hpp"
#include "emit/info.hpp"
#include "emit/names.hpp"
#include "emit/pattern_text.hpp"
#include "emit/picks.hpp"
#include "emit/pools.hpp"
#include "emit/row_counts.hpp"
#include "emit/template.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

/// The runtime interface that generated programs of this compiler need.
constexpr int kAbi = 2, kAbiOfPools = 3;

std::string without_final_break(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

Holes::List lines(std::string_view name, const std::vector<std::string>& texts) {
  Holes::List list;
  for (const std::string& text : texts) list.push_back(Holes().text(name, text));
  return list;
}

/// Headers of the rules in use, beside those that every program has.
std::vector<std::string> rule_headers(const Plan& plan) {
  const Model& model = *plan.model;
  std::set<std::string> headers;
  if (!model.matchers.empty()) headers.insert("sydac/matcher.hpp");
  if (!model.pools.empty()) headers.insert("sydac/pool.hpp");
  if (!model.enums.empty()) headers.insert("sydac/rules/choice.hpp");
  for (const Table& table : model.tables) {
    if (const std::string_view header = counts_header(table); !header.empty()) headers.emplace(header);
    if (!table.counted.empty()) headers.insert("sydac/row_number.hpp");
  }
  for (const CellId& id : plan.cell_order) {
    if (!model[id].value) continue;
    for_each_value(model, *model[id].value, [&](ValueId value) {
      const auto& node = model[value].node;
      if (const auto* draw = std::get_if<DrawValue>(&node)) headers.emplace(rule(draw->rule).spec->header);
      if (const auto* entity = std::get_if<EntityValue>(&node)) headers.emplace(rule(entity->rule).spec->header);
      if (std::holds_alternative<RangeValue>(node)) headers.insert("sydac/rules/range.hpp");
      if (std::holds_alternative<ChoiceValue>(node)) headers.insert("sydac/rules/choice.hpp");
      if (std::holds_alternative<RegexValue>(node)) headers.insert("sydac/pattern.hpp");
    });
  }
  std::vector<std::string> list;
  for (const std::string& header : headers) list.push_back("<" + header + ">");
  return list;
}

Holes::List enums(const Model& model, const Names& names) {
  Holes::List list;
  for (std::size_t i = 0; i < model.enums.size(); ++i) {
    const Enum& each = model.enums[i];
    std::vector<std::string> literals, weights;
    for (std::size_t k = 0; k < each.values.size(); ++k) {
      literals.push_back(cpp_string_literal(each.values[k]));
      weights.push_back(std::to_string(each.weights[k]));
    }
    list.push_back(Holes()
                       .text("doc", each.doc.empty() ? std::string() : without_final_break(cpp_comment_lines(each.doc)))
                       .text("type", names.enums[i])
                       .text("enumerators", joined(names.enum_values[i]))
                       .text("literals", joined(literals))
                       .text("choice", joined(weights)));
  }
  return list;
}

std::vector<std::string> data_members(const Plan& plan, const Names& names) {
  const Model& model = *plan.model;
  RowMembers rows(plan, names);
  std::vector<std::string> made = pool_members(plan, names);
  for (std::string& line : rows.closed_forms()) made.push_back(std::move(line));
  made.push_back("");
  for (const Stream& stream : plan.streams) {
    const bool of_parents = std::any_of(model.tables.begin(), model.tables.end(), [&](const Table& table) {
      return table.rows_kind == RowsKind::matched && table.stream == stream.table;
    });
    if (stream.site == "#count" && !of_parents) continue;
    made.push_back("Key " + names.streams.at(stream) + " = " + stream_call(stream) + ";");
  }
  std::vector<HelperMember> helpers = helper_members(plan, names);
  if (!helpers.empty()) made.push_back("");
  // What a helper counts stands before it; a table whose rows are made from cells stands behind what these read.
  do {
    for (HelperMember& helper : helpers) {
      if (helper.text.empty() || !rows.has(helper.counted)) continue;
      made.push_back(std::move(helper.text));
      helper.text.clear();
    }
  } while (rows.add_next(made));
  while (!made.empty() && made.back().empty()) made.pop_back();
  return made;
}

std::vector<std::string> limit_lines(const Plan& plan, const Names& names) {
  const Model& model = *plan.model;
  std::vector<std::string> made;
  for (const RowLimit& limit : plan.limits) {
    std::string most = cpp_unsigned(static_cast<std::uint64_t>(std::min<Count>(limit.most, Count{1} << 63)));
    if (limit.pool) most = names.pool_members[limit.pool->index] + ".size()";
    if (limit.rows_of) most = names.rows[limit.rows_of->index];
    if (limit.combination) most = names.combined[limit.table.index][*limit.combination] + ".capacity()";
    if (limit.in_parent) {
      const std::string children = most_children(model, names, limit.table);
      if (children.empty()) continue;
      made.push_back("at_most_children(" + cpp_string_literal(model[limit.table].name) + ", " + children + ", " + most + ", " +
                     names.rows[limit.table.index] + ", " + cpp_string_literal(limit.reason) + ");");
      continue;
    }
    const std::string rows = limit.of_values ? names.shares.at({limit.table, *limit.cell}) + ".total()" : names.rows[limit.table.index];
    const std::string name = model[limit.table].name + (limit.of_values ? "." + model[limit.table].cells[*limit.cell].name : "");
    made.push_back((limit.of_values ? "at_most_values(" : "at_most(") + cpp_string_literal(name) + ", " + rows + ", " + most + ", " +
                   cpp_string_literal(limit.reason) + ");");
  }
  for (const RowNeed& need : plan.needs) {
    const std::string children = need.of_children ? most_children(model, names, need.table) : std::string();
    made.push_back("at_least(" + cpp_string_literal(model[need.target].name) + ", " + names.rows[need.target.index] + ", " +
                   (children.empty() ? std::to_string(need.least) : children) + ", " + names.rows[need.table.index] + ", " +
                   cpp_string_literal(need.reason) + ");");
  }
  return made;
}

/// The schema's text; where it has several files the imported ones follow. Of a file in another language, the SDL that was made of it.
std::string text_of_all(const Sources& sources, FileId schema) {
  const auto has_sdl = [&](std::uint32_t i) {
    return i + 1 < sources.files.size() && sources.files[i + 1].origin == SourceFile::Origin::translated;
  };
  if (has_sdl(schema.index)) schema = {schema.index + 1};
  std::string whole = sources.at(schema).text;
  for (std::uint32_t i = 0; i < sources.files.size(); ++i) {
    const SourceFile::Origin origin = sources.files[i].origin;
    if (i == schema.index || has_sdl(i) || origin == SourceFile::Origin::built_in || origin == SourceFile::Origin::data) continue;
    const std::string& path = sources.files[i].path;
    if (!whole.ends_with('\n')) whole += '\n';
    whole += "\n// --- " + printable(path.substr(path.rfind('/') + 1), 400) + "\n" + sources.files[i].text;
  }
  return whole;
}

}  // namespace

std::string emit(const Plan& plan, const Sources& sources, FileId schema) {
  const Model& model = *plan.model;
  const Names names = name_everything(plan);
  const RowTypes rows = emit_row_types(plan, names, sources);
  std::vector<std::string> counts, forwards, types, entries, infos, order, columns;
  for (const Table& table : model.tables) forwards.push_back(names.tables[static_cast<std::size_t>(&table - model.tables.data())]);
  for (std::uint32_t i = 0; i < model.written_tables(); ++i) {
    counts.push_back(names.rows[i]);
    types.push_back(names.tables[i]);
    entries.push_back(table_entry(plan, names, {i}, sources));
    infos.push_back(without_final_break(column_infos(plan, names, {i}) + constraint_infos(plan, names, {i}, sources)));
    columns.push_back(names.infos[i] + "Columns");
  }
  for (TableId id : plan.load_order) order.push_back(std::to_string(id.index));
  std::vector<std::string> texts, definitions;
  for (const std::string& type : rows.types) texts.push_back(without_final_break(type));
  for (const std::string& definition : rows.definitions) definitions.push_back(without_final_break(definition));
  for (const std::string& definition : fill_definitions(plan, names)) definitions.push_back(definition);
  const std::string filling = pool_filling(plan, names);
  if (!filling.empty()) definitions.push_back(filling);
  std::vector<std::string> pool_methods, pool_list;
  if (!filling.empty()) pool_methods = {"/// Has the fallbacks make what pools lack.", "void fill_pools();"};
  for (std::size_t i = 0; i < model.pools.size(); ++i) pool_list.push_back("&" + names.pool_infos[i]);
  if (!model.pools.empty()) {
    std::vector<std::string> reports;
    for (const std::string& member : names.pool_members) reports.push_back(member + ".report()");
    pool_methods.push_back("std::vector<PoolReport> pool_reports() const { return {" + joined(reports) + "}; }");
    infos.push_back("constexpr const PoolInfo* kPools[] = {" + joined(pool_list) + "};");
    if (std::string options = llm_options(plan); !options.empty()) infos.push_back(std::move(options));
  }
  const std::string& path = sources.at(schema).path;
  const std::string file = path.substr(path.rfind('/') + 1);
  const std::string whole = text_of_all(sources, schema);
  const std::string source = file == "-" ? "standard input" : file;
  Holes holes;
  holes.text("source", cpp_comment_text(source))
      .text("source_literal", cpp_string_literal(source))
      .text("sha256", sha256_hex(whole))
      .text("edition", model.edition)
      .text("abi", std::to_string(model.pools.empty() ? kAbi : kAbiOfPools))
      .text("space", names.space)
      .text("data", names.data)
      .text("dataset_literal", cpp_string_literal(model.dataset))
      .text("seed", cpp_unsigned(model.seed))
      .text("schema_text", cpp_string_lines(whole, "    "))
      .text("table_types", joined(types))
      .text("row_counts", joined(counts))
      .text("columns", joined(columns))
      .text("load_order", joined(order))
      .list("rules", lines("header", rule_headers(plan)))
      .list("enums", enums(model, names))
      .list("pools", lines("text", pool_types(plan, names)))
      .list("pool_methods", lines("line", pool_methods))
      .list("program_lines", lines("line", pool_lines(plan)))
      .list("members", lines("line", data_members(plan, names)))
      .list("limits", lines("line", limit_lines(plan, names)))
      .list("forwards", lines("type", forwards))
      .list("types", lines("text", texts))
      .list("definitions", lines("text", definitions))
      .list("infos", lines("text", infos))
      .list("entries", lines("text", entries));
  Holes::List enum_names;
  for (std::size_t i = 0; i < model.enums.size(); ++i) {
    std::vector<std::string> literals;
    for (const std::string& value : model.enums[i].values) literals.push_back(cpp_string_literal(value));
    enum_names.push_back(Holes().text("name", "kNamesOf" + names.enums[i]).text("literals", joined(literals)));
  }
  std::vector<std::string> patterns;
  for (std::size_t i = 0; i < model.regexes.size(); ++i) {
    if (!names.patterns[i].empty())
      patterns.push_back(without_final_break(pattern_tables(model.regexes[i].language, names.patterns[i], model.regexes[i].source)));
  }
  for (std::size_t i = 0; i < model.matchers.size(); ++i)
    patterns.push_back(without_final_break(matcher_tables(model.matchers[i].automaton, names.matchers[i], model.matchers[i].source)));
  holes.list("patterns", lines("tables", patterns));
  holes.list("enum_names", std::move(enum_names));
  return fill_template("program.cpp", holes);
}

}  // namespace sydac::compiler
