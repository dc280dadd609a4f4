#include "cli/pool.hpp"

#include <unistd.h>

#include <cstdlib>

#include "base/files.hpp"
#include "check/pool_requests.hpp"
#include "cli/commands.hpp"
#include "cli/usage.hpp"
#include "driver_text.hpp"
#include "llm/lock_file.hpp"
#include "llm/pool_fetch.hpp"
#include "llm/probe.hpp"
#include "llm/project_file.hpp"
#include "llm/status_line.hpp"
#include "model/model.hpp"
#include "pipeline.hpp"
#include "resolve/pool_literals.hpp"
#include "source/import.hpp"

namespace sydac::compiler {

namespace {

llm::Options header_options(const Schema& schema) {
  llm::Options options;
  // That they are constants is checked.
  for (const LlmOption& option : schema.llm_options) options[option.name.text] = pool_literal(schema, option.value)->text.value_or("");
  return options;
}

const char* variable(const char* name) { return std::getenv(name); }

int pool_fetch(const PoolSchema& schema, const Arguments& arguments) {
  const std::vector<pools::Request> requests = chosen_requests(schema, arguments);
  if (requests.empty()) say_line("the schema has no pool `from llm`");
  llm::Configuration configuration;
  if (arguments.pool.refresh || !llm::is_complete(requests, schema.lock_path))
    configuration = llm::configure(option_layers(arguments, &schema), variable, llm::real_clock());
  const llm::StopOnSignal stop;
  llm::StatusLine status(STDERR_FILENO);
  return llm::fetch_and_say({.requests = requests, .lock_path = schema.lock_path, .refresh = arguments.pool.refresh}, configuration,
                            status);
}

int pool_test(const PoolSchema* schema, const Arguments& arguments) {
  llm::Configuration configuration = llm::configure(option_layers(arguments, schema), variable, llm::real_clock());
  const llm::StopOnSignal stop;
  bool all_answer = true;
  for (const auto& client : configuration.clients) {
    client->log = say_line;
    const llm::Probe result = llm::probe(*client, llm::real_clock());
    write_file("-", result.line + "\n");
    all_answer = all_answer && result.answers;
    if (llm::stop_requested()) return 130;
  }
  return all_answer ? kDone : kInputOutput;
}

int run_action(const Arguments& arguments) {
  if (arguments.files.empty()) return pool_test(nullptr, arguments);
  const std::unique_ptr<PoolSchema> schema = read_pool_schema(arguments);
  if (!schema) return kErrors;
  switch (arguments.pool.action) {
    case PoolAction::fetch: return pool_fetch(*schema, arguments);
    case PoolAction::status: return pool_status(*schema, arguments);
    case PoolAction::test: return pool_test(schema.get(), arguments);
    case PoolAction::prune: return pool_prune(*schema, arguments);
    case PoolAction::import: return pool_import(*schema, arguments);
  }
  return kInternal;
}

}  // namespace

void say_line(std::string_view line) { write_all(STDERR_FILENO, std::string(line) + "\n", "standard error"); }

std::unique_ptr<PoolSchema> read_pool_schema(const Arguments& arguments) {
  const std::string& path = arguments.files.front();
  auto schema = std::make_unique<PoolSchema>();
  schema->compilation = std::make_unique<Compilation>(path, read_schema(path, arguments), import_options(arguments));
  compile(*schema->compilation, Stage::model);
  if (schema->compilation->diagnostics.has_errors()) {
    report(schema->compilation->sources, schema->compilation->diagnostics, arguments);
    return nullptr;
  }
  schema->requests = pool_requests(*schema->compilation->model);
  schema->options = header_options(*schema->compilation->schema);
  schema->lock_path = arguments.pool.lock.value_or(lock_path_of(path));
  return schema;
}

const pools::Request& request_named(const PoolSchema& schema, const std::string& name) {
  std::vector<std::string> known;
  for (const pools::Request& request : schema.requests) {
    if (request.pool == name) return request;
    known.push_back(request.pool);
  }
  fail_unknown("pool", name, known, "`sydac pool status` lists those that a model is asked for");
}

std::vector<pools::Request> chosen_requests(const PoolSchema& schema, const Arguments& arguments) {
  if (arguments.pool.pools.empty()) return schema.requests;
  std::vector<pools::Request> chosen;
  for (const std::string& name : arguments.pool.pools) chosen.push_back(request_named(schema, name));
  return chosen;
}

llm::Layers option_layers(const Arguments& arguments, const PoolSchema* schema) {
  llm::Layers layers;
  layers.flags = arguments.pool.options;
  const std::string path = arguments.files.empty() ? "" : arguments.files.front();
  layers.file = llm::project_options(path.substr(0, path.rfind('/') + 1));
  if (schema != nullptr) layers.header = schema->options;
  return layers;
}

int pool_command(const Arguments& arguments) {
  try {
    return run_action(arguments);
  } catch (const UsageError& error) {
    write_all(STDERR_FILENO, error.text, "standard error");
    return kUsage;
  } catch (const llm::OptionError& error) {
    complain(error.what());
    return kUsage;
  } catch (const driver::IoError& error) {
    complain(error.what());
    return kInputOutput;
  } catch (const pools::LockError& error) {
    complain(error.what());
    return kInputOutput;
  }
}

}  // namespace sydac::compiler
