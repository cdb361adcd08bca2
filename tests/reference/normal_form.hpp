#pragma once

#include <string>
#include <string_view>

namespace tokmill::reference {

/// Whether a code point was assigned in Unicode 9.0.
[[nodiscard]] bool is_in_unicode_9(char32_t code_point);

/// The normal form of `text` by the definitions of the Unicode Standard (sections 3.7 and 3.11), with the data of
/// Unicode 9.0: ICU's, without the characters that were assigned later. Takes quadratic time for runs of combining
/// marks. Precondition: `text` is valid UTF-8.
[[nodiscard]] std::string normal_form(bool is_composed, bool is_compatible, std::string_view text);

/// The same by ICU's own algorithm and with all its data.
[[nodiscard]] std::string normal_form_by_icu(bool is_composed, bool is_compatible, std::string_view text);

}  // namespace tokmill::reference
