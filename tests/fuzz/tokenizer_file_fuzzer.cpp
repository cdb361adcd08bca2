// Reads arbitrary bytes as a vocabulary file of each format, alone and, up to a NUL, as the vocab.json of the merges
// after it. Encodes the end of the file with the encoding that it gives, and decodes the tokens.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/utf8.hpp"
#include "tokmill/vocabularies/read.hpp"

using tokmill::fuzz::require;

namespace {

void check(const tokmill::Result<tokmill::Encoding>& encoding, std::string_view file) {
  if (!encoding) {
    require(!encoding.error().message.empty(), "the error has a message");
    require(encoding.error().position <= file.size() + 1, "the error is in the file");
    return;
  }
  constexpr std::size_t most = 300;
  const std::string text =
      tokmill::replace_ill_formed("ab c\n\xC3\xA9" + std::string(file.substr(file.size() - std::min(file.size(), most))));
  std::vector<tokmill::TokenId> ids;
  encoding->encode_ordinary(text, ids);
  require(encoding->count(text) == ids.size(), "count() is the number of tokens");
  for (const tokmill::TokenId id : ids) {
    require(id < encoding->vocabulary_size(), "each id is in the vocabulary");
    require(encoding->token_bytes(id).has_value(), "each token has bytes");
  }
  require(encoding->decode(ids).has_value(), "tokens can be decoded");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view file = tokmill::fuzz::as_text(data, size);
  check(tokmill::vocabularies::read_encoding(file, {"fuzz", ""}), file);
  const std::size_t end = file.find('\0');
  if (end != std::string_view::npos) {
    check(tokmill::vocabularies::read_encoding(file.substr(0, end), file.substr(end + 1), "fuzz"), file);
  }
  return 0;
}
