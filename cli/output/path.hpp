#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// A path for one line of output: control characters, which would break the line or steer the terminal, as
/// `\n`, `\t` or `\x1B`. All else stays as it is, so that most paths can be copied.
[[nodiscard]] std::string printable_path(std::string_view path);

}  // namespace tokmill::cli::output
