#include "source/default_values.hpp"

#include <limits>
#include <map>

#include "base/numbers.hpp"
#include "defaults/default_rules.hpp"
#include "source/sdl/parse.hpp"

namespace sydac::compiler {
namespace {

std::optional<Base> base_of(const TypeRef& type) {
  static const std::map<std::string_view, Base> kBases = {{"bool", Base::boolean},
                                                          {"smallint", Base::integer},
                                                          {"int", Base::integer},
                                                          {"bigint", Base::integer},
                                                          {"decimal", Base::decimal},
                                                          {"float", Base::real},
                                                          {"text", Base::text},
                                                          {"date", Base::date},
                                                          {"time", Base::time},
                                                          {"timestamp", Base::timestamp},
                                                          {"timestamptz", Base::timestamptz},
                                                          {"interval", Base::interval}};
  const auto found = kBases.find(type.name.text);
  if (found == kBases.end() || !type.arrays.empty()) return std::nullopt;
  return found->second;
}

std::optional<std::uint64_t> argument(const TypeRef& type, std::size_t index) {
  if (index >= type.arguments.size() || type.arguments[index].digits.size() > 9) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : type.arguments[index].digits) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

/// The largest whole number that fits everywhere in the type.
Int128 most_in(const TypeRef& type, Base base) {
  if (base == Base::integer) {
    if (type.name.text == "smallint") return std::numeric_limits<std::int16_t>::max();
    return type.name.text == "int" ? Int128{std::numeric_limits<std::int32_t>::max()} : Int128{std::numeric_limits<std::int64_t>::max()};
  }
  const std::uint64_t precision = argument(type, 0).value_or(18), scale = argument(type, 1).value_or(0);
  if (precision <= scale) return 0;
  return power_of_ten(static_cast<unsigned>(std::min<std::uint64_t>(precision - scale, 37))) - 1;
}

struct Ends {
  std::string_view low, high;
};
/// Of `1..500`, `-60..70`, `0.00..0.30`.
std::optional<Ends> ends_of(std::string_view rule) {
  if (rule.find_first_not_of("-.0123456789") != std::string_view::npos) return std::nullopt;
  const std::size_t dots = rule.find("..");
  return Ends{rule.substr(0, dots), rule.substr(dots + 2)};
}
Int128 whole_part(std::string_view digits) {
  Int128 number = 0;
  for (const char c : digits) {
    if (c == '.') break;
    if (c >= '0' && c <= '9') number = number * 10 + (c - '0');
  }
  return number;
}

/// The rule with its upper end lowered to what the type holds; nothing where that leaves no range.
std::optional<std::string> narrowed(std::string_view rule, const TypeRef& type, Base base) {
  if (base != Base::integer && base != Base::decimal) return std::string(rule);
  const Int128 most = most_in(type, base);
  const auto ends = ends_of(rule);
  if (!ends) return most > 1000 ? std::optional(std::string(rule)) : std::nullopt;
  const bool fraction = ends->high.find('.') != std::string_view::npos;
  if (fraction && argument(type, 1).value_or(0) == 0) return std::nullopt;
  if (whole_part(ends->low) > most) return std::nullopt;
  if (whole_part(ends->high) <= most) return std::string(rule);
  if (whole_part(ends->low) == most) return std::nullopt;
  return std::string(ends->low) + ".." + std::to_string(static_cast<std::int64_t>(most));
}

class Defaults {
 public:
  Defaults(Sources& sources, Schema& schema, Diagnostics& diagnostics) : sources_(sources), schema_(schema), diagnostics_(diagnostics) {}

  void run() {
    for (TableDecl& table : schema_.tables) {
      for (Member& member : table.members) {
        auto* column = std::get_if<ColumnDecl>(&member.node);
        if (column && !column->rule) find(table.name.text, column->name.text, column->type, column->by_default);
      }
    }
    for (PoolDecl& pool : schema_.pools) {
      if (!pool.from_llm) continue;
      for (PoolField& field : pool.fields) {
        if (field.type && !field.within) find(pool.name.text, field.name.text, *field.type, field.by_default);
      }
    }
    if (!places_.empty()) read();
  }

 private:
  void find(const std::string& table, const std::string& name, const TypeRef& type, std::optional<DefaultDecl>& by_default) {
    const auto base = base_of(type);
    if (!base) return;
    const auto length = *base == Base::text ? argument(type, 0) : std::nullopt;
    const auto found = default_rule(table, name, *base, length);
    if (!found) return;
    const auto rule = narrowed(found->rule, type, *base);
    if (!rule) return;
    std::optional<ExprId> codes;
    if (constexpr std::uint64_t kShort = 12; length && *length > 0 && *length <= kShort)
      codes = place("/[A-Z0-9]{" + std::to_string(*length) + "}/");
    by_default = DefaultDecl{
        place(*rule), codes, std::string(found->entry), std::string(found->pattern), std::string(found->context), std::string(found->role),
        *rule};
    found_.push_back(&by_default);
  }

  /// The number of a rule among all, until they are read.
  ExprId place(const std::string& rule) {
    const auto [at, fresh] = places_.emplace(rule, static_cast<std::uint32_t>(places_.size()));
    if (fresh) text_ += "  c" + std::to_string(at->second) + " text = " + rule + "\n";
    return {at->second};
  }

  void read() {
    const FileId file = sources_.add({"default rules", "table defaults[1] {\n" + text_ + "}\n", SourceFile::Origin::built_in});
    // Into a schema of its own, which lends the expressions: the columns found must stay where they are.
    Schema read;
    read.exprs = std::move(schema_.exprs);
    add_sdl(read, sources_, file, diagnostics_);
    std::vector<ExprId> values;
    for (const Member& member : read.tables.front().members) values.push_back(*std::get<ColumnDecl>(member.node).rule);
    schema_.exprs = std::move(read.exprs);
    for (std::optional<DefaultDecl>* place : found_) {
      DefaultDecl& found = **place;
      found.value = values[found.value.index];
      if (found.codes) found.codes = values[found.codes->index];
    }
  }

  Sources& sources_;
  Schema& schema_;
  Diagnostics& diagnostics_;
  std::map<std::string, std::uint32_t> places_;
  std::string text_;
  std::vector<std::optional<DefaultDecl>*> found_;
};

}  // namespace

void add_default_values(Sources& sources, Schema& schema, Diagnostics& diagnostics) { Defaults(sources, schema, diagnostics).run(); }

}  // namespace sydac::compiler
