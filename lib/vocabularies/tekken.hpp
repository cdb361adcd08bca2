#pragma once

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "vocabularies/json_fields.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Whether a document has the members of Mistral's `tekken.json`.
[[nodiscard]] bool is_tekken(const JsonValue& document);

/// Reads a `tekken.json` as mistral-common 1.13.1 does: the first rows of the vocabulary, up to the default size, with
/// their rank after the special tokens as id. The special tokens are those of the file; old files that have none mean
/// twenty that mistral-common has a list of. The rest of their ids are called `<SPECIAL_20>` and so on. Linear.
///
/// Errors: malformed_tokenizer. The message names the member by its JSON pointer.
[[nodiscard]] Result<TokenizerFile> read_tekken(const JsonValue& document);

}  // namespace tokmill::vocabularies
