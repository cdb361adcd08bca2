#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "output/svg.hpp"

namespace tokmill::cli::output {

/// A token in a picture.
struct TokenBox {
  std::string_view bytes;
  std::string below = {};  ///< Its id; may be empty.

  /// If this token and those after it with `continues` are parts of one character: that character.
  std::string above = {};
  bool continues = false;
};

/// The size of a part of a picture.
struct Extent {
  double width = 0;
  double height = 0;
};

inline constexpr double box_height = 26;
inline constexpr double box_baseline = 18;  ///< Of the text in a box, below its top.

/// `odd` or `even`, the class of the box with this index.
[[nodiscard]] std::string_view box_class(std::size_t index);

/// Draws tokens in the order of their text as boxes of two colors, with visible white space, in rows of at most `width`
/// from x,y. A line feed ends a row. Lines from right to left are drawn so, at the right of what is drawn, and letters
/// that join have their joined forms. A token that does not fit in a row ends with `…`. Returns the size of what was
/// drawn.
Extent draw_tokens(Svg& svg, const std::vector<TokenBox>& tokens, double x, double y, double width);

}  // namespace tokmill::cli::output
