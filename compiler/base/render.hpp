// Diagnostics as people and as programs read them. Both take them in the order they are in (`Diagnostics::sort` first).
#pragma once

#include <string>

#include "base/diagnostics.hpp"
#include "base/span.hpp"
#include "base/warning_flags.hpp"

namespace sydac::compiler {

/// `file:line:col: error: message [code]`, the source line with carets, labels, notes, hint; at the end `3 errors, 1 warning`. Empty when
/// there is nothing to say. Lines and columns count from 1, columns in characters. Whatever the source holds, the text is printable UTF-8
/// and its length is bounded: long lines are cut around the span, control bytes are escaped. `color` adds ANSI colours.
std::string render_text(const Sources& sources, const Diagnostics& diagnostics, const WarningFlags& flags = {}, bool color = false);

/// An array with one object for each diagnostic: `code`, `name`, `severity`, `message`, `file`, `line`, `column`, `end_line`, `end_column`
/// (exclusive), `begin`, `end` (byte offsets), `labels` and `notes` (`message` and, where there is a place, the same fields), `hint` (null
/// without one). Ends in a line break.
std::string render_json(const Sources& sources, const Diagnostics& diagnostics, const WarningFlags& flags = {});

}  // namespace sydac::compiler
