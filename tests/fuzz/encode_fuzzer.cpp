// Any bytes as text: the first byte chooses the encoding. Holds the ways of asking for tokens to each other and,
// where the text is short and ICU knows its characters, the tokens to the reference.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "reference/tokenizer.hpp"

namespace {

using tokmill::Encoding;
using tokmill::IllFormed;
using tokmill::SpecialPolicy;
using tokmill::TokenId;
using tokmill::fuzz::require;

constexpr std::size_t longest_for_reference = 1024;  // bytes: its merge is quadratic

void check(const Encoding& encoding, std::string_view text, IllFormed ill_formed, std::string_view tokenized) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids, ill_formed);
  const auto decoded = encoding.decode(ids);
  require(decoded.has_value() && *decoded == tokenized, "decode gives the text back");
  require(encoding.count(text, ill_formed) == ids.size(), "count is the number of tokens");
  require(encoding.count_within(text, ids.size(), ill_formed) == ids.size(), "count_within its own count");
  require(ids.empty() || !encoding.count_within(text, ids.size() - 1, ill_formed), "count_within one less");

  std::size_t at = 0;
  for (const tokmill::Span& piece : encoding.pieces(text, ill_formed)) {
    require(piece.start == at && piece.end > at, "pieces follow each other");
    at = piece.end;
  }
  require(at == tokenized.size(), "pieces reach the end");
}

void check_special(const Encoding& encoding, std::string_view text) {
  const auto allowed = encoding.encode(text, SpecialPolicy::allow_all(), IllFormed::byte_fallback);
  require(allowed.has_value(), "all special tokens are allowed");
  const bool has_second_name = text.find("<|reserved_200018|>") != std::string_view::npos;
  require(has_second_name || *encoding.decode(*allowed) == text, "decode gives special tokens back");

  const auto refused = encoding.encode(text, SpecialPolicy::error(), IllFormed::byte_fallback);
  if (refused) {
    require(*refused == *allowed, "a text without special tokens has the same tokens under any policy");
  } else {
    require(refused.error().position < text.size() && text.substr(refused.error().position, 2) == "<|",
            "the error is at a special token");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view text = tokmill::fuzz::as_text(data, size);
  const Encoding& encoding = tokmill::fuzz::take_encoding(text);

  check(encoding, text, IllFormed::byte_fallback, text);
  check(encoding, text, IllFormed::replacement, tokmill::replace_ill_formed(text));
  check_special(encoding, text);

  if (text.size() > longest_for_reference || tokmill::find_ill_formed(text)) return 0;
  if (!tokmill::reference::icu_knows(text)) return 0;
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids);
  require(ids == tokmill::reference::tokenizer(encoding.name()).encode_ordinary(text), "the reference's tokens");
  return 0;
}
