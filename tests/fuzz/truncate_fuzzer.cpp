// Truncates and chunks arbitrary text. The first input byte selects the encoding, the second is the limit in tokens.
// Compares the longest prefix and suffix with an exhaustive search, and checks that chunks fit and cover the text.

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

  const std::size_t overlap = limit / 4;
  const auto chunks = tokmill::chunk(encoding, text, {limit, overlap, {tokmill::find_paragraphs}});
  if (!chunks) {
    const std::string_view remainder = std::string_view(text).substr(chunks.error().position);
    require(limit == 0 || reference::longest_prefix(remainder, limit, count) == 0,
            "chunk() fails only if one character exceeds the limit");
    return 0;
  }
  std::size_t covered = 0;
  for (const tokmill::Chunk& chunk : *chunks) {
    require(chunk.start <= covered && chunk.end > covered,
            "each chunk starts at or before the end of the previous one and ends after it");
    const std::string_view chunk_text = std::string_view(text).substr(chunk.start, chunk.end - chunk.start);
    require(chunk.tokens <= limit && chunk.tokens == count(chunk_text),
            "each chunk, counted alone, has the reported number of tokens and fits");
    const std::string_view overlap_text = std::string_view(text).substr(chunk.start, covered - chunk.start);
    require(count(overlap_text) <= overlap, "the overlap is within its limit");
    covered = chunk.end;
  }
  require(covered == text.size(), "chunks cover the whole text");
  return 0;
}
