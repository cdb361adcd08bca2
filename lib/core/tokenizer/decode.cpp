#include <algorithm>

#include "core/tokenizer/encoding_data.hpp"

namespace tokmill::inline TOKMILL_ABI {

TokenId Encoding::vocabulary_size() const noexcept {
  const std::span<const SpecialToken> specials = special_tokens();
  return std::max(data_->vocabulary.id_limit(), specials.empty() ? 0 : specials.back().id + 1);
}

std::span<const SpecialToken> Encoding::special_tokens() const noexcept { return data_->special_tokens.by_id(); }

std::optional<std::string_view> Encoding::token_bytes(TokenId id) const noexcept {
  if (const TokenId token = data_->vocabulary.number_of(id); token != bpe::no_token) {
    const std::string_view bytes = data_->vocabulary.bytes(token);
    if (!bytes.empty()) return bytes;
  }
  const std::span<const SpecialToken> specials = special_tokens();
  const auto special = std::lower_bound(specials.begin(), specials.end(), id,
                                        [](const SpecialToken& token, TokenId value) { return token.id < value; });
  if (special == specials.end() || special->id != id) return std::nullopt;
  return special->name;
}

std::optional<TokenId> Encoding::token_id(std::string_view bytes) const noexcept {
  if (bytes.empty()) return std::nullopt;
  TokenId token = data_->vocabulary.find(bytes);
  if (token == bpe::no_token) token = data_->vocabulary.find_unreachable(bytes, bpe::hash_piece(bytes));
  if (token != bpe::no_token) return data_->vocabulary.id_of(token);
  const SpecialToken* const special = data_->special_tokens.named(bytes);
  if (special == nullptr) return std::nullopt;
  return special->id;
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
  return bytes;
}

}  // namespace tokmill
