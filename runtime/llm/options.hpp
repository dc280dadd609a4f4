// The options of models: one table, from which flags, variables, help and the documentation are made.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sydac::llm {

enum class OptionType : std::uint8_t {
  providers,  // names of the table of providers, by commas
  text,       // printable ASCII without blanks
  url,
  path,
  integer,
  number,
  boolean,  // `true`, `false`
};

/// An option `name` is the flag `--na-me`, the variable SYDAC_LLM_NAME, `name` of [llm] in sydac.toml and of `llm { … }` in the schema.
/// Each but `provider`, `batch` and `max_cost` may be given to one provider: `anthropic.name`, SYDAC_LLM_ANTHROPIC_NAME, [llm.anthropic].
struct OptionSpec {
  std::string_view name;
  OptionType type;
  double minimum = 0, maximum = 0;  // of integers and numbers
  std::string_view fallback;        // what is taken without it, in words
  std::string_view summary;
  bool global = false;    // not one provider's
  bool personal = false;  // with several providers it has to name its own: another's would go astray
  bool in_header = true;  // a schema may have it; not what decides where a key goes
};

std::span<const OptionSpec> option_specs();
const OptionSpec* find_option(std::string_view name);

/// `--max-tokens` of `max_tokens`, SYDAC_LLM_ANTHROPIC_MODEL of `anthropic.model`.
std::string flag_of(std::string_view option);
std::string variable_of(std::string_view option);

/// What may stand there: `a number from 0 to 2`.
std::string values_of(const OptionSpec& spec);
/// What is wrong with a value, in words after `is`: `no number from 0 to 2`; empty: nothing. Never has the value in it.
std::string problem_of(const OptionSpec& spec, std::string_view value);

/// What is wrong with `name = value`, whether `name` is of one provider or of all: unknown, a key, out of range. `where` is what messages
/// call the place: `sydac.toml:3`. Throws OptionError.
void check_option(std::string_view name, std::string_view value, std::string_view where, bool in_header);

}  // namespace sydac::llm
