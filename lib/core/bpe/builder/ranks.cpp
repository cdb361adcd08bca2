#include "core/bpe/builder/ranks.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/bpe/vocabulary_image.hpp"

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

// Accepts canonical base64 only: padded, and with zeros in the unused bits of the last digit. So each token has exactly
// one encoded form.
std::optional<std::string> decode_base64(std::string_view encoded) {
  if (encoded.empty() || encoded.size() % 4 != 0) return std::nullopt;
  std::size_t padding = 0;
  while (padding < 2 && encoded[encoded.size() - 1 - padding] == '=') ++padding;
  encoded.remove_suffix(padding);

  std::string bytes;
  std::uint32_t bits = 0;
  unsigned bit_count = 0;
  for (const char c : encoded) {
    const unsigned char digit = base64_digits[static_cast<unsigned char>(c)];
    if (digit == no_digit) return std::nullopt;
    bits = bits << 6 | digit;
    bit_count += 6;
    if (bit_count >= 8) {
      bit_count -= 8;
      bytes += static_cast<char>(bits >> bit_count & 0xFF);
    }
  }
  if ((bits & ((1U << bit_count) - 1)) != 0) return std::nullopt;
  return bytes;
}

struct Row {
  std::string token;
  std::uint32_t rank;
};

Result<Row> read_row(std::string_view line, std::size_t line_number) {
  const auto malformed = [line_number](std::string message) {
    return Error{ErrorCode::malformed_table, std::move(message), line_number};
  };
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return malformed("expected a token, a space and a rank");
  std::optional<std::string> token = decode_base64(line.substr(0, space));
  if (!token || token->empty()) return malformed("expected a token in padded base64");

  const std::string_view digits = line.substr(space + 1);
  std::uint32_t rank = 0;
  const auto [stop, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), rank);
  if (problem != std::errc() || stop != digits.data() + digits.size() || rank >> token_id_bits != 0) {
    return malformed("expected a rank below 2^18");
  }
  return Row{*std::move(token), rank};
}

}  // namespace

Result<RankTable> read_rank_table(std::string_view contents) {
  RankTable table;
  std::size_t line_number = 0;
  while (!contents.empty()) {
    ++line_number;
    const std::size_t newline = contents.find('\n');
    if (newline == std::string_view::npos) {
      return Error{ErrorCode::malformed_table, "missing newline at the end; the file may be truncated", line_number};
    }
    Result<Row> row = read_row(contents.substr(0, newline), line_number);
    if (!row) return std::move(row).error();
    if (row->rank < table.tokens.size()) {
      return Error{ErrorCode::malformed_table, "the rank must be greater than the previous one", line_number};
    }
    table.tokens.resize(row->rank);
    table.tokens.push_back(std::move(row->token));
    contents.remove_prefix(newline + 1);
  }

  // The keys are views into the strings, so add them after the vector has stopped growing.
  for (std::uint32_t rank = 0; rank < table.tokens.size(); ++rank) {
    if (table.tokens[rank].empty()) continue;
    if (!table.ranks.emplace(table.tokens[rank], rank).second) {
      return Error{ErrorCode::malformed_table, "rank " + std::to_string(rank) + " repeats a token of a lower rank", 0};
    }
  }
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    const auto found = table.ranks.find(std::string_view(&c, 1));
    if (found == table.ranks.end() || found->second >= byte_values) {
      return Error{ErrorCode::malformed_table, "byte " + std::to_string(byte) + " has no rank below 256", 0};
    }
  }
  return table;
}

}  // namespace tokmill::bpe
