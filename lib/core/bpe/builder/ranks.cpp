#include "core/bpe/builder/ranks.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace tokmill::bpe {
namespace {

constexpr unsigned char no_digit = 64;

constexpr std::array<unsigned char, 256> base64_digits = [] {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<unsigned char, 256> digits{};
  digits.fill(no_digit);
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    digits[static_cast<unsigned char>(alphabet[i])] = static_cast<unsigned char>(i);
  }
  return digits;
}();

// Appends the bytes of a token. Accepts canonical base64 only: padded, and with zeros in the unused bits of the last
// digit. So each token has exactly one encoded form. Returns the offset of the first wrong character, or of the end if
// characters are missing there; nullopt if nothing is wrong.
std::optional<std::size_t> find_error_decoding(std::string_view encoded, std::string& bytes) {
  std::size_t padding = 0;
  while (padding < 2 && padding < encoded.size() && encoded[encoded.size() - 1 - padding] == '=') ++padding;
  const std::size_t digits = encoded.size() - padding;
  std::size_t i = 0;
  for (; i + 4 <= digits; i += 4) {
    const auto digit = [&](std::size_t at) -> std::uint32_t {
      return base64_digits[static_cast<unsigned char>(encoded[i + at])];
    };
    if (((digit(0) | digit(1) | digit(2) | digit(3)) & no_digit) != 0) break;
    const std::uint32_t bits = digit(0) << 18 | digit(1) << 12 | digit(2) << 6 | digit(3);
    const char three[] = {static_cast<char>(bits >> 16), static_cast<char>(bits >> 8 & 0xFF),
                          static_cast<char>(bits & 0xFF)};
    bytes.append(three, sizeof three);
  }
  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  for (; i < digits; ++i) {
    const unsigned char digit = base64_digits[static_cast<unsigned char>(encoded[i])];
    if (digit == no_digit) return i;
    bits = bits << 6 | digit;
    bit_count += 6;
    if (bit_count >= 8) {
      bit_count -= 8;
      bytes += static_cast<char>(bits >> bit_count & 0xFF);
    }
  }
  if ((bits & ((1U << bit_count) - 1)) != 0) return digits - 1;
  if (encoded.empty() || encoded.size() % 4 != 0) return encoded.size();
  return std::nullopt;
}

// The column of a position in a line, as it is printed.
std::string at_column(std::size_t offset) { return " (column " + std::to_string(offset + 1) + ")"; }

// What Python's decoder takes for a token of no bytes.
constexpr std::string_view no_token_text = "=";

}  // namespace

RankTable::RankTable(std::string bytes, const std::vector<std::uint32_t>& sizes,
                     const std::vector<std::uint32_t>& ranks)
    : bytes_(std::make_unique<const std::string>(std::move(bytes))) {
  tokens_.reserve(sizes.size());
  std::string_view rest = *bytes_;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    tokens_.push_back({rest.substr(0, sizes[i]), ranks[i], ranks[i]});
    rest.remove_prefix(sizes[i]);
  }
}

Result<RankTable> read_rank_table(std::string_view contents) {
  std::string bytes;
  bytes.reserve(contents.size() / 2);
  std::vector<std::uint32_t> sizes;
  std::vector<std::uint32_t> ranks;
  std::size_t line_number = 0;
  std::optional<std::uint32_t> last_rank;
  while (!contents.empty()) {
    ++line_number;
    const auto malformed = [line_number](std::string message) {
      return Error{ErrorCode::malformed_table, std::move(message), line_number};
    };
    const std::size_t newline = contents.find('\n');
    if (newline == std::string_view::npos) {
      return malformed("missing newline at the end; the file may be truncated");
    }
    const std::string_view line = contents.substr(0, newline);
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) return malformed("expected a token, a space and a rank");
    const std::size_t before = bytes.size();
    const bool is_nothing = line.substr(0, space) == no_token_text;
    if (const auto wrong = is_nothing ? std::nullopt : find_error_decoding(line.substr(0, space), bytes)) {
      return malformed("expected a token in padded base64" + at_column(*wrong));
    }

    const char* const line_end = line.data() + line.size();
    std::uint32_t rank = 0;
    const auto [stop, problem] = std::from_chars(line.data() + space + 1, line_end, rank);
    if (problem != std::errc() || stop != line_end) {
      return malformed("expected a rank below 2^32" + at_column(space + 1));
    }
    if (last_rank && rank <= *last_rank) {
      return malformed("the rank must be greater than the previous one" + at_column(space + 1));
    }
    last_rank = rank;
    if (!is_nothing) {
      sizes.push_back(static_cast<std::uint32_t>(bytes.size() - before));
      ranks.push_back(rank);
    }
    contents.remove_prefix(newline + 1);
  }
  return RankTable(std::move(bytes), sizes, ranks);
}

}  // namespace tokmill::bpe
