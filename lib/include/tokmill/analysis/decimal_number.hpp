#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The number of digits between two separators.
inline constexpr std::size_t thousand_digits = 3;

/// A decimal number as people write it.
struct DecimalNumber {
  struct Digit {
    std::size_t offset;  ///< In the text, in bytes.
    int value;
  };

  std::string text;  ///< As it is written.
  bool is_negative = false;
  std::vector<Digit> digits;       ///< From left to right; those of the fraction follow those of the integer.
  std::size_t integer_digits = 0;  ///< At least 1.
  std::string separator;           ///< Between the thousands; empty if there is none.
  std::string mark;                ///< Between integer and fraction; empty if there is no fraction.

  [[nodiscard]] std::size_t fraction_digits() const noexcept { return digits.size() - integer_digits; }
};

/// Reads an optional sign (`+`, `-` or U+2212) and digits of one script, of which the integer may have a
/// separator between all thousands (`,` `.` `'` `_`, a space, U+00A0, U+2009, U+202F, U+2019 or U+066C) and a
/// fraction may follow a mark (`.` `,` or U+066B). One `,` before three digits separates thousands, and one
/// `.` starts a fraction, unless the integer is 0. nullopt for all other text, such as dates and versions.
/// Linear.
[[nodiscard]] TOKMILL_EXPORT std::optional<DecimalNumber> parse_decimal(std::string_view text);

/// The number in ASCII digits with this separator between its thousands and this mark before its fraction.
[[nodiscard]] TOKMILL_EXPORT DecimalNumber written_with(DecimalNumber number, std::string_view separator,
                                                        std::string_view mark);

/// The exact sum, with as many decimal places as the number that has most. It has the separator and the mark
/// that the numbers have first, otherwise `.` and no separator. The numbers may have any length; there must
/// be at least one. Linear in the number of digits.
[[nodiscard]] TOKMILL_EXPORT DecimalNumber sum(const std::vector<DecimalNumber>& numbers);

}  // namespace tokmill::inline TOKMILL_ABI::analysis
