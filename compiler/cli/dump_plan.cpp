#include <nlohmann/json.hpp>

#include "cli/dump.hpp"
#include "plan/plan.hpp"

namespace sydac::compiler {
namespace {

using Json = nlohmann::ordered_json;

class PlanDump {
 public:
  explicit PlanDump(const Plan& plan) : plan_(plan), model_(*plan.model) {}

  Json run() const {
    Json out{{"load_order", Json::array()}, {"cell_order", Json::array()}, {"tables", Json::array()}};
    for (const TableId id : plan_.load_order) out["load_order"].push_back(model_[id].name);
    for (const CellId id : plan_.deferred) out["deferred"].push_back(model_[id.table].name + "." + model_[id].name);
    for (const CellId id : plan_.cell_order) out["cell_order"].push_back(model_[id.table].name + "." + model_[id].name);
    for (const PlannedTable& table : plan_.tables) out["tables"].push_back(dump(table));
    for (const Stream& stream : plan_.streams) out["streams"].push_back(Json{stream.table, stream.column, stream.site});
    for (const RowLimit& limit : plan_.limits) {
      Json one{{"table", model_[limit.table].name}};
      if (limit.rows_of)
        one["rows_of"] = model_[*limit.rows_of].name;
      else
        one["most"] = static_cast<std::uint64_t>(most_rows(model_, limit));
      one["reason"] = limit.reason;
      out["limits"].push_back(std::move(one));
    }
    for (const RowNeed& need : plan_.needs) {
      out["needs"].push_back(
          Json{{"table", model_[need.table].name}, {"target", model_[need.target].name}, {"least", need.least}, {"reason", need.reason}});
    }
    return out;
  }

 private:
  Json dump(const PlannedTable& table) const {
    Json out{{"name", model_[table.id].name}, {"cells", Json::array()}};
    for (const PlannedCell& cell : table.cells) {
      out["cells"].push_back(Json{{"name", model_[cell.id].name}, {"needed", cell.needed}, {"kept", cell.kept}, {"cost", cell.cost}});
    }
    return out;
  }

  const Plan& plan_;
  const Model& model_;
};

}  // namespace

std::string dump_plan(const Plan& plan) { return PlanDump(plan).run().dump(2, ' ', false, Json::error_handler_t::replace) + "\n"; }

}  // namespace sydac::compiler
