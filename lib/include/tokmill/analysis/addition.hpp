#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "tokmill/analysis/number.hpp"
#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

/// One number added to another as an encoding has them.
struct Addition {
  std::array<SplitNumber, 3> numbers;   // the two, and their sum
  std::size_t columns = 0;              // digits of the longest
  std::vector<std::size_t> misaligned;  // columns, counted from 0 at the right, in which the digits stand at
                                        // different places of their tokens
};

/// The sum of two whole numbers of any length, in ASCII digits; leading zeros are dropped.
[[nodiscard]] TOKMILL_EXPORT std::string sum(const std::string& one, const std::string& other);

[[nodiscard]] TOKMILL_EXPORT Addition add(const Encoding& encoding, const std::string& one, const std::string& other);

}  // namespace tokmill::analysis
