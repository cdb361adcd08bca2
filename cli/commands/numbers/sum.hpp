#pragma once

#include <string>
#include <vector>

#include "tokmill/analysis/addition.hpp"

namespace tokmill::cli::numbers {

/// A sum in one encoding.
struct Sum {
  analysis::Addition typed;    ///< Its numbers as they were typed.
  analysis::Addition grouped;  ///< With separators between the thousands.

  [[nodiscard]] bool is_typed_with_separators() const;
};

/// The numbers to add. Precondition: check_numbers().
[[nodiscard]] std::vector<analysis::DecimalNumber> decimals(const std::vector<std::string>& numbers);

/// `3 of 5 columns line up`.
[[nodiscard]] std::string columns_that_line_up(const analysis::Addition& addition);

}  // namespace tokmill::cli::numbers
