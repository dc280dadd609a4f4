#include "key.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include "redaction.hpp"

namespace sydac::llm {

namespace {

constexpr std::size_t kLongestKey = 4096;

/// White space around it is an editor's; anything else that is not printable would end the header, or begin another.
void take(Key& key, std::string text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  text.erase(0, std::min(text.find_first_not_of(kBlanks), text.size()));
  text.erase(text.find_last_not_of(kBlanks) + 1);
  if (text.empty()) {
    key.problem = "has no key in it";
  } else if (text.size() > kLongestKey) {
    key.problem = "has more than a key in it";
  } else if (!std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7f'; })) {
    key.problem = "has blanks or control characters in its key";
  } else {
    key.text = std::move(text);
  }
}

void read_file(Key& key, const std::string& path) {
  key.source = "the file `" + redacted(path, {}) + "`";
  std::ifstream file(path, std::ios::binary);
  std::array<char, kLongestKey + 2> bytes;
  file.read(bytes.data(), bytes.size());
  // A folder can be opened, but not read to its end.
  if (!file.is_open() || file.bad() || (file.gcount() == 0 && !file.eof())) {
    key.problem = "cannot be read";
  } else {
    take(key, {bytes.data(), static_cast<std::size_t>(file.gcount())});
  }
}

/// True when something was given, be it fit or not.
bool from_file(Key& key, const std::optional<Given>& given) {
  if (given) read_file(key, given->value);
  return given.has_value();
}

bool from_variables(Key& key, const LayeredOptions& options, const Provider& provider) {
  for (const KeyVariable& variable : provider.keys) {
    if (auto value = options.variable(variable.name)) {
      key.header = variable.header;
      key.source = variable.name;
      take(key, std::move(*value));
      return true;
    }
    const std::string with_file = std::string(variable.name) + "_FILE";
    if (const auto path = variable.name.empty() ? std::nullopt : options.variable(with_file)) {
      key.header = variable.header;
      read_file(key, *path);
      return true;
    }
  }
  return false;
}

}  // namespace

Key key_of(const LayeredOptions& options, const Provider& provider) {
  Key key;
  key.header = provider.keys[0].header;
  const std::string variable(provider.keys[0].name);
  const bool given = from_file(key, options.find_in(Layer::flags, "key_file", &provider)) || from_variables(key, options, provider) ||
                     from_file(key, options.find_in(Layer::environment, "key_file", &provider)) ||
                     from_file(key, options.find_in(Layer::file, "key_file", &provider));
  if (!given && !provider.key_needed) return key;
  key.hint = "set " + variable + ", or " + variable + "_FILE to the path of a file with nothing but the key";
  if (!given) {
    key.problem = "no key for " + std::string(provider.name);
  } else if (!key.problem.empty()) {
    key.problem = "no key for " + std::string(provider.name) + ": " + key.source + " " + key.problem;
  }
  return key;
}

}  // namespace sydac::llm
