#include "check/pool_requests.hpp"

#include <algorithm>
#include <functional>

#include "base/numbers.hpp"
#include "base/text.hpp"
#include "model/walk.hpp"
#include "sydac/pools/lock.hpp"

namespace sydac::compiler {
namespace {

constexpr std::size_t kMostNeighbours = 40;

/// Whether a value takes an entry of the pool, itself or by a `let` that does.
bool takes_from(const Model& model, TableId table, ValueId whole, PoolId pool, int depth = 0) {
  bool found = false;
  for_each_value(model, whole, [&](ValueId part) {
    const auto& node = model[part].node;
    if (const auto* pick = std::get_if<PoolPickValue>(&node)) found = found || pick->pool == pool;
    if (const auto* source = std::get_if<SourceValue>(&node)) found = found || model[table].sources[source->source].pool == pool;
    const auto* own = std::get_if<CellValue>(&node);
    if (own == nullptr || own->frame != 0 || own->cell.table != table || depth > 4) return;
    const Cell& cell = model[own->cell];
    if (cell.kind == CellKind::let && cell.value && cell.type.pool == pool)
      found = found || takes_from(model, table, *cell.value, pool, depth + 1);
  });
  return found;
}

std::vector<std::string> neighbours_of(const Table& table, const Cell& cell) {
  std::vector<std::string> names;
  for (const Cell& other : table.cells) {
    if (&other == &cell || !is_written(other) || names.size() == kMostNeighbours) continue;
    names.push_back(other.type_text.empty() ? other.name : other.name + " " + other.type_text);
  }
  return names;
}

}  // namespace

pools::Request pool_request(const Model& model, PoolId id) {
  const Pool& pool = model[id];
  pools::Request request;
  request.dataset = model.dataset;
  if (!model.schema->datasets.empty()) request.dataset_doc = model.schema->datasets[0].doc;
  request.locale = model.locale;
  request.pool = pool.name;
  request.prompt = pool.doc;
  request.size = pool.size;
  for (const TypedPoolField& field : pool.fields) request.fields.push_back(field.rules);
  for (const TypedPoolKey& key : pool.keys) request.keys.push_back(key.rules);
  for (std::uint32_t i = 0; i < model.written_tables(); ++i) {
    const Table& table = model.tables[i];
    for (const Cell& cell : table.cells) {
      if (!is_written(cell) || !cell.value || !takes_from(model, {i}, *cell.value, id)) continue;
      request.uses.push_back({table.name, table.doc, cell.name, cell.doc, neighbours_of(table, cell)});
    }
  }
  return request;
}

std::vector<pools::Request> pool_requests(const Model& model) {
  std::vector<pools::Request> requests;
  for (std::uint32_t i = 0; i < model.pools.size(); ++i) {
    if (model.pools[i].source == PoolSource::model && !model.pools[i].bad) requests.push_back(pool_request(model, {i}));
  }
  return requests;
}

void take_locked_entries(Model& model, Diagnostics& diagnostics) {
  const Schema& schema = *model.schema;
  if (!schema.lock) return;
  for (std::uint32_t i = 0; i < model.pools.size(); ++i) {
    Pool& pool = model.pools[i];
    const pools::LockedPool* locked = schema.lock->find(pool.name);
    if (locked == nullptr || pool.bad || pool.source != PoolSource::model) continue;
    pools::Fitting fitting = pools::entries_for(*locked, pool_request(model, {i}));
    const std::string fetch = "`sydac pool fetch " + printable(schema.path, 200) + "` ";
    if (fitting.stale) {
      diagnostics.report(Code::stale_pool, pool.name_span, {pool.name})
          .note("they are in `" + schema.lock_path + "`")
          .suggest(fetch + "asks again");
    } else if (!fitting.problems.empty()) {
      diagnostics.report(Code::pool_misfits, pool.name_span, {grouped(fitting.left_out), pool.name, schema.lock_path, fitting.problems[0]})
          .suggest(fetch + "asks for others");
    }
    pool.entries = std::move(fitting.entries);
    pool.weighted = std::any_of(pool.entries.begin(), pool.entries.end(), [](const pools::Entry& each) { return each.weight != 1; });
  }
}

}  // namespace sydac::compiler
