#include "options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "configuration.hpp"
#include "providers.hpp"
#include "redaction.hpp"

namespace sydac::llm {

namespace {

constexpr double kMillion = 1e6;
constexpr std::size_t kLongestValue = 2000;

constexpr std::array<OptionSpec, 17> kOptions = {{
    {.name = "provider",
     .type = OptionType::providers,
     .fallback = "none",
     .summary = "who is asked; after the first one fails the next, by commas",
     .global = true},
    {.name = "model",
     .type = OptionType::text,
     .fallback = "none",
     .summary = "the model, by the provider's own name; for `azure` the deployment"},
    {.name = "base_url",
     .type = OptionType::url,
     .fallback = "the provider's",
     .summary = "where the provider is; needed for `azure` and `compatible`",
     .personal = true,
     .in_header = false},
    {.name = "key_file",
     .type = OptionType::path,
     .fallback = "the key's variable",
     .summary = "a file with nothing but the key",
     .personal = true,
     .in_header = false},
    {.name = "temperature", .type = OptionType::number, .maximum = 2, .fallback = "the model's", .summary = "how freely values are chosen"},
    {.name = "max_tokens",
     .type = OptionType::integer,
     .minimum = 16,
     .maximum = kMillion,
     .fallback = "8192",
     .summary = "the longest answer, with what the model thinks before it"},
    {.name = "seed",
     .type = OptionType::integer,
     .maximum = 2147483647,
     .fallback = "none",
     .summary = "asks for the same values again; no provider promises it"},
    {.name = "timeout",
     .type = OptionType::number,
     .minimum = 0.05,
     .maximum = 3600,
     .fallback = "300",
     .summary = "seconds that an answer may take"},
    {.name = "retries",
     .type = OptionType::integer,
     .maximum = 10,
     .fallback = "4",
     .summary = "how often a call is repeated that failed for a while"},
    {.name = "stream",
     .type = OptionType::boolean,
     .fallback = "false",
     .summary = "has the answer sent piece by piece, for proxies that close idle connections"},
    {.name = "batch",
     .type = OptionType::integer,
     .minimum = 1,
     .maximum = 1000,
     .fallback = "100",
     .summary = "entries asked for in one call",
     .global = true},
    {.name = "max_cost",
     .type = OptionType::number,
     .maximum = kMillion,
     .fallback = "no ceiling",
     .summary = "US dollars that all calls together may cost; needs prices",
     .global = true},
    {.name = "price_input",
     .type = OptionType::number,
     .maximum = kMillion,
     .fallback = "not known",
     .summary = "US dollars for a million tokens of a question",
     .personal = true},
    {.name = "price_output",
     .type = OptionType::number,
     .maximum = kMillion,
     .fallback = "not known",
     .summary = "US dollars for a million tokens of an answer",
     .personal = true},
    {.name = "api_version",
     .type = OptionType::text,
     .fallback = "none",
     .summary = "`azure` only: the dated API, with the deployment in the path",
     .personal = true},
    {.name = "organization",
     .type = OptionType::text,
     .fallback = "none",
     .summary = "`openai` only: which organization pays",
     .personal = true},
    {.name = "project", .type = OptionType::text, .fallback = "none", .summary = "`openai` only: which project pays", .personal = true},
}};

bool is_number(std::string_view text, const OptionSpec& spec) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value) && value >= spec.minimum && value <= spec.maximum;
}

bool is_integer(std::string_view text, const OptionSpec& spec) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }) && is_number(text, spec);
}

bool is_printable(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_url(std::string_view text) {
  const std::size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  if (scheme == 0 || !is_printable(text)) return false;
  const std::string_view rest = text.substr(scheme);
  // A name and password, a query and a fragment would all end where a URL is shown.
  return !rest.empty() && rest.front() != '/' && rest.find_first_of("@?#\\\"'<>") == std::string_view::npos;
}

bool are_providers(std::string_view text) {
  std::vector<std::string_view> seen;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string_view name = text.substr(at, end - at);
    if (find_provider(name) == nullptr || std::find(seen.begin(), seen.end(), name) != seen.end()) return false;
    seen.push_back(name);
    at = end + 1;
  }
  return true;
}

std::string shown(double number) {
  std::array<char, 32> text;
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

/// `api_key`, `anthropic.token`: what people write who have a key to give.
bool names_a_key(std::string_view name) {
  if (name == "key_file" || name == "max_tokens") return false;
  for (const std::string_view word : {"key", "token", "secret", "password", "credential"}) {
    if (name.find(word) != std::string_view::npos) return true;
  }
  return false;
}

std::string upper(std::string_view name) {
  std::string text(name);
  for (char& c : text) c = c == '.' || c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::string key_hint(const Provider* provider) {
  const std::string variable(provider != nullptr ? provider->keys[0].name : providers()[0].keys[0].name);
  return "keys come from the environment (" + variable + ") or from the file that `key_file` names";
}

}  // namespace

std::span<const OptionSpec> option_specs() { return kOptions; }

const OptionSpec* find_option(std::string_view name) {
  const auto found = std::find_if(kOptions.begin(), kOptions.end(), [&](const OptionSpec& spec) { return spec.name == name; });
  return found == kOptions.end() ? nullptr : &*found;
}

std::string flag_of(std::string_view option) {
  std::string flag = "--" + std::string(option);
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

std::string variable_of(std::string_view option) { return "SYDAC_LLM_" + upper(option); }

std::string values_of(const OptionSpec& spec) {
  switch (spec.type) {
    case OptionType::providers: {
      std::string names;
      for (const Provider& provider : providers()) names += (names.empty() ? "" : ", ") + std::string(provider.name);
      return "a list of " + names;
    }
    case OptionType::text: return "a name without blanks";
    case OptionType::url: return "a URL with http:// or https://, without a password or a query";
    case OptionType::path: return "the path of a file";
    case OptionType::integer: return "an integer from " + shown(spec.minimum) + " to " + shown(spec.maximum);
    case OptionType::number: return "a number from " + shown(spec.minimum) + " to " + shown(spec.maximum);
    case OptionType::boolean: return "true or false";
  }
  return "";
}

std::string problem_of(const OptionSpec& spec, std::string_view value) {
  bool fits = false;
  switch (spec.type) {
    case OptionType::providers: fits = are_providers(value); break;
    case OptionType::text: fits = is_printable(value); break;
    case OptionType::url: fits = is_url(value); break;
    case OptionType::path: fits = !value.empty() && value.find('\0') == std::string_view::npos; break;
    case OptionType::integer: fits = is_integer(value, spec); break;
    case OptionType::number: fits = is_number(value, spec); break;
    case OptionType::boolean: fits = value == "true" || value == "false"; break;
  }
  if (value.size() > kLongestValue) return "longer than " + std::to_string(kLongestValue) + " bytes";
  return fits ? "" : "not " + values_of(spec);
}

void check_option(std::string_view name, std::string_view value, std::string_view where, bool in_header) {
  const std::string begin = std::string(where) + ": ";
  const std::size_t dot = name.find('.');
  const Provider* const provider = dot == std::string_view::npos ? nullptr : find_provider(name.substr(0, dot));
  const std::string_view plain = dot == std::string_view::npos ? name : name.substr(dot + 1);
  // The name itself may be a key that slipped.
  const std::string named = "`" + redacted(name, {}) + "`";
  if (names_a_key(plain)) throw OptionError(begin + "a key does not belong here; " + key_hint(provider));
  const OptionSpec* const spec = find_option(plain);
  if (spec == nullptr || (dot != std::string_view::npos && provider == nullptr)) throw OptionError(begin + "no option " + named);
  const bool path = spec->type == OptionType::path && value.find('/') != std::string_view::npos;
  if (!path && looks_like_key(value)) throw OptionError(begin + named + " looks like a key; " + key_hint(provider));
  if (provider != nullptr && spec->global)
    throw OptionError(begin + "`" + std::string(plain) + "` is not one provider's: leave out `" + std::string(provider->name) + ".`");
  if (in_header && !spec->in_header) {
    throw OptionError(begin + named + " decides where a key goes, a schema does not; set it by " + flag_of(plain) + ", " +
                      variable_of(name) + " or sydac.toml");
  }
  if (const std::string problem = problem_of(*spec, value); !problem.empty()) throw OptionError(begin + named + " is " + problem);
}

}  // namespace sydac::llm
