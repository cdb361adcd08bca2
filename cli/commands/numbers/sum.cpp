#include "commands/numbers/sum.hpp"

#include <algorithm>

#include "output/format.hpp"

namespace tokmill::cli::numbers {

bool Sum::is_typed_with_separators() const {
  return std::ranges::equal(typed.numbers, grouped.numbers, {}, &analysis::SplitNumber::number,
                            &analysis::SplitNumber::number);
}

std::vector<analysis::DecimalNumber> decimals(const std::vector<std::string>& numbers) {
  std::vector<analysis::DecimalNumber> parsed;
  for (const std::string& number : numbers) parsed.push_back(*analysis::parse_decimal(number));
  return parsed;
}

std::string columns_that_line_up(const analysis::Addition& addition) {
  return output::format("{} of {} columns line up", addition.columns - addition.misaligned.size(),
                        addition.columns);
}

}  // namespace tokmill::cli::numbers
