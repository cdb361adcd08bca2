#pragma once

#include "tokmill/boundary_finder.hpp"
#include "tokmill/export.hpp"

// A finder and its copies share one of ICU's break iterators, so only one thread at a time may call them. Finders take
// linear time. They throw std::length_error if a text of more than 1 GiB has no boundary in 512 MiB.

namespace tokmill::inline TOKMILL_ABI::icu {

/// Finds the ends of sentences, after the white space that follows them (Unicode Standard Annex 29, in the version of
/// the linked ICU).
[[nodiscard]] TOKMILL_EXPORT BoundaryFinder sentence_finder();

/// Finds the starts of words: after white space, after closing and joining punctuation, and between words that are
/// written without white space. ICU has dictionaries for Thai, Lao, Khmer, Burmese, Chinese and Japanese.
[[nodiscard]] TOKMILL_EXPORT BoundaryFinder word_finder();

/// Finds the ends of extended grapheme clusters, as grapheme_ends() does, but opens the break iterator only once.
[[nodiscard]] TOKMILL_EXPORT BoundaryFinder grapheme_finder();

}  // namespace tokmill::icu
