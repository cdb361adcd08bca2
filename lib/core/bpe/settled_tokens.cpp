#include "core/bpe/settled_tokens.hpp"

#include <algorithm>
#include <vector>

#include "core/bpe/pair_cache.hpp"
#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
namespace {

// How far before the end to look for a settled boundary.
constexpr std::size_t max_distance = std::size_t{1} << 15;

// The sizes of the starts of `text` that end at an open end, in ascending order.
std::vector<std::size_t> open_ends(const Vocabulary& vocabulary, std::string_view text) {
  std::vector<std::size_t> ends;
  const char* const end = text.data() + text.size();
  for (std::size_t size = std::min(vocabulary.max_token_size(), text.size()); size > 0; --size) {
    std::size_t matched = 0;
    vocabulary.for_each_prefix(end - size, end, [&matched](TokenId) { ++matched; });
    if (matched == size) ends.push_back(text.size() - size);
  }
  ends.push_back(text.size());
  return ends;
}

// The first token of each prefix of `text`, by size. As PrefixCounts does, finds the last token of each prefix: those
// before it are the tokens of a shorter prefix.
std::vector<TokenId> first_tokens(const Vocabulary& vocabulary, std::string_view text, PairCache& pairs) {
  std::vector<TokenId> first(text.size() + 1, no_token);
  std::vector<TokenId> last(text.size() + 1, no_token);
  const char* const end = text.data() + text.size();
  for (std::size_t at = 0; at < text.size(); ++at) {
    TokenId token = vocabulary.longest_match(text.data() + at, end);
    for (; token != no_token; token = vocabulary.longest_proper_prefix(token)) {
      const std::size_t after = at + vocabulary.token_size(token);
      if (last[after] != no_token || (at > 0 && !pairs.are_valid(vocabulary, last[at], token))) continue;
      last[after] = token;
      first[after] = at > 0 ? first[at] : token;
    }
  }
  return first;
}

}  // namespace

std::size_t settled_tokens(const Vocabulary& vocabulary, std::string_view text, std::span<const TokenId> tokens) {
  const std::vector<std::size_t> ends = open_ends(vocabulary, text);
  PairCache pairs;
  std::size_t boundary = text.size();
  std::size_t count = tokens.size();
  std::size_t target = ends.front();
  while (true) {
    while (count > 0 && boundary > target) boundary -= vocabulary.token_size(tokens[--count]);
    const std::size_t distance = text.size() - boundary;
    if (count == 0 || distance > max_distance) return 0;
    const TokenId before = tokens[count - 1];
    const std::vector<TokenId> first = first_tokens(vocabulary, text.substr(boundary), pairs);
    const bool is_settled = std::all_of(ends.begin(), ends.end(), [&](std::size_t end) {
      return end == boundary || is_valid_pair(vocabulary, before, first[end - boundary]);
    });
    if (is_settled) return count;
    target = boundary - std::min(boundary, distance);
  }
}

}  // namespace tokmill::bpe
