#include "reference/merge.hpp"

#include <cstddef>
#include <fstream>
#include <limits>
#include <stdexcept>

namespace tokmill::reference {
namespace {

std::string from_base64(std::string_view digits) {
  static constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  std::uint32_t bits = 0;
  int bit_count = 0;
  for (const char digit : digits) {
    if (digit == '=') break;
    bits = bits << 6 | static_cast<std::uint32_t>(alphabet.find(digit));
    bit_count += 6;
    if (bit_count >= 8) {
      bit_count -= 8;
      bytes += static_cast<char>(bits >> bit_count & 0xFF);
    }
  }
  return bytes;
}

}  // namespace

Ranks read_ranks(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot open " + path);
  Ranks ranks;
  std::string digits;
  std::uint32_t rank = 0;
  while (file >> digits >> rank) ranks.emplace(from_base64(digits), rank);
  return ranks;
}

std::vector<std::uint32_t> merge(const Ranks& ranks, std::string_view piece) {
  if (const auto whole = ranks.find(std::string(piece)); whole != ranks.end()) return {whole->second};

  static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();
  const auto rank_of = [&ranks](std::string_view left, std::string_view right) {
    const auto found = ranks.find(std::string(left) + std::string(right));
    return found == ranks.end() ? none : found->second;
  };

  std::vector<std::string> parts;
  for (const char byte : piece) parts.emplace_back(1, byte);
  std::vector<std::uint32_t> pair_ranks;  // pair_ranks[i] is the rank of parts[i] + parts[i + 1]
  for (std::size_t i = 0; i + 1 < parts.size(); ++i) pair_ranks.push_back(rank_of(parts[i], parts[i + 1]));

  while (true) {
    std::size_t lowest = 0;
    for (std::size_t i = 1; i < pair_ranks.size(); ++i) {
      if (pair_ranks[i] < pair_ranks[lowest]) lowest = i;
    }
    if (pair_ranks.empty() || pair_ranks[lowest] == none) break;

    parts[lowest] += parts[lowest + 1];
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(lowest) + 1);
    pair_ranks.erase(pair_ranks.begin() + static_cast<std::ptrdiff_t>(lowest));
    if (lowest > 0) pair_ranks[lowest - 1] = rank_of(parts[lowest - 1], parts[lowest]);
    if (lowest + 1 < parts.size()) pair_ranks[lowest] = rank_of(parts[lowest], parts[lowest + 1]);
  }

  std::vector<std::uint32_t> tokens;
  for (const std::string& part : parts) tokens.push_back(ranks.at(part));
  return tokens;
}

}  // namespace tokmill::reference
