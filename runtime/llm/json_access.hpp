// JSON that a server sent: nothing about its shape is taken for granted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace sydac::llm {

using Json = nlohmann::json;

/// Discarded for what is no JSON, or nested more than 100 deep.
Json parsed(std::string_view text);

/// null for what is not there, or no object.
const Json& member(const Json& object, const char* name);
const Json& item(const Json& array, std::size_t index);
/// Empty for what is no text.
std::string text(const Json& value);
/// Nothing for what is no whole number from 0.
std::optional<std::uint64_t> count(const Json& value);

/// On one line; bytes that are no UTF-8 are replaced.
std::string dumped(const Json& value);

}  // namespace sydac::llm
