#include "commands/numbers/sum.hpp"

#include <algorithm>

#include "output/format.hpp"

namespace tokmill::cli::numbers {

bool Sum::is_typed_with_separators() const {
  return std::ranges::equal(typed.numbers, grouped.numbers, {}, &analysis::SplitNumber::number,
                            &analysis::SplitNumber::number);
}

std::vector<Sum> sums_of(const std::vector<std::string>& numbers, const std::vector<const Encoding*>& encodings) {
  std::vector<analysis::DecimalNumber> typed;
  for (const std::string& number : numbers) typed.push_back(*analysis::parse_decimal(number));
  std::vector<Sum> sums;
  for (const Encoding* encoding : encodings) {
    sums.push_back({analysis::add(*encoding, typed), analysis::add(*encoding, analysis::with_thousands(typed))});
  }
  return sums;
}

std::string columns_that_line_up(const analysis::Addition& addition) {
  return output::format("{} of {} columns line up", addition.columns - addition.misaligned.size(),
                        addition.columns);
}

}  // namespace tokmill::cli::numbers
