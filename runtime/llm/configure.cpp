#include <algorithm>
#include <charconv>
#include <random>

#include "configuration.hpp"
#include "http_client.hpp"
#include "key.hpp"
#include "layered_options.hpp"
#include "transport.hpp"

namespace sydac::llm {

namespace {

/// Dollars as a decimal number, in millionths; the text has been checked.
std::uint64_t millionths(const std::string& text) {
  constexpr std::size_t kDigits = 6;
  const std::size_t point = std::min(text.find('.'), text.size());
  std::string digits = text.substr(0, point) + (text.substr(std::min(point + 1, text.size())) + "000000").substr(0, kDigits);
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::uint64_t integer(const std::string& text) { return std::stoull(text); }

std::string names_of_providers() {
  std::string names;
  for (const Provider& provider : providers()) names += (names.empty() ? "" : ", ") + std::string(provider.name);
  return names;
}

std::vector<const Provider*> asked_providers(const LayeredOptions& options) {
  const auto given = options.find("provider");
  if (!given) {
    throw OptionError("no provider of language models is chosen: set " + flag_of("provider") + ", " + variable_of("provider") +
                      " or `provider` in sydac.toml to one or more of " + names_of_providers());
  }
  std::vector<const Provider*> asked;
  const std::string& list = given->value;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(',', at), list.size());
    asked.push_back(find_provider(std::string_view(list).substr(at, end - at)));
    at = end + 1;
  }
  return asked;
}

std::string missing(const Provider& provider, std::string_view option, std::string_view what, std::string_view also = {}) {
  const std::string own = std::string(provider.name) + "." + std::string(option);
  return std::string(what) + " for `" + std::string(provider.name) + "`: set " + flag_of(option) + ", " + variable_of(own) +
         (also.empty() ? "" : ", " + std::string(also)) + " or `" + std::string(option) + "` of [llm." + std::string(provider.name) +
         "] in sydac.toml";
}

std::string base_url_of(const LayeredOptions& options, const Provider& provider, const Key& key) {
  const auto given = options.find("base_url", &provider);
  std::string url = given ? given->value : std::string(provider.base_url);
  if (url.empty()) throw OptionError(missing(provider, "base_url", "no address", provider.base_url_variable));
  while (url.ends_with('/')) url.pop_back();
  // A server of one's own network may have no certificate; the others all have.
  if (url.starts_with("http://") && !is_loopback(url) && provider.key_needed && !key.text.empty()) {
    throw OptionError(given->where + ": `base_url` of `" + std::string(provider.name) +
                      "` is http://, which would show the key to the network");
  }
  return url;
}

std::optional<Prices> prices_of(const LayeredOptions& options, const Provider& provider, bool needed) {
  const auto input = options.find("price_input", &provider);
  const auto output = options.find("price_output", &provider);
  if (needed && !(input && output)) {
    throw OptionError(missing(provider, input ? "price_output" : "price_input", "`max_cost` is set, but no price is known"));
  }
  if (!input && !output) return std::nullopt;
  return Prices{input ? millionths(input->value) : 0, output ? millionths(output->value) : 0};
}

void set_sampling(Settings& settings, const LayeredOptions& options) {
  const Provider& provider = *settings.provider;
  if (const auto given = options.find("temperature", &provider)) {
    if (std::stod(given->value) > provider.hottest)
      throw OptionError(given->where + ": `temperature` of `" + std::string(provider.name) + "` is at most 1");
    settings.temperature = given->value;
  }
  if (const auto given = options.find("max_tokens", &provider)) settings.max_tokens = integer(given->value);
  if (const auto given = options.find("seed", &provider); given && provider.has_seed) settings.seed = integer(given->value);
}

void set_transport(Settings& settings, const LayeredOptions& options) {
  constexpr double kMilliseconds = 1000;
  const Provider& provider = *settings.provider;
  if (const auto given = options.find("timeout", &provider)) {
    settings.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(std::stod(given->value) * kMilliseconds));
  }
  if (const auto given = options.find("retries", &provider)) settings.retries = static_cast<std::uint32_t>(integer(given->value));
  if (const auto given = options.find("stream", &provider)) settings.stream = given->value == "true";
}

Settings settings_of(const LayeredOptions& options, const Provider& provider, const std::shared_ptr<Ceiling>& ceiling) {
  Settings settings;
  settings.provider = &provider;
  settings.ceiling = ceiling;
  const auto model = options.find("model", &provider);
  if (!model) throw OptionError(missing(provider, "model", "no model"));
  settings.model = model->value;
  settings.key = key_of(options, provider);
  settings.base_url = base_url_of(options, provider, settings.key);
  settings.prices = prices_of(options, provider, ceiling->limit.has_value());
  set_sampling(settings, options);
  set_transport(settings, options);
  const auto text = [&](std::string_view name) {
    const auto given = options.find(name, &provider);
    return given ? given->value : std::string();
  };
  if (provider.name == "azure") settings.api_version = text("api_version");
  if (provider.name == "openai") {
    settings.organization = text("organization");
    settings.project = text("project");
  }
  return settings;
}

}  // namespace

Configuration configure(const Layers& layers, const Environment& environment, Clock& clock) {
  return configure(layers, environment, {clock, curl_transport(), std::random_device()()});
}

Configuration configure(const Layers& layers, const Environment& environment, const Services& services) {
  constexpr std::uint64_t kNanodollars = 1000;  // of a millionth
  LayeredOptions options(layers, environment);
  const std::vector<const Provider*> asked = asked_providers(options);
  options.set_several(asked.size() > 1);
  const auto ceiling = std::make_shared<Ceiling>();
  if (const auto given = options.find("max_cost")) ceiling->limit = millionths(given->value) * kNanodollars;
  Configuration configuration;
  if (const auto given = options.find("batch")) configuration.batch = integer(given->value);
  std::uint64_t seed = services.seed;
  for (const Provider* provider : asked) {
    configuration.clients.push_back(http_client(settings_of(options, *provider, ceiling), {services.clock, services.transport, seed++}));
  }
  return configuration;
}

}  // namespace sydac::llm
