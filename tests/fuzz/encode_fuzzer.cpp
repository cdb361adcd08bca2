// Encodes arbitrary bytes. The first input byte selects the encoding. Compares encode, count, count_within, pieces and
// decode with each other and, if the text is short and ICU knows its characters, the ids with the reference.

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

constexpr std::size_t longest_for_reference = 1024;  // bytes; the merge of the reference is quadratic

void check(const Encoding& encoding, std::string_view text, IllFormed ill_formed, std::string_view tokenized) {
  std::vector<TokenId> ids;
  encoding.encode_ordinary(text, ids, ill_formed);
  const auto decoded = encoding.decode(ids);
  require(decoded.has_value() && *decoded == tokenized, "decode() returns the tokenized text");
  require(encoding.count(text, ill_formed) == ids.size(), "count() is the number of ids");
  require(encoding.count_within(text, ids.size(), ill_formed) == ids.size(),
          "count_within() succeeds if the limit is the count");
  require(ids.empty() || !encoding.count_within(text, ids.size() - 1, ill_formed),
          "count_within() fails if the limit is one less than the count");

  std::size_t at = 0;
  for (const tokmill::Span& piece : encoding.pieces(text, ill_formed)) {
    require(piece.start == at && piece.end > at, "pieces are adjacent and not empty");
    at = piece.end;
  }
  require(at == tokenized.size(), "pieces cover the whole text");
}

void check_special(const Encoding& encoding, std::string_view text) {
  const auto allowed = encoding.encode(text, SpecialPolicy::allow_all(), IllFormed::byte_fallback);
  require(allowed.has_value(), "encode() accepts all special tokens under allow_all");
  const bool has_second_name = text.find("<|reserved_200018|>") != std::string_view::npos;
  require(has_second_name || *encoding.decode(*allowed) == text, "decode() returns the special tokens");

  const auto refused = encoding.encode(text, SpecialPolicy::error(), IllFormed::byte_fallback);
  if (refused) {
    require(*refused == *allowed, "the policy does not matter if the text has no special token");
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
  require(ids == tokmill::reference::tokenizer(encoding.name()).encode_ordinary(text),
          "the ids equal those of the reference");
  return 0;
}
