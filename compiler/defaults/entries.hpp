// The sections of the table of default rules.
#pragma once

#include "defaults/default_rules.hpp"

namespace sydac::compiler {

std::span<const DefaultEntry> entries_of_people();
std::span<const DefaultEntry> entries_of_places();
std::span<const DefaultEntry> entries_of_business();
std::span<const DefaultEntry> entries_of_works();
std::span<const DefaultEntry> entries_of_machines();
std::span<const DefaultEntry> entries_of_time();
std::span<const DefaultEntry> entries_of_numbers();
std::span<const DefaultEntry> entries_of_codes();

}  // namespace sydac::compiler
