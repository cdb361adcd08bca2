#include "tokmill/analysis/addition.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

// Where a character is: beside which digit, whose value is ten to the power of `exponent`, or after that
// digit.
struct Place {
  std::ptrdiff_t exponent;
  bool is_after;

  // From left to right.
  friend bool operator<(const Place& left, const Place& right) {
    return left.exponent != right.exponent ? left.exponent > right.exponent : left.is_after < right.is_after;
  }
};

// The tokens of a number, by the offsets of its bytes.
class NumberTokens {
 public:
  explicit NumberTokens(const SplitNumber& split) : cuts_(boundaries(split)), size_(split.number.size()) {}

  // Which token has this byte; nullopt if the tokens are not the number.
  [[nodiscard]] std::optional<std::size_t> index(std::size_t offset) const {
    if (!cuts_) return std::nullopt;
    return static_cast<std::size_t>(std::ranges::upper_bound(*cuts_, offset) - cuts_->begin());
  }

  // How many bytes follow this one in its token.
  [[nodiscard]] std::optional<std::size_t> bytes_after(std::size_t offset) const {
    const std::optional<std::size_t> token = index(offset);
    if (!token) return std::nullopt;
    return (*token < cuts_->size() ? (*cuts_)[*token] : size_) - 1 - offset;
  }

 private:
  std::optional<std::vector<std::size_t>> cuts_;
  std::size_t size_;
};

// Calls use(place, offset, size) for each character of a number.
template <class Use>
void for_each_character(const DecimalNumber& number, const Use& use) {
  std::size_t digit = 0;
  for (std::size_t at = 0; at < number.text.size();) {
    const std::size_t size = next_utf8_unit(std::string_view(number.text).substr(at)).size;
    const bool is_digit = digit < number.digits.size() && number.digits[digit].offset == at;
    if (is_digit) ++digit;
    // A character that is no digit is after the last one; a sign is where a digit more would be.
    const std::ptrdiff_t exponent =
        static_cast<std::ptrdiff_t>(number.integer_digits) - static_cast<std::ptrdiff_t>(digit);
    use(Place{exponent, !is_digit && digit > 0}, at, size);
    at += size;
  }
}

using Position = std::optional<std::size_t>;  // the number of bytes after a digit in its token

// Whether the digits of a column have the same position.
bool line_up(const std::vector<Position>& positions) {
  return std::ranges::all_of(positions,
                             [&](const Position& position) { return position && position == positions[0]; });
}

}  // namespace

Addition add(const Encoding& encoding, const std::vector<DecimalNumber>& numbers) {
  std::vector<DecimalNumber> all = numbers;
  all.push_back(sum(numbers));
  std::size_t fraction = 0;
  for (const DecimalNumber& number : all) fraction = std::max(fraction, number.fraction_digits());

  Addition addition;
  std::map<Place, Addition::Slot> slots;
  std::map<Place, std::vector<Position>> positions;  // of the digits
  for (std::size_t i = 0; i < all.size(); ++i) {
    const DecimalNumber& number = all[i];
    addition.numbers.push_back(split_number(encoding, number.text));
    const NumberTokens tokens(addition.numbers.back());
    std::size_t digit = 0;
    for_each_character(number, [&](const Place& place, std::size_t offset, std::size_t size) {
      Addition::Slot& slot = slots[place];
      slot.cells.resize(all.size());
      slot.cells[i] = {number.text.substr(offset, size), tokens.index(offset)};
      if (digit == number.digits.size() || number.digits[digit].offset != offset) return;
      ++digit;
      slot.column = static_cast<std::size_t>(place.exponent + static_cast<std::ptrdiff_t>(fraction));
      positions[place].push_back(tokens.bytes_after(offset));
    });
  }
  for (auto& [place, slot] : slots) {
    if (slot.column) ++addition.columns;
    if (slot.column && !line_up(positions[place])) addition.misaligned.push_back(*slot.column);
    addition.slots.push_back(std::move(slot));
  }
  std::ranges::reverse(addition.misaligned);
  return addition;
}

std::vector<DecimalNumber> with_thousands(std::vector<DecimalNumber> numbers) {
  const bool has_comma =
      std::ranges::any_of(numbers, [](const DecimalNumber& number) { return number.mark == ","; });
  for (DecimalNumber& number : numbers) {
    const std::string mark = number.mark;
    number = written_with(std::move(number), has_comma ? "." : ",", mark == "." && has_comma ? "," : mark);
  }
  return numbers;
}

}  // namespace tokmill::analysis
