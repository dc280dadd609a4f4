#include "source/sdl/build.hpp"
#include "source/sdl/node_cast.hpp"

namespace sydac::compiler::sdl {

void Builder::members(P::MembersContext* node, std::vector<Member>& list) {
  if (!node) return;
  for (auto* one : node->member()) member(one, list);
}

void Builder::member(P::MemberContext* node, std::vector<Member>& list) {
  const bool sound = whole(node);
  auto made = sound ? whole_member(node) : member_node(node);
  std::string doc = doc_above(node);
  if (!made) return;
  list.push_back({std::move(doc), span(node), std::move(*made), !sound});
}

std::optional<decltype(Member::node)> Builder::whole_member(P::MemberContext* node) {
  if (auto* use = as<P::MixinUseContext>(node)) return MixinUse{name(use->name())};
  if (auto* check = as<P::CheckMemberContext>(node)) return CheckDecl{expression(check->expression())};
  if (auto* key = as<P::PrimaryKeyContext>(node)) return KeyDecl{true, names(key->names())};
  if (auto* key = as<P::UniqueKeyContext>(node)) return KeyDecl{false, names(key->names())};
  if (auto* let = as<P::LetMemberContext>(node)) {
    return LetDecl{let->names() ? names(let->names()) : std::vector{name(let->name())}, expression(let->expression()), was(let->was())};
  }
  if (auto* one = as<P::ReferenceContext>(node)) {
    ReferenceDecl made = reference_parts(one->target(), one->modifier(), one->pick());
    made.columns.push_back(name(one->memberName()));
    return made;
  }
  if (auto* several = as<P::CompositeReferenceContext>(node)) {
    ReferenceDecl made = reference_parts(several->target(), several->modifier(), several->pick());
    made.columns = names(several->names());
    if (several->name()) made.as = name(several->name());
    return made;
  }
  auto* column = as<P::ColumnContext>(node);
  ColumnDecl made{name(column->memberName()), type(column->type()), modifiers(column->modifier()), {}};
  if (column->expression()) made.rule = expression(column->expression());
  return made;
}

/// What a member with a syntax error still says: a name and what it is, so that others may refer to it.
std::optional<decltype(Member::node)> Builder::member_node(P::MemberContext* node) {
  if (auto* column = as<P::ColumnContext>(node)) {
    if (!whole(column->memberName()) || !whole(column->type())) return std::nullopt;
    ColumnDecl made{name(column->memberName()), type(column->type()), {}, {}};
    for (auto* modifier : column->modifier()) {
      if (!whole(modifier)) return made;
    }
    made.modifiers = modifiers(column->modifier());
    return made;
  }
  if (auto* reference = as<P::ReferenceContext>(node)) {
    if (!whole(reference->memberName()) || !whole(reference->target())) return std::nullopt;
    ReferenceDecl made = reference_parts(reference->target(), {}, {});
    made.columns.push_back(name(reference->memberName()));
    return made;
  }
  if (auto* let = as<P::LetMemberContext>(node)) {
    if (whole(let->names())) return LetDecl{names(let->names()), nothing(span(node)), {}};
    if (whole(let->name())) return LetDecl{{name(let->name())}, nothing(span(node)), {}};
  }
  return std::nullopt;
}

ReferenceDecl Builder::reference_parts(P::TargetContext* target, const std::vector<P::ModifierContext*>& modifier_list,
                                       const std::vector<P::PickContext*>& picks) {
  ReferenceDecl made;
  made.table = name(target->name(0));
  if (target->DOT()) made.target_columns.push_back(name(target->name(1)));
  if (target->names()) made.target_columns = names(target->names());
  made.modifiers = modifiers(modifier_list);
  for (auto* one : picks) made.picks.push_back(pick(one));
  return made;
}

Modifiers Builder::modifiers(const std::vector<P::ModifierContext*>& list) {
  Modifiers made;
  const auto repeated = [&](P::ModifierContext* node) {
    Span where = span(node);
    diagnostics_.report(Code::repeated_modifier, where, {tokens_.text.substr(where.begin, where.end - where.begin)});
  };
  const auto set = [&](auto& member, P::ModifierContext* node, auto value) {
    if (member) return repeated(node);
    member = std::move(value);
  };
  for (auto* node : list) {
    if (auto* nullable = as<P::NullableContext>(node)) {
      NullableModifier value{span(node), {}};
      if (nullable->SHARE()) value.share = ShareLiteral{digits_of(written(nullable->SHARE()))};
      set(made.nullable, node, std::move(value));
    } else if (as<P::PrimaryContext>(node)) {
      set(made.pk, node, span(node));
    } else if (as<P::UniqueContext>(node)) {
      set(made.unique, node, span(node));
    } else if (as<P::PersonalContext>(node)) {
      set(made.pii, node, span(node));
    } else if (as<P::SensitiveContext>(node)) {
      set(made.sensitive, node, span(node));
    } else if (auto* renamed = as<P::RenamedContext>(node)) {
      set(made.was, node, *was(renamed->was()));
    }
  }
  return made;
}

std::optional<WasModifier> Builder::was(P::WasContext* node) {
  if (!whole(node)) return std::nullopt;
  return WasModifier{span(node), plain_text(node->PLAIN_TEXT())};
}

Pick Builder::pick(P::PickContext* node) {
  Pick made{PickKind::stable, span(node), {}, {}, {}};
  if (auto* zipf = as<P::ZipfPickContext>(node)) {
    made.kind = PickKind::zipf;
    made.arguments = arguments(zipf->argument());
  } else if (auto* weighted = as<P::WeightedPickContext>(node)) {
    made.kind = PickKind::weighted;
    made.expr = expression(weighted->expression());
    if (weighted->weights()) made.weights = weights(weighted->weights());
  } else if (auto* where = as<P::WherePickContext>(node)) {
    made.kind = PickKind::where;
    made.expr = expression(where->expression());
  } else if (auto* distinct = as<P::DistinctPickContext>(node)) {
    made.kind = PickKind::distinct_in;
    made.expr = make(span(distinct->name()), NameRef{name(distinct->name())});
  } else if (as<P::EvenPickContext>(node)) {
    made.kind = PickKind::even;
  } else if (as<P::RandomPickContext>(node)) {
    made.kind = PickKind::random;
  } else if (auto* earlier = as<P::EarlierPickContext>(node)) {
    made.kind = PickKind::earlier;
    for (auto* one : earlier->argument()) made.arguments.push_back(argument(one));
  } else if (as<P::UniquePickContext>(node)) {
    made.kind = PickKind::unique;
  } else if (as<P::MutualPickContext>(node)) {
    made.kind = PickKind::mutual;
  } else if (auto* when = as<P::WhenPickContext>(node)) {
    made.kind = PickKind::when;
    made.expr = expression(when->expression());
  } else if (auto* at = as<P::AtPickContext>(node)) {
    made.kind = PickKind::at;
    made.expr = expression(at->expression());
  }
  return made;
}

TypeRef Builder::type(P::TypeContext* node) {
  TypeRef made{name(node->name()), {}, {}, span(node)};
  for (auto* argument : node->INT()) made.arguments.push_back({digits_of(written(argument))});
  for (auto* length : node->arrayLength()) made.arrays.emplace_back(expression(length->expression()));
  return made;
}

}  // namespace sydac::compiler::sdl
