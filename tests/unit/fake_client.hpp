// A provider of language models for unit tests of fetching, which answers by functions, and requests by hand.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "fetch.hpp"

namespace fake {

namespace pools = sydac::pools;
using namespace sydac::llm;
using Json = nlohmann::json;
using Texts = std::vector<std::string>;

inline pools::Request request_of(std::uint64_t size, std::vector<std::string> fields = {"name"}) {
  pools::Request request;
  request.dataset = "shop";
  request.pool = "gear";
  request.prompt = "Outdoor gear";
  request.size = size;
  for (std::string& name : fields) {
    request.fields.emplace_back();
    request.fields.back().name = std::move(name);
  }
  return request;
}

/// Answers by a list of functions, the last one again and again.
struct FakeClient : Client {
  using Reply = std::function<Answer(const Question&)>;
  std::string name = "anthropic";
  std::vector<Reply> replies;
  std::vector<Question> questions;
  std::vector<std::pair<std::string, std::string>> sent_parameters = {{"temperature", "0.8"}};

  std::string_view provider() const override { return name; }
  std::string_view model() const override { return "m"; }
  std::vector<std::pair<std::string, std::string>> parameters() const override { return sent_parameters; }
  Answer ask(const Question& question) override {
    questions.push_back(question);
    Answer answer = replies.at(std::min(questions.size(), replies.size()) - 1)(question);
    answer.usage = {.calls = 1, .input_tokens = 10, .output_tokens = 20, .cost_nanodollars = 5};
    return answer;
  }
};

inline std::size_t asked_for(const Question& question) {
  constexpr std::string_view kWords = "Give exactly ";
  const std::string& text = question.turns.empty() ? question.user : question.turns.back().complaint;
  const std::size_t at = text.find(kWords);
  REQUIRE(at != std::string::npos);
  REQUIRE((at == 0 || text[at - 1] == '\n'));
  const std::size_t end = text.find('\n', at);
  REQUIRE(text.substr(0, end).ends_with(" entries"));
  return std::stoul(text.substr(at + kWords.size()));
}

inline Answer saying(std::string text) {
  Answer answer;
  answer.outcome = Outcome::answered;
  answer.text = std::move(text);
  return answer;
}

inline Answer entries_of(const Texts& names) {
  Json list = Json::array();
  for (const std::string& name : names) list.push_back({{"name", name}});
  return saying(Json{{"entries", list}}.dump());
}

/// As many new names as are asked for.
inline FakeClient::Reply good(std::string prefix = "n") {
  return [prefix, next = std::make_shared<int>(0)](const Question& question) {
    Texts names;
    for (std::size_t i = 0; i < asked_for(question); ++i) names.push_back(prefix + std::to_string((*next)++));
    return entries_of(names);
  };
}

inline FakeClient::Reply always(Answer answer) {
  return [answer](const Question&) { return answer; };
}

inline FakeClient::Reply failing(FailureKind kind) {
  Answer answer;
  answer.failure = Failure{kind, "429 quota", "set X"};
  return always(answer);
}

inline FakeClient::Reply ending(Outcome outcome) {
  Answer answer;
  answer.outcome = outcome;
  return always(answer);
}

inline Texts values_of(const std::vector<pools::Entry>& entries) {
  Texts all;
  for (const pools::Entry& entry : entries) all.push_back(entry.values[0]);
  return all;
}

}  // namespace fake
