#include "emit/template.hpp"

#include <algorithm>
#include <optional>

#include "base/check.hpp"
#include "emit/embedded.hpp"

namespace sydac::compiler {
namespace {

constexpr std::string_view kBlank = " \t";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Takes the word in front.
std::string_view take_word(std::string_view& text) {
  text = trimmed(text);
  const std::string_view word = text.substr(0, text.find_first_of(kBlank));
  text = trimmed(text.substr(word.size()));
  return word;
}

bool is_name(std::string_view text) {
  return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

enum class TagKind : std::uint8_t { holes, value, each, each_end, condition, otherwise, condition_end };

struct Tag {
  TagKind kind;
  std::string_view argument;
};

/// One piece of a line: text, or a tag.
struct Piece {
  std::string_view text;
  std::optional<Tag> tag;
};

std::optional<Tag> read_tag(std::string_view inside) {
  std::string_view rest = trimmed(inside);
  const std::string_view word = take_word(rest);
  if (word == "holes" && !rest.empty()) return Tag{TagKind::holes, rest};
  if (word == "#each" && is_name(rest)) return Tag{TagKind::each, rest};
  if (word == "#if" && is_name(rest)) return Tag{TagKind::condition, rest};
  if (!rest.empty()) return std::nullopt;
  if (word == "/each") return Tag{TagKind::each_end, {}};
  if (word == "/if") return Tag{TagKind::condition_end, {}};
  if (word == "else") return Tag{TagKind::otherwise, {}};
  if (is_name(word)) return Tag{TagKind::value, word};
  return std::nullopt;
}

/// Appends the text; lines after the first get the indentation, empty ones excepted.
void append_indented(std::string& out, std::string_view text, std::string_view indentation) {
  for (;;) {
    const std::size_t end = text.find('\n');
    out += text.substr(0, end);
    if (end == std::string_view::npos) return;
    out += '\n';
    text.remove_prefix(end + 1);
    if (!text.empty() && text.front() != '\n') out += indentation;
  }
}

}  // namespace

Holes& Holes::text(std::string_view name, std::string value) {
  SYDAC_CHECK(values_.emplace(name, std::move(value)).second);
  return *this;
}
Holes& Holes::flag(std::string_view name, bool value) {
  SYDAC_CHECK(values_.emplace(name, value).second);
  return *this;
}
Holes& Holes::list(std::string_view name, List items) {
  SYDAC_CHECK(values_.emplace(name, std::move(items)).second);
  return *this;
}
const Holes::Value* Holes::find(std::string_view name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? nullptr : &found->second;
}

struct Template::Node {
  enum class Kind : std::uint8_t { text, value, each, condition };
  Kind kind;
  std::string text;         // the text, or the name of the hole
  std::string indentation;  // of the line that a value stands in
  bool alone = false;       // a value that has a line for itself: indentation and line break belong to it
  std::vector<Node> body = {}, otherwise = {};
};

/// What is declared: the names of a scope, and for lists the scope of their items.
struct Template::Scope {
  struct Entry {
    std::unique_ptr<Scope> items;  // null: a text or a flag
    bool used = false;
  };
  std::map<std::string, Entry, std::less<>> entries;
};

class Template::Parser {
 public:
  Parser(const std::string& name, Scope& declared) : name_(name), scopes_{&declared} {}

  std::vector<Node> parse(std::string_view text) {
    stack_.push_back({TagKind::value, {}, false, 0});
    for (line_ = 1; !text.empty(); ++line_) {
      const std::size_t end = text.find('\n');
      add_line(text.substr(0, end), end != std::string_view::npos);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (stack_.size() > 1) fail("a block of line " + std::to_string(stack_.back().line) + " is not closed");
    check_all_used(*scopes_.front(), "");
    return std::move(stack_.front().node.body);
  }

 private:
  /// A block that is being read.
  struct Open {
    TagKind kind;
    Node node;
    bool in_otherwise;
    std::size_t line;
  };

  [[noreturn]] void fail(const std::string& what) const {
    throw InternalError("template " + name_ + ":" + std::to_string(line_) + ": " + what);
  }

  std::vector<Piece> pieces_of(std::string_view line) const {
    std::vector<Piece> pieces;
    while (!line.empty()) {
      const std::size_t open = line.find("{{");
      if (open != 0) pieces.push_back({line.substr(0, open), std::nullopt});
      if (open == std::string_view::npos) break;
      const std::size_t close = line.find("}}", open);
      const std::optional<Tag> tag = close == std::string_view::npos ? std::nullopt : read_tag(line.substr(open + 2, close - open - 2));
      if (!tag) fail("no such tag: " + std::string(line.substr(open, 40)));
      pieces.push_back({{}, tag});
      line.remove_prefix(close + 2);
    }
    return pieces;
  }

  void add_line(std::string_view line, bool has_break) {
    const std::vector<Piece> pieces = pieces_of(line);
    const auto is_blank = [](const Piece& p) { return !p.tag && trimmed(p.text).empty(); };
    const auto is_block = [](const Piece& p) { return p.tag && p.tag->kind != TagKind::value; };
    const std::string_view indentation = line.substr(0, std::min(line.size(), line.find_first_not_of(kBlank)));

    if (std::ranges::any_of(pieces, is_block) && std::ranges::all_of(pieces, [&](const Piece& p) { return is_block(p) || is_blank(p); })) {
      for (const Piece& piece : pieces) {
        if (piece.tag) add_tag(*piece.tag, {}, false);
      }
      return;
    }
    const bool one_value = has_break && std::ranges::count_if(pieces, is_blank) + 1 == std::ssize(pieces) &&
                           std::ranges::any_of(pieces, [](const Piece& p) { return p.tag.has_value(); });
    for (const Piece& piece : pieces) {
      if (piece.tag) {
        add_tag(*piece.tag, indentation, one_value);
      } else if (!one_value) {
        add_text(piece.text);
      }
    }
    if (has_break && !one_value) add_text("\n");
  }

  std::vector<Node>& target() { return stack_.back().in_otherwise ? stack_.back().node.otherwise : stack_.back().node.body; }

  void add_text(std::string_view text) {
    if (!target().empty() && target().back().kind == Node::Kind::text) {
      target().back().text += text;
    } else {
      target().push_back({Node::Kind::text, std::string(text), {}});
    }
  }

  void add_tag(const Tag& tag, std::string_view indentation, bool alone) {
    switch (tag.kind) {
      case TagKind::holes: return declare(tag.argument);
      case TagKind::value:
        if (use(tag.argument).items) fail("`" + std::string(tag.argument) + "` is a list");
        target().push_back({Node::Kind::value, std::string(tag.argument), std::string(indentation), alone});
        return;
      case TagKind::each: {
        Scope* items = use(tag.argument).items.get();
        if (!items) fail("`" + std::string(tag.argument) + "` is not a list");
        scopes_.push_back(items);
        stack_.push_back({tag.kind, {Node::Kind::each, std::string(tag.argument), {}}, false, line_});
        return;
      }
      case TagKind::condition:
        use(tag.argument);
        stack_.push_back({tag.kind, {Node::Kind::condition, std::string(tag.argument), {}}, false, line_});
        return;
      case TagKind::otherwise:
        if (stack_.back().kind != TagKind::condition || stack_.back().in_otherwise) fail("`else` without an open `#if`");
        stack_.back().in_otherwise = true;
        return;
      case TagKind::each_end: scopes_.pop_back(); return close(TagKind::each, "`/each` without an open `#each`");
      case TagKind::condition_end: return close(TagKind::condition, "`/if` without an open `#if`");
    }
  }

  void close(TagKind kind, const char* complaint) {
    if (stack_.back().kind != kind) fail(complaint);
    Node node = std::move(stack_.back().node);
    stack_.pop_back();
    target().push_back(std::move(node));
  }

  /// `a b c` in the outermost scope, `tables.columns: a b c` in the scope of a list.
  void declare(std::string_view text) {
    Scope* scope = scopes_.front();
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
      std::string_view path = trimmed(text.substr(0, colon));
      text.remove_prefix(colon + 1);
      while (!path.empty()) {
        const std::string_view part = path.substr(0, path.find('.'));
        path.remove_prefix(std::min(path.size(), part.size() + 1));
        if (!is_name(part)) fail("not a name: `" + std::string(part) + "`");
        Scope::Entry& entry = scope->entries[std::string(part)];
        if (!entry.items) entry.items = std::make_unique<Scope>();
        scope = entry.items.get();
      }
    }
    while (!trimmed(text).empty()) {
      const std::string_view name = take_word(text);
      if (!is_name(name)) fail("not a name: `" + std::string(name) + "`");
      if (!scope->entries.try_emplace(std::string(name)).second) fail("`" + std::string(name) + "` is declared twice");
    }
  }

  Scope::Entry& use(std::string_view name) {
    for (std::size_t i = scopes_.size(); i-- > 0;) {
      const auto found = scopes_[i]->entries.find(name);
      if (found == scopes_[i]->entries.end()) continue;
      found->second.used = true;
      return found->second;
    }
    fail("`" + std::string(name) + "` is not declared here");
  }

  void check_all_used(const Scope& scope, const std::string& prefix) const {
    for (const auto& [name, entry] : scope.entries) {
      if (!entry.used) fail("`" + prefix + name + "` is declared but not used");
      if (entry.items) check_all_used(*entry.items, prefix + name + ".");
    }
  }

  const std::string& name_;
  std::vector<Scope*> scopes_;
  std::vector<Open> stack_;
  std::size_t line_ = 1;
};

class Template::Filler {
 public:
  explicit Filler(const std::string& name) : name_(name) {}

  void check(const Holes& holes, const Scope& scope, const std::string& prefix) const {
    for (const auto& [name, value] : holes.values()) {
      const auto entry = scope.entries.find(name);
      if (entry == scope.entries.end()) fail("`" + prefix + name + "` is filled but not declared");
      const auto* items = std::get_if<Holes::List>(&value);
      if ((items != nullptr) != (entry->second.items != nullptr))
        fail("`" + prefix + name + "` is " + (items ? "filled" : "declared") + " as a list");
      if (!items) continue;
      for (const Holes& item : *items) check(item, *entry->second.items, prefix + name + ".");
    }
    for (const auto& [name, entry] : scope.entries) {
      if (!holes.find(name)) fail("`" + prefix + name + "` is declared but not filled");
    }
  }

  void fill(const std::vector<Node>& nodes) {
    for (const Node& node : nodes) {
      switch (node.kind) {
        case Node::Kind::text: out += node.text; break;
        case Node::Kind::value: fill_value(node); break;
        case Node::Kind::each:
          for (const Holes& item : std::get<Holes::List>(value_of(node.text))) {
            scopes.push_back(&item);
            fill(node.body);
            scopes.pop_back();
          }
          break;
        case Node::Kind::condition: fill(holds(value_of(node.text)) ? node.body : node.otherwise); break;
      }
    }
  }

  std::vector<const Holes*> scopes;
  std::string out;

 private:
  [[noreturn]] void fail(const std::string& what) const { throw InternalError("template " + name_ + ": " + what); }

  const Holes::Value& value_of(std::string_view name) const {
    for (std::size_t i = scopes.size(); i-- > 0;) {
      if (const Holes::Value* value = scopes[i]->find(name)) return *value;
    }
    fail("`" + std::string(name) + "` has no value");
  }

  static bool holds(const Holes::Value& value) {
    struct Visitor {
      bool operator()(const std::string& text) const { return !text.empty(); }
      bool operator()(bool flag) const { return flag; }
      bool operator()(const Holes::List& items) const { return !items.empty(); }
    };
    return std::visit(Visitor{}, value);
  }

  void fill_value(const Node& node) {
    const auto* value = std::get_if<std::string>(&value_of(node.text));
    if (!value) fail("`" + node.text + "` is not a text");
    std::string_view text = *value;
    if (!node.alone) return append_indented(out, text, node.indentation);
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.empty()) return;
    out += node.indentation;
    append_indented(out, text, node.indentation);
    out += '\n';
  }

  const std::string& name_;
};

Template::Template(std::string_view name, std::string_view text) : name_(name), declared_(std::make_unique<Scope>()) {
  nodes_ = Parser(name_, *declared_).parse(text);
}
Template::Template(Template&&) noexcept = default;
Template& Template::operator=(Template&&) noexcept = default;
Template::~Template() = default;

std::string Template::fill(const Holes& holes) const {
  Filler filler(name_);
  filler.check(holes, *declared_, "");
  filler.scopes.push_back(&holes);
  filler.fill(nodes_);
  return std::move(filler.out);
}

std::string fill_template(std::string_view name, const Holes& holes) {
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.name == "templates/" + std::string(name)) return Template(name, file.text).fill(holes);
  }
  throw InternalError("no template " + std::string(name));
}

}  // namespace sydac::compiler
