#pragma once

#include <cstddef>
#include <string_view>

namespace tokmill::cli {

/// Whether standard output is a terminal.
[[nodiscard]] bool output_is_terminal() noexcept;

/// Whether standard error is a terminal.
[[nodiscard]] bool errors_are_on_terminal() noexcept;

/// The value of an environment variable; empty if it is not set.
[[nodiscard]] std::string_view environment(const char* name);

/// The width of standard output in columns: that of the terminal, else COLUMNS, else 80. At least 20.
[[nodiscard]] std::size_t output_width();

/// The same for standard error.
[[nodiscard]] std::size_t errors_width();

}  // namespace tokmill::cli
