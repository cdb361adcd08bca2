#pragma once

#include <cstddef>
#include <string>

namespace tokmill::cli {

/// A bar of `share` (0 to 1) times `width` columns, rounded to eighths of a column, without padding. If `share` is
/// above 0 it is at least one eighth.
[[nodiscard]] std::string bar(double share, std::size_t width);

/// The progress of a command.
struct ProgressState {
  std::size_t done = 0;
  std::size_t total = 0;  ///< 0 if not known yet.
  std::size_t bytes = 0;  ///< Of the inputs that are done.
  double seconds = 0;     ///< Since the start.
};

/// A line of at most `width` columns, without a newline: a bar, the share, the number of inputs, the speed.
[[nodiscard]] std::string progress_line(const ProgressState& state, std::size_t width);

}  // namespace tokmill::cli
