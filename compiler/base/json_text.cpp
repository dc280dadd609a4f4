#include "base/json_text.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace sydac::compiler {
namespace {

/// Takes every value and keeps none; remembers where the text stops being JSON.
class FirstProblem : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::size_t byte = 0;  // from 1

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
    byte = position;
    return false;
  }
};

}  // namespace

std::optional<std::string> json_problem(std::string_view text) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return "it is empty";
  FirstProblem problem;
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &problem)) return std::nullopt;
  // The position counts what was read, so one past the end is the end.
  if (problem.byte == 0 || problem.byte > text.size()) return "it ends too early";
  const std::size_t at = character_start(text, problem.byte - 1);
  return "`" + printable(text.substr(at, character_at(text, at).bytes)) + "` is not expected at byte " + std::to_string(at + 1);
}

}  // namespace sydac::compiler
