#include "tokmill/encoding.hpp"

#include <string>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/special_tokens.hpp"
#include "core/tokenizer/tokenize.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Splits `text` at the special tokens that the policy allows. Calls on_special(id) for each of them and
// on_text(segment) for the text between them.
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

// Like tiktoken, checks the whole text before any of it is encoded.
Result<void> check_policy(const EncodingData& data, std::string_view text, const SpecialPolicy& policy) {
  if (Result<void> checked = check_names(data.name, data.special_tokens, policy); !checked) return checked;
  std::size_t from = 0;
  while (const auto found = find_special_token(data.special_tokens, text, from)) {
    if (policy.disallows(found->token->name)) return disallowed_special_token(*found->token, found->start);
    from = found->start + found->token->name.size();
  }
  return {};
}

// The text to tokenize: with IllFormed::replacement, the text without ill-formed parts, owned by `storage` if it
// differs.
std::string_view tokenized_text(std::string_view text, IllFormed ill_formed, std::string& storage) {
  if (ill_formed == IllFormed::byte_fallback || !find_ill_formed(text)) return text;
  storage = replace_ill_formed(text);
  return storage;
}

// Puts the tokens of a text into the sink. After each batch of pieces, stops if proceed() returns false, and then
// returns false.
template <class Sink, class Proceed>
bool tokenize(const EncodingData& data, std::string_view text, IllFormed ill_formed, Sink& sink, Proceed&& proceed) {
  PieceEncoder<Sink> encoder(data, sink);
  return for_each_batch(data.pre_tokenizer, text, ill_formed,
                        [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
                          encoder.encode(start, ends, count, readable);
                          return proceed();
                        });
}

constexpr auto always = [] { return true; };

// Puts the tokens of tokenized_text() into the sink, with special tokens according to the policy. With
// IllFormed::replacement this text is UTF-8, so it is not validated again.
template <class Sink>
void tokenize_segments(const EncodingData& data, std::string_view tokenized, const SpecialPolicy& policy,
                       IllFormed ill_formed, Sink& sink) {
  PieceEncoder<Sink> encoder(data, sink);
  const auto on_pieces = [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
    encoder.encode(start, ends, count, readable);
    return true;
  };
  walk_segments(
      data, tokenized, policy,
      [&](std::string_view segment) {
        if (ill_formed == IllFormed::replacement) {
          for_each_batch(data.pre_tokenizer, segment, on_pieces);
        } else {
          for_each_batch(data.pre_tokenizer, segment, ill_formed, on_pieces);
        }
      },
      [&](TokenId id) { sink.put(&id, 1); });
}

}  // namespace

std::string_view Encoding::name() const noexcept { return data_->name; }

std::size_t Encoding::count(std::string_view text, IllFormed ill_formed) const {
  TokenCounter counter;
  tokenize(*data_, text, ill_formed, counter, always);
  return counter.tokens();
}

std::optional<std::size_t> Encoding::count_within(std::string_view text, std::size_t limit,
                                                  IllFormed ill_formed) const {
  TokenCounter counter;
  tokenize(*data_, text, ill_formed, counter, [&] { return counter.tokens() <= limit; });
  if (counter.tokens() > limit) return std::nullopt;
  return counter.tokens();
}

Result<std::size_t> Encoding::count(std::string_view text, const SpecialPolicy& policy, IllFormed ill_formed) const {
  std::string storage;
  const std::string_view tokenized = tokenized_text(text, ill_formed, storage);
  if (Result<void> checked = check_policy(*data_, tokenized, policy); !checked) return std::move(checked).error();
  TokenCounter counter;
  tokenize_segments(*data_, tokenized, policy, ill_formed, counter);
  return counter.tokens();
}

void Encoding::encode_ordinary(std::string_view text, std::vector<TokenId>& out, IllFormed ill_formed) const {
  reserve_for(*this, text, ill_formed, out);
  TokenAppender appender(out, text.size());
  tokenize(*data_, text, ill_formed, appender, always);
  appender.flush();
}

Result<std::vector<TokenId>> Encoding::encode(std::string_view text, const SpecialPolicy& policy,
                                              IllFormed ill_formed) const {
  std::string storage;
  const std::string_view tokenized = tokenized_text(text, ill_formed, storage);
  if (Result<void> checked = check_policy(*data_, tokenized, policy); !checked) return std::move(checked).error();
  std::vector<TokenId> tokens;
  reserve_for(*this, tokenized, ill_formed, tokens);
  TokenAppender appender(tokens, tokenized.size());
  tokenize_segments(*data_, tokenized, policy, ill_formed, appender);
  appender.flush();
  return tokens;
}

std::vector<Span> Encoding::pieces(std::string_view text, IllFormed ill_formed) const {
  std::vector<Span> spans;
  std::size_t at = 0;
  for_each_piece(data_->pre_tokenizer, text, ill_formed, [&](std::string_view piece) {
    spans.push_back({at, at + piece.size()});
    at += piece.size();
  });
  return spans;
}

}  // namespace tokmill
