#pragma once

#include <string_view>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"
#include "vocabularies/tokenizer_file.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Whether a file starts as a GGUF file.
[[nodiscard]] bool is_gguf(std::string_view file) noexcept;

/// The start of a GGUF file up to the end of its metadata, or of what can be read of it. Precondition: is_gguf(file).
[[nodiscard]] std::string_view gguf_metadata(std::string_view file);

/// Reads the tokenizer of a GGUF file (versions 2 and 3), which is in its metadata: the tensors are not read, and may be
/// missing. Only byte-level BPE (`tokenizer.ggml.model` is gpt2). The file names its pre-tokenizer
/// (`tokenizer.ggml.pre`), and find_known_splits() has the steps of the model's own tokenizer. Linear in the size of the
/// metadata.
///
/// Errors: malformed_tokenizer, with the byte offset as position if the file ends too early or has a value of an unknown
/// type. The message names the key if its value is missing or not supported.
[[nodiscard]] Result<TokenizerFile> read_gguf(std::string_view file);

}  // namespace tokmill::vocabularies
