#include <array>
#include <regex>

#include "llm/reply.hpp"

namespace sydac::llm::test {

using nlohmann::json;

namespace {

/// `Give exactly 12 entries` in the last turn that says so.
std::uint64_t entries_of(const std::string& prompt) {
  static const std::string before = "Give exactly ";
  const std::size_t at = prompt.rfind(before);
  if (at == std::string::npos) return 3;
  return std::min<std::uint64_t>(std::strtoull(prompt.c_str() + at + before.size(), nullptr, 10), 5000);
}

void add_texts(const json& node, std::string& prompt) {
  if (node.is_string()) prompt += node.get<std::string>() + "\n";
  if (node.is_array() || node.is_object()) {
    for (const json& member : node) add_texts(member, prompt);
  }
}

std::string two_digits(std::uint64_t value) { return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)}; }

/// After what the description says of it: a bound `1..5`, `decimal(8,2)`, a date.
json scalar(const json& schema, const std::string& name, std::uint64_t number) {
  if (schema.contains("enum")) return schema["enum"][number % schema["enum"].size()];
  if (schema.contains("const")) return schema["const"];
  const std::string description = schema.value("description", "");
  std::uint64_t low = 1, width = 1'000'000;
  static const std::regex bounds("(\\d+)(?:\\.\\d+)?(?:\\.\\.| to )(\\d+)");
  if (std::smatch found; std::regex_search(description, found, bounds)) {
    low = std::stoull(found[1].str().substr(0, 18));
    const std::uint64_t high = std::stoull(found[2].str().substr(0, 18));
    width = high > low ? high - low : 1;
  }
  const std::string type = schema.contains("type") && schema["type"].is_string() ? schema["type"].get<std::string>() : "string";
  if (type == "integer") return low + number % width;
  if (type == "number") return static_cast<double>(low + number % width) + 0.25;
  if (type == "boolean") return number % 2 == 0;
  if (description.find("decimal") != std::string::npos) return std::to_string(low + number % width) + ".5";
  if (description.find("timestamp") != std::string::npos) return "2024-01-" + two_digits(1 + number % 28) + " 10:00:00";
  if (description.find("date") != std::string::npos) return "2024-01-" + two_digits(1 + number % 28);
  return name + " " + std::to_string(number);
}

json fitting(const json& schema, const std::string& name, std::uint64_t entries, std::atomic<std::uint64_t>& counter, int depth = 0) {
  if (depth > 20 || !schema.is_object()) return nullptr;
  const std::string type = schema.value("type", "string");
  if (type == "object") {
    json object = json::object();
    const std::uint64_t number = ++counter;
    const json properties = schema.value("properties", json::object());
    for (const auto& [member, sub] : properties.items()) {
      const std::string sub_type = sub.is_object() && sub.contains("type") && sub["type"].is_string() ? sub["type"].get<std::string>() : "";
      object[member] =
          sub_type == "object" || sub_type == "array" ? fitting(sub, member, entries, counter, depth + 1) : scalar(sub, member, number);
    }
    return object;
  }
  if (type != "array") return scalar(schema, name, ++counter);
  json array = json::array();
  for (std::uint64_t i = 0; i < entries; ++i) array.push_back(fitting(schema.value("items", json::object()), name, 1, counter, depth + 1));
  return array;
}

/// The array of the entries, by way of the root's members.
json* array_in(json& value) {
  for (json& member : value) {
    if (member.is_array()) return &member;
  }
  return nullptr;
}

void lengthen(json& value) {
  if (value.is_string()) value = value.get<std::string>() + std::string(5000, 'x');
  if (value.is_array() || value.is_object()) {
    for (json& member : value) lengthen(member);
  }
}

}  // namespace

Asked asked_of(const Exchange& exchange) {
  const json body = json::parse(exchange.body);
  Asked asked;
  add_texts(body.value("system", json()), asked.prompt);
  add_texts(body.value("systemInstruction", json()), asked.prompt);
  add_texts(body.value("messages", json()), asked.prompt);
  add_texts(body.value("contents", json()), asked.prompt);
  asked.entries = entries_of(asked.prompt);
  for (const char* place : {"/response_format/json_schema/schema", "/output_config/format/schema", "/tools/0/input_schema",
                            "/generationConfig/responseJsonSchema"}) {
    const json::json_pointer pointer(place);
    if (body.contains(pointer)) asked.schema = body[pointer];
  }
  asked.tool = body.contains("tools");
  asked.stream = body.value("stream", false) || exchange.path.find(":streamGenerateContent") != std::string::npos;
  return asked;
}

std::string made_up(const Asked& asked, std::atomic<std::uint64_t>& counter) {
  static const json plain = json::parse(
      R"({"type":"object","properties":{"entries":{"type":"array","items":{"type":"object","properties":{"value":{"type":"string"}}}}}})");
  return fitting(asked.schema.is_object() ? asked.schema : plain, "", asked.entries, counter).dump();
}

std::string made_up_wrong(std::string_view fault, const Asked& asked, std::atomic<std::uint64_t>& counter) {
  json answer = json::parse(made_up(asked, counter));
  json* const array = array_in(answer);
  if (fault == "invalid_json") return answer.dump().substr(0, answer.dump().size() / 2) + ",,";
  if (fault == "wrong_shape") return R"({"items":{"of":"another shape"},"entries":7})";
  if (fault == "too_long") lengthen(answer);
  if (array != nullptr && fault == "duplicates") {
    for (json& entry : *array) entry = array->front();
  }
  if (array != nullptr && fault == "too_few") array->erase(array->begin() + static_cast<std::ptrdiff_t>(array->size() / 2), array->end());
  const std::string text = answer.dump();
  return fault == "truncation" ? text.substr(0, text.size() / 2) : text;
}

}  // namespace sydac::llm::test
