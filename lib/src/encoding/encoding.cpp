#include "tokmill/encoding.hpp"

#include <string>

#include "encoding/encoding_data.hpp"
#include "encoding/special_tokens.hpp"
#include "encoding/tokenize.hpp"

namespace tokmill {
namespace {

// Cuts `text` at the special tokens that the policy allows: on_text(stretch) for what lies between,
// on_special(id) for each.
template <class OnText, class OnSpecial>
void walk_segments(const EncodingData& data, std::string_view text, const SpecialPolicy& policy, OnText&& on_text,
                   OnSpecial&& on_special) {
  std::size_t segment = 0;
  std::size_t from = 0;
  while (const auto found = find_special_token(data.special_tokens, text, from)) {
    from = found->start + found->token->name.size();
    if (!policy.allows(found->token->name)) continue;
    on_text(text.substr(segment, found->start - segment));
    on_special(found->token->id);
    segment = from;
  }
  on_text(text.substr(segment));
}

// tiktoken looks for what is disallowed before it encodes anything.
Result<void> check_policy(const EncodingData& data, std::string_view text, const SpecialPolicy& policy) {
  for (const std::string_view name : policy.names()) {
    if (special_token_named(data.special_tokens, name) == nullptr) {
      return Error{ErrorCode::unknown_special_token,
                   std::string(data.name) + " has no special token " + std::string(name), 0};
    }
  }
  std::size_t from = 0;
  while (const auto found = find_special_token(data.special_tokens, text, from)) {
    if (policy.disallows(found->token->name)) {
      return Error{ErrorCode::disallowed_special_token,
                   "the text holds the special token " + std::string(found->token->name) + " at byte " +
                       std::to_string(found->start),
                   found->start};
    }
    from = found->start + found->token->name.size();
  }
  return {};
}

// The text that is tokenized: under `replace`, ill-formed parts are gone, which `storage` then owns.
std::string_view tokenized_text(std::string_view text, IllFormed ill_formed, std::string& storage) {
  if (ill_formed == IllFormed::lossless || !find_ill_formed(text)) return text;
  storage = replace_ill_formed(text);
  return storage;
}

// The pieces of a segment of what tokenized_text gave. Under `replace` that is UTF-8 and was looked through once.
template <class OnPiece>
void for_each_piece_of_tokenized(const EncodingData& data, std::string_view segment, IllFormed ill_formed,
                                 OnPiece&& on_piece) {
  if (ill_formed == IllFormed::replace) {
    for_each_piece(data.splitter, segment, on_piece);
  } else {
    for_each_piece(data.splitter, segment, ill_formed, on_piece);
  }
}

}  // namespace

std::string_view Encoding::name() const noexcept { return data_->name; }

std::size_t Encoding::count(std::string_view text, IllFormed ill_formed) const {
  PieceEncoder encoder(data_->vocabulary);
  std::size_t tokens = 0;
  for_each_piece(data_->splitter, text, ill_formed, [&](std::string_view piece) {
    tokens += encoder.count(piece);
    return true;
  });
  return tokens;
}

std::optional<std::size_t> Encoding::count_within(std::string_view text, std::size_t limit,
                                                  IllFormed ill_formed) const {
  PieceEncoder encoder(data_->vocabulary);
  std::size_t tokens = 0;
  const bool within = for_each_piece(data_->splitter, text, ill_formed, [&](std::string_view piece) {
    tokens += encoder.count(piece);
    return tokens <= limit;
  });
  if (!within) return std::nullopt;
  return tokens;
}

Result<std::size_t> Encoding::count(std::string_view text, const SpecialPolicy& policy, IllFormed ill_formed) const {
  std::string storage;
  const std::string_view tokenized = tokenized_text(text, ill_formed, storage);
  if (Result<void> checked = check_policy(*data_, tokenized, policy); !checked) return std::move(checked).error();
  PieceEncoder encoder(data_->vocabulary);
  std::size_t tokens = 0;
  const auto on_piece = [&](std::string_view piece) {
    tokens += encoder.count(piece);
    return true;
  };
  walk_segments(
      *data_, tokenized, policy,
      [&](std::string_view segment) { for_each_piece_of_tokenized(*data_, segment, ill_formed, on_piece); },
      [&](TokenId) { ++tokens; });
  return tokens;
}

void Encoding::encode_ordinary(std::string_view text, std::vector<TokenId>& out, IllFormed ill_formed) const {
  PieceEncoder encoder(data_->vocabulary);
  for_each_piece(data_->splitter, text, ill_formed, [&](std::string_view piece) {
    encoder.encode(piece, out);
    return true;
  });
}

Result<std::vector<TokenId>> Encoding::encode(std::string_view text, const SpecialPolicy& policy,
                                              IllFormed ill_formed) const {
  std::string storage;
  const std::string_view tokenized = tokenized_text(text, ill_formed, storage);
  if (Result<void> checked = check_policy(*data_, tokenized, policy); !checked) return std::move(checked).error();
  PieceEncoder encoder(data_->vocabulary);
  std::vector<TokenId> tokens;
  const auto on_piece = [&](std::string_view piece) {
    encoder.encode(piece, tokens);
    return true;
  };
  walk_segments(
      *data_, tokenized, policy,
      [&](std::string_view segment) { for_each_piece_of_tokenized(*data_, segment, ill_formed, on_piece); },
      [&](TokenId id) { tokens.push_back(id); });
  return tokens;
}

std::vector<Span> Encoding::pieces(std::string_view text, IllFormed ill_formed) const {
  std::vector<Span> spans;
  std::size_t at = 0;
  for_each_piece(data_->splitter, text, ill_formed, [&](std::string_view piece) {
    spans.push_back({at, at + piece.size()});
    at += piece.size();
    return true;
  });
  return spans;
}

}  // namespace tokmill
