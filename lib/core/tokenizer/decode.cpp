#include <algorithm>

#include "core/tokenizer/encoding_data.hpp"

namespace tokmill::inline TOKMILL_ABI {

namespace {

// The token with an id in a list that is ordered by id, or null.
const SpecialToken* find(std::span<const SpecialToken> tokens, TokenId id) noexcept {
  const auto found = std::ranges::lower_bound(tokens, id, {}, &SpecialToken::id);
  return found != tokens.end() && found->id == id ? &*found : nullptr;
}

// The token of a byte of a character that the vocabulary lacks, or no_token.
bpe::TokenId token_of_missing(const EncodingData& data, std::string_view bytes) noexcept {
  const bpe::CharacterGaps* const gaps = data.rules == nullptr ? nullptr : data.rules->gaps.characters.get();
  if (gaps == nullptr || bytes.size() != 1 || gaps->rule().byte_tokens.empty()) return bpe::no_token;
  return gaps->rule().byte_tokens[static_cast<unsigned char>(bytes[0])];
}

TokenId id_limit(std::span<const SpecialToken> tokens) noexcept { return tokens.empty() ? 0 : tokens.back().id + 1; }

}  // namespace

TokenId Encoding::vocabulary_size() const noexcept {
  return std::max({data_->vocabulary.id_limit(), id_limit(special_tokens()), id_limit(added_tokens())});
}

std::span<const SpecialToken> Encoding::special_tokens() const noexcept { return data_->special_tokens.by_id(); }

std::span<const SpecialToken> Encoding::added_tokens() const noexcept {
  return data_->rules == nullptr ? std::span<const SpecialToken>() : data_->rules->added;
}

std::span<const TokenId> Encoding::prefix_tokens() const noexcept { return data_->prefix_tokens; }

std::span<const TokenId> Encoding::suffix_tokens() const noexcept { return data_->suffix_tokens; }

std::optional<std::string_view> Encoding::token_bytes(TokenId id) const noexcept {
  if (const TokenId token = data_->vocabulary.number_of(id); token != bpe::no_token) {
    const std::string_view bytes = data_->vocabulary.bytes(token);
    if (!bytes.empty()) return bytes;
  }
  const SpecialToken* token = find(special_tokens(), id);
  if (token == nullptr) token = find(added_tokens(), id);
  if (token == nullptr) return std::nullopt;
  return token->name;
}

std::optional<TokenId> Encoding::token_id(std::string_view bytes) const noexcept {
  if (bytes.empty()) return std::nullopt;
  TokenId token = data_->vocabulary.find(bytes);
  if (token == bpe::no_token) token = data_->vocabulary.find_unreachable(bytes, bpe::hash_piece(bytes));
  if (token == bpe::no_token || data_->vocabulary.id_of(token) == bpe::no_token) token = token_of_missing(*data_, bytes);
  if (token != bpe::no_token) return data_->vocabulary.id_of(token);
  const SpecialToken* const special = data_->special_tokens.named(bytes);
  if (special != nullptr) return special->id;
  const auto added = std::ranges::find(added_tokens(), bytes, &SpecialToken::name);
  if (added == added_tokens().end()) return std::nullopt;
  return added->id;
}

Result<std::string> Encoding::decode(std::span<const TokenId> ids) const {
  std::string bytes;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const std::optional<std::string_view> token = token_bytes(ids[i]);
    if (!token) {
      return Error{ErrorCode::token_out_of_range,
                   std::string(name()) + " has no token " + std::to_string(ids[i]), i};
    }
    bytes += *token;
  }
  if (data_->rules != nullptr && data_->rules->strips_first_blank && bytes.starts_with(' ')) bytes.erase(0, 1);
  return bytes;
}

}  // namespace tokmill
