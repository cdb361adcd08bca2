#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "tokmill/encoding.hpp"
#include "tokmill/export.hpp"
#include "tokmill/result.hpp"

/// Encodings by name. A program that uses only a few encodings, known when it is compiled, calls their functions
/// instead (encodings.hpp) and links only their vocabularies.

namespace tokmill::inline TOKMILL_ABI {

/// The names of the built-in encodings, in the order in which OpenAI published them: those that were selected when the
/// library was built, by default all. The views are valid for the lifetime of the program.
[[nodiscard]] TOKMILL_EXPORT std::span<const std::string_view> encoding_names() noexcept;

/// The encoding with this name. The pointer is never null and is valid for the lifetime of the program. Loads and
/// builds nothing: the vocabularies are part of the program.
/// Errors: unknown_encoding; the message has the nearest name and all names.
[[nodiscard]] TOKMILL_EXPORT Result<const Encoding*> find_encoding(std::string_view name);

/// The name of the encoding that tiktoken 0.14.0 uses for this model: searches its list of names first, then its list
/// of prefixes in their order. nullopt if neither matches. Names are compared byte by byte. The build may have left out
/// the encoding.
[[nodiscard]] TOKMILL_EXPORT std::optional<std::string_view> encoding_name_for_model(std::string_view model) noexcept;

/// The encoding of this model, as found by encoding_name_for_model.
/// Errors: unknown_model; the message has the nearest known model. unknown_encoding if the build left out the encoding.
[[nodiscard]] TOKMILL_EXPORT Result<const Encoding*> encoding_for_model(std::string_view model);

/// The models that tiktoken knows by their full name, in its order.
[[nodiscard]] TOKMILL_EXPORT std::span<const std::string_view> tokenizer_model_names() noexcept;

/// The prefixes by which tiktoken knows other models, in the order in which it tries them. encoding_name_for_model() of a
/// prefix is the encoding of the models that start with it.
[[nodiscard]] TOKMILL_EXPORT std::span<const std::string_view> tokenizer_model_prefixes() noexcept;

}  // namespace tokmill
