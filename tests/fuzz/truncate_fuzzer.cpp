// Any text: the first byte chooses the encoding, the second how many tokens a part may have. The longest prefix
// and suffix are those that trying all finds; chunks fit and leave no gap.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "reference/truncate.hpp"

using tokmill::fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t longest_text = 1000;  // all of its parts are counted
  if (size < 2) return 0;
  std::string_view input = tokmill::fuzz::as_text(data, size);
  const tokmill::Encoding& encoding = tokmill::fuzz::take_encoding(input);
  const std::size_t limit = static_cast<unsigned char>(input.front());
  const std::string text = tokmill::replace_ill_formed(input.substr(1, longest_text));
  const auto count = [&encoding](std::string_view part) { return encoding.count(part); };

  require(*tokmill::longest_prefix(encoding, text, limit) == tokmill::reference::longest_prefix_unchecked(text, limit, count),
          "the longest prefix that fits");
  require(*tokmill::longest_suffix(encoding, text, limit) == tokmill::reference::longest_suffix_unchecked(text, limit, count),
          "the longest suffix that fits");

  const std::size_t overlap = limit / 4;
  const auto chunks = tokmill::chunk(encoding, text, {limit, overlap, {tokmill::find_paragraphs}});
  if (!chunks) {
    const std::size_t at = chunks.error().position;
    require(limit == 0 || tokmill::reference::longest_prefix_unchecked(std::string_view(text).substr(at), limit, count) == 0,
            "an error only where a character is too long");
    return 0;
  }
  std::size_t covered = 0;
  for (const tokmill::Chunk& chunk : *chunks) {
    require(chunk.start <= covered && chunk.end > covered, "a chunk begins where the last one ends, or before, and goes on");
    require(chunk.tokens <= limit && chunk.tokens == count(std::string_view(text).substr(chunk.start, chunk.end - chunk.start)),
            "a chunk counted alone fits");
    require(count(std::string_view(text).substr(chunk.start, covered - chunk.start)) <= overlap, "the overlap fits");
    covered = chunk.end;
  }
  require(covered == text.size(), "chunks are all of the text");
  return 0;
}
