#include "core/bpe/builder/characters.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/unicode/utf8.hpp"

namespace tokmill::bpe {
namespace {

// Ids that no token has.
class FreeIds {
 public:
  explicit FreeIds(std::span<const ListedToken> tokens) {
    for (const ListedToken& token : tokens) {
      next_ = std::max(next_, token.id == no_token ? 0 : token.id + 1);
      if (token.id >= used_.size()) used_.resize(std::min<std::size_t>(token.id, id_limit) + 1);
      used_[std::min(token.id, id_limit)] = true;
    }
  }

  TokenId take() {
    if (next_ >= id_limit) next_ = 0;
    while (next_ < used_.size() && used_[next_]) ++next_;
    return next_++;
  }

 private:
  TokenId next_ = 0;
  std::vector<bool> used_;
};

// The parts of characters and the merges that make the characters.
class CharacterParts {
 public:
  explicit CharacterParts(std::span<const ListedToken> tokens) : ids_(tokens) {
    for (const ListedToken& token : tokens) {
      const std::string_view bytes = token.bytes;
      if (bytes.size() > 1 && unicode::size_from_lead(bytes[0]) == bytes.size()) add_character(token);
    }
  }

  [[nodiscard]] const std::vector<ListedToken>& tokens() const noexcept { return tokens_; }
  [[nodiscard]] const std::vector<Merge>& merges() const noexcept { return merges_; }

 private:
  void add_character(const ListedToken& character) {
    const std::string_view bytes = character.bytes;
    TokenId left = part(bytes.substr(0, 1)).first;
    for (std::size_t size = 2; size <= bytes.size(); ++size) {
      const TokenId right = part(bytes.substr(size - 1, 1)).first;
      const auto [made, is_new] = size == bytes.size() ? std::pair(character.id, true) : part(bytes.substr(0, size));
      if (is_new) merges_.push_back({left, right});
      left = made;
    }
  }

  // The id of a part, and whether it is a new one.
  std::pair<TokenId, bool> part(std::string_view bytes) {
    const auto [entry, is_new] = parts_.try_emplace(bytes, 0);
    if (is_new) {
      entry->second = ids_.take();
      tokens_.push_back({bytes, entry->second});
    }
    return {entry->second, is_new};
  }

  FreeIds ids_;
  std::unordered_map<std::string_view, TokenId> parts_;
  std::vector<ListedToken> tokens_;
  std::vector<Merge> merges_;
};

template <class Item>
std::vector<Item> joined(std::span<const Item> first, std::span<const Item> second) {
  std::vector<Item> all;
  all.reserve(first.size() + second.size());
  all.insert(all.end(), first.begin(), first.end());
  all.insert(all.end(), second.begin(), second.end());
  return all;
}

// Takes the ids of parts of characters away.
void hide_parts(const CharacterParts& parts, MergeOrder& order) {
  keep_ids(order);
  std::vector<TokenId> ids;
  for (const ListedToken& part : parts.tokens()) ids.push_back(part.id);
  std::sort(ids.begin(), ids.end());
  for (TokenId& id : order.ids) {
    if (std::binary_search(ids.begin(), ids.end(), id)) id = no_token;
  }
}

// Adds the tokens of bytes. They are used by their numbers.
Result<void> add_byte_tokens(const std::vector<ListedToken>& tokens, CharacterOrder& result) {
  std::vector<TokenId>& numbers = result.rule.byte_tokens;
  numbers.assign(byte_values, no_token);
  const std::size_t first = result.order.tokens.size();
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].bytes.size() != 1) return Error{ErrorCode::malformed_table, "the token of a byte is not a byte", i + 1};
    TokenId& number = numbers[static_cast<unsigned char>(tokens[i].bytes[0])];
    if (number != no_token) return Error{ErrorCode::malformed_table, "a byte has two tokens", i + 1};
    number = static_cast<TokenId>(first + i);
  }
  for (unsigned byte = 0; byte < byte_values; ++byte) {
    if (is_in_utf8(byte) && numbers[byte] == no_token) {
      return Error{ErrorCode::malformed_table, "byte " + std::to_string(byte) + " has no token", 0};
    }
  }
  return add_hidden(tokens, result.order);
}

}  // namespace

Result<CharacterOrder> order_by_characters(std::span<const ListedToken> tokens, std::span<const Merge> merges,
                                           const MissingCharacters& missing,
                                           std::span<const ListedToken> decoded_only) {
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (unicode::well_formed_prefix(tokens[i].bytes) == tokens[i].bytes.size()) continue;
    return Error{ErrorCode::malformed_table, "token " + std::to_string(tokens[i].id) + " is not UTF-8", i + 1};
  }
  const CharacterParts parts(tokens);
  Result<MergeOrder> order =
      order_by_merges(joined(tokens, std::span(parts.tokens())), joined(std::span(parts.merges()), merges));
  if (!order) {
    // Positions are those of the caller's lists.
    const Result<MergeOrder> without_parts = order_by_merges(tokens, merges);
    return without_parts ? std::move(order).error() : without_parts.error();
  }
  hide_parts(parts, *order);
  CharacterOrder result{*std::move(order), {{}, missing.unknown, missing.fuse_unknown}};
  if (Result<void> added = add_hidden(decoded_only, result.order); !added) return std::move(added).error();
  if (!missing.byte_tokens.empty()) {
    if (Result<void> added = add_byte_tokens(missing.byte_tokens, result); !added) return std::move(added).error();
  }
  return result;
}

}  // namespace tokmill::bpe
