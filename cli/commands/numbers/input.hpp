#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "output/io.hpp"
#include "tokmill/analysis/tally.hpp"
#include "tokmill/result.hpp"

namespace tokmill::cli::numbers {

/// Checks that each of `numbers` is UTF-8, has a digit of any script, and no control characters, since
/// numbers are printed unchanged. `for_scripts` accepts only non-negative integers in ASCII digits. Errors:
/// invalid_argument.
[[nodiscard]] Result<void> check_numbers(const std::vector<std::string>& numbers, bool for_scripts);

/// Checks that each of `numbers` is a decimal number in ASCII digits. Errors: invalid_argument.
[[nodiscard]] Result<void> check_terms(const std::vector<std::string>& numbers);

/// The range `A:B`. Errors: invalid_argument.
[[nodiscard]] Result<analysis::Range> parse_range(std::string_view text);

/// The words of standard input, separated by white space, without a byte order mark. Notes a conversion from UTF-16 or
/// UTF-32. Errors: as read_input().
[[nodiscard]] Result<std::vector<std::string>> read_numbers(Io& io);

}  // namespace tokmill::cli::numbers
