#include "probe.hpp"

#include "json_access.hpp"
#include "settings.hpp"

namespace sydac::llm {

namespace {

constexpr const char* kSchema =
    R"({"type":"object","properties":{"entries":{"type":"array","items":{"type":"string"}}},"required":["entries"],"additionalProperties":false})";

Question tiny_question() {
  Question question;
  question.system = "You make up sample data. Answer with JSON of the given schema.";
  question.user = "Names of colours.\nGive exactly 1 entries";
  question.schema = kSchema;
  question.max_output_tokens = 2048;  // thinking takes its part
  return question;
}

}  // namespace

Probe probe(Client& client, Clock& clock) {
  const auto begin = clock.now();
  const Answer answer = client.ask(tiny_question());
  Probe result;
  result.usage = answer.usage;
  result.line = std::string(client.provider()) + ", " + std::string(client.model()) + ": ";
  switch (answer.outcome) {
    case Outcome::answered:
      result.answers = item(member(parsed(answer.text), "entries"), 0).is_string();
      result.line += result.answers ? "answers in " + seconds(clock.now() - begin) : "answers, but not with JSON of the schema";
      break;
    case Outcome::truncated: result.line += "answers, but has no room for it; hint: raise `max_tokens`"; break;
    case Outcome::refused: result.line += "refuses" + (answer.text.empty() ? std::string() : ": " + answer.text); break;
    case Outcome::stopped: result.line += "stopped"; break;
    case Outcome::failed:
      result.line += answer.failure->message + (answer.failure->hint.empty() ? "" : "; hint: " + answer.failure->hint);
      break;
  }
  return result;
}

}  // namespace sydac::llm
