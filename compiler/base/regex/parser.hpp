// Reads a pattern by recursive descent; the first problem ends it.
#pragma once

#include <map>
#include <string>

#include "base/regex/syntax.hpp"

namespace sydac::compiler {

/// An escape or character inside or outside a class: one code point, or a set.
struct RegexAtom {
  std::size_t begin = 0, end = 0;
  CharSet set;
  bool single = true;
  char32_t code = 0;  // when single
};

class RegexParser {
 public:
  RegexParser(std::string_view text, RegexUse use) : text_(text), matching_(use == RegexUse::matching) {}
  std::variant<RegexTree, RegexProblem> parse();

 private:
  // What can stand where; each returns a node, of no meaning once there is a problem.
  RegexNodeId read_choice();
  RegexNodeId read_sequence();
  RegexNodeId read_item();
  RegexNodeId read_group();
  RegexNodeId read_outside_escape();
  RegexNodeId read_class();
  RegexNodeId repeated(RegexNodeId body);

  // The parts of these.
  bool read_group_kind(std::size_t begin);
  bool read_named_group(std::size_t begin, char close);
  bool read_bounds(std::uint32_t& min, std::uint32_t& max);
  std::optional<std::uint32_t> read_number(bool& too_large);
  void read_class_members(std::vector<CharRange>& members, std::size_t begin);
  void read_class_range(const RegexAtom& low, std::vector<CharRange>& members);
  bool read_posix_set(std::vector<CharRange>& members);
  RegexAtom read_atom();  // at an escape or character
  void read_escape(RegexAtom& atom);
  void read_property(RegexAtom& atom, bool negative);
  void read_code_point(RegexAtom& atom, char kind);

  bool at_end() const { return at_ >= text_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool accept(std::string_view word);
  bool failed() const { return problem_.has_value(); }
  void fail(std::size_t begin, std::size_t end, std::string reason, std::string hint = {});
  std::string quoted(std::size_t begin, std::size_t end) const;
  RegexNodeId add(RegexNode node);
  RegexNodeId add_set(std::size_t begin, CharSet set);

  CharSet others(const CharSet& set) const { return matching_ ? complement(set) : negated(set); }

  std::string_view text_;
  bool matching_;
  std::size_t at_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t depth_in_class_ = 0;
  bool ignore_case_ = false;
  bool endless_ = false;  // of the repetition just read
  RegexTree tree_;
  std::map<CharSet, std::uint32_t> set_ids_;
  std::optional<RegexProblem> problem_;
};

}  // namespace sydac::compiler
