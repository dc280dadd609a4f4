#include "resolve/mixins.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace sydac::compiler {
namespace {

/// Members of all tables together that mixins may make.
constexpr std::size_t kMostMembers = 100'000;
/// Mixins that use each other.
constexpr std::size_t kDeepest = 256;

/// The name that a member takes in its table; a composite reference without `as`, keys and checks take none.
std::vector<const Name*> names_of(const Member& member) {
  std::vector<const Name*> names;
  if (const auto* column = std::get_if<ColumnDecl>(&member.node)) names.push_back(&column->name);
  if (const auto* let = std::get_if<LetDecl>(&member.node)) {
    for (const Name& name : let->names) names.push_back(&name);
  }
  if (const auto* reference = std::get_if<ReferenceDecl>(&member.node)) {
    if (reference->as)
      names.push_back(&*reference->as);
    else if (reference->columns.size() == 1)
      names.push_back(&reference->columns[0]);
  }
  return names;
}

class Mixins {
 public:
  Mixins(Schema& schema, Diagnostics& diagnostics) : schema_(schema), diagnostics_(diagnostics) {
    for (const MixinDecl& mixin : schema.mixins) {
      if (auto [at, fresh] = by_name_.emplace(mixin.name.text, &mixin); !fresh)
        diagnostics_.report(Code::duplicate_name, mixin.name.span, {"mixin", mixin.name.text})
            .note("first declared here", at->second->name.span);
    }
    report_cycles();
  }

  void expand(TableDecl& table) {
    const bool uses =
        std::ranges::any_of(table.members, [](const Member& member) { return std::holds_alternative<MixinUse>(member.node); });
    if (!uses) return;
    taken_.clear();
    used_.clear();
    made_.clear();
    for (const Member& member : table.members) {
      for (const Name* name : names_of(member)) taken_.emplace(name->text, name->span);
    }
    for (Member& member : table.members) {
      if (const auto* use = std::get_if<MixinUse>(&member.node))
        include(*use, use->name, 0);
      else
        made_.push_back(std::move(member));
    }
    table.members = std::move(made_);
  }

 private:
  /// `place` is the use in the table.
  void include(const MixinUse& use, const Name& place, std::size_t depth) {
    const auto found = by_name_.find(use.name.text);
    if (found == by_name_.end()) return report_unknown(use.name);
    const MixinDecl& mixin = *found->second;
    if (cyclic_.contains(&mixin) || too_many_) return;
    if (depth == kDeepest) {
      diagnostics_.report(Code::nested_too_deeply, use.name.span, {std::to_string(kDeepest)});
      return;
    }
    if (!used_.insert(&mixin).second) {
      auto& problem = diagnostics_.report(Code::duplicate_header, use.name.span, {"..." + use.name.text});
      if (depth > 0) problem.note("used here", place.span);
      return;
    }
    for (const Member& member : mixin.members) {
      if (const auto* inner = std::get_if<MixinUse>(&member.node)) {
        include(*inner, place, depth + 1);
      } else if (!clashes(member, mixin, place)) {
        made_.push_back(member);
        if (++total_ > kMostMembers && !too_many_) {
          too_many_ = true;
          diagnostics_.report(Code::definition_too_large, place.span, {mixin.name.text, std::to_string(kMostMembers), "members"})
              .note("declared here", mixin.name.span);
        }
      }
      if (too_many_) return;
    }
  }

  bool clashes(const Member& member, const MixinDecl& mixin, const Name& place) {
    bool clash = false;
    for (const Name* name : names_of(member)) {
      const auto [at, fresh] = taken_.emplace(name->text, name->span);
      if (fresh) continue;
      diagnostics_.report(Code::duplicate_name, place.span, {"column", name->text})
          .note("declared here", at->second)
          .note("and in mixin `" + mixin.name.text + "`", name->span);
      clash = true;
    }
    return clash;
  }

  void report_unknown(const Name& name) {
    std::vector<std::string> names;
    for (const auto& [known, mixin] : by_name_) names.emplace_back(known);
    auto& problem = diagnostics_.report(Code::unknown_mixin, name.span, {name.text});
    if (auto near = nearest(name.text, names)) problem.suggest("`" + *near + "` is the nearest mixin");
  }

  /// Depth first without recursion, since a chain can be as long as the file.
  void report_cycles() {
    std::map<const MixinDecl*, int> colours;
    struct Step {
      const MixinDecl* mixin;
      std::size_t next = 0;
    };
    for (const auto& [name, root] : by_name_) {
      if (colours[root] != 0) continue;
      std::vector<Step> path{{root}};
      colours[root] = 1;
      while (!path.empty()) {
        Step& step = path.back();
        if (step.next == step.mixin->members.size()) {
          colours[step.mixin] = 2;
          path.pop_back();
          continue;
        }
        const auto* use = std::get_if<MixinUse>(&step.mixin->members[step.next++].node);
        const auto found = use ? by_name_.find(use->name.text) : by_name_.end();
        if (found == by_name_.end() || colours[found->second] == 2) continue;
        if (colours[found->second] == 1) {
          report_cycle(use->name, found->second, path);
          continue;
        }
        colours[found->second] = 1;
        path.push_back({found->second});
      }
    }
  }

  template <class Path>
  void report_cycle(const Name& use, const MixinDecl* again, const Path& path) {
    auto start = std::ranges::find_if(path, [&](const auto& step) { return step.mixin == again; });
    std::string chain;
    for (auto at = start; at != path.end(); ++at) {
      if (at - start < 8) chain += at->mixin->name.text + " → ";
      if (at - start == 8) chain += "… → ";
      cyclic_.insert(at->mixin);
    }
    diagnostics_.report(Code::definition_cycle, use.span, {use.text, chain + use.text}).note("declared here", again->name.span);
  }

  Schema& schema_;
  Diagnostics& diagnostics_;
  std::map<std::string_view, const MixinDecl*> by_name_;
  std::set<const MixinDecl*> cyclic_;
  std::size_t total_ = 0;
  bool too_many_ = false;
  // Of the table at hand.
  std::map<std::string, Span, std::less<>> taken_;
  std::set<const MixinDecl*> used_;
  std::vector<Member> made_;
};

}  // namespace

void expand_mixins(Schema& schema, Diagnostics& diagnostics) {
  Mixins mixins(schema, diagnostics);
  for (TableDecl& table : schema.tables) mixins.expand(table);
}

}  // namespace sydac::compiler
