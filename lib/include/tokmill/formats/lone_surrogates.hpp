#pragma once

#include <string>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::formats {

/// Replaces each escape of a lone surrogate (`\uD800` to `\uDFFF` without its other half) in JSON by
/// `\uFFFD`, which JSON readers would otherwise refuse. An escape stays as long as it was, and so do all
/// offsets. Linear.
TOKMILL_EXPORT void replace_lone_surrogates(std::string& json);

}  // namespace tokmill::formats
