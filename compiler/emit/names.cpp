#include "emit/names.hpp"

#include <algorithm>
#include <set>

#include "check/rules.hpp"
#include "emit/cpp_text.hpp"
#include "emit/reserved_names.hpp"
#include "emit/row_counts.hpp"
#include "model/walk.hpp"

namespace sydac::compiler {
namespace {

/// A free name: the identifier itself where neither the runtime nor the scope has it.
std::string claim(NameScope& scope, std::string identifier) {
  if (is_runtime_name(identifier)) identifier += identifier.ends_with('_') ? "v" : "_";
  return scope.claim(identifier);
}

/// `(tenant_id, user_id)` as `tenant_id_user_id`.
std::string joined_names(std::string_view names) {
  std::string text;
  for (char c : names.substr(1, names.size() - 2)) {
    if (c == ' ') continue;
    text += c == ',' ? '_' : c;
  }
  return text;
}

/// Of a reference of several columns without a name: the table that it goes to.
std::string shown_name(const Cell& cell, const Model& model) { return cell.named ? cell.name : model[cell.type.table].name; }

/// A free name that leaves its tables, `kSkuEdges`, `kSkuStates`, `kSkuPart1`, free too.
std::string claim_pattern(NameScope& global, const std::string& name) {
  for (std::string candidate = name;; candidate += "_") {
    bool free = !global.has(candidate) && !is_runtime_name(candidate);
    for (const char* suffix : {"Edges", "States", "Part1"}) free = free && !global.has(candidate + suffix);
    if (!free) continue;
    for (const char* suffix : {"Edges", "States"}) global.claim(candidate + suffix);
    return global.claim(candidate);
  }
}

/// The same for a pool: `kGearPoolFields`, `kGearPoolValues1`, …
std::string claim_pool(NameScope& global, const std::string& name) {
  for (std::string candidate = name;; candidate += "_") {
    if (global.has(candidate) || is_runtime_name(candidate)) continue;
    for (const char* suffix : {"Fields", "Keys", "Uses", "Entries"}) global.claim(candidate + suffix);
    return global.claim(candidate);
  }
}

bool has_helper(const Cell& cell) {
  if (cell.pick == PickWay::zipf || cell.pick == PickWay::even || cell.pick == PickWay::unique) return !cell.place;
  if (cell.pick == PickWay::mutual) return true;
  return cell.pick == PickWay::earlier && (cell.depth > 0 || cell.fan_out > 0) && !cell.among;
}

bool is_unique_by_row(const Model& model, const Cell& cell) {
  const auto* unique = cell.value ? std::get_if<UniqueValue>(&model[*cell.value].node) : nullptr;
  return unique && unique->apart == Apart::rows;
}

}  // namespace

std::string Names::field(const Type& record, std::uint32_t field) const {
  return record.pool ? pool_fields[record.pool->index][field] : std::string(rule(record.record).spec->fields[field].name);
}

Names name_everything(const Plan& plan) {
  const Model& model = *plan.model;
  Names names;
  NameScope global;
  names.space = cpp_identifier(model.dataset);
  const bool taken = is_c_function(names.space);
  if (taken || is_runtime_name(names.space)) names.space += taken ? "_dataset" : "_data";
  global.claim(names.space);
  for (const Enum& list : model.enums) {
    names.enums.push_back(claim(global, cpp_type_name(list.name)));
    NameScope values;
    std::vector<std::string> made;
    for (const std::string& value : list.values) made.push_back(values.claim(cpp_identifier(value)));
    names.enum_values.push_back(std::move(made));
  }
  for (const Table& table : model.tables) names.tables.push_back(claim(global, cpp_type_name(table.name)));
  for (const Pool& pool : model.pools) {
    names.pools.push_back(claim(global, cpp_type_name(pool.name)));
    names.pool_infos.push_back(claim_pool(global, cpp_constant_name(pool.name) + "Pool"));
    NameScope methods;
    for (const char* own : {"identity", "number", "get"}) methods.claim(own);
    std::vector<std::string> fields;
    for (const TypedPoolField& field : pool.fields) fields.push_back(claim(methods, cpp_identifier(field.rules.name)));
    names.pool_fields.push_back(std::move(fields));
  }
  const std::string data = cpp_type_name(model.dataset);
  names.data = claim(global, global.has(data) ? data + "Data" : data);
  NameScope members;
  if (!model.pools.empty()) members.claim("pool_file");
  for (const Pool& pool : model.pools) names.pool_members.push_back(claim(members, cpp_identifier(pool.name + "_pool")));
  for (std::uint32_t i = 0; i < model.tables.size(); ++i) {
    const Table& table = model.tables[i];
    // A method must hide neither a type that other methods name nor a function that they call.
    NameScope methods;
    for (const std::string& type : names.tables) methods.claim(type);
    for (const std::string& type : names.enums) methods.claim(type);
    for (const std::string& type : names.pools) methods.claim(type);
    methods.claim(names.data);
    std::vector<std::string> made;
    for (const Cell& cell : table.cells)
      made.push_back(claim(methods, cpp_identifier(shown_name(cell, model) + (cell.named ? "" : "_row"))));
    names.cells.push_back(std::move(made));
    for (const KeptField& kept : plan.tables[i].kept_fields) {
      const Type& record = model[kept.record].type;
      const std::string field =
          record.pool ? model[*record.pool].fields[kept.field].rules.name : std::string(rule(record.record).spec->fields[kept.field].name);
      names.fields[kept] = claim(methods, cpp_identifier(model[kept.record].name + "_" + field));
    }
    // Joined first and mangled once: two escaped names next to each other would have `__` between them.
    auto member = [&](const std::string& name) { return claim(members, cpp_identifier(table.name + "_" + name)); };
    names.combined.emplace_back();
    names.combinations.emplace_back();
    for (const Combination& each : table.combinations) {
      std::string columns;
      for (std::uint32_t index : each.cells) columns += "_" + shown_name(table.cells[index], model);
      names.combinations.back().push_back(claim(methods, cpp_identifier("together" + columns)));
      names.combined.back().push_back(member(columns.substr(1)));
    }
    names.tries.emplace_back();
    for (std::size_t k = 0; k < table.retries.size(); ++k)
      names.tries.back().push_back(claim(methods, "tries" + (k == 0 ? "" : std::to_string(k + 1))));
    names.rows.push_back(member("rows"));
    names.counts.push_back(has_counts(table) ? member("counts") : std::string());
    names.fills.push_back(has_fill(table) ? member("fill") : std::string());
    names.infos.push_back(global.claim(cpp_constant_name(table.name)));
    for (std::uint32_t k = 0; k < table.cells.size(); ++k) {
      const Cell& cell = table.cells[k];
      const std::string column = shown_name(cell, model);
      if (has_share(model, {{i}, k})) names.shares[{{i}, k}] = member(column + "_share");
      if (cell.kind == CellKind::reference && has_helper(cell)) {
        names.helpers[{{i}, k}] = member(column + "_picks");
      } else if (is_unique_by_row(model, cell)) {
        names.helpers[{{i}, k}] = member(column + "_order");
      }
    }
  }
  // A pattern has the name of the first column that uses it.
  names.patterns.resize(model.regexes.size());
  for (const CellId& id : plan.cell_order) {
    if (!model[id].value) continue;
    for_each_value(model, *model[id].value, [&](ValueId value) {
      const auto* regex = std::get_if<RegexValue>(&model[value].node);
      if (!regex || !names.patterns[regex->regex].empty()) return;
      names.patterns[regex->regex] = claim_pattern(global, cpp_constant_name(model[id.table].name + "_" + model[id].name));
    });
  }
  for (std::size_t i = 0; i < model.matchers.size(); ++i)
    names.matchers.push_back(claim_pattern(global, "kMatches" + (i == 0 ? std::string() : std::to_string(i + 1))));
  for (const Stream& stream : plan.streams) {
    constexpr std::string_view kPool = "#pool:";
    std::string name = stream.table.starts_with(kPool) ? stream.table.substr(kPool.size()) + "_fallback" : stream.table;
    for (std::string_view part : {std::string_view(stream.column), std::string_view(stream.site)}) {
      if (part.starts_with('#')) part.remove_prefix(1);
      // `(tenant_id, user_id)`, a reference of several columns without a name
      if (!part.empty()) name += "_" + (part.starts_with('(') ? joined_names(part) : std::string(part));
    }
    names.streams[stream] = claim(members, cpp_identifier(name));
  }
  return names;
}

}  // namespace sydac::compiler
