#pragma once

#include <cstddef>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// Whether a font draws something for this character: no control or format character, no white space, nothing
/// that is to be ignored where it cannot be shown (Default_Ignorable_Code_Point), and nothing that Unicode,
/// as the ICU that was linked knows it, leaves unassigned or to private use.
[[nodiscard]] TOKMILL_EXPORT bool is_visible(char32_t character);

/// The columns that a terminal gives to `text`: two for a character that is Wide or Fullwidth (Unicode
/// Standard Annex 11), none for one that is drawn onto the one before it or is ignored, one for all others,
/// those of Ambiguous width among them. Terminals differ about sequences of emoji; this counts each emoji, as
/// most do. A line without control characters is expected; each ill-formed byte sequence takes one column.
/// Linear.
[[nodiscard]] TOKMILL_EXPORT std::size_t display_width(std::string_view text);

}  // namespace tokmill::icu
