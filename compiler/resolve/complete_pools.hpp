// Pools that the schema only implies: those of `llm auto`, and fallbacks that limits of fields give.
#pragma once

#include "model/schema.hpp"

namespace sydac::compiler {

/// With `llm auto` each text column that has a doc comment and no rule gets a pool of its own, called `products.description`: the comment
/// is the prompt, the rule that its name calls for the fallback. It asks for 100 values, of a unique column for as many as the table has
/// rows, where these are a number up to 1 000. A field with limits, `in 5.00..400.00`, and without a fallback has one within them.
void complete_pools(Schema& schema);

}  // namespace sydac::compiler
