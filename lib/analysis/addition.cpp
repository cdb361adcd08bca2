#include "tokmill/analysis/addition.hpp"

#include <algorithm>
#include <optional>

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

using Position = std::optional<std::size_t>;

// For each digit, from right to left: the number of digits after it in its token; nullopt if the tokens are not the
// digits.
std::vector<Position> positions_in_tokens(const SplitNumber& split) {
  std::vector<Position> positions;
  std::optional<std::vector<std::size_t>> cuts = boundaries(split);
  if (!cuts) {
    positions.resize(split.number.size());
    return positions;
  }
  std::size_t position = 0;
  for (std::size_t at = split.number.size(); at-- > 0; ++position) {
    if (!cuts->empty() && cuts->back() == at + 1) {
      cuts->pop_back();
      position = 0;
    }
    positions.emplace_back(position);
  }
  return positions;
}

// The digit in a column, counted from 0 at the right; 0 to the left of the number.
int digit(const std::string& number, std::size_t column) {
  return column < number.size() ? number[number.size() - 1 - column] - '0' : 0;
}

}  // namespace

std::string sum(const std::string& one, const std::string& other) {
  std::string digits;  // from right to left
  int carry = 0;
  for (std::size_t column = 0; column < std::max(one.size(), other.size()) || carry > 0; ++column) {
    const int value = digit(one, column) + digit(other, column) + carry;
    digits += static_cast<char>('0' + value % 10);
    carry = value / 10;
  }
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  std::reverse(digits.begin(), digits.end());
  return digits;
}

Addition add(const Encoding& encoding, const std::string& one, const std::string& other) {
  Addition addition;
  addition.numbers = {split_number(encoding, one), split_number(encoding, other),
                      split_number(encoding, sum(one, other))};
  std::array<std::vector<Position>, 3> positions;
  for (std::size_t i = 0; i < positions.size(); ++i) {
    positions[i] = positions_in_tokens(addition.numbers[i]);
    addition.columns = std::max(addition.columns, positions[i].size());
  }
  for (std::size_t column = 0; column < addition.columns; ++column) {
    Position common;
    bool aligned = true;
    for (const auto& of_number : positions) {
      if (column >= of_number.size()) continue;
      const Position& position = of_number[column];
      aligned = aligned && position && common.value_or(*position) == *position;
      common = position;
    }
    if (!aligned) addition.misaligned.push_back(column);
  }
  return addition;
}

}  // namespace tokmill::analysis
