#include <sstream>

#include "configuration.hpp"
#include "options.hpp"
#include "providers.hpp"
#include "redaction.hpp"

// Its own warnings are not ours.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
// With assertions, version 3.3 aborts on `[{` before it can say what is wrong.
#define TOML_ASSERT(condition) static_cast<void>(0)
#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>
#pragma GCC diagnostic pop

namespace sydac::llm {

namespace {

constexpr std::size_t kLongestFile = std::size_t{1} << 20;

class Reader {
 public:
  explicit Reader(std::string_view name) : name_(name) {}

  Options options(const toml::table& root) {
    const toml::node* const llm = root.get("llm");
    if (llm == nullptr) return {};
    if (!llm->is_table()) fail(*llm, "`llm` is no table");
    read(*llm->as_table(), "");
    return std::move(options_);
  }

 private:
  void read(const toml::table& table, const std::string& prefix) {
    for (const auto& [key, node] : table) {
      const std::string name = prefix + std::string(key.str());
      if (node.is_table() && prefix.empty() && find_provider(key.str()) != nullptr) {
        read(*node.as_table(), name + ".");
      } else {
        const std::string value = text_of(node, name);
        check_option(name, value, place_of(node), false);
        options_[name] = value;
      }
    }
  }

  std::string text_of(const toml::node& node, const std::string& name) const {
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
    if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
    if (const auto* number = node.as_floating_point()) return text_of(number->get());
    if (const auto* array = node.as_array(); array != nullptr && name == "provider") return list_of(*array);
    return {};  // which no option may be
  }

  static std::string text_of(double number) {
    std::ostringstream text;
    text << std::fixed << number;
    std::string digits = text.str();
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
    return digits;
  }

  std::string list_of(const toml::array& array) const {
    std::string list;
    for (const toml::node& item : array) {
      if (!item.is_string()) fail(item, "`provider` has an item that is no text");
      list += (list.empty() ? "" : ",") + item.as_string()->get();
    }
    return list;
  }

  std::string place_of(const toml::node& node) const { return name_ + ":" + std::to_string(node.source().begin.line); }
  [[noreturn]] void fail(const toml::node& node, const std::string& problem) const { throw OptionError(place_of(node) + ": " + problem); }

  std::string name_;
  Options options_;
};

}  // namespace

Options options_of_toml(std::string_view text, std::string_view name) {
  if (text.size() > kLongestFile) throw OptionError(std::string(name) + ": longer than 1 MB");
  try {
    return Reader(name).options(toml::parse(text));
  } catch (const toml::parse_error& error) {
    throw OptionError(std::string(name) + ":" + std::to_string(error.source().begin.line) + ": " + redacted(error.description(), {}));
  }
}

}  // namespace sydac::llm
