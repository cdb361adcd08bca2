#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "python/native/tokenizer.hpp"

// What tiktoken does with texts whose end is not known.

namespace tokmill::python {

/// tiktoken's `_encode_bytes`. The text before the first byte that is not UTF-8 is encoded, except for its
/// last piece. This piece and all bytes after it are merged as one piece. For ordinary text only.
[[nodiscard]] std::vector<TokenId> encode_bytes(const Tokenizer& tokenizer, std::string_view bytes);

/// tiktoken's `encode_with_unstable`: the tokens that no continuation of the text changes, and the sequences
/// of tokens that may follow them, in ascending order. `policy` may be null.
[[nodiscard]] std::pair<std::vector<TokenId>, std::vector<std::vector<TokenId>>> encode_unstable(
    const Tokenizer& tokenizer, std::string_view text, const SpecialPolicy* policy);

}  // namespace tokmill::python
