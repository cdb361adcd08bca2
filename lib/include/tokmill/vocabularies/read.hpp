#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/normalizer.hpp"
#include "tokmill/pre_tokenizer.hpp"
#include "tokmill/result.hpp"
#include "tokmill/token_id.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// What the contents of a vocabulary file do not say.
struct FileParts {
  std::string name;  ///< The name of the encoding; any text.

  /// For rank files only: one of pattern_names(), or a regular expression as PreTokenizer::of_pattern() takes it. A text
  /// of letters, digits and `.-_` is a name. Empty for the other formats.
  std::string pattern;

  /// For rank files only: the special tokens and their ids, in any order.
  std::vector<std::pair<std::string, TokenId>> special_tokens = {};
};

/// Makes an encoding of a vocabulary file. The format is recognized by the contents:
/// - `tokenizer.json` of Hugging Face tokenizers with a BPE model of bytes, or of characters (SentencePiece's BPE);
/// - `tekken.json` of Mistral, with the special tokens that mistral-common 1.13.1 gives it;
/// - GGUF with a model of byte-level BPE (`tokenizer.ggml.model` is gpt2) or of SentencePiece's BPE (llama); the tensors
///   are not read;
/// - a rank file (`.tiktoken`, or `tokenizer.model` of Llama 3), whose special tokens are those of FileParts.
///
/// The ids are those of the program that the format comes from: Hugging Face tokenizers 0.23.3 with
/// `add_special_tokens=False`, mistral-common 1.13.1, or tiktoken 0.14.0. What `add_special_tokens=True` adds are
/// Encoding::prefix_tokens() and suffix_tokens(): those of the post-processor; in a `tekken.json`, `<s>`; in a GGUF file,
/// those that llama.cpp adds.
///
/// Errors: malformed_tokenizer or malformed_table if the file does not have its format (see there for positions);
/// unsupported_vocabulary if the encoding would need what the library does not have, which the message names;
/// malformed_pattern; unknown_pattern; invalid_argument if FileParts::pattern is missing for a rank file, if a pattern or
/// special tokens are given for another format, or if Encoding::make() refuses the special tokens.
///
/// Linear in the size of the file, plus sorting its tokens. The result keeps no view of `contents`.
[[nodiscard]] TOKMILL_EXPORT Result<Encoding> read_encoding(std::string_view contents, FileParts parts);

/// Makes an encoding of the vocabulary file at `path`. Of a GGUF file, only the start is read. Errors: as above;
/// unreadable_file if it cannot be read, or has more than 1 GiB without tensors. Only its message names the file.
[[nodiscard]] TOKMILL_EXPORT Result<Encoding> open_encoding(const std::string& path, FileParts parts);

/// The bytes of a vocabulary file that read_encoding() reads: a GGUF file without the tensors at its end, which can be
/// many gigabytes, and any other file as a whole. Linear in the number of values of the metadata.
[[nodiscard]] TOKMILL_EXPORT std::string_view vocabulary_part(std::string_view contents);

/// Makes an encoding of a `vocab.json` and a `merges.txt` as GPT-2 has them, without special tokens. Errors: as above;
/// malformed_tokenizer has the line of `merges` as position, or 0 if the error is in `vocabulary`.
[[nodiscard]] TOKMILL_EXPORT Result<Encoding> read_encoding(std::string_view vocabulary, std::string_view merges,
                                                            std::string name);

/// What a vocabulary file says of itself.
struct FileSummary {
  /// `tokenizer.json`, `tekken.json`, `GGUF`, `ranks` or `vocab.json`. Valid for the lifetime of the program.
  std::string_view format;

  /// How texts are split: one of pattern_names(), or empty if it is none of them or, in a rank file, not said.
  std::string pattern;

  bool has_bytes = true;                ///< Tokens consist of bytes; otherwise, of characters.
  std::size_t tokens = 0;               ///< Without added tokens that the model's vocabulary lacks.
  std::size_t merges = 0;               ///< 0 if the file has only ranks or scores.
  std::size_t unreachable = 0;          ///< Tokens of several bytes that merging does not make.
  std::size_t missing_bytes = 0;        ///< Bytes that are not a token, if tokens consist of bytes.
  std::size_t special_tokens = 0;       ///< Added tokens that are special.
  std::size_t other_added_tokens = 0;   ///< Added tokens that are not special.
  bool ignore_merges = false;           ///< A piece that is a token is that token, whatever merging gives.
  bool byte_fallback = false;           ///< Unknown characters become the tokens of their bytes.
  std::optional<TokenId> unknown;       ///< The token that other unknown characters become.
  bool fuse_unknown = false;            ///< Adjacent unknown characters are one token.
  std::vector<Normalizer> normalizers;  ///< Steps that change the text before it is split, as the file has them.
  std::vector<SplitStep> splits;        ///< Steps that split it. Empty if a rank file does not say.
  std::vector<AddedToken> added;        ///< In the order of the file.
};

/// Reads a vocabulary file, of any format that read_encoding() recognizes, and makes its vocabulary, but no encoding.
/// Errors: malformed_tokenizer, malformed_table or unsupported_vocabulary.
[[nodiscard]] TOKMILL_EXPORT Result<FileSummary> summarize_file(std::string_view contents);

/// The same for a `vocab.json` and a `merges.txt`.
[[nodiscard]] TOKMILL_EXPORT Result<FileSummary> summarize_file(std::string_view vocabulary, std::string_view merges);

}  // namespace tokmill::vocabularies
