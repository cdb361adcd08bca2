// Chunks arbitrary text. The first input byte selects the encoding, the second is the limit in tokens, the third the
// overlap, and the fourth how often each two bytes of the text are repeated. Checks the invariants of chunks; without
// boundaries, that the first chunks are the longest possible.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include "fuzz/input.hpp"
#include "fuzz/require.hpp"
#include "reference/truncate.hpp"

using tokmill::fuzz::require;

namespace {

// In bytes. The reference counts every prefix of the text from each chunk on.
constexpr std::size_t longest_text = 200;
constexpr std::size_t most_compared = 20;  // chunks of a text, with the reference

// The text of the input with every two bytes repeated, which makes long pieces of short inputs.
std::string repeated(std::string_view input, std::size_t times) {
  std::string text;
  for (std::size_t at = 0; at < input.size() && text.size() < longest_text; at += 2) {
    for (std::size_t i = 0; i < times; ++i) text += input.substr(at, 2);
  }
  text.resize(std::min(text.size(), longest_text));
  return tokmill::replace_ill_formed(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  std::string_view input = tokmill::fuzz::as_text(data, size);
  const tokmill::Encoding& encoding = tokmill::fuzz::take_encoding(input);
  const auto byte = [&input](std::size_t i) { return std::size_t{static_cast<unsigned char>(input[i])}; };
  const std::size_t limit = 1 + byte(0);
  const std::size_t overlap = byte(1) % limit;
  const std::string text = repeated(input.substr(3), 1 + byte(2));
  const bool has_boundaries = byte(1) >= 128;
  const auto count = [&encoding](std::string_view part) { return encoding.count(part); };

  tokmill::ChunkOptions options{limit, overlap};
  if (has_boundaries) options.boundaries = {tokmill::find_paragraphs};
  const auto chunks = tokmill::chunk(encoding, text, options);
  if (!chunks) {
    const std::string_view remainder = std::string_view(text).substr(chunks.error().position);
    require(tokmill::reference::longest_prefix(remainder, limit, count) == 0,
            "chunk() fails only if one character exceeds the limit");
    return 0;
  }
  const tokmill::Chunk* previous = nullptr;
  std::size_t compared = 0;
  for (const tokmill::Chunk& chunk : *chunks) {
    const std::size_t covered = previous == nullptr ? 0 : previous->end;
    require(chunk.start <= covered && chunk.end > covered && chunk.end <= text.size(),
            "each chunk starts at or before the end of the previous one and ends after it");
    require(previous == nullptr || chunk.start > previous->start,
            "each chunk starts after the start of the previous one");
    const std::string_view rest = std::string_view(text).substr(chunk.start);
    const std::string_view chunk_text = rest.substr(0, chunk.end - chunk.start);
    require(!tokmill::find_ill_formed(chunk_text), "chunks start and end between characters");
    require(chunk.tokens <= limit && chunk.tokens == count(chunk_text),
            "each chunk, counted alone, has the reported number of tokens and fits");
    require(count(rest.substr(0, covered - chunk.start)) <= overlap, "the overlap is within its limit");
    if (!has_boundaries && compared++ < most_compared) {
      require(chunk_text.size() == tokmill::reference::longest_prefix(rest, limit, count),
              "each chunk is the longest possible");
    }
    previous = &chunk;
  }
  require((previous == nullptr ? 0 : previous->end) == text.size(), "chunks cover the whole text");
  return 0;
}
