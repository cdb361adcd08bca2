#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI::vocabularies {

/// Whether a file starts as a GGUF file.
[[nodiscard]] bool is_gguf(std::string_view file) noexcept;

/// The start of a GGUF file up to the end of its metadata, or of what can be read of it. Precondition: is_gguf(file).
[[nodiscard]] std::string_view gguf_metadata(std::string_view file);

/// The values of a GGUF file that define its tokenizer, named as their keys. A value that is missing, or that has another
/// type, is empty. Views the file.
struct GgufMetadata {
  std::string_view architecture;              ///< `general.architecture`. Others: `tokenizer.ggml.NAME`.
  std::string_view model;
  std::string_view pre;
  std::vector<std::string_view> tokens;
  std::vector<std::string_view> merges;
  std::vector<std::uint32_t> token_type;      ///< Of each token.
  std::vector<float> scores;                  ///< Of each token.
  std::optional<std::uint32_t> bos_token_id;
  std::optional<std::uint32_t> eos_token_id;
  std::optional<bool> add_bos_token;
  std::optional<bool> add_eos_token;
  std::optional<bool> add_space_prefix;
  std::optional<bool> remove_extra_whitespaces;
  std::vector<std::uint8_t> precompiled_charsmap;
};

/// Types of tokens.
enum class GgufTokenType : std::uint32_t { normal = 1, unknown, control, user_defined, unused, byte };

/// Reads the metadata of a GGUF file of version 2 or 3. Linear in its size; the tensors are not read.
///
/// Errors: malformed_tokenizer, with the byte offset as position, if the file has another version, ends too early or has
/// a value of an unknown type.
[[nodiscard]] Result<GgufMetadata> read_gguf_metadata(std::string_view file);

}  // namespace tokmill::vocabularies
