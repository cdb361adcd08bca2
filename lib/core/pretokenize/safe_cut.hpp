#pragma once

#include <cstddef>
#include <string_view>

namespace tokmill::pretokenize {

/// The first place at or behind `from` where the text may be cut in two without changing a piece, whatever the pattern; the
/// size of the text where there is none within `reach` bytes. Precondition: `text` is UTF-8.
///
/// That is before white space that follows a letter or a number. No alternative of a pattern takes white space behind
/// either, so a piece ends there; the part before the cut does not end in white space, which is all that a pattern asks
/// of the end of a text; and where a piece starts, no pattern looks back.
[[nodiscard]] std::size_t safe_cut(std::string_view text, std::size_t from, std::size_t reach) noexcept;

}  // namespace tokmill::pretokenize
