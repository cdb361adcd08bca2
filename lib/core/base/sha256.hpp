#pragma once

#include <string>
#include <string_view>

namespace tokmill::base {

/// The SHA-256 digest (FIPS 180-4) of `bytes`, as 64 lower-case hexadecimal digits. Here rather than from a
/// library so that building tokmill into another project needs nothing but a compiler.
[[nodiscard]] std::string sha256(std::string_view bytes);

}  // namespace tokmill::base
