#pragma once

#include <optional>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "tokmill/vocabulary.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Makes the vocabulary of a file whose tokens are written as text (Alphabet::characters). Errors:
/// unsupported_vocabulary, with the JSON pointer of what is not supported; those of Vocabulary::from_characters().
[[nodiscard]] Result<Vocabulary> make_character_vocabulary(const TokenizerFile& file);

/// Replaces the blank's stand-in `▁` by the blank, in a file that has a token of it and whose normalizers end
/// with the opposite: in tokens, which
/// then have the bytes that they are decoded to, and in normalizers, so that offsets are those of the text. A split at
/// blanks has no effect in such a file and is removed. Other files stay as they are.
void use_natural_blanks(TokenizerFile& file);

/// For a file without splits, sets TokenizerFile::merges_alone and adds a split that changes no tokens: it cuts where no
/// token spans the cut, before blanks and around newlines, because short pieces are faster to merge. A file in which a
/// whole piece may be a token that merging does not make (ignore_merges) stays as it is.
void add_harmless_split(TokenizerFile& file);

}  // namespace tokmill::vocabularies
