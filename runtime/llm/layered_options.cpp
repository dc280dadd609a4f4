#include "layered_options.hpp"

#include <array>

namespace sydac::llm {

namespace {

constexpr std::array kLayers = {Layer::flags, Layer::environment, Layer::file, Layer::header};

/// Variables that the providers' own programs read.
struct NativeVariable {
  std::string_view provider, option, variable;
};
constexpr std::array<NativeVariable, 3> kNativeVariables = {{
    {"openai", "organization", "OPENAI_ORG_ID"},
    {"openai", "project", "OPENAI_PROJECT_ID"},
    {"azure", "api_version", "OPENAI_API_VERSION"},
}};

void check_layer(const Options& options, Layer layer) {
  for (const auto& [name, value] : options) {
    const std::string where = layer == Layer::flags ? flag_of(name) : layer == Layer::file ? "sydac.toml" : "the schema";
    if (!value.empty() || find_option(name) == nullptr) check_option(name, value, where, layer == Layer::header);
  }
}

}  // namespace

LayeredOptions::LayeredOptions(const Layers& layers, const Environment& environment) : layers_(layers), environment_(environment) {
  check_layer(layers.flags, Layer::flags);
  check_layer(layers.file, Layer::file);
  check_layer(layers.header, Layer::header);
}

std::optional<Given> LayeredOptions::find(std::string_view option, const Provider* provider) const {
  for (const Layer layer : kLayers) {
    if (auto given = find_in(layer, option, provider)) return given;
  }
  return std::nullopt;
}

std::optional<Given> LayeredOptions::find_in(Layer layer, std::string_view option, const Provider* provider) const {
  if (provider != nullptr) {
    if (auto given = exactly(layer, std::string(provider->name) + "." + std::string(option))) return given;
    if (layer == Layer::environment) {
      if (auto given = native_variable(option, *provider)) return given;
    }
  }
  auto given = exactly(layer, std::string(option));
  if (given && several_ && provider != nullptr && find_option(option)->personal) {
    throw OptionError(given->where + ": with several providers `" + std::string(option) + "` has to name its own, as `" +
                      std::string(provider->name) + "." + std::string(option) + "`");
  }
  return given;
}

std::optional<std::string> LayeredOptions::variable(std::string_view name) const {
  if (name.empty()) return std::nullopt;
  const char* const value = environment_(std::string(name).c_str());
  return value == nullptr || *value == '\0' ? std::nullopt : std::optional<std::string>(value);
}

std::optional<Given> LayeredOptions::exactly(Layer layer, const std::string& name) const {
  if (layer == Layer::environment) {
    const std::string where = variable_of(name);
    const auto value = variable(where);
    if (!value) return std::nullopt;
    check_option(name, *value, where, false);
    return Given{*value, where, layer};
  }
  const Options& options = layer == Layer::flags ? layers_.flags : layer == Layer::file ? layers_.file : layers_.header;
  const auto found = options.find(name);
  if (found == options.end() || found->second.empty()) return std::nullopt;
  return Given{found->second, layer == Layer::flags ? flag_of(name) : layer == Layer::file ? "sydac.toml" : "the schema", layer};
}

std::optional<Given> LayeredOptions::native_variable(std::string_view option, const Provider& provider) const {
  std::string_view name = option == "base_url" ? provider.base_url_variable : std::string_view();
  for (const NativeVariable& native : kNativeVariables) {
    if (native.provider == provider.name && native.option == option) name = native.variable;
  }
  const auto value = variable(name);
  if (!value) return std::nullopt;
  check_option(option, *value, name, false);
  return Given{*value, std::string(name), Layer::environment};
}

}  // namespace sydac::llm
