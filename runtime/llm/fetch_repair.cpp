#include "fetch_repair.hpp"

#include <algorithm>

#include "driver_text.hpp"
#include "fetch_prompt.hpp"

namespace sydac::llm {

namespace {

using driver::append;
using driver::text_of;

constexpr std::size_t kMostShownRefusals = 20, kMostReturnedBytes = 4'000, kMostLineBytes = 300;

/// The beginning of a text that may be no UTF-8, without what is not.
std::string beginning_of(std::string_view text) {
  std::string out;
  for (; !text.empty() && out.size() < kMostReturnedBytes;) {
    const std::size_t bytes = driver::utf8_character(text);
    out += text.substr(0, bytes);
    text.remove_prefix(std::max<std::size_t>(1, bytes));
  }
  return out.empty() ? "(nothing)" : out;
}

}  // namespace

Turn repair_turn(std::string_view answer, const ReadAnswer& read, std::size_t left) {
  Turn turn;
  if (!read.problem.empty()) {
    turn.answer = beginning_of(answer);
    turn.complaint = text_of({"This is not the JSON that was asked for: ", read.problem, ". Answer again with the JSON object alone.\n"});
    turn.complaint += count_line(left) + "\n";
    return turn;
  }
  std::string returned;
  turn.complaint = "These entries do not fit, all others were taken:\n";
  for (std::size_t i = 0; i < read.refused.size() && i < kMostShownRefusals; ++i) {
    const RefusedEntry& refused = read.refused[i];
    if (returned.size() + refused.text.size() < kMostReturnedBytes) append(returned, {returned.empty() ? "" : ",", refused.text});
    append(turn.complaint, {"- ", refused.problem, "\n"});
  }
  turn.answer = text_of({"{\"entries\":[", returned, "]}"});
  append(turn.complaint, {"Answer with others in their place.\n", count_line(std::min(left, read.refused.size())), "\n"});
  return turn;
}

std::string problem_line(const ReadAnswer& read) {
  if (!read.problem.empty()) return text_of({"not the JSON that was asked for: ", read.problem});
  const std::size_t count = read.refused.size();
  return text_of({driver::grouped(count), count == 1 ? " entry does" : " entries do", " not fit: ", read.refused[0].problem});
}

std::string shown_line(std::string_view text) {
  std::string out;
  while (!text.empty() && out.size() < kMostLineBytes) {
    const std::size_t bytes = driver::utf8_character(text);
    const auto first = static_cast<unsigned char>(text[0]);
    const bool is_control = first < 0x20 || first == 0x7f || (first == 0xc2 && bytes == 2 && static_cast<unsigned char>(text[1]) < 0xa0);
    out += bytes == 0 || is_control ? " " : text.substr(0, bytes);
    text.remove_prefix(std::max<std::size_t>(1, bytes));
  }
  return out + (text.empty() ? "" : "…");
}

}  // namespace sydac::llm
