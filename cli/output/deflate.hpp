#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// The bytes in zlib's format (RFC 1950), compressed as much as zlib can; nullopt if the program is built without zlib.
/// Browsers call the format `deflate`.
[[nodiscard]] std::optional<std::string> deflate(std::string_view bytes);

}  // namespace tokmill::cli::output
