#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>
#include <utility>

namespace tokmill::cli::output {

/// Formats arguments whose types are erased. The only function that compiles fmt's implementation: Debian has fmt only
/// as headers and as a shared library, and the program is linked statically.
[[nodiscard]] std::string format_erased(fmt::string_view pattern, fmt::format_args arguments);

/// As fmt::format. The pattern is checked when it is compiled.
template <class... Arguments>
[[nodiscard]] std::string format(fmt::format_string<Arguments...> pattern, Arguments&&... arguments) {
  return format_erased(pattern, fmt::make_format_args(arguments...));
}

/// Appends the formatted text to `text`.
template <class... Arguments>
void append_format(std::string& text, fmt::format_string<Arguments...> pattern, Arguments&&... arguments) {
  text += format_erased(pattern, fmt::make_format_args(arguments...));
}

}  // namespace tokmill::cli::output
