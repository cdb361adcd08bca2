#pragma once

#include <string>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI {

/// Returns the SHA-256 digest (FIPS 180-4) of `bytes` as 64 lower-case hexadecimal digits: what names the contents of a
/// vocabulary file. Linear.
[[nodiscard]] TOKMILL_EXPORT std::string sha256(std::string_view bytes);

}  // namespace tokmill
