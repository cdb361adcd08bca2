// Decodes arbitrary ids. The first input byte selects the encoding; each four bytes after it are a little-endian id.

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
    require(ids[known] < encoding.vocabulary_size(), "token ids are less than vocabulary_size()");
    require(encoding.token_id(*bytes) == ids[known], "token_id() is the inverse of token_bytes()");
    expected += *bytes;
  }

  const auto decoded = encoding.decode(ids);
  if (known == ids.size()) {
    require(decoded.has_value() && *decoded == expected, "decode() returns the concatenated bytes of the tokens");
  } else {
    require(!decoded.has_value() && decoded.error().code == tokmill::ErrorCode::token_out_of_range &&
                decoded.error().position == known,
            "the error is at the first unknown id");
  }
  return 0;
}
