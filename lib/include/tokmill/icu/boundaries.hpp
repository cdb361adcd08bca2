#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Appends the byte offsets at which a UTF-8 text may be cut, in order. Can be used as a tokmill::BoundaryFinder.
///
/// A finder and its copies share ICU's break iterator, so only one thread at a time may call them. Linear in the size
/// of the text. Throws std::length_error if a text of more than 1 GiB has no boundary in 512 MiB.
using Finder = std::function<void(std::string_view text, std::vector<std::size_t>& offsets)>;

/// Finds the ends of sentences, after the white space that follows them (Unicode Standard Annex 29, in the version of
/// the linked ICU).
[[nodiscard]] TOKMILL_EXPORT Finder sentence_finder();

/// Finds the starts of words: after white space, after closing and joining punctuation, and between words that are
/// written without white space. ICU has dictionaries for Thai, Lao, Khmer, Burmese, Chinese and Japanese.
[[nodiscard]] TOKMILL_EXPORT Finder word_finder();

}  // namespace tokmill::icu
