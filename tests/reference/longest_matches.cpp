#include "reference/longest_matches.hpp"

#include <algorithm>

namespace tokmill::reference {

std::vector<LongestMatch> longest_matches(const std::vector<std::string>& tokens, std::string_view text) {
  std::vector<LongestMatch> matches;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    LongestMatch match{"", 0};
    for (const std::string& token : tokens) {
      const auto [end, _] = std::mismatch(token.begin(), token.end(), rest.begin(), rest.end());
      match.bytes = std::max(match.bytes, static_cast<std::size_t>(end - token.begin()));
      if (end == token.end() && token.size() > match.token.size()) match.token = token;
    }
    matches.push_back(match);
  }
  return matches;
}

}  // namespace tokmill::reference
