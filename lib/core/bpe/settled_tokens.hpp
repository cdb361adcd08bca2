#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "core/bpe/vocabulary.hpp"

namespace tokmill::bpe {

/// Returns the number of tokens, from the start, that stay the same whatever text follows. `tokens` are those of
/// `text`, which is the start of a piece, or of what is left of it after other settled tokens.
///
/// The last token boundary in `text` of any longer text is the end of `text`, or a position from which the text
/// continues as the start of a token: an *open end*. The tokens before a boundary are those of the text up to it alone,
/// because every sequence of tokens whose adjacent pairs are valid is the result of merging (see merge_long). So a
/// boundary of `tokens` is settled exactly if the tokens of the text up to each open end have it too.
///
/// Returns 0 if that is not so for any boundary in the last 32 KiB, or twice the size of the longest token. In practice a
/// few tokens before the end are enough; Berglund and van der Merwe (arXiv 2309.08715) prove that a constant number of
/// bytes is, for every vocabulary. Time: O(n log n) for the n bytes after the boundary, plus the time to check the tokens
/// at each position; mostly n is the size of the longest token.
[[nodiscard]] std::size_t settled_tokens(const Vocabulary& vocabulary, std::string_view text,
                                         std::span<const TokenId> tokens);

}  // namespace tokmill::bpe
