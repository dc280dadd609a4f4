// `def`: its parameters, and that none is made of itself.
#include <algorithm>

#include "resolve/resolver.hpp"

namespace sydac::compiler {
namespace {

/// The expressions that one is made of.
struct Children {
  std::vector<ExprId>& out;

  void add(const Argument& argument) const {
    out.push_back(argument.value);
    if (argument.weight) out.push_back(*argument.weight);
    if (argument.where) out.push_back(*argument.where);
  }
  void operator()(const TextLiteral& text) const {
    for (const auto& part : text.parts) {
      if (const auto* expr = std::get_if<ExprId>(&part)) out.push_back(*expr);
    }
  }
  void operator()(const MemberAccess& access) const { out.push_back(access.object); }
  void operator()(const Call& call) const {
    for (const Argument& argument : call.arguments) add(argument);
  }
  void operator()(const Unary& unary) const { out.push_back(unary.operand); }
  void operator()(const Binary& binary) const { out.insert(out.end(), {binary.left, binary.right}); }
  void operator()(const If& choice) const { out.insert(out.end(), {choice.condition, choice.then, choice.otherwise}); }
  void operator()(const Match& match) const {
    out.push_back(match.subject);
    for (const Arm& arm : match.arms) {
      out.insert(out.end(), arm.patterns.begin(), arm.patterns.end());
      out.push_back(arm.value);
    }
  }
  void operator()(const Tuple& tuple) const { out.insert(out.end(), tuple.items.begin(), tuple.items.end()); }
  void operator()(const ArrayLiteral& array) const { out.insert(out.end(), array.items.begin(), array.items.end()); }
  void operator()(const Index& index) const { out.insert(out.end(), {index.object, index.index}); }
  void operator()(const Running& running) const { add(running.argument); }
  void operator()(const NullLiteral&) const {}
  void operator()(const BoolLiteral&) const {}
  void operator()(const NumberLiteral&) const {}
  void operator()(const ShareLiteral&) const {}
  void operator()(const DurationLiteral&) const {}
  void operator()(const DateLiteral&) const {}
  void operator()(const TimestampLiteral&) const {}
  void operator()(const TimeLiteral&) const {}
  void operator()(const RegexLiteral&) const {}
  void operator()(const NameRef&) const {}
};

/// Names of all functions that an expression calls, in the order of the text.
std::vector<const Name*> calls_in(const Schema& schema, ExprId root) {
  std::vector<const Name*> names;
  std::vector<ExprId> pending{root};
  while (!pending.empty()) {
    const Expr& expr = schema[pending.back()];
    pending.pop_back();
    if (const auto* call = std::get_if<Call>(&expr.node)) names.push_back(&call->function);
    std::vector<ExprId> children;
    std::visit(Children{children}, expr.node);
    pending.insert(pending.end(), children.rbegin(), children.rend());
  }
  return names;
}

}  // namespace

void Resolver::resolve_definitions() {
  std::map<std::string_view, std::uint32_t> by_name;
  for (const DefDecl& declaration : schema_.defs) {
    Definition made{declaration.name.text, declaration.name.span, {}, declaration.body};
    if (auto [at, fresh] = by_name.emplace(declaration.name.text, static_cast<std::uint32_t>(model_.definitions.size())); !fresh) {
      diagnostics_.report(Code::duplicate_name, made.name_span, {"`def`", made.name})
          .note("first declared here", model_.definitions[at->second].name_span);
      continue;
    }
    for (const Parameter& parameter : declaration.parameters) {
      for (const DefinitionParameter& before : made.parameters) {
        if (before.name != parameter.name.text) continue;
        diagnostics_.report(Code::duplicate_name, parameter.name.span, {"parameter", before.name}).note("first declared here", before.span);
      }
      made.parameters.push_back({parameter.name.text, parameter.name.span, type_of(parameter.type), text_of(parameter.type)});
      made.bad = made.bad || made.parameters.back().type.base == Base::bad;
    }
    model_.definitions.push_back(std::move(made));
  }
  report_recursion(by_name);
}

/// Depth first without recursion: a chain of definitions can be as long as the file.
void Resolver::report_recursion(const std::map<std::string_view, std::uint32_t>& by_name) {
  struct Step {
    std::uint32_t definition;
    std::vector<const Name*> calls;
    std::size_t next = 0;
  };
  std::vector<std::uint8_t> colours(model_.definitions.size());
  for (std::uint32_t root = 0; root < colours.size(); ++root) {
    if (colours[root] != 0) continue;
    colours[root] = 1;
    std::vector<Step> path;
    path.push_back({root, calls_in(schema_, model_.definitions[root].body)});
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == step.calls.size()) {
        colours[step.definition] = 2;
        path.pop_back();
        continue;
      }
      const auto found = by_name.find(step.calls[step.next++]->text);
      if (found == by_name.end() || colours[found->second] == 2) continue;
      if (colours[found->second] == 0) {
        colours[found->second] = 1;
        path.push_back({found->second, calls_in(schema_, model_.definitions[found->second].body)});
        continue;
      }
      auto start = std::find_if(path.begin(), path.end(), [&](const Step& each) { return each.definition == found->second; });
      std::string chain;
      const auto length = static_cast<std::size_t>(path.end() - start);
      for (std::size_t i = 0; i < length; ++i) {
        model_.definitions[start[static_cast<std::ptrdiff_t>(i)].definition].bad = true;
        if (i < 8) chain += model_.definitions[start[static_cast<std::ptrdiff_t>(i)].definition].name + " → ";
        if (i == 8) chain += "… → ";
      }
      const Definition& again = model_.definitions[found->second];
      auto& problem = diagnostics_.report(Code::definition_cycle, again.name_span, {again.name, chain + again.name});
      for (std::size_t i = 0; i < std::min<std::size_t>(length, 8); ++i) {
        const Step& each = start[static_cast<std::ptrdiff_t>(i)];
        const Name& call = *each.calls[each.next - 1];
        problem.note("`" + model_.definitions[each.definition].name + "` calls `" + call.text + "`", call.span);
      }
    }
  }
}

}  // namespace sydac::compiler
