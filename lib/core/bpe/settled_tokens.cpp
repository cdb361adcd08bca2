#include "core/bpe/settled_tokens.hpp"

#include <algorithm>
#include <vector>

#include "core/bpe/longest_matches.hpp"
#include "core/bpe/pair_cache.hpp"
#include "core/bpe/valid_pair.hpp"

namespace tokmill::bpe {
namespace {

// How far before the end to look for a settled boundary at least.
constexpr std::size_t min_reach = std::size_t{1} << 15;

// The sizes of the starts of `text` that end at an open end, in ascending order. `matches` are those of the end of `text`
// that is as long as the longest token.
std::vector<std::size_t> open_ends(std::string_view text, const std::vector<LongestMatch>& matches) {
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < matches.size(); ++at) {
    if (at + matches[at].bytes == matches.size()) ends.push_back(text.size() - matches.size() + at);
  }
  ends.push_back(text.size());
  return ends;
}

// The first token of each prefix of `text`, by size. As PrefixCounts does, finds the last token of each prefix: those
// before it are the tokens of a shorter prefix.
std::vector<TokenId> first_tokens(const Vocabulary& vocabulary, std::string_view text, PairCache& pairs) {
  const std::vector<LongestMatch> matches = longest_matches(vocabulary, text);
  std::vector<TokenId> first(text.size() + 1, no_token);
  std::vector<TokenId> last(text.size() + 1, no_token);
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (TokenId token = matches[at].token; token != no_token; token = vocabulary.longest_proper_prefix(token)) {
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
  const std::string_view last = text.substr(text.size() - std::min(vocabulary.max_token_size(), text.size()));
  const std::vector<std::size_t> ends = open_ends(text, longest_matches(vocabulary, last));
  const std::size_t max_distance = std::max(min_reach, 2 * vocabulary.max_token_size());
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
