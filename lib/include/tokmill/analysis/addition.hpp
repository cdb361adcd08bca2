#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "tokmill/analysis/number.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// The addition of two numbers, as an encoding splits them.
struct Addition {
  std::array<SplitNumber, 3> numbers;  ///< The two numbers and their sum.
  std::size_t columns = 0;             ///< The number of digits of the longest.

  /// The columns, counted from 0 at the right, whose digits have different positions in their tokens, or no position
  /// because the tokens are not the digits (see boundaries()).
  std::vector<std::size_t> misaligned;
};

/// The sum of two non-negative integers of any length in ASCII digits, without leading zeros.
[[nodiscard]] TOKMILL_EXPORT std::string sum(const std::string& one, const std::string& other);

/// Adds two non-negative integers in ASCII digits and splits them and their sum.
[[nodiscard]] TOKMILL_EXPORT Addition add(const Encoding& encoding, const std::string& one, const std::string& other);

}  // namespace tokmill::analysis
