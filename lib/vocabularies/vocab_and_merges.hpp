#pragma once

#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Reads a `vocab.json`, which maps tokens to ids, and a `merges.txt`, which has a merge `a b` on each line, as GPT-2
/// and Hugging Face's BPE.save() write them. The tokens are in the byte alphabet. The first line of the merges may be a
/// comment that starts with `#version`. Neither file says how texts are split: the steps are those of GPT-2. Linear.
///
/// Errors: malformed_tokenizer, with the line of `merges` as position, or 0 if the error is in `vocabulary`.
[[nodiscard]] Result<TokenizerFile> read_vocab_and_merges(std::string_view vocabulary, std::string_view merges);

}  // namespace tokmill::vocabularies
