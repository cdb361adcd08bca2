// Truncates arbitrary text. The first input byte selects the encoding, the second is the limit in tokens.
// Compares the longest prefix and suffix with an exhaustive search.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "reference/truncate.hpp"

using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest_text = 1000;  // in bytes; the reference counts every prefix and suffix
  if (size < 2) return 0;
  std::string_view input = tokmill::fuzz::as_text(data, size);
  const tokmill::Encoding& encoding = tokmill::fuzz::take_encoding(input);
  const std::size_t limit = static_cast<unsigned char>(input.front());
  const std::string text = tokmill::replace_ill_formed(input.substr(1, longest_text));
  const auto count = [&encoding](std::string_view part) { return encoding.count(part); };

  namespace reference = tokmill::reference;
  require(*tokmill::longest_prefix(encoding, text, limit) == reference::longest_prefix(text, limit, count),
          "longest_prefix() equals the result of an exhaustive search");
  require(*tokmill::longest_suffix(encoding, text, limit) == reference::longest_suffix(text, limit, count),
          "longest_suffix() equals the result of an exhaustive search");

  return 0;
}
