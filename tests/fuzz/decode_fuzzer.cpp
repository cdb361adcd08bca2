// Any ids: the first byte chooses the encoding, each four that follow are an id, the least significant first.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"

using tokmill::TokenId;
using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::string_view input = tokmill::fuzz::as_text(data, size);
  const tokmill::Encoding& encoding = tokmill::fuzz::take_encoding(input);

  std::vector<TokenId> ids;
  for (; input.size() >= 4; input.remove_prefix(4)) {
    TokenId id = 0;
    for (std::size_t i = 4; i-- > 0;) id = id << 8 | static_cast<unsigned char>(input[i]);
    ids.push_back(id);
  }

  std::string expected;
  std::size_t known = 0;
  for (; known < ids.size(); ++known) {
    const auto bytes = encoding.token_bytes(ids[known]);
    if (!bytes) break;
    require(ids[known] < encoding.vocabulary_size(), "a token is below the vocabulary's size");
    require(encoding.token_id(*bytes) == ids[known], "a token's bytes name it");
    expected += *bytes;
  }

  const auto decoded = encoding.decode(ids);
  if (known == ids.size()) {
    require(decoded.has_value() && *decoded == expected, "the bytes of the tokens, one after the other");
  } else {
    require(!decoded.has_value() && decoded.error().code == tokmill::ErrorCode::token_out_of_range &&
                decoded.error().position == known,
            "an error at the first id that is no token");
  }
  return 0;
}
