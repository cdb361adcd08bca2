#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// What the contents of a vocabulary file do not say.
struct FileParts {
  std::string name;  ///< The name of the encoding; any text.

  /// For rank files only: one of pattern_names(), or a regular expression as PreTokenizer::of_pattern() takes it. A text
  /// of letters, digits and `.-_` is a name. Empty for the other formats.
  std::string pattern;

  /// For rank files only.
  std::vector<AddedToken> special_tokens = {};
};

/// Makes an encoding of a vocabulary file. The format is recognized by the contents:
/// - `tokenizer.json` of Hugging Face tokenizers with a BPE model of bytes, or of characters (SentencePiece's BPE);
/// - `tekken.json` of Mistral, with the special tokens that mistral-common 1.13.1 gives it;
/// - GGUF with a byte-level BPE model (`tokenizer.ggml.model` is gpt2); the tensors are not read;
/// - a rank file (`.tiktoken`, or `tokenizer.model` of Llama 3).
///
/// The ids are those of the program that the format comes from: Hugging Face tokenizers 0.23.3 with
/// `add_special_tokens=False`, mistral-common 1.13.1, or tiktoken 0.14.0.
///
/// Errors: malformed_tokenizer or malformed_table if the file does not have its format (see there for positions);
/// unsupported_vocabulary if the encoding would need what the library does not have, which the message names;
/// malformed_pattern; unknown_pattern; invalid_argument if FileParts::pattern is missing for a rank file, or if it or
/// special tokens are given for another file.
///
/// Linear in the size of the file, plus sorting its tokens. The result keeps no view of `contents`.
[[nodiscard]] TOKMILL_EXPORT Result<Encoding> read_encoding(std::string_view contents, FileParts parts);

/// Makes an encoding of a `vocab.json` and a `merges.txt` as GPT-2 has them, without special tokens. Errors: as above;
/// malformed_tokenizer has the line of `merges` as position, or 0 if the error is in `vocabulary`.
[[nodiscard]] TOKMILL_EXPORT Result<Encoding> read_encoding(std::string_view vocabulary, std::string_view merges,
                                                            std::string name);

}  // namespace tokmill::vocabularies
