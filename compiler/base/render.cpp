#include "base/render.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <nlohmann/json.hpp>

#include "base/check.hpp"
#include "base/excerpt.hpp"
#include "base/text.hpp"

namespace sydac::compiler {
namespace {

// A message may quote a name of a million characters: what is printed stays readable.
constexpr std::size_t kMaxMessage = 1000;
constexpr std::size_t kMaxPath = 400;

constexpr std::string_view kPlain = "\x1B[0m", kBold = "\x1B[1m", kRed = "\x1B[1;31m", kMagenta = "\x1B[1;35m", kCyan = "\x1B[36m",
                           kBlue = "\x1B[34m";

std::string shown_path(const SourceFile& file) { return file.path == "-" ? "<stdin>" : printable(file.path, kMaxPath); }

std::string_view severity_name(Severity severity) {
  return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

/// Line indices of the files that diagnostics point into, made when first asked for.
class Places {
 public:
  explicit Places(const Sources& sources) : sources_(sources) {}

  const SourceFile& file(FileId id) const {
    SYDAC_CHECK(id.index < sources_.files.size());
    return sources_.at(id);
  }
  const LineIndex& lines(FileId id) {
    const auto found = indices_.find(id);
    return found != indices_.end() ? found->second : indices_.emplace(id, LineIndex(file(id).text)).first->second;
  }
  Position begin(const Span& span) { return lines(span.file).position(span.begin); }
  Position end(const Span& span) { return lines(span.file).position(std::max(span.begin, span.end)); }
  /// `shop.sdl:14:5`
  std::string name(const Span& span) {
    const Position position = begin(span);
    return shown_path(file(span.file)) + ":" + std::to_string(position.line) + ":" + std::to_string(position.column);
  }

 private:
  const Sources& sources_;
  std::map<FileId, LineIndex> indices_;
};

class TextRenderer {
 public:
  TextRenderer(const Sources& sources, bool color) : places_(sources), color_(color) {}

  void add(const Diagnostic& diagnostic, Severity severity) {
    add_headline(diagnostic, severity);
    std::vector<Note> notes = add_source(diagnostic, severity);
    notes.insert(notes.end(), diagnostic.notes.begin(), diagnostic.notes.end());
    for (const Note& note : notes) {
      out_ += "   " + painted("note:", kBold) + " " + printable(note.text, kMaxMessage);
      if (note.span) out_ += ", " + places_.name(*note.span);
      out_ += '\n';
    }
    if (!diagnostic.hint.empty()) out_ += "   " + painted("hint:", kBold) + " " + printable(diagnostic.hint, kMaxMessage) + "\n";
  }

  void add_line(const std::string& line) { out_ += line + "\n"; }
  std::string take() { return std::move(out_); }

 private:
  /// A run of `^` or `~` under the source line, in cells.
  struct Mark {
    std::size_t first, last;  // half-open
    char sign;
    std::string text;
  };

  std::string painted(std::string_view text, std::string_view style) const {
    return color_ ? std::string(style) + std::string(text) + std::string(kPlain) : std::string(text);
  }

  void add_headline(const Diagnostic& diagnostic, Severity severity) {
    const std::string word = std::string(severity_name(severity)) + ":";
    out_ += painted(places_.name(diagnostic.span) + ":", kBold) + " " + painted(word, severity == Severity::error ? kRed : kMagenta) + " " +
            painted(printable(diagnostic.message, kMaxMessage), kBold) + " [" + std::string(kind_of(diagnostic.code).id) + "]\n";
  }

  /// Prints the source line and what is underlined in it; returns the labels that did not fit, as notes.
  std::vector<Note> add_source(const Diagnostic& diagnostic, Severity severity) {
    const Span& span = diagnostic.span;
    const LineIndex& lines = places_.lines(span.file);
    const std::size_t number = lines.position(span.begin).line;
    const std::string_view line = lines.line(number);
    const auto line_begin = static_cast<std::size_t>(line.data() - places_.file(span.file).text.data());
    const auto in_line = [&](std::size_t offset) { return offset < line_begin ? 0 : std::min(offset - line_begin, line.size()); };

    // What stands behind the name of a key is for nobody's log.
    const bool secret = diagnostic.code == Code::key_in_schema;
    const Excerpt excerpt(secret ? line.substr(0, in_line(span.end)) : line, in_line(span.begin));
    std::vector<Mark> marks{mark_of(excerpt, in_line(span.begin), in_line(span.end), '^', {})};
    std::vector<Note> notes;
    for (const Note& label : diagnostic.labels) {
      const bool here = label.span && label.span->file == span.file && lines.position(label.span->begin).line == number &&
                        excerpt.shows(in_line(label.span->begin));
      if (here) {
        Mark mark = mark_of(excerpt, in_line(label.span->begin), in_line(label.span->end), '~', printable(label.text, kMaxMessage / 4));
        const auto overlaps = [&](const Mark& other) { return mark.first < other.last && other.first < mark.last; };
        if (std::ranges::none_of(marks, overlaps)) {
          marks.push_back(std::move(mark));
          continue;
        }
      }
      notes.push_back(label);
    }
    add_margin(std::to_string(number), excerpt.text());
    add_marks(std::move(marks), severity);
    return notes;
  }

  static Mark mark_of(const Excerpt& excerpt, std::size_t begin, std::size_t end, char sign, std::string text) {
    const std::size_t first = excerpt.cell_of(begin);
    return {first, std::max(first + 1, excerpt.cell_of(end)), sign, std::move(text)};
  }

  void add_margin(const std::string& number, std::string_view text) {
    while (text.ends_with(' ')) text.remove_suffix(1);
    const std::string padding(number.size() < 5 ? 5 - number.size() : 0, ' ');
    out_ += painted(padding + number + " |", kBlue);
    if (!text.empty()) out_ += " " + std::string(text);
    out_ += '\n';
    margin_ = padding.size() + number.size();
  }

  /// The text of the last mark stands beside it; the texts of others below their marks, one line each.
  void add_marks(std::vector<Mark> marks, Severity severity) {
    std::ranges::sort(marks, {}, &Mark::first);
    const std::string margin = painted(std::string(margin_, ' ') + " |", kBlue) + " ";
    out_ += margin;
    std::size_t cell = 0;
    for (const Mark& mark : marks) {
      out_ += std::string(mark.first - cell, ' ');
      out_ += painted(std::string(mark.last - mark.first, mark.sign), mark.sign == '~'              ? kCyan
                                                                      : severity == Severity::error ? kRed
                                                                                                    : kMagenta);
      cell = mark.last;
    }
    if (!marks.back().text.empty()) out_ += " " + painted(marks.back().text, kCyan);
    out_ += '\n';
    marks.pop_back();
    for (const Mark& mark : marks) {
      if (!mark.text.empty()) out_ += margin + std::string(mark.first, ' ') + painted(mark.text, kCyan) + "\n";
    }
  }

  Places places_;
  bool color_;
  std::string out_;
  std::size_t margin_ = 0;
};

std::string counted(std::size_t count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string summary(const Tally& tally) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  if (tally.errors > 0) add(counted(tally.errors, "error"));
  if (tally.warnings > 0) add(counted(tally.warnings, "warning"));
  if (tally.dropped > 0) add(std::to_string(tally.dropped) + " more not shown");
  return text;
}

void add_place(nlohmann::ordered_json& object, Places& places, const Span& span) {
  const Position begin = places.begin(span);
  const Position end = places.end(span);
  object["file"] = places.file(span.file).path;
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
  object["begin"] = span.begin;
  object["end"] = std::max(span.begin, span.end);
}

nlohmann::ordered_json notes_json(const std::vector<Note>& notes, Places& places) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Note& note : notes) {
    nlohmann::ordered_json object{{"message", note.text}};
    if (note.span) add_place(object, places, *note.span);
    list.push_back(std::move(object));
  }
  return list;
}

}  // namespace

std::string render_text(const Sources& sources, const Diagnostics& diagnostics, const WarningFlags& flags, bool color) {
  TextRenderer renderer(sources, color);
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    if (const std::optional<Severity> severity = flags.severity(diagnostic.code)) renderer.add(diagnostic, *severity);
  }
  if (const std::string line = summary(tally(diagnostics, flags)); !line.empty()) renderer.add_line(line);
  return renderer.take();
}

std::string render_json(const Sources& sources, const Diagnostics& diagnostics, const WarningFlags& flags) {
  Places places(sources);
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const std::optional<Severity> severity = flags.severity(diagnostic.code);
    if (!severity) continue;
    const DiagnosticKind& kind = kind_of(diagnostic.code);
    nlohmann::ordered_json object{
        {"code", kind.id}, {"name", kind.name}, {"severity", severity_name(*severity)}, {"message", diagnostic.message}};
    add_place(object, places, diagnostic.span);
    object["labels"] = notes_json(diagnostic.labels, places);
    object["notes"] = notes_json(diagnostic.notes, places);
    object["hint"] = diagnostic.hint.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(diagnostic.hint);
    list.push_back(std::move(object));
  }
  return list.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace sydac::compiler
