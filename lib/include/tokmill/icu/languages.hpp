#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// The English name of the language of a BCP 47 tag: `Simplified Chinese` for `zh-Hans`. Empty if ICU knows none.
[[nodiscard]] TOKMILL_EXPORT std::string language_name(std::string_view tag);

/// The English name of the script of most letters of `text`, according to the Unicode property Script: `Devanagari`,
/// `Han`. The BCP 47 tag of the text's language can make it more specific: `Traditional Han` for `zh-Hant`, and
/// `Japanese` and `Korean` for combinations of scripts. Empty if `text` has no letters. Linear.
[[nodiscard]] TOKMILL_EXPORT std::string script_name(std::string_view tag, std::string_view text);

/// The number of words of `text`, which are the segments between ICU's word boundaries (Unicode Standard Annex 29, and
/// dictionaries for scripts without spaces) that contain a letter or a digit. Linear. Throws std::length_error if a
/// text of more than 1 GiB has no word boundary in 512 MiB.
[[nodiscard]] TOKMILL_EXPORT std::size_t count_words(std::string_view text);

}  // namespace tokmill::icu
