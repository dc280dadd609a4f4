// The text of a lock file, one entry to a line: reading it and writing it again gives the same bytes.
#pragma once

#include <string>

#include <sydac/pools/lock.hpp>

namespace sydac::llm {

std::string lock_text(const pools::Lock& lock);

/// `0.0123`: dollars with as many decimals as it takes.
std::string dollars(std::uint64_t nanodollars);

}  // namespace sydac::llm
