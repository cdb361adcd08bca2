#pragma once

#include <string>

#include "app/arguments.hpp"

namespace tokmill::cli {

/// Whether to colour what goes to standard output: `--color`, and what the environment says.
struct ColorOption {
  std::string when = "auto";  // auto, always or never

  void declare(Arguments& arguments);

  /// `always` and `never` decide; else NO_COLOR (not empty: none), CLICOLOR_FORCE (not empty, not 0: colour),
  /// and then whether standard output is a terminal that can (TERM is not `dumb`).
  [[nodiscard]] bool enabled() const;
};

}  // namespace tokmill::cli
