#include "output/bar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "output/format.hpp"

namespace tokmill::cli {
namespace {

constexpr std::array<std::string_view, 8> eighths = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};

}  // namespace

std::string bar(double share, std::size_t width) {
  const double exact = std::clamp(share, 0.0, 1.0) * static_cast<double>(width) * 8;
  const auto filled = static_cast<std::size_t>(share > 0 ? std::max(1.0, std::round(exact)) : 0.0);
  std::string text;
  for (std::size_t i = 0; i < filled / 8; ++i) text += "█";
  return text.append(eighths[filled % 8]);
}

std::string progress_line(const ProgressState& state, std::size_t width) {
  if (state.total == 0) return std::string("looking for files").substr(0, width);
  const double share = static_cast<double>(state.done) / static_cast<double>(state.total);
  const double megabytes = static_cast<double>(state.bytes) / 1e6;
  std::string figures = output::format("{:3.0f}%  {} of {}", std::floor(100 * share), state.done, state.total);
  if (state.seconds > 0 && megabytes >= 1) figures += output::format("  {:.0f} MB/s", megabytes / state.seconds);
  constexpr std::size_t frame = 4;  // two brackets, two spaces
  constexpr std::size_t min_bar = 8;
  constexpr std::size_t max_bar = 40;
  if (figures.size() + frame + min_bar > width) return figures.substr(0, width);
  const std::size_t bar_width = std::min(width - figures.size() - frame, max_bar);
  const std::string filled = bar(share, bar_width);
  const std::size_t spaces = bar_width - filled.size() / eighths[1].size();
  return output::format("[{}{:{}}]  {}", filled, "", spaces, figures);
}

}  // namespace tokmill::cli
