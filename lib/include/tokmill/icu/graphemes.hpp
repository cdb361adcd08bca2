#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// The byte offsets at which the extended grapheme clusters (user-perceived characters) of `text` end, in order
/// (Unicode Standard Annex 29, in the version of the linked ICU). The last is the size of `text`; an empty text has
/// none. Each ill-formed byte sequence counts as one U+FFFD.
///
/// Safe for concurrent use. Linear in the size of the text. Throws std::length_error if a text of more than 1 GiB has
/// no boundary in 512 MiB.
[[nodiscard]] TOKMILL_EXPORT std::vector<std::size_t> grapheme_ends(std::string_view text);

/// The number of extended grapheme clusters of `text`: the size of grapheme_ends(), in constant memory. The rest is as
/// there.
[[nodiscard]] TOKMILL_EXPORT std::size_t count_graphemes(std::string_view text);

}  // namespace tokmill::icu
