#pragma once

#include <cstddef>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Whether a font draws something for this character. False for control and format characters, white space, characters
/// with the property Default_Ignorable_Code_Point, and characters that are unassigned or for private use in the Unicode
/// version of the linked ICU.
[[nodiscard]] TOKMILL_EXPORT bool is_visible(char32_t character);

/// Whether the form of this letter depends on the letters beside it, as in Arabic (the property
/// Joining_Type).
[[nodiscard]] TOKMILL_EXPORT bool joins_neighbors(char32_t character);

/// Whether the last letter of one text and the first of the next are drawn joined, as in Arabic, if the one follows the
/// other. Marks between the two do not matter.
[[nodiscard]] TOKMILL_EXPORT bool join(std::string_view before, std::string_view after);

/// The number of columns that `text` takes up in a terminal: two for each Wide or Fullwidth character (Unicode Standard
/// Annex 11), none for combining and ignorable characters, one for all others, including those of Ambiguous width.
/// Terminals differ in how they draw emoji sequences; like most, this counts each emoji. `text` should not contain
/// control characters. Each ill-formed byte sequence takes one column. Linear.
[[nodiscard]] TOKMILL_EXPORT std::size_t display_width(std::string_view text);

}  // namespace tokmill::icu
