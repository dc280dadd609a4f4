#include "base/warning_flags.hpp"

#include <algorithm>

namespace sydac::compiler {
namespace {

std::string flag_name(std::string_view name) {
  std::string flag(name);
  std::ranges::replace(flag, '_', '-');
  return flag;
}

const DiagnosticKind* find_warning(std::string_view name) {
  for (const DiagnosticKind& kind : diagnostic_kinds()) {
    if (kind.severity == Severity::warning && (kind.id == name || flag_name(kind.name) == name)) return &kind;
  }
  return nullptr;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

WarningFlags::State& WarningFlags::state(Code code) {
  const auto found = std::ranges::find(states_, code, &State::code);
  if (found != states_.end()) return *found;
  states_.push_back({code, true, std::nullopt});
  return states_.back();
}

bool WarningFlags::add(std::string_view flag) {
  if (flag == "all") return true;
  if (flag == "error" || flag == "no-error") {
    all_as_errors_ = flag == "error";
    return true;
  }
  const bool as_error = take_prefix(flag, "error=");
  const bool not_as_error = !as_error && take_prefix(flag, "no-error=");
  const bool hidden = !as_error && !not_as_error && take_prefix(flag, "no-");
  const DiagnosticKind* kind = find_warning(flag);
  if (!kind) return false;
  State& found = state(kind->code);
  if (as_error || not_as_error) found.as_error = as_error;
  if (!not_as_error) found.shown = !hidden;
  return true;
}

std::optional<Severity> WarningFlags::severity(Code code) const {
  if (kind_of(code).severity != Severity::warning) return kind_of(code).severity;
  const auto found = std::ranges::find(states_, code, &State::code);
  if (found != states_.end() && !found->shown) return std::nullopt;
  const bool as_error = found != states_.end() && found->as_error ? *found->as_error : all_as_errors_;
  return as_error ? Severity::error : Severity::warning;
}

std::vector<std::string> WarningFlags::names() {
  std::vector<std::string> names;
  for (const DiagnosticKind& kind : diagnostic_kinds()) {
    if (kind.severity == Severity::warning) names.push_back(flag_name(kind.name));
  }
  return names;
}

Tally tally(const Diagnostics& diagnostics, const WarningFlags& flags) {
  Tally result{.dropped = diagnostics.dropped()};
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    const std::optional<Severity> severity = flags.severity(diagnostic.code);
    if (severity == Severity::error) ++result.errors;
    if (severity == Severity::warning) ++result.warnings;
  }
  return result;
}

}  // namespace sydac::compiler
