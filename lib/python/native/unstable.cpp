#include "python/native/unstable.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "python/native/encode.hpp"
#include "python/native/errors.hpp"
#include "python/native/text.hpp"
#include "tokmill/utf8.hpp"

namespace tokmill::python {

namespace nb = nanobind;

namespace {

using Ids = std::vector<TokenId>;

// Where the text after the last allowed special token starts.
std::size_t start_of_last_segment(const Tokenizer& tokenizer, std::string_view text,
                                  const SpecialPolicy* policy) {
  std::size_t start = 0;
  if (policy == nullptr) return start;
  const auto is_allowed = [policy](std::string_view name) { return policy->allows(name); };
  while (const auto found = tokenizer.special_names().find(text, start, is_allowed)) {
    if (found->name.empty()) break;
    start = found->start + found->name.size();
  }
  return start;
}

// The number of tokens of the last piece; 0 if the text ends with a special token.
std::size_t tokens_of_last_piece(const Tokenizer& tokenizer, std::string_view text,
                                 const SpecialPolicy* policy) {
  const std::string_view segment = text.substr(start_of_last_segment(tokenizer, text, policy));
  const std::vector<Span> pieces = tokenizer.encoding().pieces(segment);
  if (pieces.empty()) return 0;
  Ids ids;
  tokenizer.encoding().encode_piece(
      segment.substr(pieces.back().start, pieces.back().end - pieces.back().start), ids);
  return ids.size();
}

bool is_blank(const Encoding& encoding, TokenId id) {
  const std::string_view bytes = encoding.token_bytes(id).value_or(".");
  return bytes.find_first_not_of(" \n\t") == std::string_view::npos;
}

// Splits the tokens into stable ones and the bytes of the unstable ones: those of the last piece and, if this
// piece starts with a blank token, the blank tokens before it.
std::string take_unstable(const Encoding& encoding, Ids& ids, std::size_t last_piece) {
  if (last_piece > 0 && is_blank(encoding, ids[ids.size() - last_piece])) {
    while (last_piece < ids.size() && is_blank(encoding, ids[ids.size() - last_piece - 1])) ++last_piece;
  }
  std::string bytes = value_of(encoding.decode(std::span(ids).last(last_piece)));
  ids.resize(ids.size() - last_piece);
  return bytes;
}

Ids merged(const Encoding& encoding, std::string_view piece) {
  Ids ids;
  encoding.encode_piece(piece, ids, WholePieces::merged);
  return ids;
}

// The first tokens of a text, as many as cover `size` bytes.
Ids tokens_that_cover(const Encoding& encoding, const std::string& text, std::size_t size) {
  Ids ids;
  if (find_ill_formed(text)) {
    ids = merged(encoding, text);
  } else {
    encoding.encode_ordinary(text, ids);
  }
  std::size_t covered = 0;
  std::size_t count = 0;
  while (count < ids.size() && covered < size) covered += encoding.token_bytes(ids[count++])->size();
  ids.resize(count);
  return ids;
}

// Calls on_token(token) for the tokens that start with `start`.
template <class OnToken>
void for_each_token_with(const Tokenizer& tokenizer, std::string_view start, const OnToken& on_token) {
  const auto& tokens = tokenizer.sorted_tokens();
  auto token = std::ranges::lower_bound(tokens, start, {}, &Tokenizer::OrdinaryToken::bytes);
  for (; token != tokens.end() && token->bytes.starts_with(start); ++token) on_token(*token);
}

// Where the last character starts if it is white space; otherwise the size of the text.
std::size_t start_of_last_blank(std::string_view text) {
  std::size_t start = text.size() - 1;
  while (start > 0 && text.size() - start < 4 && !starts_character(text[start])) --start;
  const std::string_view last = text.substr(start);
  if (find_ill_formed(last)) return text.size();
  // Python's white space is that of Unicode and U+001C to U+001F.
  const bool is_separator = last.front() >= '\x1C' && last.front() <= '\x1F';
  return !is_separator && nb::cast<bool>(make_str(last).attr("isspace")()) ? start : text.size();
}

}  // namespace

std::vector<TokenId> encode_bytes(const Tokenizer& tokenizer, std::string_view bytes) {
  const Encoding& encoding = tokenizer.encoding();
  const auto ill_formed = find_ill_formed(bytes);
  if (!ill_formed) return encode_to_vector(encoding, bytes, nullptr);
  const std::string_view text = bytes.substr(0, *ill_formed);
  Ids ids = encode_to_vector(encoding, text, nullptr);
  const std::string rest = take_unstable(encoding, ids, tokens_of_last_piece(tokenizer, text, nullptr));
  encoding.encode_piece(rest + std::string(bytes.substr(*ill_formed)), ids);
  return ids;
}

std::pair<std::vector<TokenId>, std::vector<std::vector<TokenId>>> encode_unstable(
    const Tokenizer& tokenizer, std::string_view text, const SpecialPolicy* policy) {
  const Encoding& encoding = tokenizer.encoding();
  Ids ids = encode_to_vector(encoding, text, policy);
  const std::size_t last_piece = tokens_of_last_piece(tokenizer, text, policy);
  if (last_piece == 0) return {std::move(ids), {}};
  const std::string unstable = take_unstable(encoding, ids, last_piece);
  std::set<Ids> completions;
  for_each_token_with(tokenizer, unstable,
                      [&](const Tokenizer::OrdinaryToken& token) { completions.insert({token.id}); });
  // A token that starts within the unstable bytes and ends after them.
  for (std::size_t at = 1; at < unstable.size(); ++at) {
    const std::string start = unstable.substr(0, at);
    for_each_token_with(
        tokenizer, std::string_view(unstable).substr(at), [&](const Tokenizer::OrdinaryToken& token) {
          completions.insert(tokens_that_cover(encoding, start + std::string(token.bytes), unstable.size()));
        });
  }
  // More text can split the last blank off the blanks before it.
  if (unstable.size() > 1) {
    const std::size_t blank = start_of_last_blank(unstable);
    if (blank > 0 && blank < unstable.size()) {
      Ids split = merged(encoding, std::string_view(unstable).substr(0, blank));
      encoding.encode_piece(std::string_view(unstable).substr(blank), split, WholePieces::merged);
      completions.insert(std::move(split));
    }
  }
  return {std::move(ids), {completions.begin(), completions.end()}};
}

}  // namespace tokmill::python
