#include "check/rules.hpp"
#include "check/facts.hpp"

namespace sydac::compiler {

std::span<const RuleEntry> rules() { return Catalog::entries; }

std::optional<RuleId> find_rule(std::string_view name) {
  for (std::uint32_t i = 0; i < rules().size(); ++i) {
    if (rules()[i].spec->name == name) return RuleId{i};
  }
  return std::nullopt;
}

std::optional<std::vector<RuleArgument>> constant_arguments(const Model& model, const DrawValue& draw) {
  std::vector<RuleArgument> arguments;
  for (const auto& id : draw.arguments) {
    RuleArgument argument;
    argument.given = id.has_value();
    if (id) {
      const Value& value = model[*id];
      if (const auto* number = std::get_if<NumberValue>(&value.node)) {
        argument.raw = number->raw;
        argument.scale = scale_of(value.type);
      } else if (const auto* boolean = std::get_if<BoolValue>(&value.node)) {
        argument.raw = boolean->value ? 1 : 0;
      } else if (const auto* text = std::get_if<TextValue>(&value.node)) {
        argument.text = text->text;
      } else if (!std::holds_alternative<RealValue>(value.node)) {
        return std::nullopt;
      }
    }
    arguments.push_back(argument);
  }
  return arguments;
}

}  // namespace sydac::compiler
