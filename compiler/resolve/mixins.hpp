// `...audit`: the members of a mixin in the place of its use.
#pragma once

#include "base/diagnostics.hpp"
#include "model/schema.hpp"

namespace sydac::compiler {

/// Puts copies of the members of mixins where tables use them; afterwards no table has a MixinUse. Reports unknown mixins, cycles and
/// clashes of names.
void expand_mixins(Schema& schema, Diagnostics& diagnostics);

}  // namespace sydac::compiler
