#pragma once

#include <string_view>

#include "engines/functions/handles.hpp"

namespace tokmill::engines {

/// The encoding of functions that are called without one.
inline constexpr std::string_view default_encoding = "o200k_base";

/// The encoding with this name, or that of the model with this name. Throws a Failure if there is neither, and also if
/// the model's tokenizer is not public, because SQL has no place for a warning that a count is approximate.
EncodingHandle open_encoding(std::string_view name);

}  // namespace tokmill::engines
