#include "output/bar_chart.hpp"

#include <algorithm>

#include "output/format.hpp"
#include "output/shorten.hpp"

namespace tokmill::cli::output {
namespace {

constexpr double bar_height = 12;
constexpr double bar_pitch = 16;
constexpr double group_gap = 8;
constexpr double bar_gap = 8;  // beside a bar
constexpr double max_label = 230;
constexpr double swatch = 12;

std::string color_class(std::size_t kind) { return format("of-{}", kind % 4); }

std::string fitting_label(const std::string& label, double width) {
  return shortened(label, Svg::columns(width, Svg::small_size));
}

}  // namespace

double draw_bars(Svg& svg, const std::vector<ChartGroup>& groups, double y) {
  double labels = 0;
  double figures = 0;
  double longest = 0;
  for (const ChartGroup& group : groups) {
    labels = std::max(labels, Svg::text_width(fitting_label(group.label, max_label), Svg::small_size));
    for (const ChartBar& bar : group.bars) {
      figures = std::max(figures, Svg::text_width(bar.figures, Svg::small_size));
      longest = std::max(longest, bar.length);
    }
  }
  const double start = labels + bar_gap;
  const double space = Svg::max_width - start - bar_gap - figures;
  double at = y;
  for (const ChartGroup& group : groups) {
    if (at > y) at += group_gap;
    const double height = bar_pitch * static_cast<double>(group.bars.size());
    svg.text(fitting_label(group.label, max_label), {labels, at + (height - bar_pitch) / 2 + 11, "small end"});
    for (const ChartBar& bar : group.bars) {
      const double length = longest > 0 ? space * bar.length / longest : 0;
      svg.box(start, at + 1, length, bar_height, color_class(bar.kind));
      svg.text(bar.figures, {start + length + bar_gap, at + 11, "small"});
      at += bar_pitch;
    }
  }
  return at - y;
}

double draw_legend(Svg& svg, const std::vector<std::string>& names, double y) {
  double x = 0;
  double at = y;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string name = fitting_label(names[i], Svg::max_width / 2);
    const double width = swatch + bar_gap + Svg::text_width(name, Svg::small_size);
    if (x > 0 && x + width > Svg::max_width) {
      x = 0;
      at += Svg::small_line + 4;
    }
    svg.box(x, at + 2, swatch, swatch, color_class(i));
    svg.text(name, {x + swatch + bar_gap, at + Svg::small_baseline, "small"});
    x += width + 3 * bar_gap;
  }
  return at + Svg::small_line - y;
}

}  // namespace tokmill::cli::output
