// Every name of the generated program, chosen once: types, methods, members. Schema names pass through cpp_text here and nowhere else.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "plan/plan.hpp"

namespace sydac::compiler {

struct Names {
  std::string space;                                         // the namespace: `shop`
  std::string data;                                          // the type that holds counts and keys: `Shop`
  std::vector<std::string> enums;                            // types
  std::vector<std::vector<std::string>> enum_values;         // enumerators
  std::vector<std::string> tables;                           // types of rows
  std::vector<std::vector<std::string>> cells;               // methods
  std::vector<std::string> rows, counts, fills;              // members of the data type, for each table; counts where children vary
  std::map<Stream, std::string> streams;                     // members of the data type
  std::map<CellId, std::string> helpers;                     // members of the data type: zipf and even picks, permutations, trees
  std::map<CellId, std::string> shares;                      // members of the data type: which rows have a value
  std::vector<std::vector<std::string>> combined;            // members of the data type, for each combination of a table
  std::vector<std::vector<std::string>> combinations;        // methods
  std::vector<std::vector<std::string>> tries;               // methods, for each group of cells that is drawn again
  std::map<KeptField, std::string> fields;                   // methods
  std::vector<std::string> patterns;                         // constants, for each regular expression
  std::vector<std::string> matchers;                         // constants, for each expression that texts are held against
  std::vector<std::string> pools, pool_members, pool_infos;  // types of entries; members of the data type; constants
  std::vector<std::vector<std::string>> pool_fields;         // methods
  std::vector<std::string> infos;                            // constants: `kOrders`

  /// The method for a field of a record.
  std::string field(const Type& record, std::uint32_t field) const;
  const std::string& method(CellId id) const { return cells[id.table.index][id.index]; }
  const std::string& type(TableId id) const { return tables[id.index]; }
};

Names name_everything(const Plan& plan);

}  // namespace sydac::compiler
