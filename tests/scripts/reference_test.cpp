// The parts of docs/ that are printed from tables of the program: rules from the catalogue, codes from the table of diagnostics, what
// columns without a rule hold and the functions from the tables of the checker, providers of models with their options and errors. A page
// has such a part between `<!-- printed: NAME -->` and
// `<!-- end -->`; SYDAC_UPDATE=1 writes it, otherwise it has to be there already.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include <sydac/catalog.hpp>
#include "base/diagnostics.hpp"
#include "check/functions.hpp"
#include "defaults/default_rules.hpp"
#include "llm/errors.hpp"
#include "llm/options.hpp"
#include "llm/providers.hpp"

namespace {

using sydac::Count;
using sydac::ParameterSpec;
using sydac::RuleArgument;
using sydac::RuleEntry;
using sydac::RuleSpec;
using sydac::RuleType;

std::string_view name_of(RuleType type) {
  switch (type) {
    case RuleType::boolean: return "bool";
    case RuleType::integer: return "integer";
    case RuleType::number: return "the column's number type";
    case RuleType::share: return "decimal";
    case RuleType::text: return "text";
    case RuleType::date: return "date";
    case RuleType::timestamp: return "timestamp";
    case RuleType::uuid: return "uuid";
    case RuleType::bytes: return "bytes";
    case RuleType::record: return "a record";
  }
  return {};
}

std::string code(std::string_view text) { return "`" + std::string(text) + "`"; }

/// A limit is a number or the name of another parameter.
std::string limit(std::string_view text) {
  const bool is_number = text.find_first_not_of("-.0123456789") == std::string_view::npos;
  return is_number ? std::string(text) : code(text);
}

std::string parameters_text(const RuleSpec& spec) {
  std::string out = "| parameter | type | |\n|---|---|---|\n";
  for (const ParameterSpec& parameter : spec.params) {
    std::string notes = parameter.required ? "required" : "may be left out";
    if (!parameter.at_least.empty()) notes += ", at least " + limit(parameter.at_least);
    if (!parameter.at_most.empty()) notes += ", at most " + limit(parameter.at_most);
    out += "| " + code(parameter.name) + " | " + std::string(name_of(parameter.type)) + " | " + notes + " |\n";
  }
  return out + "\n";
}

std::string fields_text(const RuleSpec& spec) {
  std::string out = "| field | type | longest |\n|---|---|---|\n";
  for (const sydac::FieldSpec& field : spec.fields) {
    const std::string longest = field.max_characters == 0 ? "" : std::to_string(field.max_characters) + " characters";
    out += "| " + code(field.name) + " | " + std::string(name_of(field.type)) + " | " + longest + " |\n";
  }
  return out + "\n";
}

std::string grouped(Count count) {
  std::string digits;
  for (int i = 0; count != 0 || i == 0; ++i, count /= 10) {
    if (i != 0 && i % 3 == 0) digits.insert(0, " ");
    digits.insert(0, 1, static_cast<char>('0' + static_cast<int>(count % 10)));
  }
  return digits;
}

/// What is known without arguments: only where the rule can be written without any.
std::string facts_text(const RuleEntry& entry) {
  std::array<RuleArgument, 6> defaults;
  for (RuleArgument& argument : defaults) argument.given = false;
  for (const ParameterSpec& parameter : entry.spec->params) {
    if (parameter.required) return {};
  }
  const std::span<const RuleArgument> arguments(defaults.data(), entry.spec->params.size());
  std::string out;
  if (entry.max_characters) out += " At most " + std::to_string(entry.max_characters(arguments)) + " characters.";
  if (entry.count) out += " It has " + grouped(entry.count(arguments)) + " different values, so a column of it can be `unique`.";
  return out;
}

std::string rules_text() {
  std::string out;
  for (const RuleEntry& entry : sydac::Catalog::entries) {
    const RuleSpec& spec = *entry.spec;
    out += "\n### " + std::string(spec.name) + "\n\n" + std::string(spec.summary);
    out += " Gives " + std::string(name_of(spec.yields)) + "." + facts_text(entry) + "\n\n";
    if (spec.params.size() > 0) out += parameters_text(spec);
    if (spec.fields.size() > 0) out += fields_text(spec);
    out += "```sdl members\n" + std::string(spec.example) + "\n```\n";
  }
  return out;
}

std::string codes_text() {
  std::string out = "\n| code | name | message |\n|---|---|---|\n";
  for (const sydac::compiler::DiagnosticKind& kind : sydac::compiler::diagnostic_kinds()) {
    std::string message;
    for (std::size_t i = 0; i < kind.message.size(); ++i) {
      const bool is_argument = kind.message.substr(i, 2) == "{}";
      if (is_argument) {
        message += "…";  // what was seen; the name says more where nothing else is there
        ++i;
      } else if (kind.message[i] != '`') {
        message += kind.message[i];
      }
    }
    std::string name(kind.name);
    std::replace(name.begin(), name.end(), '_', '-');
    out += "| " + std::string(kind.id) + " | " + name + " | " + message + " |\n";
  }
  return out;
}

/// Patterns separated by commas as `first_name`, `is_*`, each in backticks; `=` in front is written as the page says.
std::string patterns_text(std::string_view patterns) {
  std::string out, pattern;
  const auto flush = [&] {
    const std::size_t first = pattern.find_first_not_of(' ');
    if (first == std::string::npos) return;
    pattern.erase(0, first);
    std::replace(pattern.begin(), pattern.end(), ' ', '_');
    out += (out.empty() ? "" : ", ") + code(pattern);
    pattern.clear();
  };
  for (const char c : patterns) {
    if (c == ',')
      flush();
    else
      pattern += c;
  }
  flush();
  return out;
}

std::string escaped_bars(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) text.insert(at, "\\");
  return text;
}

std::string defaults_text() {
  std::string out;
  for (const auto& section : sydac::compiler::default_entries()) {
    out += "\n| column | rule |\n|---|---|\n";
    for (const auto& entry : section) {
      out += "| **" + std::string(entry.name) + "**: " + patterns_text(entry.patterns);
      std::string context(entry.context);
      std::replace(context.begin(), context.end(), ' ', ',');
      if (!context.empty()) out += "; of " + patterns_text(context);
      out += " |";
      const auto add = [&](std::string_view type, std::string_view rule) {
        if (!rule.empty()) out += (out.ends_with('|') ? " " : "; ") + std::string(type) + " " + code(escaped_bars(std::string(rule)));
      };
      add("text", entry.texts[0].rule);
      add("int", entry.integer);
      add("decimal", entry.decimal);
      add("float", entry.real);
      add("date", entry.moment);
      add("time", entry.time);
      add("interval", entry.interval);
      add("bool", entry.boolean);
      out += " |\n";
    }
  }
  return out;
}

std::string functions_text() {
  using sydac::compiler::FunctionKind;
  std::string out;
  FunctionKind last = FunctionKind::moment;
  for (const auto& spec : sydac::compiler::functions()) {
    if (out.empty() || spec.kind != last) out += "\n| function | | example |\n|---|---|---|\n";
    last = spec.kind;
    const std::string call = std::string(spec.name) + "(" + std::string(spec.parameters) + ")";
    out += "| " + code(call) + " | " + std::string(spec.summary) + " | " + code(spec.example) + " is " + code(spec.result) + " |\n";
  }
  return out;
}

std::string providers_text() {
  std::string out = "\n| provider | | key | address | answers as |\n|---|---|---|---|---|\n";
  for (const sydac::llm::Provider& provider : sydac::llm::providers()) {
    std::string keys;
    for (const sydac::llm::KeyVariable& key : provider.keys) {
      if (!key.name.empty()) keys += (keys.empty() ? "" : ", ") + code(key.name);
    }
    const std::string address = provider.base_url.empty() ? "has to be set" : code(provider.base_url);
    out += "| " + code(provider.name) + " | " + std::string(provider.title) + " | " + keys + (provider.key_needed ? "" : ", or none") +
           " | " + address + "; " + code(provider.base_url_variable) + " | " + std::string(provider.structured) + " |\n";
  }
  return out;
}

std::string options_text() {
  std::string out = "\n| option | values | without it | |\n|---|---|---|---|\n";
  for (const sydac::llm::OptionSpec& spec : sydac::llm::option_specs()) {
    const std::string marks = std::string(spec.personal ? "; one provider's" : "") + (spec.in_header ? "" : "; not in a schema");
    out += "| " + code(spec.name) + " | " + sydac::llm::values_of(spec) + " | " + std::string(spec.fallback) + " | " +
           std::string(spec.summary) + marks + " |\n";
  }
  return out;
}

std::string action_text(const sydac::llm::ErrorRule& rule) {
  using sydac::llm::Action;
  switch (rule.action) {
    case Action::stop: return "stop";
    case Action::retry: return "again";
    case Action::refuse: return "counts as refused";
    case Action::drop_temperature: return "once without `temperature`, then stop";
    case Action::drop_seed: return "once without `seed`, then stop";
    case Action::swap_output_cap: return "once by its other name, then stop";
    case Action::loosen_schema: return "in the next looser form, then stop";
    case Action::drop_usage: return "once without it, then stop";
  }
  return {};
}

/// `a|b` as `a`, `b`.
std::string words_text(std::string_view words) {
  std::string list(words);
  std::replace(list.begin(), list.end(), '|', '\n');
  std::istringstream lines(list);
  std::string out;
  for (std::string word; std::getline(lines, word);) out += (out.empty() ? "" : ", ") + code(word);
  return out;
}

std::string errors_text() {
  std::string out = "\n| status | with | means | what is done |\n|---|---|---|---|\n";
  for (const sydac::llm::ErrorRule& rule : sydac::llm::error_rules()) {
    const std::string from = std::to_string(rule.from), to = std::to_string(rule.to);
    const std::string status = rule.from == rule.to ? from : rule.from == 0 ? "any other" : from + " to " + to;
    const std::string with = !rule.codes.empty()   ? "code " + words_text(rule.codes)
                             : !rule.words.empty() ? "message " + words_text(rule.words)
                                                   : "";
    out += "| " + status + " | " + with + " | " + std::string(rule.meaning) + " | " + action_text(rule) + " |\n";
  }
  return out;
}

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// True when the page has the part as it is printed now, or has got it.
bool bring_up_to_date(const std::string& path, const std::string& name, const std::string& printed) {
  const std::string page = read(path), opening = "<!-- printed: " + name + " -->\n", closing = "\n<!-- end -->";
  const std::size_t first = page.find(opening), last = first == std::string::npos ? first : page.find(closing, first);
  if (last == std::string::npos) {
    std::cerr << "reference_test: " << path << " has no part `" << name << "`\n";
    return false;
  }
  const std::string fresh = page.substr(0, first) + opening + printed + page.substr(last);
  if (fresh == page) return true;
  if (const char* update = std::getenv("SYDAC_UPDATE"); update && std::string_view(update) == "1") {
    std::ofstream(path, std::ios::binary) << fresh;
    return true;
  }
  std::cerr << "reference_test: the part `" << name << "` of " << path << " is out of date; ./dev golden prints it again\n";
  return false;
}

}  // namespace

int main() {
  const std::string docs = std::string(SYDAC_SOURCE_DIR) + "/docs/";
  const bool rules = bring_up_to_date(docs + "rules.md", "rules", rules_text());
  const bool codes = bring_up_to_date(docs + "diagnostics.md", "codes", codes_text());
  const bool defaults = bring_up_to_date(docs + "defaults.md", "defaults", defaults_text());
  const bool functions = bring_up_to_date(docs + "language.md", "functions", functions_text());
  const bool providers = bring_up_to_date(docs + "models.md", "providers", providers_text());
  const bool options = bring_up_to_date(docs + "models.md", "options", options_text());
  const bool errors = bring_up_to_date(docs + "models.md", "errors", errors_text());
  return rules && codes && defaults && functions && providers && options && errors ? 0 : 1;
}
