#include "engines/functions/ids.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>

#include "engines/functions/handles.hpp"

namespace tokmill::engines {

std::string ids_as_json(const tokmill_encoding& encoding, std::string_view text) {
  const tokmill_text row{text.data(), text.size()};
  std::uint32_t* found = nullptr;
  std::uint64_t offsets[2];
  check([&](tokmill_error** error) {
    return tokmill_encode_texts(&encoding, &row, 1, nullptr, 0, 1, &found, offsets, error);
  });
  const Memory<std::uint32_t[]> ids(found);

  constexpr std::size_t most_digits = 10;
  std::string json(2 + offsets[1] * (most_digits + 1), '[');
  char* out = json.data() + 1;
  for (std::uint64_t i = 0; i < offsets[1]; ++i) {
    if (i > 0) *out++ = ',';
    out = std::to_chars(out, out + most_digits, ids[i]).ptr;
  }
  *out++ = ']';
  json.resize(static_cast<std::size_t>(out - json.data()));
  return json;
}

}  // namespace tokmill::engines
