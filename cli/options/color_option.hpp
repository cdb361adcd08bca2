#pragma once

#include <string>

#include "app/arguments.hpp"

namespace tokmill::cli {

/// `--color`: whether to color standard output.
struct ColorOption {
  std::string when = "auto";  ///< auto, always or never

  void declare(Arguments& arguments);

  /// In this order: `always` and `never` decide; NO_COLOR (not empty) disables colors; CLICOLOR_FORCE (not empty, not
  /// 0) enables them; they are enabled if standard output is a terminal and TERM is not `dumb`.
  [[nodiscard]] bool enabled() const;
};

}  // namespace tokmill::cli
