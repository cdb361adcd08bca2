#include "core/bpe/longest_matches.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

namespace tokmill::bpe {
namespace {

using Position = std::uint32_t;

// More steps per byte than this are worth sorting the suffixes.
constexpr std::size_t most_steps_per_byte = 64;

// Sorts positions by rank[position + distance], where positions after the end come first, and keeps the order of equal
// ones (a counting sort).
void sort_by_rank(const std::vector<Position>& from, const std::vector<Position>& rank, std::size_t distance,
                  std::vector<Position>& counts, std::vector<Position>& to) {
  const std::size_t size = from.size();
  const auto key = [&](Position at) { return at + distance < size ? rank[at + distance] + 1 : 0; };
  std::fill(counts.begin(), counts.end(), 0);
  for (const Position at : from) ++counts[key(at) + 1];
  std::partial_sum(counts.begin(), counts.end(), counts.begin());
  for (const Position at : from) to[counts[key(at)]++] = at;
}

struct SortedSuffixes {
  std::vector<Position> order;  // positions in the order of their suffixes
  std::vector<Position> place;  // the index of each position in `order`
};

// Orders by the first 1, 2, 4 … bytes: the order by twice as many bytes is that by the first half, then by the second
// (Karp, Miller and Rosenberg, 1972).
SortedSuffixes sort_suffixes(std::string_view text) {
  const std::size_t size = text.size();
  std::vector<Position> order(size), other(size), rank(size), next_rank(size);
  std::vector<Position> counts(std::max<std::size_t>(size, byte_values) + 3);
  std::iota(other.begin(), other.end(), 0);
  for (std::size_t at = 0; at < size; ++at) rank[at] = static_cast<unsigned char>(text[at]);
  for (std::size_t distance = 0;; distance = distance == 0 ? 1 : 2 * distance) {
    if (distance > 0) sort_by_rank(order, rank, distance, counts, other);
    sort_by_rank(other, rank, 0, counts, order);
    const auto second = [&](Position at) { return at + distance < size ? rank[at + distance] + 1 : 0; };
    Position largest = 0;
    for (std::size_t i = 0; i < size; ++i) {
      if (i > 0 && (rank[order[i]] != rank[order[i - 1]] || second(order[i]) != second(order[i - 1]))) ++largest;
      next_rank[order[i]] = largest;
    }
    rank.swap(next_rank);
    if (largest + 1U >= size) return {std::move(order), std::move(rank)};
  }
}

// The number of bytes that the suffix at each place has in common with the one before it (Kasai and others, 2001).
std::vector<Position> common_with_previous(std::string_view text, const SortedSuffixes& suffixes) {
  std::vector<Position> common(text.size(), 0);
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const Position place = suffixes.place[at];
    if (place == 0) {
      size = 0;
      continue;
    }
    const Position before = suffixes.order[place - 1];
    while (at + size < text.size() && before + size < text.size() && text[at + size] == text[before + size]) ++size;
    common[place] = static_cast<Position>(size);
    if (size > 0) --size;
  }
  return common;
}

std::vector<LongestMatch> matches_of_sorted(const Vocabulary& vocabulary, std::string_view text) {
  std::vector<LongestMatch> matches(text.size());
  const SortedSuffixes suffixes = sort_suffixes(text);
  const std::vector<Position> common = common_with_previous(text, suffixes);
  struct Step {
    std::uint32_t node;
    TokenId longest;
  };
  std::vector<Step> walk = {{vocabulary.trie_root(), no_token}};  // by the number of bytes
  for (std::size_t place = 0; place < text.size(); ++place) {
    const std::string_view suffix = text.substr(suffixes.order[place]);
    if (walk.size() > common[place] + 1U) walk.resize(common[place] + 1U);
    vocabulary.walk_trie(walk.back().node, suffix.data() + (walk.size() - 1), suffix.data() + suffix.size(),
                         [&walk](TokenId token, std::uint32_t node) {
                           walk.push_back({node, token == no_token ? walk.back().longest : token});
                         });
    matches[suffixes.order[place]] = {walk.back().longest, static_cast<std::uint32_t>(walk.size() - 1)};
  }
  return matches;
}

std::optional<std::vector<LongestMatch>> matches_one_by_one(const Vocabulary& vocabulary, std::string_view text) {
  std::vector<LongestMatch> matches(text.size());
  std::size_t steps = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    LongestMatch& match = matches[at] = {no_token, 0};
    vocabulary.for_each_prefix(text.data() + at, text.data() + text.size(), [&match](TokenId token) {
      ++match.bytes;
      if (token != no_token) match.token = token;
    });
    steps += match.bytes;
    if (steps > most_steps_per_byte * text.size()) return std::nullopt;
  }
  return matches;
}

}  // namespace

std::vector<LongestMatch> longest_matches(const Vocabulary& vocabulary, std::string_view text) {
  if (auto matches = matches_one_by_one(vocabulary, text)) return *std::move(matches);
  return matches_of_sorted(vocabulary, text);
}

}  // namespace tokmill::bpe
