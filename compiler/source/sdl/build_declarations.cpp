#include <algorithm>

#include "source/sdl/build.hpp"
#include "source/sdl/lex.hpp"
#include "source/sdl/node_cast.hpp"

namespace sydac::compiler::sdl {

Span Builder::span(antlr4::ParserRuleContext* node) const {
  const Token& first = static_cast<const ParserToken*>(node->start)->token();
  const Token& last = node->stop && node->stop->getTokenIndex() >= node->start->getTokenIndex()
                          ? static_cast<const ParserToken*>(node->stop)->token()
                          : first;
  return {tokens_.file, first.begin, last.end};
}

bool Builder::whole(antlr4::ParserRuleContext* node) const {
  if (!node || node->exception) return false;
  const Span where = span(node);
  const auto slip = std::lower_bound(tokens_.slips.begin(), tokens_.slips.end(), where.begin);
  return slip == tokens_.slips.end() || *slip > where.end || (*slip == where.end && *slip != where.begin);
}

Name Builder::name(antlr4::ParserRuleContext* node) const {
  const Token& word = static_cast<const ParserToken*>(node->start)->token();
  std::string_view text = tokens_.text_of(word);
  if (word.type == P::BACKTICK) text = text.substr(1, text.size() - (text.size() > 1 && text.ends_with('`') ? 2 : 1));
  if (text.size() > kMaxNameBytes) {  // was reported; the rest would only fill later messages
    std::size_t end = kMaxNameBytes;
    while ((static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text = text.substr(0, end);
  }
  return {std::string(text), tokens_.span_of(word)};
}

std::vector<Name> Builder::names(P::NamesContext* node) const {
  std::vector<Name> list;
  for (auto* one : node->name()) list.push_back(name(one));
  return list;
}

/// The `///` lines above a declaration or member, with only line breaks and other comments between.
std::string Builder::doc_above(antlr4::ParserRuleContext* node) {
  const Token& first = static_cast<const ParserToken*>(node->start)->token();
  std::size_t at = static_cast<std::size_t>(&first - tokens_.all.data());
  std::vector<std::size_t> lines;
  while (at-- > 0) {
    const Token& token = tokens_.all[at];
    if (!token.hidden && token.type != P::NEWLINE) break;
    if (token.type != SdlParser::DOC) continue;
    const bool own_line = at == 0 || tokens_.all[at - 1].type == P::LINE_BREAK || tokens_.all[at - 1].type == P::NEWLINE;
    if (own_line) lines.push_back(at);
  }
  std::string doc;
  for (auto line = lines.rbegin(); line != lines.rend(); ++line) {
    std::string_view text = tokens_.text_of(tokens_.all[*line]).substr(3);
    if (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    if (line != lines.rbegin()) doc += '\n';
    doc += text;
    used_docs_.push_back(*line);
  }
  return doc;
}

void Builder::report_misplaced_docs() {
  std::sort(used_docs_.begin(), used_docs_.end());
  for (std::size_t at = 0; at < tokens_.all.size(); ++at) {
    if (tokens_.all[at].type != P::DOC || std::binary_search(used_docs_.begin(), used_docs_.end(), at)) continue;
    diagnostics_.report(Code::misplaced_doc, tokens_.span_of(tokens_.all[at]))
        .suggest("it stands on its own line above a declaration or a member; `//` begins any other comment");
  }
}

Schema Builder::build(P::FileContext* file, std::size_t errors_before) {
  for (auto* node : file->declaration()) declaration(node);
  const bool broken = diagnostics_.errors() > errors_before;
  schema_.broken = schema_.broken || broken;
  if (!broken) report_misplaced_docs();
  return std::move(schema_);
}

void Builder::declaration(P::DeclarationContext* node) {
  if (auto* made = as<P::TableDeclarationContext>(node)) return table(made);
  if (auto* made = as<P::RefineDeclarationContext>(node)) return refine(made);
  if (auto* made = as<P::EnumDeclarationContext>(node)) return enum_declaration(made);
  if (auto* made = as<P::MixinDeclarationContext>(node)) {
    if (!made->name() || made->name()->exception) return;
    MixinDecl mixin{doc_above(node), span(node), name(made->name()), {}};
    members(made->members(), mixin.members);
    schema_.mixins.push_back(std::move(mixin));
    return;
  }
  if (auto* made = as<P::PoolDeclarationContext>(node); made && !node->exception) return pool(made);
  if (!whole(node)) return;
  if (auto* made = as<P::LlmLineContext>(node)) return llm_line(made);
  if (auto* made = as<P::DefinitionContext>(node)) return definition(made);
  if (auto* made = as<P::ExternDefinitionContext>(node)) return extern_definition(made);
  if (auto* made = as<P::ImportLineContext>(node)) return schema_.imports.push_back({span(node), plain_text(made->PLAIN_TEXT())});
  if (as<P::EditionLineContext>(node)) return header_line(node, schema_.editions);
  if (as<P::DatasetLineContext>(node)) return header_line(node, schema_.datasets);
  if (as<P::SeedLineContext>(node)) return header_line(node, schema_.seeds);
  if (as<P::NowLineContext>(node)) return header_line(node, schema_.nows);
  if (as<P::LocaleLineContext>(node)) return header_line(node, schema_.locales);
}

void Builder::header_line(P::DeclarationContext* node, std::vector<HeaderLine>& lines) {
  HeaderLine line{{}, span(node), span(node), {}};
  line.value_span.begin =
      static_cast<const ParserToken*>(node->children[1]->children.empty() ? as<antlr4::tree::TerminalNode>(node->children[1])->getSymbol()
                                                                          : as<antlr4::ParserRuleContext>(node->children[1])->start)
          ->token()
          .begin;
  if (auto* named = as<P::DatasetLineContext>(node)) {
    line.text = name(named->name()).text;
    line.doc = doc_above(node);
  } else if (auto* place = as<P::LocaleLineContext>(node)) {
    line.text = name(place->name()).text;
  } else if (auto* edition = as<P::EditionLineContext>(node)) {
    line.text = digits_of(written(edition->INT()));
  } else if (auto* seed = as<P::SeedLineContext>(node)) {
    line.text = (seed->MINUS() ? "-" : "") + digits_of(written(seed->INT()));
  } else if (auto* now = as<P::NowLineContext>(node)) {
    line.text = std::string(written(now->DATE() ? now->DATE() : now->TIMESTAMP()));
  }
  lines.push_back(std::move(line));
}

void Builder::enum_declaration(P::EnumDeclarationContext* node) {
  if (!node->name() || node->name()->exception) return;
  EnumDecl made{doc_above(node), span(node), name(node->name()), {}};
  made.broken = !whole(node) || !node->enumValues() || !whole(node->enumValues());
  for (auto* value : node->enumValues() ? node->enumValues()->enumValue() : std::vector<P::EnumValueContext*>()) {
    if (!whole(value)) {
      made.broken = true;
      continue;
    }
    WeightedEntry entry;
    if (value->name()) {
      entry.value = make(span(value->name()), NameRef{name(value->name())});
    } else {
      TextLiteral text;
      if (std::string content = plain_text(value->PLAIN_TEXT()); !content.empty()) text.parts.emplace_back(std::move(content));
      entry.value = make(span(value->PLAIN_TEXT()), std::move(text));
    }
    if (value->expression()) entry.weight = expression(value->expression());
    made.values.push_back(entry);
  }
  schema_.enums.push_back(std::move(made));
}

void Builder::table(P::TableDeclarationContext* node) {
  if (!node->name() || node->name()->exception) return;
  TableDecl made{doc_above(node), span(node), name(node->name()), rows(node->header()), was(node->was()), {}};
  members(node->members(), made.members);
  made.broken = !whole(node);
  schema_.tables.push_back(std::move(made));
}

void Builder::refine(P::RefineDeclarationContext* node) {
  if (!node->name() || node->name()->exception) return;
  TableDecl made{doc_above(node), span(node), name(node->name()), rows(node->header()), {}, {}};
  made.broken = !whole(node);
  for (auto* part : node->refinements() ? node->refinements()->refinement() : std::vector<P::RefinementContext*>()) {
    if (auto* added = as<P::NewMemberContext>(part)) {
      if (added->member()) member(added->member(), made.members);
    } else if (auto* rule = as<P::NewRuleContext>(part); whole(rule)) {
      made.members.push_back({doc_above(part), span(part), RuleDecl{name(rule->memberName()), expression(rule->expression())}});
    } else if (auto* picked = as<P::NewPicksContext>(part); whole(picked)) {
      RuleDecl decl{name(picked->memberName()), std::nullopt};
      for (auto* one : picked->pick()) decl.picks.push_back(pick(one));
      made.members.push_back({doc_above(part), span(part), std::move(decl)});
    }
  }
  schema_.refines.push_back(std::move(made));
}

std::optional<RowsHeader> Builder::rows(P::HeaderContext* node) {
  if (!whole(node)) return std::nullopt;
  P::RowsContext* rows = node->rows();
  const Span where = span(rows);
  if (auto* calendar = as<P::CalendarRowsContext>(rows)) {
    const std::vector<ExprId> ends = expressions(calendar->expression());
    return RowsHeader{where, CalendarRows{name(calendar->name()), ends[0], ends[1]}};
  }
  if (auto* each = as<P::EachRowsContext>(rows)) {
    EachRows made;
    for (auto* source : each->name()) made.sources.push_back(name(source));
    return RowsHeader{where, std::move(made)};
  }
  if (auto* one = as<P::OnePerRowsContext>(rows)) return RowsHeader{where, OneRows{name(one->name())}};
  if (auto* matched = as<P::MatchedRowsContext>(rows)) {
    return RowsHeader{where, PerByRows{name(matched->name()), expression(matched->expression()), weights(matched->weights())}};
  }
  if (auto* share = as<P::ShareRowsContext>(rows))
    return RowsHeader{where, ShareRows{{digits_of(written(share->SHARE()))}, name(share->name())}};
  if (auto* per = as<P::PerRowsContext>(rows)) {
    return RowsHeader{
        where, PerRows{expression(per->expression()), name(per->name(0)), per->VIA() ? std::optional(name(per->name(1))) : std::nullopt}};
  }
  if (auto* over = as<P::OverRowsContext>(rows)) {
    return RowsHeader{where, OverRows{expression(over->expression()), name(over->name()),
                                      over->pick() ? std::optional(pick(over->pick())) : std::nullopt}};
  }
  return RowsHeader{where, FixedRows{expression(as<P::FixedRowsContext>(rows)->expression())}};
}

void Builder::llm_line(P::LlmLineContext* node) {
  if (node->name()) {
    const Name word = name(node->name());
    if (word.text != "auto")
      diagnostics_.report(Code::unknown_llm_word, word.span, {word.text});
    else
      schema_.llm_auto = word.span;
    return;
  }
  for (auto* option : node->llmOptions()->llmOption()) {
    if (!whole(option)) continue;
    Name named = name(option->name(0));
    if (option->DOT())
      named = {named.text + "." + name(option->name(1)).text, {named.span.file, named.span.begin, name(option->name(1)).span.end}};
    schema_.llm_options.push_back({std::move(named), expression(option->expression())});
  }
}

void Builder::pool(P::PoolDeclarationContext* node) {
  PoolDecl made;
  made.doc = doc_above(node);
  made.span = span(node);
  made.name = name(node->name());
  made.broken = !whole(node);
  if (node->poolKeys()) {
    for (auto* key : node->poolKeys()->poolKey()) made.keys.emplace_back(name(key->name()), expression(key->expression()));
  }
  if (node->poolSize()) made.size = expression(node->poolSize()->expression());
  pool_source(node->poolSource(), made);
  if (node->fallback()) {
    for (auto* value : node->fallback()->fallbackValues()->fallbackValue()) {
      if (whole(value)) made.fallback.push_back({name(value->name()), expression(value->expression())});
    }
  }
  schema_.pools.push_back(std::move(made));
}

PoolField Builder::pool_field(P::PoolFieldContext* node) {
  return {doc_above(node), name(node->name()), node->type() ? std::optional(type(node->type())) : std::nullopt,
          node->expression() ? std::optional(expression(node->expression())) : std::nullopt};
}

void Builder::pool_source(P::PoolSourceContext* node, PoolDecl& pool) {
  if (auto* model = as<P::PoolFromModelContext>(node)) {
    pool.from_llm = true;
    for (auto* field : model->poolFields()->poolField()) {
      if (whole(field)) pool.fields.push_back(pool_field(field));
    }
  } else if (auto* file = as<P::PoolFromFileContext>(node)) {
    pool.file = plain_text(file->PLAIN_TEXT());
    pool.file_span = span(file->PLAIN_TEXT());
    if (file->name()) pool.weight = name(file->name());
    if (file->poolFields()) {
      for (auto* field : file->poolFields()->poolField()) {
        if (whole(field)) pool.fields.push_back(pool_field(field));
      }
    }
  } else if (auto* values = as<P::PoolOfValuesContext>(node)) {
    if (values->typedFields()) {
      for (auto* field : values->typedFields()->typedField()) {
        if (!whole(field)) continue;
        pool.fields.push_back({doc_above(field), name(field->name()), type(field->type()),
                               field->expression() ? std::optional(expression(field->expression())) : std::nullopt});
      }
    }
    pool.entries = weights(values->weights());
  }
}

void Builder::definition(P::DefinitionContext* node) {
  DefDecl made{doc_above(node), span(node), name(node->name()), {}, {}};
  for (auto* parameter : node->parameter()) made.parameters.push_back({name(parameter->name()), type(parameter->type())});
  made.body = expression(node->expression());
  schema_.defs.push_back(std::move(made));
}

void Builder::extern_definition(P::ExternDefinitionContext* node) {
  ExternDecl made;
  made.doc = doc_above(node);
  made.span = span(node);
  made.header = plain_text(node->PLAIN_TEXT());
  made.name = name(node->name());
  for (auto* one : node->type()) made.parameters.push_back(type(one));
  made.result = made.parameters.back();
  made.parameters.pop_back();
  schema_.externs.push_back(std::move(made));
}

}  // namespace sydac::compiler::sdl
