#include <algorithm>

#include "base/text.hpp"
#include "source/sql/build.hpp"

namespace sydac::compiler::sql {
namespace {

using P = SqlDdlParser;

constexpr std::size_t kMaxLeftOut = 8;

/// [first, last) of the tokens that have to go so that the one at `failed` does; empty when nothing sensible can be left out.
std::pair<std::size_t, std::size_t> piece_to_leave_out(const std::vector<Token>& tokens, std::size_t failed) {
  const bool column = !tokens.empty() && tokens[0].type != P::CONSTRAINT && tokens[0].type != P::PRIMARY && tokens[0].type != P::UNIQUE &&
                      tokens[0].type != P::FOREIGN && tokens[0].type != P::CHECK && tokens[0].type != P::EXCLUDE;
  std::size_t depth = 0, open = 0;
  for (std::size_t i = 0; i < failed; ++i) {
    if (tokens[i].type == P::OPEN && depth++ == 0) open = i;
    if (tokens[i].type == P::CLOSE && depth > 0) --depth;
  }
  const auto behind = [&](std::size_t at) {
    std::size_t level = 0;
    for (; at < tokens.size(); ++at) {
      if (tokens[at].type == P::OPEN) ++level;
      if (tokens[at].type == P::CLOSE && level > 0 && --level == 0) return at + 1;
    }
    return at;
  };
  if (depth > 0) {  // inside of brackets: they go as a whole, with the word before them
    if (!column || open < 2) return {0, 0};
    std::size_t first = open - 1;
    if (first >= 4 && tokens[first - 2].type == P::CONSTRAINT) first -= 2;
    return {first, behind(open)};
  }
  std::size_t last = failed + 1;
  if (tokens[failed].type == P::OPEN) last = behind(failed);
  if (last < tokens.size() && tokens[last].type == P::OPEN && tokens[failed].type != P::OPEN) last = behind(last);
  return {failed, last};
}

}  // namespace

void Builder::forgive(std::size_t first, std::size_t last, const std::string& of, const std::function<bool(Tokens)>& read) {
  std::vector<Token> kept(list_.all.begin() + static_cast<std::ptrdiff_t>(first), list_.all.begin() + static_cast<std::ptrdiff_t>(last));
  std::vector<Span> left_out;
  const auto refused = [&](std::size_t token) {
    const Span where = token < kept.size() ? list_.span_of(kept[token]) : kept.empty() ? span_at(last) : list_.span_of(kept.back());
    Diagnostic& made = diagnostics_.report(Code::sql_element, list_.span_of(list_.all[first]), {spoken(first), of});
    made.note(token < kept.size() ? "`" + printable(list_.text_of(kept[token]), 40) + "` does not fit" : "more is needed behind it", where);
  };
  while (!read(kept)) {
    const std::size_t failed = reader_.failed_at();
    if (failed == 0 || failed >= kept.size() || left_out.size() >= kMaxLeftOut) return refused(failed);
    const auto [from, to] = piece_to_leave_out(kept, failed);
    if (from == to || from == 0) return refused(failed);
    left_out.push_back(cover(list_.span_of(kept[from]), list_.span_of(kept[to - 1])));
    kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(from), kept.begin() + static_cast<std::ptrdiff_t>(to));
  }
  std::sort(left_out.begin(), left_out.end(), [](Span a, Span b) { return a.begin < b.begin; });
  for (const Span where : left_out) {
    diagnostics_.report(Code::sql_clause, where, {printable(list_.text.substr(where.begin, where.end - where.begin), 60), of});
  }
}

}  // namespace sydac::compiler::sql
