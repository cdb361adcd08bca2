#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/unicode/code_point_set.hpp"

namespace tokmill::unicode {

/// The values of General_Category.
enum class GeneralCategory : std::uint8_t {
  unassigned, uppercase_letter, lowercase_letter, titlecase_letter, modifier_letter, other_letter,
  nonspacing_mark, spacing_mark, enclosing_mark, decimal_number, letter_number, other_number,
  connector_punctuation, dash_punctuation, open_punctuation, close_punctuation, initial_punctuation,
  final_punctuation, other_punctuation, math_symbol, currency_symbol, modifier_symbol, other_symbol,
  space_separator, line_separator, paragraph_separator, control, format, surrogate, private_use,
};

/// The number of values of GeneralCategory.
inline constexpr unsigned category_count = 30;

/// A set of general categories: bit n is the category with the value n.
using CategorySet = std::uint32_t;

/// The code points of `categories` in Unicode 16.0. Time: linear in the size of the table of some 4,000 runs.
[[nodiscard]] CodePointSet code_points_of(CategorySet categories);

/// The categories with this name: `Lu`, `Uppercase_Letter`, `L`, `Letter`… nullopt if there are none.
/// Like both regex libraries, ignores case, spaces, hyphens and underscores.
[[nodiscard]] std::optional<CategorySet> categories_named(std::string_view name);

/// The 25 code points with the property White_Space.
[[nodiscard]] CodePointSet white_space_code_points();

/// The code points of the script Han (Script, not Script_Extensions).
[[nodiscard]] CodePointSet han_code_points();

/// Letters, marks, decimal numbers, letter numbers, connector punctuation, and other alphabetic code points.
[[nodiscard]] CodePointSet word_code_points();

}  // namespace tokmill::unicode
