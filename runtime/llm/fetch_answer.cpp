#include "fetch_answer.hpp"

#include <algorithm>

#include "driver_text.hpp"
#include "fetch_prompt.hpp"
#include "json_cursor.hpp"
#include "typed_value.hpp"

namespace sydac::llm {

namespace {

using driver::JsonCursor;
using driver::JsonError;
using driver::text_of;
using Shape = JsonCursor::Shape;

/// Calls `take(name)` where each member's value is next.
template <class Take>
void each_member(JsonCursor& json, Take take) {
  std::string scratch;
  json.expect('{');
  json.skip_space();
  if (json.take('}')) return;
  do {
    json.skip_space();
    const std::string name(json.string(scratch));
    json.skip_space();
    json.expect(':');
    json.skip_space();
    take(name);
    json.skip_space();
  } while (json.take(','));
  json.expect('}');
}

/// The texts of the first elements of a list, which is next.
std::vector<std::string_view> elements(JsonCursor& json, std::size_t most) {
  std::vector<std::string_view> all;
  std::string scratch;
  json.expect('[');
  json.skip_space();
  if (json.take(']')) return all;
  do {
    json.skip_space();
    const std::size_t begin = json.position();
    json.value(scratch);
    if (all.size() < most) all.push_back(json.from(begin));
    json.skip_space();
  } while (json.take(','));
  json.expect(']');
  return all;
}

/// The list that the member `entries` has; where there is none, the first list, or the whole answer if it is one.
std::vector<std::string_view> listed(JsonCursor& json, std::size_t most) {
  std::vector<std::string_view> entries;
  std::string scratch;
  bool found = false, found_by_name = false;
  json.skip_space();
  if (json.next_is('[')) {
    entries = elements(json, most);
    found = true;
  } else {
    each_member(json, [&](std::string_view name) {
      const bool is_named = name == "entries";
      if (!json.next_is('[') || found_by_name || (found && !is_named)) {
        json.value(scratch);
        return;
      }
      entries = elements(json, most);
      found = true;
      found_by_name = is_named;
    });
  }
  json.skip_space();
  if (!json.at_end()) throw JsonError("something follows the end of the object");
  if (!found) throw JsonError("there is no list `entries`");
  return entries;
}

class EntryReader {
 public:
  explicit EntryReader(const pools::Request& request) : request_(request) {
    for (std::size_t i = 0; i < request.fields.size(); ++i) names_.push_back(wire_name(request, i));
  }

  /// Gives the values, or says what is wrong.
  std::string read(std::string_view text, std::vector<std::string>& values) {
    values.assign(names_.size(), {});
    given_.assign(names_.size(), false);
    std::string problem;
    JsonCursor json(text);
    if (json.next_is('{')) {
      each_member(json, [&](std::string_view name) {
        const auto place = std::find(names_.begin(), names_.end(), name);
        take(json, static_cast<std::size_t>(place - names_.begin()), values, problem);
      });
    } else if (names_.size() == 1 && !json.next_is('[')) {
      take(json, 0, values, problem);
    } else {
      return "it is no object";
    }
    for (std::size_t i = 0; i < names_.size() && problem.empty(); ++i) {
      if (!given_[i]) problem = text_of({names_[i], " is missing"});
    }
    return problem;
  }

 private:
  void take(JsonCursor& json, std::size_t field, std::vector<std::string>& values, std::string& problem) {
    const JsonCursor::Value value = json.value(scratch_);
    if (field == names_.size() || !problem.empty()) return;
    given_[field] = true;
    if (value.shape == Shape::document && request_.fields[field].kind != Kind::json) {
      problem = text_of({names_[field], " is a list or an object"});
      return;
    }
    pools::Checked checked = pools::checked(request_.fields[field], value.shape == Shape::null ? std::string_view{} : value.text);
    if (checked.problem.empty()) {
      values[field] = std::move(checked.value);
    } else {
      problem = text_of({names_[field], ": ", checked.problem});
    }
  }

  const pools::Request& request_;
  std::vector<std::string> names_;
  std::vector<bool> given_;
  std::string scratch_;
};

}  // namespace

ReadAnswer read_answer(std::string_view text, const pools::Request& request, std::size_t most) {
  ReadAnswer answer;
  if (!driver::characters(text)) {
    answer.problem = "it is not UTF-8";
    return answer;
  }
  JsonCursor json(text);
  try {
    const std::vector<std::string_view> entries = listed(json, most);
    EntryReader reader(request);
    for (const std::string_view entry : entries) {
      std::vector<std::string> values;
      std::string problem = reader.read(entry, values);
      if (problem.empty()) {
        answer.entries.push_back(std::move(values));
      } else {
        answer.refused.push_back({std::string(entry), std::move(problem)});
      }
    }
  } catch (const JsonError& error) {
    answer.problem = text_of({"line ", json.line(), ": ", error.what()});
  }
  return answer;
}

std::string folded(const pools::Field& field, std::string_view value) {
  if (field.kind != Kind::text || !field.values.empty()) return std::string(value);
  std::string out;
  for (const char c : value) {
    const bool is_blank = c == ' ' || c == '\t' || c == '\n';
    if (is_blank && !out.empty() && out.back() == ' ') continue;
    out += is_blank ? ' ' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  }
  return out;
}

}  // namespace sydac::llm
