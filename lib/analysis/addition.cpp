#include "tokmill/analysis/addition.hpp"

#include <algorithm>
#include <optional>

namespace tokmill::analysis {
namespace {

// For each digit from the right: how many digits of its token stand behind it.
std::vector<std::size_t> places(const SplitNumber& split) {
  std::vector<std::size_t> found;
  for (auto piece = split.pieces.rbegin(); piece != split.pieces.rend(); ++piece) {
    for (std::size_t behind = 0; behind < piece->size(); ++behind) found.push_back(behind);
  }
  return found;
}

// The digit of a column, counted from 0 at the right; 0 beyond the number.
int digit(const std::string& number, std::size_t column) {
  return column < number.size() ? number[number.size() - 1 - column] - '0' : 0;
}

}  // namespace

std::string sum(const std::string& one, const std::string& other) {
  std::string digits;  // from the right
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
  std::array<std::vector<std::size_t>, 3> place;
  for (std::size_t i = 0; i < place.size(); ++i) {
    place[i] = places(addition.numbers[i]);
    addition.columns = std::max(addition.columns, place[i].size());
  }
  for (std::size_t column = 0; column < addition.columns; ++column) {
    std::optional<std::size_t> common;
    bool aligned = true;
    for (const auto& of_number : place) {
      if (column >= of_number.size()) continue;
      aligned = aligned && common.value_or(of_number[column]) == of_number[column];
      common = of_number[column];
    }
    if (!aligned) addition.misaligned.push_back(column);
  }
  return addition;
}

}  // namespace tokmill::analysis
