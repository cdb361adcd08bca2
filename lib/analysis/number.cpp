#include "tokmill/analysis/number.hpp"

#include "analysis/number_parts.hpp"
#include "tokmill/analysis/decimal_number.hpp"
#include "tokmill/digit_value.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {

SplitNumber split_number(const Encoding& encoding, const std::string& number) {
  SplitNumber split{number, std::string(encoding.name()), {}};
  std::vector<TokenId> ids;
  encoding.encode_ordinary(number, ids);
  for (const TokenId id : ids) split.pieces.emplace_back(*encoding.token_bytes(id));
  return split;
}

DigitGrouping digit_grouping(const Encoding& encoding) {
  const std::string number = "1234567890";
  const std::optional<std::vector<std::size_t>> cuts = boundaries(split_number(encoding, number));
  if (cuts && cuts->size() + 1 == number.size()) return DigitGrouping::single;
  const std::string tokenized = encoding.tokenized_text(number);
  std::vector<std::string_view> pieces;
  for (const Span& piece : encoding.pieces(number)) {
    pieces.push_back(std::string_view(tokenized).substr(piece.start, piece.end - piece.start));
  }
  std::vector<std::size_t> ends;
  if (!find_part_ends(number, pieces, ends)) return DigitGrouping::merged;
  if (ends == std::vector<std::size_t>{3, 6, 9, 10}) return DigitGrouping::three_from_left;
  if (ends == std::vector<std::size_t>{1, 4, 7, 10}) return DigitGrouping::three_from_right;
  return DigitGrouping::merged;
}

std::optional<std::vector<std::size_t>> boundaries(const SplitNumber& split) {
  const std::vector<std::string_view> tokens(split.pieces.begin(), split.pieces.end());
  std::vector<std::size_t> ends;
  if (!find_part_ends(split.number, tokens, ends)) return std::nullopt;
  if (!ends.empty()) ends.pop_back();
  return ends;
}

std::optional<Thousands> thousands(std::string_view number) {
  const std::optional<DecimalNumber> decimal = parse_decimal(number);
  if (!decimal) return std::nullopt;
  Thousands found;
  const std::vector<DecimalNumber::Digit>& digits = decimal->digits;
  if (digits.front().offset > 0) found.groups.push_back(digits.front().offset);
  for (std::size_t i = 1; i < digits.size(); ++i) {
    const std::size_t start = digits[i].offset;
    const std::size_t previous_end =
        digits[i - 1].offset + next_utf8_unit(number.substr(digits[i - 1].offset)).size;
    if (previous_end < start) {
      found.groups.insert(found.groups.end(), {previous_end, start});
    } else if (i < decimal->integer_digits && (decimal->integer_digits - i) % thousand_digits == 0) {
      found.groups.push_back(start);
      found.inner.push_back(start);
    }
  }
  return found;
}

bool has_digit(std::string_view text) {
  while (!text.empty()) {
    const Utf8Unit unit = next_utf8_unit(text);
    if (digit_value(unit.code_point)) return true;
    text.remove_prefix(unit.size);
  }
  return false;
}

bool is_whole(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
}

std::string separated(std::string_view whole, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % thousand_digits == 0) text += separator;
    text += whole[i];
  }
  return text;
}

}  // namespace tokmill::inline TOKMILL_ABI::analysis
