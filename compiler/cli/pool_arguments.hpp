// What follows `sydac pool`.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sydac::compiler {

struct Arguments;

enum class PoolAction : std::uint8_t { fetch, status, test, prune, import };

struct PoolArguments {
  PoolAction action = PoolAction::status;
  std::vector<std::string> pools;                           // none: all
  std::vector<std::string> imported;                        // files
  std::optional<std::string> lock;                          // --lock
  std::optional<std::string> weight;                        // --weight
  bool refresh = false, replace = false;                    // of fetch, of import
  bool check = false;                                       // of status
  std::map<std::string, std::string, std::less<>> options;  // of models, by the names of their table
};

/// `words` is what follows `pool`. Fills `arguments.pool`, the file and what other commands have, too; throws UsageError.
void parse_pool_arguments(const std::vector<std::string>& words, Arguments& arguments, bool& help);

std::string pool_help_text();

}  // namespace sydac::compiler
