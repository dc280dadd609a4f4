#include "cli/pool_arguments.hpp"

#include <algorithm>
#include <array>

#include "cli/arguments.hpp"
#include "cli/usage.hpp"
#include "llm/options.hpp"

namespace sydac::compiler {

namespace {

struct ActionName {
  std::string_view name;
  PoolAction action;
};
constexpr std::array<ActionName, 5> kActions = {{{"fetch", PoolAction::fetch},
                                                 {"status", PoolAction::status},
                                                 {"test", PoolAction::test},
                                                 {"prune", PoolAction::prune},
                                                 {"import", PoolAction::import}}};
constexpr std::string_view kMore = "`sydac pool --help` says more";

std::vector<std::string> action_names() {
  std::vector<std::string> names;
  for (const ActionName& action : kActions) names.emplace_back(action.name);
  return names;
}

PoolAction action_of(const std::string& word) {
  const auto* found = std::find_if(kActions.begin(), kActions.end(), [&word](const ActionName& action) { return action.name == word; });
  if (found == kActions.end()) fail_unknown("command of pools", word, action_names(), std::string(kMore));
  return found->action;
}

/// `--max-tokens` is `max_tokens`, `--openai.model` is `openai.model`; nothing when no model has such an option.
const llm::OptionSpec* model_option(std::string_view flag, std::string& name) {
  name = flag.substr(2);
  std::replace(name.begin(), name.end(), '-', '_');
  const std::size_t dot = name.rfind('.');
  return llm::find_option(dot == std::string::npos ? name : name.substr(dot + 1));
}

class Words {
 public:
  Words(const std::vector<std::string>& words, Arguments& arguments, bool& help) : words_(words), arguments_(arguments), help_(help) {}

  void parse() {
    bool options_ended = false;
    for (; next_ < words_.size();) {
      const std::string& word = words_[next_++];
      if (!options_ended && word == "--") {
        options_ended = true;
      } else if (!options_ended && word.size() > 1 && word.front() == '-') {
        take_option(word);
      } else {
        plain_.push_back(word);
      }
    }
    if (!help_) take_plain();
  }

 private:
  std::string value_of(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (word.starts_with("--") && equals != std::string::npos) return word.substr(equals + 1);
    if (next_ == words_.size()) fail_usage(backticked(word) + " needs a value", std::string(kMore));
    return words_[next_++];
  }

  void take_option(const std::string& word) {
    const std::string flag = word.substr(0, word.starts_with("--") ? word.find('=') : 2);
    PoolArguments& pool = arguments_.pool;
    if (flag == "-h" || flag == "--help")
      help_ = true;
    else if (flag == "-I")
      arguments_.include_folders.push_back(word.size() > 2 ? word.substr(2) : value_of(word));
    else if (flag == "--lock")
      pool.lock = value_of(word);
    else if (flag == "--weight")
      pool.weight = value_of(word);
    else if (word == "--refresh")
      pool.refresh = true;
    else if (word == "--replace")
      pool.replace = true;
    else if (word == "--check")
      pool.check = true;
    else if (flag == "--error-format")
      arguments_.json_errors = json_errors(value_of(word));
    else
      take_model_option(word, flag);
  }

  static bool json_errors(const std::string& format) {
    if (format != "text" && format != "json") fail_unknown("error format", format, {"text", "json"});
    return format == "json";
  }

  void take_model_option(const std::string& word, const std::string& flag) {
    std::string name;
    const llm::OptionSpec* option = flag.starts_with("--") ? model_option(flag, name) : nullptr;
    if (option == nullptr) fail_unknown("option", flag, flags(), std::string(kMore));
    const bool is_switch = option->type == llm::OptionType::boolean && word == flag;
    arguments_.pool.options[name] = is_switch ? "true" : value_of(word);
  }

  static std::vector<std::string> flags() {
    std::vector<std::string> all = {"--lock", "--weight", "--refresh", "--replace", "--check", "--error-format", "--help"};
    for (const llm::OptionSpec& option : llm::option_specs()) all.push_back(llm::flag_of(option.name));
    return all;
  }

  void take_plain() {
    if (plain_.empty()) fail_usage("`pool` needs a command and a file", "`sydac pool fetch shop.sdl`");
    PoolArguments& pool = arguments_.pool;
    pool.action = action_of(plain_[0]);
    if (plain_.size() > 1) arguments_.files = {plain_[1]};
    std::vector<std::string> rest(plain_.begin() + std::min<std::ptrdiff_t>(2, static_cast<std::ptrdiff_t>(plain_.size())), plain_.end());
    if (pool.action == PoolAction::import && !rest.empty()) {
      pool.pools = {rest.front()};
      pool.imported.assign(rest.begin() + 1, rest.end());
    } else {
      pool.pools = std::move(rest);
    }
    check();
  }

  void check() const {
    const PoolArguments& pool = arguments_.pool;
    const auto only = [&](bool given, std::string_view flag, PoolAction action, std::string_view name) {
      if (given && pool.action != action) fail_usage(backticked(flag) + " goes with `pool " + std::string(name) + "` only");
    };
    only(pool.refresh, "--refresh", PoolAction::fetch, "fetch");
    only(pool.check, "--check", PoolAction::status, "status");
    only(pool.replace, "--replace", PoolAction::import, "import");
    only(pool.weight.has_value(), "--weight", PoolAction::import, "import");
    if (arguments_.files.empty() && pool.action != PoolAction::test)
      fail_usage("no schema named", "`sydac pool " + plain_[0] + " shop.sdl`");
    if (!arguments_.files.empty() && (arguments_.files.front().empty() || arguments_.files.front() == "-"))
      fail_usage("the schema of pools has to be a file: their lock is beside it");
    if (pool.action == PoolAction::import && pool.imported.empty())
      fail_usage("`pool import` needs a schema, a pool and a file", "`sydac pool import shop.sdl gear gear.csv`");
    if (pool.action == PoolAction::test && !pool.pools.empty()) fail_usage("one word too many: " + backticked(pool.pools.front()));
  }

  const std::vector<std::string>& words_;
  Arguments& arguments_;
  bool& help_;
  std::size_t next_ = 0;
  std::vector<std::string> plain_;
};

}  // namespace

void parse_pool_arguments(const std::vector<std::string>& words, Arguments& arguments, bool& help) {
  Words(words, arguments, help).parse();
}

std::string pool_help_text() {
  std::string out = R"(sydac pool: values of pools that a language model, a file or a person gave, kept in NAME.pools.json beside NAME.sdl

usage:
  sydac pool fetch FILE.sdl [POOL...]        ask a model for what is missing and keep it; the only command that uses the network
  sydac pool status FILE.sdl [POOL...]       what each pool has, where it came from, and what to run
  sydac pool import FILE.sdl POOL VALUES...  add the values of files (.csv, .tsv, .json, .jsonl, .xlsx)
  sydac pool prune FILE.sdl                  drop pools and entries that the schema has no use for any more
  sydac pool test [FILE.sdl]                 ask each configured provider one small question

      --lock FILE         instead of NAME.pools.json
      --refresh           fetch: ask for everything anew
      --check             status: exit code 4 if a pool is stale or lacks entries
      --replace           import: drop what the pool had
      --weight COLUMN     import: the column of the weights
  -I DIR                  look for imported files in DIR too; may be repeated
      --error-format FORM `text` or `json`
  -h, --help              this text

models (by flag, else by variable, else in [llm] of sydac.toml, else in `llm { … }` of the schema; see docs/models.md):
)";
  for (const llm::OptionSpec& option : llm::option_specs()) {
    std::string line = "      " + llm::flag_of(option.name);
    line.resize(std::max<std::size_t>(line.size() + 1, 26), ' ');
    out += line + std::string(option.summary) + "\n";
  }
  return out + R"(
exit codes: 0 done, 1 errors in the schema, 2 usage, 3 nothing of what is missing came, or a file that can not be read or written,
4 something is missing still, 130 Ctrl-C (what had arrived is kept)
)";
}

}  // namespace sydac::compiler
