// Plan -> the text of a generated program, without the runtime that it includes.
#pragma once

#include <string>

#include "base/span.hpp"
#include "plan/plan.hpp"

namespace sydac::compiler {

std::string emit(const Plan& plan, const Sources& sources, FileId file);

}  // namespace sydac::compiler
