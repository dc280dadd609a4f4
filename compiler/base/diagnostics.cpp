#include "base/diagnostics.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sydac::compiler {

const std::vector<DiagnosticKind>& diagnostic_kinds() {
  static const std::vector<DiagnosticKind> kinds{
#define SYDAC_DIAGNOSTIC(name, code, severity, message) {Code::name, #name, code, Severity::severity, message},
#include "base/diagnostic_codes.def"
#undef SYDAC_DIAGNOSTIC
  };
  return kinds;
}

const DiagnosticKind& kind_of(Code code) { return diagnostic_kinds()[static_cast<std::size_t>(code)]; }

namespace {

std::string filled(std::string_view message, std::initializer_list<std::string_view> arguments) {
  std::string text;
  const std::string_view* argument = arguments.begin();
  for (std::size_t at = 0; at < message.size(); ++at) {
    if (message.substr(at, 2) == "{}" && argument != arguments.end()) {
      text += *argument++;
      ++at;
    } else {
      text += message[at];
    }
  }
  return text;
}

/// Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`, or `limit + 1` when there are more than `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<std::size_t> before, above(a.size() + 1), row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) above[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    row[0] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
      row[i] = std::min({above[i] + 1, row[i - 1] + 1, above[i - 1] + (a[i - 1] == b[j - 1] ? 0u : 1u)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[i] = std::min(row[i], before[i - 2] + 1);
    }
    if (*std::min_element(row.begin(), row.end()) > limit) return limit + 1;
    before = std::exchange(above, row);
  }
  return above[a.size()];
}

}  // namespace

Diagnostic& Diagnostics::report(Code code, Span span, std::initializer_list<std::string_view> arguments) {
  const DiagnosticKind& kind = kind_of(code);
  if (kind.severity == Severity::error) ++errors_;
  Diagnostic made{code, span, filled(kind.message, arguments), {}, {}, {}};
  if (list_.size() >= kMaximum) {
    ++dropped_;
    overflow_ = std::move(made);
    return overflow_;
  }
  return list_.emplace_back(std::move(made));
}

void Diagnostics::adopt(const Diagnostic& diagnostic) {
  Diagnostic& made = report(diagnostic.code, diagnostic.span);
  made = diagnostic;
}

void Diagnostics::annotate(std::size_t first, std::string_view text, Span span) {
  for (std::size_t i = first; i < list_.size(); ++i) list_[i].note(std::string(text), span);
}

void Diagnostics::point_to_originals(const Sources& sources) {
  const auto move = [&](Span& span) {
    const SourceFile& file = sources.at(span.file);
    if (file.lines.empty()) return false;
    const auto line = static_cast<std::size_t>(std::count(
        file.text.begin(), file.text.begin() + std::min<std::ptrdiff_t>(span.begin, static_cast<std::ptrdiff_t>(file.text.size())), '\n'));
    // A line of our own stands for the member before it.
    for (std::size_t at = std::min(line, file.lines.size() - 1) + 1; at-- > 0;) {
      if (file.lines[at].end > file.lines[at].begin) return span = file.lines[at], true;
    }
    return false;
  };
  for (Diagnostic& diagnostic : list_) {
    if (!move(diagnostic.span)) continue;
    diagnostic.labels.clear();
    for (Note& note : diagnostic.notes) {
      if (note.span) move(*note.span);
    }
  }
}

void Diagnostics::sort() {
  const auto place = [](const Diagnostic& d) { return std::tuple(d.span.file, d.span.begin); };
  std::stable_sort(list_.begin(), list_.end(), [&](const Diagnostic& a, const Diagnostic& b) { return place(a) < place(b); });

  std::vector<Diagnostic> kept;
  std::size_t same_place = 0;  // where in `kept` the diagnostics of this begin offset start
  for (Diagnostic& next : list_) {
    if (kept.empty() || place(kept.back()) != place(next)) same_place = kept.size();
    const bool known = std::any_of(kept.begin() + static_cast<std::ptrdiff_t>(same_place), kept.end(),
                                   [&](const Diagnostic& other) { return other.code == next.code && other.span.end == next.span.end; });
    if (!known) {
      kept.push_back(std::move(next));
    } else if (kind_of(next.code).severity == Severity::error) {
      --errors_;
    }
  }
  list_ = std::move(kept);
}

std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& candidates) {
  std::size_t best = std::max<std::size_t>(1, name.size() / 3);
  std::optional<std::string> found;
  for (const std::string& candidate : candidates) {
    if (candidate == name || (candidate.size() < 3 && name.size() < 3)) continue;
    const std::size_t distance = edit_distance(name, candidate, best);
    if (distance > best || (found && distance == best)) continue;
    best = distance;
    found = candidate;
  }
  return found;
}

}  // namespace sydac::compiler
