#pragma once

#include <cstddef>
#include <string>

namespace tokmill::cli {

/// A bar of `share` (0 to 1) of `width` columns, in eighths of a column; not padded. More than nothing is at
/// least an eighth.
[[nodiscard]] std::string bar(double share, std::size_t width);

/// How far work has come.
struct ProgressState {
  std::size_t done = 0;
  std::size_t total = 0;  // 0: not known yet
  std::size_t bytes = 0;  // of what is done
  double seconds = 0;     // since it began
};

/// One line of at most `width` columns: a bar, how much of how much, how fast. No newline.
[[nodiscard]] std::string progress_line(const ProgressState& state, std::size_t width);

}  // namespace tokmill::cli
