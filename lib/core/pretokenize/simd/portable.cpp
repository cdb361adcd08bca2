#include <bit>
#include <cstring>

#include "core/pretokenize/simd/kernel.hpp"

namespace tokmill::pretokenize::simd {
namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

// Returns the high bits of the eight bytes of a word in the low eight bits. The multiplication moves each to a
// different bit of the top byte, without carries.
std::uint64_t gather_high_bits(std::uint64_t word) noexcept {
  return ((word & high_bits) >> 7) * 0x0102040810204080U >> 56;
}

// Sets the high bit of each byte that is not zero. The other bits are unspecified.
std::uint64_t not_zero(std::uint64_t word) noexcept {
  return ((word & ~high_bits) + ~high_bits) | word;
}

std::uint64_t load(const void* at) noexcept {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

void classify(const char* text, std::size_t blocks, unicode::CharClassSet* classes, ByteBits bits) {
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t non_ascii = 0;
    std::uint64_t continuation = 0;
    for (std::size_t i = 0; i < block_size; i += 8) {
      const char* const at = text + block * block_size + i;
      for (std::size_t j = 0; j < 8; ++j) {
        classes[block * block_size + i + j] = ascii_classes.of[static_cast<unsigned char>(at[j]) & 0x7F];
      }
      const std::uint64_t word = load(at);
      non_ascii |= gather_high_bits(word) << i;
      continuation |= gather_high_bits(word & ~(word << 1)) << i;  // bit 7 is set and bit 6 is not
    }
    bits.non_ascii[block] = non_ascii;
    bits.continuation[block] = continuation;
  }
}

void members(const unicode::CharClassSet* classes, std::size_t blocks, unicode::CharClassSet set, std::uint64_t* out) {
  const std::uint64_t sets = set * 0x0101010101010101U;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < block_size; i += 8) {
      bits |= gather_high_bits(not_zero(load(classes + block * block_size + i) & sets)) << i;
    }
    out[block] = bits;
  }
}

void equal(const char* text, std::size_t blocks, char byte, std::uint64_t* out) {
  const std::uint64_t bytes = static_cast<unsigned char>(byte) * 0x0101010101010101U;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t different = 0;
    for (std::size_t i = 0; i < block_size; i += 8) {
      different |= gather_high_bits(not_zero(load(text + block * block_size + i) ^ bytes)) << i;
    }
    out[block] = ~different;
  }
}

void controls(const char* text, std::size_t blocks, std::uint64_t* out) {
  constexpr std::uint64_t each = 0x0101010101010101U;
  for (std::size_t block = 0; block < blocks; ++block) {
    std::uint64_t others = 0;
    for (std::size_t i = 0; i < block_size; i += 8) {
      const std::uint64_t word = load(text + block * block_size + i);
      // Bytes below 0x20 have none of the three highest bits.
      others |= gather_high_bits(not_zero(word & 0xE0 * each) & not_zero(word ^ 0x7F * each)) << i;
    }
    out[block] = ~others;
  }
}

static_assert(std::endian::native == std::endian::little, "the first byte of a word is its lowest");

}  // namespace

const Kernel portable_kernel{"portable", classify, members, equal, controls};

}  // namespace tokmill::pretokenize::simd
