#pragma once

#include <string>

#include "base/span.hpp"
#include "model/model.hpp"

namespace sydac::compiler {

/// What there is to know of `table` or `table.column`: type, rule, and where a rule comes from that the schema does not write. `code` is
/// not 0 where there is no such thing; the text then says what is near.
struct Explanation {
  int code = 0;
  std::string text;
};
Explanation explain(const Model& model, const Sources& sources, const std::string& what);

}  // namespace sydac::compiler
