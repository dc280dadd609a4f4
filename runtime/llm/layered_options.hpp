// Options by layer: flags, then the environment, then sydac.toml, then the schema's header; within a layer the provider's own first.
#pragma once

#include <optional>

#include "configuration.hpp"
#include "options.hpp"
#include "providers.hpp"

namespace sydac::llm {

enum class Layer : std::uint8_t { flags, environment, file, header };

struct Given {
  std::string value;
  std::string where;  // `--model`, `SYDAC_LLM_MODEL`, `sydac.toml`, `the schema`
  Layer layer;
};

class LayeredOptions {
 public:
  /// Checks every option of every layer. Throws OptionError. Both stay the caller's.
  LayeredOptions(const Layers& layers, const Environment& environment);

  /// With several providers an option that is personal has to name its own.
  void set_several(bool several) { several_ = several; }

  /// The strongest one. An empty text counts as none, so that a variable can be taken back.
  std::optional<Given> find(std::string_view option, const Provider* provider = nullptr) const;
  /// The same in one layer.
  std::optional<Given> find_in(Layer layer, std::string_view option, const Provider* provider) const;
  /// A variable of the environment that is set and not empty.
  std::optional<std::string> variable(std::string_view name) const;

 private:
  std::optional<Given> exactly(Layer layer, const std::string& name) const;
  std::optional<Given> native_variable(std::string_view option, const Provider& provider) const;

  const Layers& layers_;
  const Environment& environment_;
  bool several_ = false;
};

}  // namespace sydac::llm
