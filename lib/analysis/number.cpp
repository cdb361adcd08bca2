#include "tokmill/analysis/number.hpp"

#include <algorithm>
#include <iterator>

#include "analysis/number_parts.hpp"
#include "tokmill/digit_value.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI::analysis {
namespace {

constexpr std::size_t thousand_digits = 3;

// A maximal run of digits, or of characters that are not digits.
struct Run {
  bool digits;
  std::vector<std::size_t> starts;  // byte offsets of its characters
};

std::vector<Run> runs_of(std::string_view number) {
  std::vector<Run> runs;
  for (std::size_t at = 0; at < number.size();) {
    const Utf8Unit character = next_utf8_unit(number.substr(at));
    const bool digit = digit_value(character.code_point).has_value();
    if (runs.empty() || runs.back().digits != digit) runs.push_back({digit, {}});
    runs.back().starts.push_back(at);
    at += character.size;
  }
  return runs;
}

}  // namespace

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

Thousands thousands(std::string_view number) {
  Thousands found;
  const std::vector<Run> runs = runs_of(number);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    if (run.starts.front() > 0) found.groups.push_back(run.starts.front());
    const bool after_point = i >= 2 && number[runs[i - 1].starts.front()] == '.' &&
                             runs[i - 1].starts.size() == 1 && runs[i - 2].digits;
    if (!run.digits || after_point) continue;
    for (std::size_t k = 1; k < run.starts.size(); ++k) {
      if ((run.starts.size() - k) % thousand_digits != 0) continue;
      found.groups.push_back(run.starts[k]);
      found.inner.push_back(run.starts[k]);
    }
  }
  return found;
}

bool has_digit(std::string_view text) {
  const std::vector<Run> runs = runs_of(text);
  return std::any_of(runs.begin(), runs.end(), [](const Run& run) { return run.digits; });
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

}  // namespace tokmill::analysis
