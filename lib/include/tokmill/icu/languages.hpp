#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// The English name of the language of a BCP 47 tag: `Simplified Chinese` for `zh-Hans`. Empty where ICU knows none.
[[nodiscard]] TOKMILL_EXPORT std::string language_name(std::string_view tag);

/// The English name of the script in which most letters of `text` are written, as Unicode's property Script has
/// it: `Devanagari`, `Han`. Where the tag of the text's language says more it is that: `Traditional Han` for `zh-Hant`,
/// `Japanese` and `Korean` for scripts that are used together. Empty for a text without letters. Linear.
[[nodiscard]] TOKMILL_EXPORT std::string script_name(std::string_view tag, std::string_view text);

/// The number of words of `text`: what ICU's word boundaries (Unicode Standard Annex 29, and dictionaries for
/// scripts without blanks) enclose and has a letter or a digit. Linear.
[[nodiscard]] TOKMILL_EXPORT std::size_t count_words(std::string_view text);

}  // namespace tokmill::icu
