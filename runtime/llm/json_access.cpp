#include "json_access.hpp"

namespace sydac::llm {

namespace {

const Json kNull;
constexpr int kDeepest = 100;

}  // namespace

Json parsed(std::string_view text) {
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  Json value = Json::parse(text.begin(), text.end(), watch, false);
  return too_deep ? Json(Json::value_t::discarded) : value;
}

const Json& member(const Json& object, const char* name) {
  if (!object.is_object()) return kNull;
  const auto found = object.find(name);
  return found == object.end() ? kNull : *found;
}

const Json& item(const Json& array, std::size_t index) { return array.is_array() && index < array.size() ? array[index] : kNull; }

std::string text(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

std::optional<std::uint64_t> count(const Json& value) {
  if (value.is_number_unsigned()) return value.get<std::uint64_t>();
  return std::nullopt;
}

std::string dumped(const Json& value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace sydac::llm
