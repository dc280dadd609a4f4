#include "cli/proof.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "check/constraints.hpp"

namespace sydac::compiler {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kWidestText = 60;

std::size_t width_of(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character each = character_at(text, at);
    width += static_cast<std::size_t>(display_width(each.code));
    at += each.bytes;
  }
  return width;
}

/// Places and pieces of the schema.
class Reader {
 public:
  explicit Reader(const Sources& sources) : sources_(sources) {
    for (const SourceFile& file : sources.files) lines_.emplace_back(file.text);
  }

  Position position(Span span) const { return lines_[span.file.index].position(span.begin); }
  const std::string& path(Span span) const { return sources_.at(span.file).path; }
  std::string place(Span span) const { return printable(path(span), 200) + ":" + std::to_string(position(span).line); }

  /// What the constraint is called, or what stands there, on one line.
  std::string text(const Constraint& each) const {
    if (!each.text.empty()) return printable(each.text, 200);
    std::string text;
    const std::string_view whole = sources_.at(each.span.file).text;
    for (const char c : whole.substr(each.span.begin, each.span.end - each.span.begin)) {
      const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      if (!space)
        text += c;
      else if (!text.empty() && text.back() != ' ')
        text += ' ';
    }
    return printable(text, 200);
  }

 private:
  const Sources& sources_;
  std::vector<LineIndex> lines_;  // of each file
};

using Counts = std::array<std::size_t, 5>;

Counts count(const std::vector<Constraint>& all) {
  Counts counts{};
  for (const Constraint& each : all) ++counts[static_cast<std::size_t>(each.status)];
  return counts;
}

}  // namespace

std::string proof_text(const Model& model, const Sources& sources) {
  const std::vector<Constraint> all = constraints_of(model);
  const Reader reader(sources);
  std::vector<std::array<std::string, 4>> lines;
  std::array<std::size_t, 4> widths{};
  for (const Constraint& each : all) {
    lines.push_back({std::string(word_of(each.status)), printable(each.table, 80) + ": " + reader.text(each), printable(each.how, 400),
                     reader.place(each.span)});
    for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], std::min(width_of(lines.back()[i]), kWidestText));
  }
  std::string text;
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      text += line[i];
      const std::size_t width = width_of(line[i]);
      if (i + 1 < line.size()) text += std::string((width < widths[i] ? widths[i] - width : 0) + 2, ' ');
    }
    text += '\n';
  }
  const Counts counts = count(all);
  text += std::to_string(all.size()) + (all.size() == 1 ? " constraint: " : " constraints: ");
  for (std::size_t i = 0; i < counts.size(); ++i)
    text += (i == 0 ? "" : ", ") + std::to_string(counts[i]) + " " + std::string(word_of(static_cast<ConstraintStatus>(i)));
  return text + "\n";
}

Json proof_json(const Model& model, const Sources& sources) {
  const std::vector<Constraint> all = constraints_of(model);
  const Reader reader(sources);
  Json list = Json::array();
  for (const Constraint& each : all) {
    const Position place = reader.position(each.span);
    list.push_back(Json{{"kind", word_of(each.kind)},
                        {"status", word_of(each.status)},
                        {"table", each.table},
                        {"columns", each.columns},
                        {"text", reader.text(each)},
                        {"how", each.how},
                        {"file", reader.path(each.span)},
                        {"line", place.line},
                        {"column", place.column}});
  }
  const Counts counts = count(all);
  Json made{{"version", 1}, {"dataset", model.dataset}, {"counts", Json::object()}, {"constraints", std::move(list)}};
  for (std::size_t i = 0; i < counts.size(); ++i) made["counts"][std::string(word_of(static_cast<ConstraintStatus>(i)))] = counts[i];
  return made;
}

}  // namespace sydac::compiler
