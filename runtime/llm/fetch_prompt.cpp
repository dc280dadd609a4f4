#include "fetch_prompt.hpp"

#include <algorithm>

#include "driver_text.hpp"

namespace sydac::llm {

namespace {

using driver::append;
using driver::text_of;
using pools::Field;
using pools::Request;

constexpr std::size_t kMostShownValues = 200, kMostEnumeratedValues = 100;
constexpr std::size_t kMostHeldShown = 200, kMostHeldBytes = 8'000;

constexpr std::string_view kSystem =
    "You make up realistic values for test data. Answer with one JSON object of the given schema and nothing else: no comments, no code "
    "fences.\n"
    "Keep to every limit that is stated: types, lengths in characters, ranges, lists of values that are allowed.\n"
    "Make the entries as different from each other as real ones are, and repeat none. Use no placeholders and do not number the entries.";

std::string json(std::string_view text) {
  std::string out;
  driver::append_json_string(out, text);
  return out;
}

std::string_view kind_words(Kind kind) {
  switch (kind) {
    case Kind::boolean: return "true or false";
    case Kind::integer: return "a whole number";
    case Kind::decimal:
    case Kind::real: return "a number";
    case Kind::text:
    case Kind::enumeration: return "a text";
    case Kind::date: return "a date as YYYY-MM-DD";
    case Kind::time: return "a time as HH:MM:SS";
    case Kind::timestamp: return "a date and time as YYYY-MM-DDTHH:MM:SS";
    case Kind::timestamptz: return "a date and time in UTC as YYYY-MM-DDTHH:MM:SSZ";
    case Kind::interval: return "a duration in ISO 8601, such as P1Y2M3DT4H5M6S";
    case Kind::uuid: return "a UUID in small letters";
    case Kind::json: return "a JSON document, as a text";
    case Kind::bytes: return "\\x followed by hexadecimal digits, two for each byte";
  }
  return "";
}

std::string value_list(const std::vector<std::string>& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size() && i < kMostShownValues; ++i) append(out, {i == 0 ? "" : ", ", json(values[i])});
  if (values.size() > kMostShownValues) append(out, {" and ", std::uint64_t{values.size() - kMostShownValues}, " more"});
  return out;
}

std::string limits_of(const Field& field) {
  std::string out;
  if (field.kind == Kind::decimal) append(out, {", with at most ", driver::counted(field.scale, "decimal")});
  if (field.kind == Kind::text && field.max_characters != 0)
    append(out, {", at most ", driver::counted(field.max_characters, "character")});
  if (field.max_bytes != 0) append(out, {", at most ", driver::counted(field.max_bytes, "byte")});
  if (!field.minimum.empty()) append(out, {", not below ", field.minimum});
  if (!field.maximum.empty()) append(out, {", not above ", field.maximum});
  if (!field.values.empty()) append(out, {", one of ", value_list(field.values)});
  if (!field.pattern.empty()) append(out, {", matching the regular expression /", field.pattern, "/ as a whole"});
  if (field.distinct) out += ", different in every entry";
  return out;
}

/// ` Words.` or nothing.
std::string sentence(std::string_view doc) { return doc.empty() ? "" : text_of({". ", doc}); }

std::string fields_text(const Request& request) {
  std::string out = "Each entry has:\n";
  for (std::size_t i = 0; i < request.fields.size(); ++i) {
    const Field& field = request.fields[i];
    const std::string name = wire_name(request, i);
    append(out, {"- ", name, name == field.name ? "" : text_of({" (the field ", json(field.name), ")"}), ": ", kind_words(field.kind),
                 limits_of(field), sentence(field.doc), "\n"});
  }
  return out;
}

std::string use_text(const pools::Use& use) {
  std::string out = text_of({"- column ", use.column, " of the table ", use.table});
  if (!use.table_doc.empty()) append(out, {" (", use.table_doc, ")"});
  if (!use.neighbours.empty()) {
    out += ", beside ";
    for (std::size_t i = 0; i < use.neighbours.size(); ++i) append(out, {i == 0 ? "" : ", ", use.neighbours[i]});
  }
  return out + sentence(use.column_doc) + "\n";
}

std::string key_text(const Request& request, const std::vector<std::string>& key) {
  std::string out = "All of these entries are for:\n";
  for (std::size_t i = 0; i < key.size(); ++i) {
    const pools::Key& of = request.keys[i];
    append(out, {"- ", of.name, " = ", json(key[i]), " (one of ", value_list(of.values), ", which are asked for one by one)",
                 sentence(of.doc), "\n"});
  }
  return out;
}

/// The field that tells entries apart: the first that is unique, else the first text.
std::size_t telling_field(const Request& request) {
  const auto index_of = [&](auto test) {
    const auto found = std::find_if(request.fields.begin(), request.fields.end(), test);
    return static_cast<std::size_t>(found - request.fields.begin());
  };
  const std::size_t distinct = index_of([](const Field& field) { return field.distinct; });
  if (distinct < request.fields.size()) return distinct;
  const std::size_t text = index_of([](const Field& field) { return field.kind == Kind::text && field.values.empty(); });
  return text < request.fields.size() ? text : 0;
}

/// Half of the sample are the newest, which a model is likeliest to give again, half are spread over the others.
std::string held_text(const Request& request, std::span<const pools::Entry* const> held) {
  if (held.empty()) return "";
  const std::size_t field = telling_field(request);
  const std::size_t newest = std::min(held.size(), kMostHeldShown / 2), older = held.size() - newest;
  const std::size_t spread = std::min(older, kMostHeldShown - newest);
  std::string out = "Already there, give none of these:\n";
  const std::size_t begin = out.size();
  const auto show = [&](const pools::Entry& entry) {
    if (out.size() - begin < kMostHeldBytes) append(out, {"- ", json(entry.values[field]), "\n"});
  };
  for (std::size_t i = 0; i < newest; ++i) show(*held[held.size() - 1 - i]);
  for (std::size_t i = 0; i < spread; ++i) show(*held[i * older / spread]);
  return out;
}

std::string user_text(const Request& request, const std::vector<std::string>& key, std::size_t count,
                      std::span<const pools::Entry* const> held) {
  std::string out = text_of({"Dataset: ", request.dataset, sentence(request.dataset_doc), "\n"});
  if (!request.locale.empty()) append(out, {"Locale: ", request.locale, ", for the language of texts and for names and places\n"});
  append(out, {"What is needed: ", request.pool, sentence(request.prompt), "\n\n", fields_text(request)});
  if (!request.uses.empty()) out += "\nThe values are for:\n";
  for (const pools::Use& use : request.uses) out += use_text(use);
  if (!key.empty()) append(out, {"\n", key_text(request, key)});
  append(out, {"\n", count_line(count), "\n"});
  return out + held_text(request, held);
}

std::string schema_of(const Field& field) {
  switch (field.kind) {
    case Kind::boolean: return "{\"type\":\"boolean\"}";
    case Kind::integer: return "{\"type\":\"integer\"}";
    case Kind::real: return "{\"type\":\"number\"}";
    case Kind::decimal: {
      constexpr unsigned kDigitsOfNumbers = 15;  // which a reader of JSON on the way keeps
      return field.precision <= kDigitsOfNumbers ? "{\"type\":\"number\"}" : "{\"type\":\"string\"}";
    }
    default: break;
  }
  std::string out = "{\"type\":\"string\"";
  if (!field.values.empty() && field.values.size() <= kMostEnumeratedValues) {
    out += ",\"enum\":[";
    for (const std::string& value : field.values) append(out, {&value == field.values.data() ? "" : ",", json(value)});
    out += "]";
  }
  return out + "}";
}

/// Only what all providers take: no counts, lengths or ranges, everything required, nothing else allowed.
std::string schema_text(const Request& request) {
  std::string properties, required;
  for (std::size_t i = 0; i < request.fields.size(); ++i) {
    const std::string name = json(wire_name(request, i));
    append(properties, {i == 0 ? "" : ",", name, ":", schema_of(request.fields[i])});
    append(required, {i == 0 ? "" : ",", name});
  }
  return text_of({"{\"type\":\"object\",\"properties\":{\"entries\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{",
                  properties, "},\"required\":[", required,
                  "],\"additionalProperties\":false}}},\"required\":[\"entries\"],\"additionalProperties\":false}"});
}

}  // namespace

std::string wire_name(const Request& request, std::size_t field) {
  const std::string& name = request.fields[field].name;
  constexpr std::size_t kLongest = 64;
  const auto is_plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  if (!name.empty() && name.size() <= kLongest && std::all_of(name.begin(), name.end(), is_plain)) return name;
  std::string made = "field_" + std::to_string(field + 1);
  const auto is_taken = [&](const Field& other) { return other.name == made; };
  while (std::any_of(request.fields.begin(), request.fields.end(), is_taken)) made += "_";
  return made;
}

std::size_t batch_size(const Request& request, std::size_t wished) {
  // Tokens, estimated from above; the answer has room for 8192, of which some models think.
  constexpr std::size_t kRoom = 6'000, kEntry = 8, kValue = 12, kUnknownText = 40, kLongestText = 8'000, kCharactersPerToken = 4;
  std::size_t tokens = kEntry;
  for (const Field& field : request.fields) {
    tokens += kValue;
    if (field.kind != Kind::text || !field.values.empty()) continue;
    tokens += field.max_characters == 0 ? kUnknownText : std::min<std::size_t>(field.max_characters, kLongestText) / kCharactersPerToken;
  }
  return std::max<std::size_t>(1, std::min(wished, kRoom / tokens));
}

std::string count_line(std::size_t count) { return text_of({"Give exactly ", std::uint64_t{count}, " entries"}); }

Question question_for(const Request& request, const std::vector<std::string>& key, std::size_t count,
                      std::span<const pools::Entry* const> held) {
  Question question;
  question.system = kSystem;
  question.user = user_text(request, key, count, held);
  question.schema = schema_text(request);
  return question;
}

}  // namespace sydac::llm
