// Unpacks arbitrary bytes. An encoding that this gives tokenizes, and packing it again gives one with the same tokens.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "tokmill/vocabularies/packed_encoding.hpp"

using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace vocabularies = tokmill::vocabularies;
  const std::string_view packed(reinterpret_cast<const char*>(data), size);
  const auto encoding = vocabularies::unpack_encoding(packed);
  if (!encoding) return 0;
  const auto again = vocabularies::unpack_encoding(vocabularies::pack_encoding(*encoding));
  require(again.has_value(), "what is packed can be unpacked");
  for (const std::string_view text : {std::string_view("ab caab\n<s> \xC3\xA9\xE4\xBD\xA0 1"), packed.substr(0, 64)}) {
    require(encoding->count(text) == again->count(text), "the counts are the same");
  }
  return 0;
}
