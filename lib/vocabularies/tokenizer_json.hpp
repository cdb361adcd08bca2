#pragma once

#include <string_view>

#include "vocabularies/json_fields.hpp"
#include "vocabularies/tokenizer_file.hpp"
#include "tokmill/export.hpp"
#include "tokmill/formats/json.hpp"
#include "tokmill/result.hpp"

/// The readers of the parts of a `tokenizer.json`, in the order in which the parts depend on each other. Each records its
/// errors in `fields` and then leaves `file` in any state.
namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Reads a `tokenizer.json` of Hugging Face tokenizers with a BPE model. Linear.
///
/// Errors: malformed_tokenizer. The message names the member by its JSON pointer if the document is not a tokenizer of
/// this form, or has a feature that is not supported; for invalid JSON it is the message of parse_json().
[[nodiscard]] Result<TokenizerFile> read_tokenizer_json(std::string_view json);

/// The same for a document that is parsed.
[[nodiscard]] Result<TokenizerFile> read_tokenizer_json(const JsonValue& value);

/// Parses a tokenizer file. Errors: malformed_tokenizer, with the message and position of parse_json().
[[nodiscard]] Result<formats::JsonDocument> parse_tokenizer(std::string_view json);

/// Reads `/model`: tokens, merges and their flags. Uses TokenizerFile::alphabet.
void read_bpe_model(const JsonValue& model, const JsonPointer& at, TokenizerFile& file, JsonFields& fields);

/// Reads `/added_tokens`. Uses TokenizerFile::ids.
void read_added_tokens(const JsonValue& tokens, const JsonPointer& at, TokenizerFile& file, JsonFields& fields);

/// Reads `/normalizer`, `/pre_tokenizer`, `/post_processor` and `/decoder`, each of which may be a sequence of steps.
void read_normalizer(const JsonValue& normalizer, const JsonPointer& at, TokenizerFile& file, JsonFields& fields);
void read_pre_tokenizer(const JsonValue& pre_tokenizer, const JsonPointer& at, TokenizerFile& file, JsonFields& fields);
void read_post_processor(const JsonValue& processor, const JsonPointer& at, TokenizerFile& file, JsonFields& fields);
void read_decoder(const JsonValue& decoder, const JsonPointer& at, TokenizerFile& file, JsonFields& fields);

}  // namespace tokmill::vocabularies
