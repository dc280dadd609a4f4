// Telling a model what was wrong with its answer, and people what a model said.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "client.hpp"
#include "fetch_answer.hpp"

namespace sydac::llm {

/// What goes back after an answer with something wrong in it, and how many entries are still wanted of this batch. Of an answer that is no
/// JSON its beginning, of others only the entries that do not fit: those that do were taken.
Turn repair_turn(std::string_view answer, const ReadAnswer& read, std::size_t left);

/// `12 entries do not fit: name: 87 characters, at most 80`.
std::string problem_line(const ReadAnswer& read);

/// A text of any origin as one line of at most some 300 bytes that is fit for a terminal.
std::string shown_line(std::string_view text);

}  // namespace sydac::llm
