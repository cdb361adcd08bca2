#pragma once

#include <string>
#include <vector>

#include "tokmill/analysis/addition.hpp"
#include "tokmill/encoding.hpp"

namespace tokmill::cli::numbers {

/// A sum in one encoding.
struct Sum {
  analysis::Addition typed;    ///< Its numbers as they were typed.
  analysis::Addition grouped;  ///< With separators between the thousands.

  [[nodiscard]] bool is_typed_with_separators() const;
};

/// The sum of the numbers in each encoding. Precondition: check_terms().
[[nodiscard]] std::vector<Sum> sums_of(const std::vector<std::string>& numbers,
                                       const std::vector<const Encoding*>& encodings);

/// `3 of 5 columns line up`.
[[nodiscard]] std::string columns_that_line_up(const analysis::Addition& addition);

}  // namespace tokmill::cli::numbers
