#pragma once

#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Reads the tokenizer of a GGUF file, which is in its metadata: the tensors may be missing. Two models are supported:
/// - gpt2: byte-level BPE. The file names its pre-tokenizer (`tokenizer.ggml.pre`), and find_known_splits() has the steps
///   of the model's own tokenizer.
/// - llama: SentencePiece's BPE, in which any two tokens merge whose texts together are a token, the highest score first.
///   Only normal tokens are merged, as in SentencePiece.
///
/// The first and last tokens are those that llama.cpp adds (`tokenizer.ggml.add_bos_token`, `bos_token_id` and so on),
/// with its defaults for the model and the pre-tokenizer.
///
/// Linear in the size of the metadata, plus sorting the tokens of a llama model.
///
/// Errors: those of read_gguf_metadata(); malformed_tokenizer if a value is missing or not supported. The message names
/// the key.
[[nodiscard]] Result<TokenizerFile> read_gguf(std::string_view file);

}  // namespace tokmill::vocabularies
