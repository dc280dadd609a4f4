// `sydac pool`: what its commands share.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <sydac/pools/lock.hpp>

#include "cli/arguments.hpp"
#include "llm/configuration.hpp"

namespace sydac::compiler {

struct Compilation;

/// A schema whose pools are known.
struct PoolSchema {
  std::unique_ptr<Compilation> compilation;  // the requests point into it
  std::vector<pools::Request> requests;      // of all pools that a model is asked for
  llm::Options options;                      // `llm { … }`
  std::string lock_path;
};

/// Null when the schema has errors, which were reported. Warnings are not: most are about what the commands are there to change.
std::unique_ptr<PoolSchema> read_pool_schema(const Arguments& arguments);

/// The request of that name; throws UsageError.
const pools::Request& request_named(const PoolSchema& schema, const std::string& name);
/// Those that the command line names, or all.
std::vector<pools::Request> chosen_requests(const PoolSchema& schema, const Arguments& arguments);

/// Flags, the nearest sydac.toml from the schema's folder upwards, and the schema. Throws OptionError, FileError.
llm::Layers option_layers(const Arguments& arguments, const PoolSchema* schema);

int pool_status(const PoolSchema& schema, const Arguments& arguments);
int pool_prune(const PoolSchema& schema, const Arguments& arguments);
int pool_import(const PoolSchema& schema, const Arguments& arguments);

/// A line of a command that has the lock file to itself, on standard error.
void say_line(std::string_view line);

}  // namespace sydac::compiler
