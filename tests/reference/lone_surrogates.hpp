#pragma once

#include <string>

namespace tokmill::reference {

/// Replaces each escape of a lone surrogate (`\uD800` to `\uDFFF` without its other half) in JSON by
/// `\uFFFD`, which JSON readers would otherwise refuse. An escape stays as long as it was, and so do all
/// offsets. Linear.
void replace_lone_surrogates(std::string& json);

}  // namespace tokmill::reference
