#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/svg.hpp"

namespace tokmill::cli::output {

/// A bar of a chart.
struct ChartBar {
  double length = 0;     ///< In the unit of the chart.
  std::string figures;   ///< Shown after the bar.
  std::size_t kind = 0;  ///< Which color it has; colors repeat after four.
};

/// The bars with one label.
struct ChartGroup {
  std::string label;
  std::vector<ChartBar> bars;
};

/// Draws groups of horizontal bars below one another, from 0,y and as wide as Svg::max_width; the longest bar fills the
/// space between the labels and the figures. Labels that are too long end with `…`. Returns the height.
double draw_bars(Svg& svg, const std::vector<ChartGroup>& groups, double y);

/// Draws the names of the kinds of bars, each beside its color, in lines from 0,y. Returns the height.
double draw_legend(Svg& svg, const std::vector<std::string>& names, double y);

}  // namespace tokmill::cli::output
