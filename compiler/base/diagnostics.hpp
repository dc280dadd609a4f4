// What the compiler has to say about a schema: one row of `diagnostic_codes.def` for each kind, spans for places,
// notes and hints. Stages report and go on; printing is done once, at the end, by `render.hpp`.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.hpp"

namespace sydac::compiler {

enum class Severity : std::uint8_t { error, warning, note };

enum class Code : std::uint16_t {
#define SYDAC_DIAGNOSTIC(name, code, severity, message) name,
#include "base/diagnostic_codes.def"
#undef SYDAC_DIAGNOSTIC
};

/// One row of the table of diagnostics.
struct DiagnosticKind {
  Code code;
  std::string_view name;  // unknown_table
  std::string_view id;    // E0201
  Severity severity;
  std::string_view message;  // "unknown table `{}`": each `{}` takes the next argument
};

/// The row of a code.
const DiagnosticKind& kind_of(Code code);
/// All rows, in the order of the table.
const std::vector<DiagnosticKind>& diagnostic_kinds();

/// A second place, printed as `note: text, file:line:col` with no source line, or, when `label_only`, as a `~~~` underline
/// with its text under the main source line.
struct Note {
  std::optional<Span> span;
  std::string text;
};

struct Diagnostic {
  Code code;
  Span span;
  std::string message;
  std::vector<Note> labels;  // underlined with `~` on the same source line where they fit, else printed as notes
  std::vector<Note> notes;
  std::string hint;  // empty: none

  Diagnostic& label(Span where, std::string text) {
    labels.push_back({where, std::move(text)});
    return *this;
  }
  Diagnostic& note(std::string text, std::optional<Span> where = std::nullopt) {
    notes.push_back({where, std::move(text)});
    return *this;
  }
  Diagnostic& suggest(std::string text) {
    hint = std::move(text);
    return *this;
  }
};

/// Collects; keeps at most `kMaximum` and counts the rest, so that nonsense input stays cheap.
class Diagnostics {
 public:
  static constexpr std::size_t kMaximum = 200;

  /// Adds a diagnostic; the arguments fill the `{}` of the code's message in order. The reference is valid until the next call.
  Diagnostic& report(Code code, Span span, std::initializer_list<std::string_view> arguments = {});

  /// Takes over one that was collected elsewhere.
  void adopt(const Diagnostic& diagnostic);

  /// A note for each of those collected from number `first` on.
  void annotate(std::size_t first, std::string_view text, Span span);

  /// Spans in translated text point to what it was translated from, where something was.
  void point_to_originals(const Sources& sources);

  bool has_errors() const { return errors_ > 0; }
  std::size_t errors() const { return errors_; }
  std::size_t dropped() const { return dropped_; }
  const std::vector<Diagnostic>& all() const { return list_; }
  /// In order of file and position, stable; duplicates (same code and span) once.
  void sort();

 private:
  std::vector<Diagnostic> list_;
  Diagnostic overflow_;  // where reports past the maximum go
  std::size_t errors_ = 0;
  std::size_t dropped_ = 0;
};

/// The candidate nearest to `name` by edit distance, if it is near enough to be what was meant (distance at most a third of the length, at
/// least 1).
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates);

}  // namespace sydac::compiler
