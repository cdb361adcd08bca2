#pragma once

#include <string>
#include <string_view>

namespace tokmill::cli::output {

/// A path for a line of output: control characters, which could break the line or control the terminal, are escaped as
/// `\n`, `\t` or `\x1B`. Everything else is unchanged, so that most paths can be copied.
[[nodiscard]] std::string printable_path(std::string_view path);

/// A message for a line on standard error: control characters are escaped as by printable_path(), and bytes that are not
/// UTF-8 as `\xE9`. Escaping twice changes nothing.
[[nodiscard]] std::string printable_message(std::string_view message);

}  // namespace tokmill::cli::output
