#include "tokmill/encoding.hpp"

#include <algorithm>
#include <string>

#include "core/tokenizer/encoding_data.hpp"
#include "core/tokenizer/known_patterns.hpp"
#include "core/tokenizer/outputs.hpp"
#include "core/tokenizer/ruled_tokenizer.hpp"
#include "core/tokenizer/tokenize.hpp"

namespace tokmill::inline TOKMILL_ABI {
namespace {

// Splits `text` at the special tokens that the policy allows. Calls on_special(token) for each of them and
// on_text(segment) for the text between them. Returns an error at the first token that the policy disallows.
template <class OnText, class OnSpecial>
Result<void> walk_segments(const EncodingData& data, std::string_view text, const SpecialPolicy& policy,
                           OnText&& on_text, OnSpecial&& on_special) {
  std::size_t segment = 0;
  std::size_t from = 0;
  while (const auto found = data.special_tokens.find(text, from)) {
    const std::string_view name = found->token->name;
    if (policy.disallows(name)) return disallowed_special_token(*found->token, found->start);
    from = found->start + 1;
    if (!policy.allows(name)) continue;
    on_text(text.substr(segment, found->start - segment));
    on_special(*found->token);
    segment = from = found->start + name.size();
  }
  on_text(text.substr(segment));
  return {};
}

// The text to tokenize: with IllFormed::replacement, the text without ill-formed parts, owned by `storage` if it
// differs.
std::string_view without_ill_formed(std::string_view text, IllFormed ill_formed, std::string& storage) {
  if (ill_formed == IllFormed::byte_fallback || !find_ill_formed(text)) return text;
  storage = replace_ill_formed(text);
  return storage;
}

// Puts the tokens of a text into the sink. After each batch of pieces, stops if proceed() returns false, and then
// returns false.
template <class Sink, class Proceed>
bool tokenize(const EncodingData& data, std::string_view text, IllFormed ill_formed, Sink& sink, Proceed&& proceed) {
  PieceEncoder<Sink> encoder(data, sink);
  return for_each_batch(data.pre_tokenizer, text, data.treatment(ill_formed),
                        [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
                          encoder.encode(start, ends, count, readable);
                          return proceed();
                        });
}

constexpr auto always = [] { return true; };

// Puts the tokens of tokenized_text() into the sink, except for the special tokens that the policy allows, for which it
// calls put_special(token). With IllFormed::replacement this text is UTF-8, so it is not validated again. After an
// error, the sink may have tokens.
template <class Sink, class PutSpecial>
Result<void> tokenize_segments(const EncodingData& data, std::string_view tokenized, const SpecialPolicy& policy,
                               IllFormed ill_formed, Sink& sink, const PutSpecial& put_special) {
  if (policy.is_ordinary()) {
    tokenize(data, tokenized, ill_formed, sink, always);
    return {};
  }
  PieceEncoder<Sink> encoder(data, sink);
  const auto on_pieces = [&](const char* start, const char* const* ends, std::size_t count, const char* readable) {
    encoder.encode(start, ends, count, readable);
    return true;
  };
  return walk_segments(
      data, tokenized, policy,
      [&](std::string_view segment) {
        if (ill_formed == IllFormed::replacement) {
          for_each_batch(data.pre_tokenizer, segment, on_pieces);
        } else {
          for_each_batch(data.pre_tokenizer, segment, ill_formed, on_pieces);
        }
      },
      put_special);
}

// A special token of a text, by its index among all tokens. The size of the name tells two tokens of one id apart.
struct SpecialSize {
  std::size_t index;
  std::size_t size;
};

void append_ends(const bpe::Vocabulary& vocabulary, const std::vector<TokenId>& ids,
                 const std::vector<SpecialSize>& specials, std::vector<std::uint64_t>& ends) {
  ends.reserve(ends.size() + ids.size());
  auto special = specials.begin();
  std::uint64_t end = 0;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool is_special = special != specials.end() && special->index == i;
    end += is_special ? (special++)->size : vocabulary.token_size(vocabulary.number_of(ids[i]));
    ends.push_back(end);
  }
}

// The same for an encoding with rules.
template <class Output, class Proceed>
Result<void> tokenize_by_rules(const EncodingData& data, std::string_view text, const SpecialPolicy& policy,
                               Output& output, const Proceed& proceed) {
  std::string storage;
  const std::string_view tokenized = without_ill_formed(text, IllFormed::replacement, storage);
  const auto disallowed =
      RuledTokenizer<Output>(data, output).tokenize(tokenized, SegmentPart::start, policy, proceed);
  if (disallowed) return disallowed_special_token({disallowed->token->name, disallowed->token->id}, disallowed->offset);
  return {};
}

// The same with special tokens as ordinary text. Cannot fail.
template <class Output, class Proceed>
void tokenize_ordinary_by_rules(const EncodingData& data, std::string_view text, Output& output,
                                const Proceed& proceed) {
  (void)tokenize_by_rules(data, text, SpecialPolicy::ordinary(), output, proceed);
}

}  // namespace

std::string_view Encoding::name() const noexcept { return data_->name; }

std::string_view Encoding::pattern() const noexcept {
  return data_->rules != nullptr && data_->rules->splitter ? data_->expression : known_expression(data_->pattern);
}

std::size_t Encoding::count(std::string_view text, IllFormed ill_formed) const {
  if (data_->rules != nullptr) {
    CountOutput output;
    tokenize_ordinary_by_rules(*data_, text, output, always);
    return output.sink.tokens();
  }
  TokenCounter counter;
  tokenize(*data_, text, ill_formed, counter, always);
  return counter.tokens();
}

std::optional<std::size_t> Encoding::count_within(std::string_view text, std::size_t limit,
                                                  IllFormed ill_formed) const {
  if (data_->rules != nullptr) {
    CountOutput output;
    tokenize_ordinary_by_rules(*data_, text, output, [&] { return output.sink.tokens() <= limit; });
    return output.sink.tokens() <= limit ? std::optional(output.sink.tokens()) : std::nullopt;
  }
  TokenCounter counter;
  tokenize(*data_, text, ill_formed, counter, [&] { return counter.tokens() <= limit; });
  if (counter.tokens() > limit) return std::nullopt;
  return counter.tokens();
}

Result<std::size_t> Encoding::count(std::string_view text, const SpecialPolicy& policy, IllFormed ill_formed) const {
  if (Result<void> checked = data_->special_tokens.check_names(data_->name, policy); !checked) {
    return std::move(checked).error();
  }
  if (data_->rules != nullptr) {
    CountOutput output;
    if (Result<void> done = tokenize_by_rules(*data_, text, policy, output, always); !done) {
      return std::move(done).error();
    }
    return output.sink.tokens();
  }
  ill_formed = data_->treatment(ill_formed);
  std::string storage;
  const std::string_view tokenized = without_ill_formed(text, ill_formed, storage);
  TokenCounter counter;
  const auto put_special = [&](const SpecialToken& token) { counter.put(&token.id, 1); };
  Result<void> done = tokenize_segments(*data_, tokenized, policy, ill_formed, counter, put_special);
  if (!done) return std::move(done).error();
  return counter.tokens();
}

void Encoding::encode_ordinary(std::string_view text, std::vector<TokenId>& out, IllFormed ill_formed) const {
  if (data_->rules != nullptr) {
    std::vector<TokenId> tokens;
    std::uint64_t offset = 0;
    IdOutput output(data_->vocabulary, tokens, text.size(), nullptr, offset);
    tokenize_ordinary_by_rules(*data_, text, output, always);
    output.flush();
    out.insert(out.end(), tokens.begin(), tokens.end());
    return;
  }
  reserve_for(*this, text, ill_formed, out);
  TokenAppender appender(out, text.size(), data_->vocabulary.ids());
  tokenize(*data_, text, ill_formed, appender, always);
  appender.flush();
}

std::size_t Encoding::encode_ordinary(std::string_view text, std::span<TokenId> out, IllFormed ill_formed) const {
  std::size_t tokens = 0;
  const auto write = [&](std::span<const TokenId> block) {
    const std::size_t written = std::min(tokens, out.size());
    std::copy_n(block.begin(), std::min(block.size(), out.size() - written), out.data() + written);
    tokens += block.size();
  };
  BlockOutput output(write, data_->vocabulary.ids());
  if (data_->rules != nullptr) {
    tokenize_ordinary_by_rules(*data_, text, output, always);
  } else {
    tokenize(*data_, text, ill_formed, output.sink, always);
  }
  output.sink.flush();
  return tokens;
}

bool Encoding::encode_ordinary(std::string_view text, const std::function<bool(std::span<const TokenId>)>& on_tokens,
                               IllFormed ill_formed) const {
  bool goes_on = true;
  const auto pass_on = [&](std::span<const TokenId> block) { goes_on = goes_on && on_tokens(block); };
  const auto proceed = [&] { return goes_on; };
  BlockOutput output(pass_on, data_->vocabulary.ids());
  if (data_->rules != nullptr) {
    tokenize_ordinary_by_rules(*data_, text, output, proceed);
  } else {
    tokenize(*data_, text, ill_formed, output.sink, proceed);
  }
  output.sink.flush();
  return goes_on;
}

Result<std::vector<TokenId>> Encoding::encode(std::string_view text, const SpecialPolicy& policy,
                                              IllFormed ill_formed, std::vector<std::uint64_t>* ends) const {
  if (Result<void> checked = data_->special_tokens.check_names(data_->name, policy); !checked) {
    return std::move(checked).error();
  }
  std::vector<TokenId> tokens;
  if (data_->rules != nullptr) {
    std::uint64_t offset = 0;
    IdOutput output(data_->vocabulary, tokens, text.size(), ends, offset);
    Result<void> done = tokenize_by_rules(*data_, text, policy, output, always);
    if (!done) return std::move(done).error();
    output.flush();
    return tokens;
  }
  ill_formed = data_->treatment(ill_formed);
  std::string storage;
  const std::string_view tokenized = without_ill_formed(text, ill_formed, storage);
  reserve_for(*this, tokenized, ill_formed, tokens);
  TokenAppender appender(tokens, tokenized.size(), data_->vocabulary.ids());
  std::vector<SpecialSize> specials;
  const auto put_special = [&](const SpecialToken& token) {
    appender.put_id(token.id);
    if (ends != nullptr) specials.push_back({tokens.size() - 1, token.name.size()});
  };
  Result<void> done = tokenize_segments(*data_, tokenized, policy, ill_formed, appender, put_special);
  if (!done) return std::move(done).error();
  appender.flush();
  if (ends != nullptr) append_ends(data_->vocabulary, tokens, specials, *ends);
  return tokens;
}

std::vector<Span> Encoding::pieces(std::string_view text, IllFormed ill_formed) const {
  std::vector<Span> spans;
  std::size_t at = 0;
  if (data_->rules != nullptr) {
    const auto on_pieces = [&](const char* start, const char* const* ends, std::size_t count, const char*) {
      for (std::size_t i = 0; i < count; ++i) {
        const std::size_t size = static_cast<std::size_t>(ends[i] - start);
        spans.push_back({at, at + size});
        at += size;
        start = ends[i];
      }
      return true;
    };
    const auto on_token = [&](const Addition& token) {
      spans.push_back({at, at + token.text.size()});
      at += token.text.size();
    };
    std::string storage;
    RuledMemory memory;
    for_each_part_by_rules(*data_, without_ill_formed(text, IllFormed::replacement, storage), SegmentPart::start,
                           SpecialPolicy::ordinary(), memory, on_pieces, on_token,
                           [&](std::size_t size) { at += size; });
    return spans;
  }
  for_each_piece(data_->pre_tokenizer, text, data_->treatment(ill_formed), [&](std::string_view piece) {
    spans.push_back({at, at + piece.size()});
    at += piece.size();
  });
  return spans;
}

bool Encoding::has_normalizers() const noexcept {
  return data_->rules != nullptr && !data_->rules->normalizers.empty();
}

std::string Encoding::tokenized_text(std::string_view text, const SpecialPolicy& policy, IllFormed ill_formed) const {
  std::string tokenized;
  std::string storage;
  const std::string_view replaced =
      without_ill_formed(text, data_->treatment(ill_formed), storage);
  if (!has_normalizers()) return std::string(replaced);
  NormalizeBuffers buffers;
  data_->rules->raw_tokens.walk(
      replaced, policy,
      [&](std::string_view segment) {
        tokenized += normalize(data_->rules->normalizers, segment, SegmentPart::start, buffers);
      },
      [&](const Addition& token, std::size_t) { tokenized += token.text; });
  return tokenized;
}

}  // namespace tokmill
