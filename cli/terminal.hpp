#pragma once

#include <cstddef>
#include <string>

#include "arguments.hpp"

namespace tokmill::cli {

/// Whether to colour what goes to standard output: `--color`, and what the environment says.
struct ColorOption {
  std::string when = "auto";  // auto, always or never

  void declare(Arguments& arguments);

  /// `always` and `never` decide; else NO_COLOR (not empty: none), CLICOLOR_FORCE (not empty, not 0: colour),
  /// and then whether standard output is a terminal that can (TERM is not `dumb`).
  [[nodiscard]] bool wanted() const;
};

/// Whether standard output is a terminal.
[[nodiscard]] bool output_is_terminal() noexcept;

/// Whether standard error is a terminal, where progress may be shown.
[[nodiscard]] bool errors_are_on_terminal() noexcept;

/// Columns to fill on standard output: those of the terminal, else COLUMNS, else 80. At least 20.
[[nodiscard]] std::size_t output_width();

/// The same for standard error.
[[nodiscard]] std::size_t errors_width();

}  // namespace tokmill::cli
