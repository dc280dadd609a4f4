#include "emit/pools.hpp"

#include <algorithm>
#include <functional>

#include "base/numbers.hpp"
#include "check/facts.hpp"
#include "check/pool_requests.hpp"
#include "emit/cpp_text.hpp"
#include "emit/expressions.hpp"
#include "model/walk.hpp"
#include "resolve/pool_literals.hpp"

namespace sydac::compiler {
namespace {

std::string kind_name(Kind kind) {
  static constexpr std::string_view kNames[] = {"boolean",   "integer",     "decimal",  "real", "text", "date",  "time",
                                                "timestamp", "timestamptz", "interval", "uuid", "json", "bytes", "enumeration"};
  return "Kind::" + std::string(kNames[static_cast<std::size_t>(kind)]);
}

std::string list_constant(const std::string& name, const std::vector<std::string>& texts) {
  std::vector<std::string> literals;
  for (const std::string& text : texts) literals.push_back(cpp_string_literal(text));
  return "constexpr std::string_view " + name + "[] = {" + joined(literals) + "};\n";
}

std::string member(std::string_view name, const std::string& text) {
  return text.empty() ? "" : ", ." + std::string(name) + " = " + cpp_string_literal(text);
}

/// Keys, fields and weight of each entry, with tabs between.
std::string entry_lines(const Pool& pool) {
  std::string text;
  auto add = [&](std::string_view value, bool null) {
    if (null) {
      text += "\\N";
      return;
    }
    for (const char c : value) {
      if (c == '\\')
        text += "\\\\";
      else if (c == '\t')
        text += "\\t";
      else if (c == '\n')
        text += "\\n";
      else if (c == '\r')
        text += "\\r";
      else
        text += c;
    }
  };
  for (const pools::Entry& entry : pool.entries) {
    bool first = true;
    auto next = [&] {
      if (!first) text += '\t';
      first = false;
    };
    for (const std::string& key : entry.key) {
      next();
      add(key, false);
    }
    for (std::size_t i = 0; i < entry.values.size(); ++i) {
      next();
      add(entry.values[i], entry.values[i].empty() && pool.fields[i].type.nullable);
    }
    if (pool.weighted) {
      next();
      text += std::to_string(entry.weight);
    }
    text += '\n';
  }
  return text;
}

class PoolWriter {
 public:
  PoolWriter(const Plan& plan, const Names& names, PoolId id)
      : plan_(plan),
        model_(*plan.model),
        names_(names),
        id_(id),
        pool_(model_[id]),
        name_(names.pool_infos[id.index]),
        request_(pool_request(model_, id)) {}

  std::string text() {
    std::string out = pool_.doc.empty() ? std::string() : cpp_comment_lines(pool_.doc, "");
    out += "struct " + names_.pools[id_.index] + " : PoolEntry {\n  using PoolEntry::PoolEntry;\n";
    for (std::uint32_t i = 0; i < pool_.fields.size(); ++i) out += method(i);
    out += "};\n" + constants();
    while (out.ends_with('\n')) out.pop_back();
    return out;
  }

 private:
  std::string method(std::uint32_t index) {
    const TypedPoolField& field = pool_.fields[index];
    Expressions expressions(plan_, names_, {});
    const bool text = field.type.base == Base::text || field.type.base == Base::json;
    std::string type =
        text ? "PoolText<" + std::to_string(pool_text_bytes(field)) + ">" : expressions.plain_type_name(field.type, field_bounds(field));
    if (field.type.nullable) type = "Maybe<" + type + ">";
    std::string value = "get<" + type + ">(" + std::to_string(index) + ")";
    if (field.type.base == Base::json) value = "json(" + value + ")";
    std::string out = field.rules.doc.empty() ? std::string() : cpp_comment_lines(field.rules.doc, "  ");
    return out + "  " + (text ? "auto" : type) + " " + names_.pool_fields[id_.index][index] + "() const { return " + value + "; }\n";
  }
  /// As those who read the field know them.
  std::optional<Bounds> field_bounds(const TypedPoolField& field) const {
    if (field.bounds || field.type.base != Base::decimal) return field.bounds;
    const Int128 limit = power_of_ten(field.type.precision) - 1;
    return Bounds{-limit, limit};
  }

  std::string constants() {
    std::string lists, fields, keys, uses;
    for (std::size_t i = 0; i < pool_.fields.size(); ++i) fields += "    " + field_entry(i, lists) + ",\n";
    for (std::size_t i = 0; i < pool_.keys.size(); ++i) {
      const pools::Key& key = pool_.keys[i].rules;
      const std::string list = name_ + "Key" + std::to_string(i + 1);
      lists += list_constant(list, key.values);
      keys += "    {.name = " + cpp_string_literal(key.name) + ", .kind = " + kind_name(key.kind) + ", .values = " + list + "},\n";
    }
    for (std::size_t i = 0; pool_.source == PoolSource::model && i < request_.uses.size(); ++i) {
      const pools::Use& use = request_.uses[i];
      const std::string list = name_ + "Beside" + std::to_string(i + 1);
      if (!use.neighbours.empty()) lists += list_constant(list, use.neighbours);
      uses += "    {.table = " + cpp_string_literal(use.table) + member("table_doc", use.table_doc) +
              ", .column = " + cpp_string_literal(use.column) + member("column_doc", use.column_doc) +
              (use.neighbours.empty() ? "" : ", .neighbours = " + list) + "},\n";
    }
    std::string out = lists + "constexpr PoolFieldInfo " + name_ + "Fields[] = {\n" + fields + "};\n";
    if (!keys.empty()) out += "constexpr PoolKeyInfo " + name_ + "Keys[] = {\n" + keys + "};\n";
    if (!uses.empty()) out += "constexpr PoolUseInfo " + name_ + "Uses[] = {\n" + uses + "};\n";
    // An array: compilers count no more than 262 144 characters to find the end of a constant.
    if (!pool_.entries.empty())
      out += "constexpr char " + name_ + "Entries[] =\n    " + cpp_string_lines(entry_lines(pool_), "    ") + ";\n";
    out += "constexpr PoolInfo " + name_ + "{\n    .name = " + cpp_string_literal(pool_.name) + member("doc", pool_.doc);
    if (pool_.source == PoolSource::model) out += ", .from_model = true";
    out += ", .size = " + std::to_string(pool_.size);
    if (const std::uint64_t least = counted_on(); least > 0) out += ", .least = " + std::to_string(least);
    out += ",\n    .fields = " + name_ + "Fields";
    if (!keys.empty()) out += ", .keys = " + name_ + "Keys";
    if (!uses.empty()) out += ", .uses = " + name_ + "Uses";
    if (!pool_.entries.empty()) out += ", .entries = {" + name_ + "Entries, sizeof " + name_ + "Entries - 1}";
    return out + (pool_.weighted ? ", .weighted = true" : "") + "};\n";
  }

  std::string field_entry(std::size_t index, std::string& lists) {
    const TypedPoolField& field = pool_.fields[index];
    const pools::Field& rules = field.rules;
    std::string out = "{.name = " + cpp_string_literal(rules.name) + ", .type = " + cpp_string_literal(rules.type) +
                      ", .kind = " + kind_name(rules.kind) + member("doc", rules.doc);
    if (rules.kind == Kind::integer) out += ", .bits = " + std::to_string(rules.bits);
    if (rules.kind == Kind::decimal)
      out += ", .precision = " + std::to_string(rules.precision) + ", .scale = " + std::to_string(rules.scale);
    if (rules.kind == Kind::text || rules.kind == Kind::json) out += ", .max_characters = " + std::to_string(pool_text_bytes(field) / 4);
    out += member("minimum", minimum(field)) + member("maximum", maximum(field));
    if (!rules.values.empty()) {
      const std::string list = name_ + "Values" + std::to_string(index + 1);
      lists += list_constant(list, rules.values);
      out += ", .values = " + list;
    }
    out += member("pattern", rules.pattern);
    if (field.matcher) out += ", .matcher = &" + names_.matchers[*field.matcher];
    return out + (rules.distinct ? ", .distinct = true" : "") + (field.type.nullable ? ", .nullable = true" : "") + "}";
  }
  /// What the program has been proved with: the field's own limits, or where it has none written, those of the values that it had.
  std::string minimum(const TypedPoolField& field) const { return limit(field, field.rules.minimum, false); }
  std::string maximum(const TypedPoolField& field) const { return limit(field, field.rules.maximum, true); }
  std::string limit(const TypedPoolField& field, const std::string& stated, bool high) const {
    if (!stated.empty() || field.declared || !field.bounds || !is_number(field.type)) return stated;
    return to_text(high ? field.bounds->high : field.bounds->low, scale_of(field.type));
  }

  /// Entries that parts of unique texts and combinations count on.
  std::uint64_t counted_on() const {
    for (const PlannedTable& table : plan_.tables) {
      for (const Cell& cell : model_[table.id].cells) {
        const auto* unique = cell.value ? std::get_if<UniqueValue>(&model_[*cell.value].node) : nullptr;
        if (!unique) continue;
        bool found = false;
        for_each_value(model_, unique->draw, [&](ValueId part) {
          const auto* pick = std::get_if<PoolPickValue>(&model_[part].node);
          found = found || (pick && pick->pool == id_);
        });
        const bool counted = cell.place.has_value() || !pool_drawn(model_, unique->draw) || unique->apart != Apart::rows;
        if (found && counted) return pool_.total();
      }
    }
    return 0;
  }

  const Plan& plan_;
  const Model& model_;
  const Names& names_;
  PoolId id_;
  const Pool& pool_;
  std::string name_;
  pools::Request request_;
};

}  // namespace

std::size_t pool_text_bytes(const TypedPoolField& field) {
  return 4 * static_cast<std::size_t>(std::max<std::uint32_t>(field.rules.max_characters, 1));
}

std::vector<std::string> pool_types(const Plan& plan, const Names& names) {
  std::vector<std::string> made;
  for (std::uint32_t i = 0; i < plan.model->pools.size(); ++i) made.push_back(PoolWriter(plan, names, {i}).text());
  return made;
}

std::vector<std::string> pool_members(const Plan& plan, const Names& names) {
  std::vector<std::string> made;
  if (plan.model->pools.empty()) return made;
  made.push_back("PoolFile pool_file{settings};");
  for (std::uint32_t i = 0; i < plan.model->pools.size(); ++i)
    made.push_back("PoolValues " + names.pool_members[i] + "{pool_file, " + names.pool_infos[i] + "};");
  return made;
}

std::string pool_filling(const Plan& plan, const Names& names) {
  const Model& model = *plan.model;
  std::vector<bool> done(model.pools.size(), false);
  std::string lines;
  // A fallback may draw from another pool, which is filled first.
  const std::function<void(std::uint32_t)> fill = [&](std::uint32_t i) {
    if (done[i] || !model.pools[i].fallback) return;
    done[i] = true;
    for (const Cell& cell : model[*model.pools[i].fallback].cells) {
      if (!cell.value) continue;
      for_each_value(model, *cell.value, [&](ValueId part) {
        if (const auto* pick = std::get_if<PoolPickValue>(&model[part].node)) fill(pick->pool.index);
      });
    }
    lines += "  fill_pool<" + names.type(*model.pools[i].fallback) + ">(" + names.pool_members[i] + ", *this);\n";
  };
  for (std::uint32_t i = 0; i < model.pools.size(); ++i) fill(i);
  if (lines.empty()) return {};
  return "inline void " + names.data + "::fill_pools() {\n" + lines + "}";
}

std::string llm_options(const Plan& plan) {
  const Schema& schema = *plan.model->schema;
  std::string text;
  for (const LlmOption& option : schema.llm_options)
    text += "    {" + cpp_string_literal(option.name.text) + ", " + cpp_string_literal(*pool_literal(schema, option.value)->text) + "},\n";
  return text.empty() ? text : "constexpr std::pair<std::string_view, std::string_view> kLlmOptions[] = {\n" + text + "};";
}

std::vector<std::string> pool_lines(const Plan& plan) {
  const Model& model = *plan.model;
  if (model.pools.empty()) return {};
  const std::string doc = model.schema->datasets.empty() ? std::string() : model.schema->datasets[0].doc;
  std::vector<std::string> lines;
  if (!doc.empty()) lines.push_back(".dataset_doc = " + cpp_string_literal(doc) + ",");
  lines.push_back(".locale = " + cpp_string_literal(model.locale) + ",");
  lines.push_back(".pools = kPools,");
  const bool asks = std::any_of(model.pools.begin(), model.pools.end(), [](const Pool& pool) { return pool.source == PoolSource::model; });
  if (asks && !model.schema->llm_options.empty()) lines.push_back(".llm_options = kLlmOptions,");
  if (asks) lines.push_back(".fetch = &pools::fetch_for_program,");
  return lines;
}

}  // namespace sydac::compiler
