#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// The byte offsets at which an extended grapheme cluster ends, in order: where a person sees one character end
/// and the next begin (Unicode Standard Annex 29, as the ICU that was linked knows it). The last is the size of
/// `text`; an empty text has none. Each ill-formed byte sequence of `text` is taken for one U+FFFD.
///
/// Safe for concurrent use. Linear in the size of the text.
[[nodiscard]] TOKMILL_EXPORT std::vector<std::size_t> grapheme_ends(std::string_view text);

}  // namespace tokmill::icu
