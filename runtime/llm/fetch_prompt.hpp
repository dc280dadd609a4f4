// What a model is asked: the words and the JSON schema of one batch of entries.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include <sydac/pools/request.hpp>

#include "client.hpp"

namespace sydac::llm {

/// The name that a field has on the wire: its own where all providers take that as a name of a property, else `field_2`.
std::string wire_name(const pools::Request& request, std::size_t field);

/// How many entries fit one answer, at most `wished`: those of long texts come in smaller batches. At least 1.
std::size_t batch_size(const pools::Request& request, std::size_t wished);

/// `count` entries of one key (empty without keys), none of those in `held`, of which a sample is shown.
Question question_for(const pools::Request& request, const std::vector<std::string>& key, std::size_t count,
                      std::span<const pools::Entry* const> held);

/// The line that says how many, on its own so that it is easily found.
std::string count_line(std::size_t count);

}  // namespace sydac::llm
