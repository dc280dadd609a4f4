// English words by part of speech, from which texts are made.
#pragma once

#include <sydac/dictionary/dictionary.hpp>

namespace sydac::en_us {

/// Adjectives.
// sydac-source: dictionary/en_US/adjectives.cpp
struct Adjectives : Dictionary<Adjectives, 405, 12, false> {
  static const char lines[];
};

/// Adverbs.
// sydac-source: dictionary/en_US/adverbs.cpp
struct Adverbs : Dictionary<Adverbs, 97, 13, false> {
  static const char lines[];
};

/// Nouns for people and animals.
// sydac-source: dictionary/en_US/nouns_doers.cpp
struct NounsDoers : Dictionary<NounsDoers, 234, 12, false> {
  static const char lines[];
};

/// Nouns for things, places and ideas.
// sydac-source: dictionary/en_US/nouns_things.cpp
struct NounsThings : Dictionary<NounsThings, 911, 11, false> {
  static const char lines[];
};

/// Verbs that stand alone, past tense.
// sydac-source: dictionary/en_US/verbs_intransitive.cpp
struct VerbsIntransitive : Dictionary<VerbsIntransitive, 85, 11, false> {
  static const char lines[];
};

/// Verbs that take an object, past tense.
// sydac-source: dictionary/en_US/verbs_transitive.cpp
struct VerbsTransitive : Dictionary<VerbsTransitive, 209, 12, false> {
  static const char lines[];
};

}  // namespace sydac::en_us
