#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// The names of all encodings, in the order in which OpenAI published them. The views live as long as
/// the program.
[[nodiscard]] TOKMILL_EXPORT std::span<const std::string_view> encoding_names() noexcept;

/// The encoding with this name. The pointer is never null and stays valid for as long as the program
/// runs. Nothing is loaded or built by the call: the tables are part of the program.
/// Errors: unknown_encoding; the message says which exist and which is nearest.
[[nodiscard]] TOKMILL_EXPORT Result<const Encoding*> find_encoding(std::string_view name);

/// The name of the encoding that tiktoken 0.14.0 uses for this model: its list of names first, then its
/// list of prefixes in their order; nothing where neither has it. Matching is by exact bytes.
[[nodiscard]] TOKMILL_EXPORT std::optional<std::string_view> encoding_name_for_model(std::string_view model) noexcept;

/// The encoding of this model, as encoding_name_for_model finds it.
/// Errors: unknown_model; the message names the nearest model that is known.
[[nodiscard]] TOKMILL_EXPORT Result<const Encoding*> encoding_for_model(std::string_view model);

/// The models that tiktoken knows by their whole name, in its order.
[[nodiscard]] TOKMILL_EXPORT std::span<const std::string_view> tokenizer_model_names() noexcept;

}  // namespace tokmill
