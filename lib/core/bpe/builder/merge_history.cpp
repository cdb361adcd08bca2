#include "core/bpe/builder/merge_history.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokmill::bpe {
namespace {

TokenId rank_of(const RankTable& table, std::string_view bytes) {
  const auto found = table.ranks.find(bytes);
  return found == table.ranks.end() ? no_token : found->second;
}

// Merges the bytes of a token until two tokens are left. Speed does not matter: images are written at build time, and
// tokens are short.
LastMerge last_merge(const RankTable& table, TokenId token) {
  const std::string_view bytes = table.tokens[token];
  std::vector<std::size_t> starts;  // of the tokens, plus the end of the last one
  for (std::size_t i = 0; i <= bytes.size(); ++i) starts.push_back(i);
  const auto span = [&](std::size_t part, std::size_t parts) {
    return bytes.substr(starts[part], starts[part + parts] - starts[part]);
  };
  while (starts.size() > 3) {
    std::size_t first = 0;
    TokenId lowest = no_token;
    for (std::size_t part = 0; part + 2 < starts.size(); ++part) {
      const TokenId rank = rank_of(table, span(part, 2));
      if (rank < lowest) {
        lowest = rank;
        first = part;
      }
    }
    if (lowest == no_token) return {no_token, no_token};
    starts.erase(starts.begin() + static_cast<std::ptrdiff_t>(first) + 1);
  }
  if (starts.size() < 3) return {no_token, no_token};
  return {rank_of(table, span(0, 1)), rank_of(table, span(1, 1))};
}

}  // namespace

std::vector<LastMerge> last_merges(const RankTable& table) {
  std::vector<LastMerge> merges;
  merges.reserve(table.tokens.size());
  for (TokenId token = 0; token < table.tokens.size(); ++token) merges.push_back(last_merge(table, token));
  return merges;
}

}  // namespace tokmill::bpe
