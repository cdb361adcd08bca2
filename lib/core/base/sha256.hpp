#pragma once

#include <string>
#include <string_view>

namespace tokmill::base {

/// Returns the SHA-256 digest (FIPS 180-4) of `bytes` as 64 lower-case hexadecimal digits. Implemented here so that
/// the core builds with nothing but a compiler.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace tokmill::base
