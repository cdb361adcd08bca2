#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tokmill/analysis/decimal_number.hpp"
#include "tokmill/analysis/number.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The addition of numbers, as an encoding splits them.
struct Addition {
  /// A character of a number.
  struct Cell {
    std::string text;
    std::optional<std::size_t>
        token;  ///< Which token of the number has it, from 0; nullopt if the tokens are not the number.
  };

  /// The characters below one another: digits of the same value, or what is before or between them.
  struct Slot {
    std::vector<std::optional<Cell>> cells;  ///< One for each number; nullopt where it has no such character.
    std::optional<std::size_t> column;       ///< For digits: the column, counted from 0 at the right.
  };

  std::vector<SplitNumber> numbers;  ///< The numbers and their sum.
  std::vector<Slot> slots;           ///< From left to right.
  std::size_t columns = 0;           ///< The number of columns of digits.

  /// The columns, counted from 0 at the right, whose digits have different positions in their tokens, or no
  /// position because the tokens are not the digits (see boundaries()). In ascending order.
  std::vector<std::size_t> misaligned;
};

/// Adds numbers and splits them and their sum. There must be at least one.
[[nodiscard]] TOKMILL_EXPORT Addition add(const Encoding& encoding,
                                          const std::vector<DecimalNumber>& numbers);

/// The numbers with a separator between their thousands: `,`, or `.` if a number has `,` before its fraction.
[[nodiscard]] TOKMILL_EXPORT std::vector<DecimalNumber> with_thousands(std::vector<DecimalNumber> numbers);

}  // namespace tokmill::analysis
