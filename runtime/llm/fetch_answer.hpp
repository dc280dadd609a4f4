// Reading what a model says. Everything in it may be wrong.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <sydac/pools/request.hpp>

namespace sydac::llm {

/// An entry that does not fit, as it was given, and why: `name: 87 characters, at most 80`.
struct RefusedEntry {
  std::string text, problem;
};

struct ReadAnswer {
  std::vector<std::vector<std::string>> entries;  // values by field, canonical
  std::vector<RefusedEntry> refused;
  std::string problem;  // the whole is not the JSON that was asked for: `line 3: expected `,`, found the end`
};

/// At most `most` elements are looked at.
ReadAnswer read_answer(std::string_view text, const pools::Request& request, std::size_t most);

/// A text by which entries that a reader takes for the same are equal: letters of texts are small ones, runs of blanks one blank.
std::string folded(const pools::Field& field, std::string_view value);

}  // namespace sydac::llm
