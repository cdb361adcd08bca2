#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "reference/made_vocabulary.hpp"
#include "tokmill/vocabulary.hpp"

namespace tokmill::test {

/// A small vocabulary for tests: single bytes, and tokens of few characters that merging makes, or not.
class RandomVocabulary {
 public:
  struct Shape {
    bool has_list = false;          // a list of merges instead of ranks
    bool is_shuffled = false;       // ranks are
    bool has_ids = false;           // ids that are not ranks
    bool has_all_bytes = true;      // if not, none of those that UTF-8 text cannot have
    WholePieces whole_pieces = WholePieces::tokens;
  };

  RandomVocabulary(std::mt19937& random, const Shape& shape) : shape_(shape) {
    const auto below = [&random](std::size_t limit) { return random() % limit; };
    for (unsigned byte = 0; byte < 256; ++byte) {
      const bool is_in_utf8 = byte != 0xC0 && byte != 0xC1 && byte < 0xF5;
      if (shape.has_all_bytes || is_in_utf8) bytes_.emplace_back(1, static_cast<char>(byte));
    }
    std::shuffle(bytes_.begin(), bytes_.end(), random);
    const std::size_t singles = bytes_.size();

    // Tokens of several bytes: two tokens, or any characters.
    const std::vector<std::string> letters = {"a", "b", "c", " ", "\xC3", "\xA9", "\xC3\xA9"};
    std::vector<std::string> parts(letters.begin(), letters.begin() + 6);
    std::set<std::string> known(bytes_.begin(), bytes_.end());
    for (std::size_t left = 3 + below(60); left > 0; --left) {
      std::string token;
      std::string one = parts[below(parts.size())];
      std::string other = parts[below(parts.size())];
      const bool is_made = below(5) > 0;
      if (is_made) {
        token = one + other;
      } else {
        for (std::size_t size = 2 + below(5); size > 0; --size) token += letters[below(letters.size())];
      }
      if (token.size() > 40 || !known.insert(token).second) continue;
      bytes_.push_back(token);
      if (is_made || below(2) == 0) parts.push_back(token);
      if (is_made) merges_.emplace_back(std::move(one), std::move(other));
    }
    if (shape.is_shuffled) std::shuffle(bytes_.begin() + static_cast<std::ptrdiff_t>(singles), bytes_.end(), random);
    // Single bytes among the others.
    if (below(3) == 0) std::swap(bytes_[below(singles)], bytes_.back());

    std::uint32_t rank = 0;
    std::vector<TokenId> ids;
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
      ranks_.push_back(rank);
      ids.push_back(rank);
      rank += 1 + static_cast<std::uint32_t>(below(20) == 0 ? below(3) : 0);
    }
    if (shape.has_ids) {
      std::shuffle(ids.begin(), ids.end(), random);
      for (TokenId& id : ids) id += 1000;
    }
    for (std::size_t i = 0; i < bytes_.size(); ++i) ids_[bytes_[i]] = ids[i];

    // Some merges are missing, some repeated, some useless.
    for (std::size_t i = below(4); i > 0 && !merges_.empty(); --i) {
      const std::size_t which = below(merges_.size());
      if (below(2) == 0) {
        merges_.push_back(merges_[which]);
      } else {
        merges_.erase(merges_.begin() + static_cast<std::ptrdiff_t>(which));
      }
    }
    for (const std::string& token : bytes_) {
      if (token.size() < 2 || below(4) > 0) continue;
      const std::size_t cut = 1 + below(token.size() - 1);
      if (known.contains(token.substr(0, cut)) && known.contains(token.substr(cut))) {
        merges_.emplace_back(token.substr(0, cut), token.substr(cut));
      }
    }
    if (shape.is_shuffled) std::shuffle(merges_.begin(), merges_.end(), random);
    // Of repeated merges, the last one counts.
    for (std::uint32_t i = 0; i < merges_.size(); ++i) merge_ranks_[merges_[i]] = i;
  }

  [[nodiscard]] Result<Vocabulary> make() const {
    if (!shape_.has_list) {
      std::vector<RankedToken> tokens;
      for (std::size_t i = 0; i < bytes_.size(); ++i) tokens.push_back({bytes_[i], ranks_[i], ids_.at(bytes_[i])});
      return Vocabulary::from_ranks(tokens, shape_.whole_pieces);
    }
    std::vector<ListedToken> tokens;
    for (const auto& [bytes, id] : ids_) tokens.push_back({bytes, id});
    std::vector<Merge> merges;
    for (const auto& [left, right] : merges_) merges.push_back({ids_.at(left), ids_.at(right)});
    return Vocabulary::from_merges(tokens, merges, shape_.whole_pieces);
  }

  /// Refers to this object.
  [[nodiscard]] reference::MadeVocabulary reference() const {
    reference::MadeVocabulary made{ids_, {}, shape_.whole_pieces == WholePieces::tokens};
    if (shape_.has_list) {
      made.rank_of = [this](const std::string& left, const std::string& right) -> std::optional<std::uint32_t> {
        const auto found = merge_ranks_.find({left, right});
        if (found == merge_ranks_.end()) return std::nullopt;
        return found->second;
      };
    } else {
      std::map<std::string, std::uint32_t> ranks;
      for (std::size_t i = 0; i < bytes_.size(); ++i) ranks[bytes_[i]] = ranks_[i];
      made.rank_of = [ranks](const std::string& left, const std::string& right) -> std::optional<std::uint32_t> {
        const auto found = ranks.find(left + right);
        if (found == ranks.end()) return std::nullopt;
        return found->second;
      };
    }
    return made;
  }

  [[nodiscard]] const std::map<std::string, TokenId>& ids() const { return ids_; }

 private:
  Shape shape_;
  std::vector<std::string> bytes_;     // in order of rank
  std::vector<std::uint32_t> ranks_;
  std::map<std::string, TokenId> ids_;
  std::vector<std::pair<std::string, std::string>> merges_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> merge_ranks_;
};

/// A text of the characters that the tokens of a RandomVocabulary have, and a few others.
[[nodiscard]] inline std::string text_of_tokens(std::mt19937& random, std::size_t characters) {
  static const std::vector<std::string> all = {"a", "b", "c", "a", "b", "c", " ", "\xC3\xA9", "\xC3\xA0", "A", "1", "\n"};
  std::string text;
  for (; characters > 0; --characters) text += all[random() % all.size()];
  return text;
}

}  // namespace tokmill::test
