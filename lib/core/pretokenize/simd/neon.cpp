#include "core/pretokenize/simd/neon.hpp"

#if defined(__aarch64__)

#include <arm_neon.h>

namespace tokmill::pretokenize::simd {
namespace {

using unicode::CharClassSet;

// Packs 64 flags (0x00 or 0xFF) into a word: each byte keeps the bit of its position within its group of eight, and
// three pairwise additions combine each group into one byte.
std::uint64_t gather(const uint8x16_t (&flags)[4]) noexcept {
  const uint8x16_t position_bits = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
  const uint8x16_t a = vpaddq_u8(vandq_u8(flags[0], position_bits), vandq_u8(flags[1], position_bits));
  const uint8x16_t b = vpaddq_u8(vandq_u8(flags[2], position_bits), vandq_u8(flags[3], position_bits));
  const uint8x16_t sums = vpaddq_u8(a, b);
  return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(sums, sums)), 0);
}

void classify(const char* text, std::size_t blocks, CharClassSet* classes, ByteBits bits) {
  const uint8x16x4_t first = vld1q_u8_x4(ascii_classes.of);
  const uint8x16x4_t second = vld1q_u8_x4(ascii_classes.of + 64);
  for (std::size_t block = 0; block < blocks; ++block) {
    uint8x16_t non_ascii[4];
    uint8x16_t continuation[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const std::size_t at = block * block_size + i * 16;
      const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(text) + at);
      // vqtbl4q returns zero for an index outside of the table, and vqtbx4q leaves the previous value.
      const uint8x16_t found = vqtbx4q_u8(vqtbl4q_u8(first, bytes), second, veorq_u8(bytes, vdupq_n_u8(64)));
      vst1q_u8(classes + at, found);
      non_ascii[i] = vcgeq_u8(bytes, vdupq_n_u8(0x80));
      continuation[i] = vandq_u8(non_ascii[i], vcltq_u8(bytes, vdupq_n_u8(0xC0)));
    }
    bits.non_ascii[block] = gather(non_ascii);
    bits.continuation[block] = gather(continuation);
  }
}

void members(const CharClassSet* classes, std::size_t blocks, CharClassSet set, std::uint64_t* out) {
  const uint8x16_t sets = vdupq_n_u8(set);
  for (std::size_t block = 0; block < blocks; ++block) {
    uint8x16_t flags[4];
    for (std::size_t i = 0; i < 4; ++i) flags[i] = vtstq_u8(vld1q_u8(classes + block * block_size + i * 16), sets);
    out[block] = gather(flags);
  }
}

void equal(const char* text, std::size_t blocks, char byte, std::uint64_t* out) {
  const uint8x16_t target = vdupq_n_u8(static_cast<std::uint8_t>(byte));
  for (std::size_t block = 0; block < blocks; ++block) {
    uint8x16_t flags[4];
    for (std::size_t i = 0; i < 4; ++i) {
      flags[i] = vceqq_u8(vld1q_u8(reinterpret_cast<const std::uint8_t*>(text) + block * block_size + i * 16), target);
    }
    out[block] = gather(flags);
  }
}

void controls(const char* text, std::size_t blocks, std::uint64_t* out) {
  for (std::size_t block = 0; block < blocks; ++block) {
    uint8x16_t flags[4];
    for (std::size_t i = 0; i < 4; ++i) {
      const uint8x16_t bytes = vld1q_u8(reinterpret_cast<const std::uint8_t*>(text) + block * block_size + i * 16);
      flags[i] = vorrq_u8(vcltq_u8(bytes, vdupq_n_u8(0x20)), vceqq_u8(bytes, vdupq_n_u8(0x7F)));
    }
    out[block] = gather(flags);
  }
}

}  // namespace

const Kernel neon_kernel{"neon", classify, members, equal, controls};

}  // namespace tokmill::pretokenize::simd

#endif
