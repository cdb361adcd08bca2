#pragma once

#include <cstddef>
#include <string_view>

namespace tokmill::pretokenize {

/// Returns the first position at or after `from` at which the text can be cut in two without changing a piece, for any
/// pattern; the size of the text if there is none within `reach` bytes. Precondition: `text` is UTF-8.
///
/// Cuts in two places:
/// - before white space other than CR and LF that follows anything but white space, and before CR and LF that follow a
///   letter or a number. No alternative of any pattern matches these pairs.
/// - after a letter or a number, before a character that is none of them, nor a mark, nor white space. The only pairs of
///   this kind that a pattern matches are those with the apostrophe of a contraction and, in deepseek-v3, with
///   characters of the Hiragana and Katakana blocks; there is no cut before those.
///
/// The part before the cut does not end in white space, and that is the only case in which a pattern depends on the end
/// of the text. And no pattern looks back beyond the start of a piece.
[[nodiscard]] std::size_t safe_cut(std::string_view text, std::size_t from, std::size_t reach) noexcept;

}  // namespace tokmill::pretokenize
