#include "base/unified_diff.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sydac::compiler {
namespace {

constexpr std::ptrdiff_t kMaxEdits = 2000;  // the trace takes 4 bytes × edits²
constexpr std::size_t kContext = 3;

using Lines = std::vector<std::string_view>;  // each with its line break, which the last may lack

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::size_t size = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

/// Old lines [old_first, old_last) become new lines [new_first, new_last).
struct Change {
  std::size_t old_first, old_last, new_first, new_last;
};

/// The furthest points of each number of edits: row d holds diagonals -d, -d + 2, …, d.
using Trace = std::vector<std::vector<std::int32_t>>;

/// Runs Myers' greedy search; nothing when more than kMaxEdits lines would change.
std::optional<Trace> search(const Lines& a, const Lines& b) {
  const auto n = static_cast<std::ptrdiff_t>(a.size());
  const auto m = static_cast<std::ptrdiff_t>(b.size());
  Trace trace;
  for (std::ptrdiff_t d = 0; d <= std::min(n + m, kMaxEdits); ++d) {
    std::vector<std::int32_t> row(static_cast<std::size_t>(d) + 1);
    for (std::ptrdiff_t k = -d; k <= d; k += 2) {
      const auto index = static_cast<std::size_t>((k + d) / 2);
      std::ptrdiff_t x = 0;
      if (d > 0) {
        const std::vector<std::int32_t>& before = trace.back();  // diagonal k-1 is at index-1, k+1 at index
        const bool down = k == -d || (k != d && before[index - 1] < before[index]);
        x = down ? before[index] : before[index - 1] + 1;
      }
      while (x < n && x - k < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(x - k)]) ++x;
      row[index] = static_cast<std::int32_t>(x);
      if (x >= n && x - k >= m) {
        trace.push_back(std::move(row));
        return trace;
      }
    }
    trace.push_back(std::move(row));
  }
  return std::nullopt;
}

/// Walks the trace back from the end; single-line changes come out last first.
std::vector<Change> walk_back(const Trace& trace, std::size_t n, std::size_t m) {
  std::vector<Change> changes;
  auto x = static_cast<std::ptrdiff_t>(n);
  auto y = static_cast<std::ptrdiff_t>(m);
  for (auto d = static_cast<std::ptrdiff_t>(trace.size()) - 1; d > 0; --d) {
    const std::vector<std::int32_t>& before = trace[static_cast<std::size_t>(d - 1)];
    const std::ptrdiff_t k = x - y;
    const auto index = static_cast<std::size_t>((k + d) / 2);
    const bool down = k == -d || (k != d && before[index - 1] < before[index]);
    const std::ptrdiff_t from_x = down ? before[index] : before[index - 1];
    const std::ptrdiff_t from_y = from_x - (down ? k + 1 : k - 1);
    const auto ox = static_cast<std::size_t>(from_x);
    const auto oy = static_cast<std::size_t>(from_y);
    changes.push_back(down ? Change{ox, ox, oy, oy + 1} : Change{ox, ox + 1, oy, oy});
    x = from_x;
    y = from_y;
  }
  std::ranges::reverse(changes);
  return changes;
}

/// Changes in order, neighbours joined.
std::vector<Change> changes_between(Lines a, Lines b) {
  std::size_t prefix = 0;
  while (prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix]) ++prefix;
  std::size_t suffix = 0;
  while (suffix < a.size() - prefix && suffix < b.size() - prefix && a[a.size() - 1 - suffix] == b[b.size() - 1 - suffix]) ++suffix;
  const auto cut = [&](Lines& lines) {
    lines.resize(lines.size() - suffix);
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(prefix));
  };
  cut(a);
  cut(b);
  if (a.empty() && b.empty()) return {};

  const std::optional<Trace> trace = search(a, b);
  const std::vector<Change> single = trace ? walk_back(*trace, a.size(), b.size()) : std::vector<Change>{{0, a.size(), 0, b.size()}};
  std::vector<Change> joined;
  for (Change change : single) {
    change = {change.old_first + prefix, change.old_last + prefix, change.new_first + prefix, change.new_last + prefix};
    if (!joined.empty() && joined.back().old_last == change.old_first && joined.back().new_last == change.new_first) {
      joined.back().old_last = change.old_last;
      joined.back().new_last = change.new_last;
    } else {
      joined.push_back(change);
    }
  }
  return joined;
}

void add_line(std::string& out, char sign, std::string_view line) {
  out += sign;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

/// `12,3`: from 1; an empty range names the line before it.
std::string range_text(std::size_t first, std::size_t last) {
  const std::size_t count = last - first;
  std::string text = std::to_string(count == 0 ? first : first + 1);
  if (count != 1) text += "," + std::to_string(count);
  return text;
}

}  // namespace

std::string unified_diff(std::string_view old_text, std::string_view new_text, std::string_view old_name, std::string_view new_name) {
  if (old_text == new_text) return {};
  const Lines a = lines_of(old_text);
  const Lines b = lines_of(new_text);
  const std::vector<Change> changes = changes_between(a, b);
  std::string out = "--- " + std::string(old_name) + "\n+++ " + std::string(new_name) + "\n";
  for (std::size_t i = 0; i < changes.size();) {
    std::size_t end = i + 1;
    while (end < changes.size() && changes[end].old_first - changes[end - 1].old_last <= 2 * kContext) ++end;
    const Change& first = changes[i];
    const Change& last = changes[end - 1];
    const std::size_t before = std::min(kContext, first.old_first);
    const std::size_t after = std::min(kContext, a.size() - last.old_last);
    out += "@@ -" + range_text(first.old_first - before, last.old_last + after) + " +" +
           range_text(first.new_first - before, last.new_last + after) + " @@\n";
    std::size_t at = first.old_first - before;
    for (; i < end; ++i) {
      for (; at < changes[i].old_first; ++at) add_line(out, ' ', a[at]);
      for (; at < changes[i].old_last; ++at) add_line(out, '-', a[at]);
      for (std::size_t n = changes[i].new_first; n < changes[i].new_last; ++n) add_line(out, '+', b[n]);
    }
    for (; at < last.old_last + after; ++at) add_line(out, ' ', a[at]);
  }
  return out;
}

}  // namespace sydac::compiler
