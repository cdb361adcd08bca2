#pragma once

#include <string>

namespace tokmill::reference {

/// Replaces each escape of a lone surrogate (`\uD800` to `\uDFFF` without its other half) in JSON with `\uFFFD`,
/// because many JSON readers reject lone surrogates. Escapes keep their length, so all offsets stay valid. O(n).
void replace_lone_surrogates(std::string& json);

}  // namespace tokmill::reference
