#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tokmill::cli {

/// `NAME: detected as CHARSET (confidence N of 100)`.
[[nodiscard]] std::string guess_message(const std::string& name, std::string_view charset, int confidence);

/// `NAME: converted from CHARSET because of its byte order mark`.
[[nodiscard]] std::string mark_message(const std::string& name, std::string_view charset);

/// `NAME: not CHARSET at byte OFFSET`: the error under --strict. Without --strict it is a warning, which adds that each
/// ill-formed part counts as U+FFFD.
[[nodiscard]] std::string ill_formed_message(const std::string& name, std::string_view charset, std::uint64_t offset,
                                             bool strict);

}  // namespace tokmill::cli
