#include <optional>

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

/// What is said of a field: in its schema, and in the line of the prompt that begins with its name.
std::string said_of(const Asked& asked, const json& schema, const std::string& name) {
  std::string said = schema.value("description", "");
  const std::size_t line = asked.prompt.find("- " + name + ": ");
  if (line != std::string::npos) said += " " + asked.prompt.substr(line, asked.prompt.find('\n', line) - line);
  return said;
}

/// The whole number behind the words.
std::optional<std::uint64_t> number_after(const std::string& said, const std::string& words) {
  const std::size_t at = said.find(words);
  if (at == std::string::npos || at + words.size() >= said.size() || said[at + words.size()] < '0' || said[at + words.size()] > '9')
    return std::nullopt;
  return std::strtoull(said.c_str() + at + words.size(), nullptr, 10);
}

/// Texts of the types that JSON has none for.
std::optional<std::string> typed_text(const std::string& said, std::uint64_t number) {
  const auto has = [&](const char* word) { return said.find(word) != std::string::npos; };
  const std::string date =
      std::to_string(2000 + number / 336 % 100) + "-" + two_digits(1 + number / 28 % 12) + "-" + two_digits(1 + number % 28);
  if (has("YYYY-MM-DDTHH:MM:SSZ")) return date + "T10:30:00Z";
  if (has("YYYY-MM-DDTHH:MM:SS")) return date + "T10:30:00";
  if (has("YYYY-MM-DD")) return date;
  if (has("HH:MM:SS")) return two_digits(number / 60 % 24) + ":" + two_digits(number % 60) + ":00";
  if (has("ISO 8601")) return "P" + std::to_string(number) + "D";
  if (has("UUID")) return "00000000-0000-4000-8000-" + std::to_string(100'000'000'000 + number);
  if (has("hexadecimal")) return "\\x" + two_digits(number / 100) + two_digits(number);
  return std::nullopt;
}

json scalar(const Asked& asked, const json& schema, const std::string& name, std::uint64_t number) {
  if (schema.contains("enum")) return schema["enum"][number % schema["enum"].size()];
  const std::string said = said_of(asked, schema, name);
  const std::uint64_t low = number_after(said, "not below ").value_or(1);
  const std::uint64_t high = std::max(number_after(said, "not above ").value_or(1'000'000), low + 1);
  const std::uint64_t within = low + number % (high - low);
  const std::string type = schema.contains("type") && schema["type"].is_string() ? schema["type"].get<std::string>() : "string";
  if (type == "integer") return within;
  if (type == "number") return static_cast<double>(within) + (said.find("at most 0 decimals") == std::string::npos ? 0.5 : 0);
  if (type == "boolean") return number % 2 == 0;
  if (said.find(": a number") != std::string::npos) return std::to_string(within);
  if (const auto typed = typed_text(said, number)) return *typed;
  const std::string text = name + " " + std::to_string(number);
  const std::uint64_t room = number_after(said, "at most ").value_or(text.size());
  return room < text.size() ? text.substr(text.size() - room) : text;
}

/// Whether the prompt says that an entry with this number is there already.
bool is_held(const Asked& asked, const json& properties, std::uint64_t number) {
  for (const auto& [name, schema] : properties.items()) {
    if (asked.prompt.find("\"" + name + " " + std::to_string(number) + "\"") != std::string::npos) return true;
  }
  return false;
}

json fitting(const Asked& asked, const json& schema, const std::string& name, std::uint64_t entries, std::atomic<std::uint64_t>& counter,
             int depth = 0) {
  if (depth > 20 || !schema.is_object()) return nullptr;
  const std::string type = schema.value("type", "string");
  if (type == "object") {
    json object = json::object();
    const json properties = schema.value("properties", json::object());
    std::uint64_t number = ++counter;
    while (is_held(asked, properties, number)) number = ++counter;
    for (const auto& [member, sub] : properties.items()) {
      const std::string sub_type = sub.is_object() && sub.contains("type") && sub["type"].is_string() ? sub["type"].get<std::string>() : "";
      object[member] = sub_type == "object" || sub_type == "array" ? fitting(asked, sub, member, entries, counter, depth + 1)
                                                                   : scalar(asked, sub, member, number);
    }
    return object;
  }
  if (type != "array") return scalar(asked, schema, name, ++counter);
  json array = json::array();
  for (std::uint64_t i = 0; i < entries; ++i)
    array.push_back(fitting(asked, schema.value("items", json::object()), name, 1, counter, depth + 1));
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
  static const std::string in_words = "It has to fit this JSON Schema:\n";
  if (const std::size_t at = asked.prompt.find(in_words); at != std::string::npos && asked.schema.is_null()) {
    const std::size_t begin = at + in_words.size();
    asked.schema = json::parse(asked.prompt.substr(begin, asked.prompt.find('\n', begin) - begin));
  }
  asked.tool = body.contains("tools");
  asked.stream = body.value("stream", false) || exchange.path.find(":streamGenerateContent") != std::string::npos;
  return asked;
}

std::string made_up(const Asked& asked, std::atomic<std::uint64_t>& counter) {
  static const json plain = json::parse(
      R"({"type":"object","properties":{"entries":{"type":"array","items":{"type":"object","properties":{"value":{"type":"string"}}}}}})");
  return fitting(asked, asked.schema.is_object() ? asked.schema : plain, "", asked.entries, counter).dump();
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
  if (array != nullptr && fault == "too_few")
    array->erase(array->begin() + static_cast<std::ptrdiff_t>((array->size() + 1) / 2), array->end());
  const std::string text = answer.dump();
  return fault == "truncation" ? text.substr(0, text.size() / 2) : text;
}

}  // namespace sydac::llm::test
