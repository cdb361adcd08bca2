#include "split/window.hpp"

#include "text/utf8.hpp"

namespace tokmill::split {
namespace {

// Writes the classes of the characters that start at set bits of `non_ascii`, a block's. One that goes on in the
// next block is written whole, and the bits of its rest are met there: `from` is where the block's first new
// character may start, and the return value is that of the next block, counted from there.
std::size_t classify_characters(const char* block, std::uint64_t non_ascii, std::size_t from,
                                CharClassSet* classes) noexcept {
  std::uint64_t left = from < simd::block_size ? non_ascii >> from << from : 0;
  std::size_t after = from;
  while (left != 0) {
    const auto at = static_cast<std::size_t>(std::countr_zero(left));
    const text::Decoded character = text::decode_well_formed(block + at);
    const CharClassSet char_class = text::set_of(text::char_class(character.code_point));
    // A character has at least two bytes here; the others are written where it has them.
    classes[at] = char_class;
    classes[at + 1] = char_class;
    if (character.size > 2) {
      classes[at + 2] = char_class;
      if (character.size > 3) classes[at + 3] = char_class;
    }
    after = at + character.size;
    if (after >= simd::block_size) break;
    left = non_ascii >> after << after;
  }
  return after > simd::block_size ? after - simd::block_size : 0;
}

}  // namespace

std::size_t classify_bytes(const simd::Kernel& kernel, const char* at, std::size_t size,
                           CharClassSet* classes) noexcept {
  constexpr std::size_t most_blocks = window_size / simd::block_size;
  std::uint64_t non_ascii[most_blocks + 1];
  const std::size_t whole = size / simd::block_size;
  const std::size_t rest = size % simd::block_size;
  kernel.classify(at, whole, classes, non_ascii);
  CharClassSet* const last = classes + whole * simd::block_size;
  if (rest > 0) {
    char padded[simd::block_size] = {};
    std::memcpy(padded, at + whole * simd::block_size, rest);
    kernel.classify(padded, 1, last, non_ascii + whole);
  }
  std::size_t from = 0;
  const std::size_t blocks = whole + (rest > 0 ? 1 : 0);
  for (std::size_t block = 0; block < blocks; ++block) {
    if (non_ascii[block] == 0) {
      from = 0;
      continue;
    }
    from = classify_characters(at + block * simd::block_size, non_ascii[block], from,
                               classes + block * simd::block_size);
  }
  std::memset(classes + size, 0, blocks * simd::block_size - size + 1);
  return blocks;
}

}  // namespace tokmill::split
