// Text with holes. A template shows what the program looks like; the code that fills it decides everything.
//
//   {{holes dataset abi}}            declares: every hole and list is named before it is used
//   {{holes tables: name doc}}       … and what each item of a list has; a list in a list is `tables.columns: name`
//   {{name}}                         a text
//   {{#each tables}} … {{/each}}     once for each item, whose names hide those outside
//   {{#if doc}} … {{else}} … {{/if}} a flag that is true, a text or a list that is not empty
//
// A line that holds only `holes`, `#each`, `#if`, `else` or `/…` tags leaves no line behind. A text of several lines keeps the indentation
// of the line it is put in; a line that holds only a text that is empty goes away too.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sydac::compiler {

/// What goes into the holes of one scope.
class Holes {
 public:
  using List = std::vector<Holes>;
  using Value = std::variant<std::string, bool, List>;

  Holes& text(std::string_view name, std::string value);
  Holes& flag(std::string_view name, bool value);
  Holes& list(std::string_view name, List items);

  /// Null when there is no value of that name.
  const Value* find(std::string_view name) const;
  const std::map<std::string, Value, std::less<>>& values() const { return values_; }

 private:
  std::map<std::string, Value, std::less<>> values_;
};

/// A parsed template. Every mistake in one, or in what it is filled with, is our own and throws InternalError that names the template and
/// the line: a tag that is not known or not closed, a hole that is used but not declared, declared but not used, declared but not filled,
/// filled but not declared.
class Template {
 public:
  Template(std::string_view name, std::string_view text);
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;
  ~Template();

  std::string fill(const Holes& holes) const;

 private:
  struct Node;
  struct Scope;
  class Parser;
  class Filler;

  std::string name_;
  std::vector<Node> nodes_;
  std::unique_ptr<Scope> declared_;
};

/// The embedded `templates/NAME`, filled.
std::string fill_template(std::string_view name, const Holes& holes);

}  // namespace sydac::compiler
