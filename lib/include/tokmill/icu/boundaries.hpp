#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Appends byte offsets at which a text may be cut; what tokmill::BoundaryFinder is. A finder keeps ICU's rules from
/// call to call: it is for one thread at a time, its copies included. Linear in the size of the text.
using Finder = std::function<void(std::string_view text, std::vector<std::size_t>& offsets)>;

/// Where sentences end, behind the white space that follows them (Unicode Standard Annex 29, as the ICU that was
/// linked knows it).
[[nodiscard]] TOKMILL_EXPORT Finder sentence_finder();

/// Where words begin: behind white space, behind punctuation that closes or joins, and between words that are
/// written without white space. ICU has dictionaries of Thai, Lao, Khmer, Burmese, Chinese and Japanese.
[[nodiscard]] TOKMILL_EXPORT Finder word_finder();

}  // namespace tokmill::icu
