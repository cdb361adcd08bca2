#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// The value, 0 to 9, of a decimal digit of any script (General_Category Nd); nothing for other characters.
[[nodiscard]] TOKMILL_EXPORT std::optional<unsigned> digit_value(char32_t character);

/// The ten digits with which a script writes numbers.
struct DigitSet {
  std::string name;  ///< The script in English, `Devanagari`; where a script has several, which one: `Arabic
                     ///< (arabext)`.
  std::array<std::string, 10> digits;  ///< 0 to 9 in UTF-8.
};

/// The decimal digits of every script that ICU's locale data knows, by name; ASCII's own are not among them,
/// nor those of mathematics, which have no script.
[[nodiscard]] TOKMILL_EXPORT std::vector<DigitSet> digit_sets();

}  // namespace tokmill::icu
