#pragma once

#include <array>
#include <string>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::icu {

/// The ten decimal digits of a script.
struct DigitSet {
  /// The English name of the script, `Devanagari`. If a script has several sets, with ICU's name of the numbering
  /// system: `Arabic (arabext)`.
  std::string name;
  std::array<std::string, 10> digits;  ///< 0 to 9 in UTF-8.
};

/// The decimal digits of every script in ICU's locale data, sorted by name. Excludes the ASCII digits and the
/// mathematical digits, which belong to no script.
[[nodiscard]] TOKMILL_EXPORT std::vector<DigitSet> digit_sets();

}  // namespace tokmill::icu
