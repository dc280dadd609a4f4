#include "base/numbers.hpp"
#include "resolve/literals.hpp"
#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

constexpr std::uint64_t kMaximumWeight = std::uint64_t{1} << 32;

/// The name of an enum value: a plain name or a text without interpolation.
std::optional<std::string> entry_name(const Schema& schema, ExprId id) {
  const auto& node = schema[id].node;
  if (const auto* name = std::get_if<NameRef>(&node)) return name->name.text;
  if (const auto* text = std::get_if<TextLiteral>(&node)) {
    if (text->parts.empty()) return std::string();
    if (text->parts.size() == 1) {
      if (const auto* piece = std::get_if<std::string>(&text->parts[0])) return *piece;
    }
  }
  return std::nullopt;
}

}  // namespace

const HeaderLine* Resolver::only_one(const std::vector<HeaderLine>& lines, std::string_view what) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    diagnostics_.report(Code::duplicate_header, lines[i].span, {what}).note("first given here", lines[0].span);
  }
  return lines.empty() ? nullptr : &lines[0];
}

void Resolver::resolve_header() {
  model_.edition = "2026";
  if (const auto* edition = only_one(schema_.editions, "edition"); edition && edition->text != "2026") {
    diagnostics_.report(Code::unknown_edition, edition->value_span, {edition->text});
  }
  const auto* dataset = only_one(schema_.datasets, "dataset");
  model_.dataset = dataset ? dataset->text : stem_;
  if (const auto* seed = only_one(schema_.seeds, "seed")) {
    std::string_view digits = seed->text;
    const bool negative = digits.starts_with('-');
    if (negative) digits.remove_prefix(1);
    std::string plain;
    for (char c : digits) {
      if (c >= '0' && c <= '9') plain += c;
    }
    if (auto value = parse_whole(plain); value && (!negative || *value <= std::uint64_t{1} << 63)) {
      model_.seed = negative ? std::uint64_t{0} - *value : *value;
    } else {
      diagnostics_.report(Code::seed_range, seed->value_span, {seed->text});
    }
  }
  model_.now = *parse_timestamp("2026-01-01T00:00:00");
  if (const auto* now = only_one(schema_.nows, "now")) {
    if (auto day = parse_date(now->text)) {
      model_.now = *day * kMicrosPerDay;
    } else if (auto moment = parse_timestamp(now->text)) {
      model_.now = *moment;
    } else {
      diagnostics_.report(Code::bad_date, now->value_span, {now->text});
    }
  }
  model_.locale = "en_US";
  if (const auto* locale = only_one(schema_.locales, "locale"); locale && locale->text != "en_US") {
    diagnostics_.report(Code::not_yet, locale->value_span, {"locale `" + locale->text + "`, only `en_US`"});
  }
}

std::optional<std::uint64_t> weight_of(const Schema& schema, const std::optional<ExprId>& expr, Diagnostics& diagnostics) {
  if (!expr) return 1;
  const Expr& weight = schema[*expr];
  if (const auto* number = std::get_if<NumberLiteral>(&weight.node)) {
    if (auto whole = parse_whole(number->digits); whole && *whole <= kMaximumWeight) return *whole;
    diagnostics.report(Code::bad_weight, weight.span, {number->digits});
    return std::nullopt;
  }
  if (const auto* share = std::get_if<ShareLiteral>(&weight.node)) {
    if (auto number = parse_number(share->digits); number && number->scale <= 2) {
      if (auto raw = rescale(number->raw, number->scale, 2); raw && *raw <= 10'000) return static_cast<std::uint64_t>(*raw);
    }
    diagnostics.report(Code::bad_weight, weight.span, {share->digits + "%"});
    return std::nullopt;
  }
  diagnostics.report(Code::bad_weight, weight.span, {"an expression"});
  return std::nullopt;
}

bool weights_agree(const Schema& schema, const std::vector<WeightedEntry>& entries, Diagnostics& diagnostics) {
  const WeightedEntry *share = nullptr, *whole = nullptr;
  for (const WeightedEntry& entry : entries) {
    const bool is_share = entry.weight && std::holds_alternative<ShareLiteral>(schema[*entry.weight].node);
    (is_share ? share : whole) = &entry;
    if (!share || !whole) continue;
    const WeightedEntry& other = is_share ? *whole : *share;
    auto span = [&](const WeightedEntry& of) { return schema[of.weight.value_or(of.value)].span; };
    auto what = [&](const WeightedEntry& of) { return &of == share ? "a share" : of.weight ? "a whole number" : "none, which is 1"; };
    diagnostics.report(Code::mixed_weights, span(entry), {what(entry)}).note("here is " + std::string(what(other)), span(other));
    return false;
  }
  return true;
}

void Resolver::resolve_enums() {
  static constexpr std::string_view kBuiltIn[] = {"int",  "smallint",  "bigint",      "decimal",  "float", "bool", "text", "date",
                                                  "time", "timestamp", "timestamptz", "interval", "uuid",  "json", "bytes"};
  for (const EnumDecl& declaration : schema_.enums) {
    const EnumId id{static_cast<std::uint32_t>(model_.enums.size())};
    Enum made{declaration.name.text, declaration.doc, declaration.name.span, {}, {}};
    std::map<std::string, Span> seen;
    std::uint64_t total = 0;
    bool weighed = true;
    for (const WeightedEntry& entry : declaration.values) {
      auto name = entry_name(schema_, entry.value);
      const Span span = schema_[entry.value].span;
      if (!name) {
        diagnostics_.report(Code::type_mismatch, span, {"an expression", "the name of an enum value"});
        continue;
      }
      if (auto [at, fresh] = seen.emplace(*name, span); !fresh) {
        diagnostics_.report(Code::duplicate_name, span, {"enum value", *name}).note("first declared here", at->second);
        continue;
      }
      const auto weight = weight_of(schema_, entry.weight, diagnostics_);
      made.values.push_back(*name);
      made.weights.push_back(weight.value_or(1));
      weighed = weighed && weight;
      total += made.weights.back();
    }
    if (weighed) weights_agree(schema_, declaration.values, diagnostics_);
    if (declaration.values.empty()) diagnostics_.report(Code::empty_list, declaration.name.span, {"enum", made.name, "values"});
    if (!made.values.empty() && total == 0) diagnostics_.report(Code::no_weight, declaration.name.span, {"enum `" + made.name + "`"});
    for (std::string_view type : kBuiltIn) {
      if (type == made.name) diagnostics_.report(Code::enum_shadows_type, declaration.name.span, {made.name});
    }
    if (auto [at, fresh] = enums_by_name_.emplace(made.name, id); !fresh) {
      diagnostics_.report(Code::duplicate_name, declaration.name.span, {"enum", made.name})
          .note("first declared here", model_[at->second].span);
    }
    model_.enums.push_back(std::move(made));
  }
}

void Resolver::report_not_yet() {
  for (const auto& external : schema_.externs) diagnostics_.report(Code::not_yet, external.name.span, {"`extern`"});
}

}  // namespace sydac::compiler
