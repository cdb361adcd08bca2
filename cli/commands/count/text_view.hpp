#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "commands/count/groups.hpp"
#include "texts/result.hpp"

namespace tokmill::cli::count {

/// How to draw bars.
struct Style {
  std::size_t width = 80;  ///< Columns to fill.
  bool color = false;
};

/// The last line of a view whose numbers of tokens are `width` columns wide.
[[nodiscard]] std::string total_line(std::size_t tokens, std::size_t width);

/// `TOKENS  PATH` lines, with a total unless there is only one input.
[[nodiscard]] std::string lines(const std::vector<Group>& files, const texts::CountedTexts& counted);

/// The extensions with their shares of the total, and bars.
[[nodiscard]] std::string extensions(const std::vector<Group>& groups, const texts::CountedTexts& counted,
                                     const Style& style);

/// The folders as a tree with their shares of the total, and bars. Siblings are in the order of `groups`.
[[nodiscard]] std::string tree(const std::vector<Group>& groups, const texts::CountedTexts& counted,
                               const Style& style);

}  // namespace tokmill::cli::count
