#include "core/unicode/utf8_blocks_neon.hpp"

#if defined(__aarch64__)

#include <arm_neon.h>

#include <cstdint>

namespace tokmill::unicode {
namespace {

// As in utf8_blocks.cpp: the errors that are possible with a nibble of two consecutive bytes, one bit for each. A pair
// has the errors that are in all three tables. Two errors share bit 6, because their first bytes differ.
constexpr std::uint8_t short_lead = 1 << 0;     // a lead byte, then no continuation byte
constexpr std::uint8_t no_lead = 1 << 1;        // ASCII, then a continuation byte
constexpr std::uint8_t long_form_3 = 1 << 2;    // E0, then less than A0
constexpr std::uint8_t half_pair = 1 << 3;      // ED, then A0 or more
constexpr std::uint8_t long_form_2 = 1 << 4;    // C0 or C1, then a continuation byte
constexpr std::uint8_t above_max = 1 << 5;      // F4, then 90 or more; F5 or more, then a continuation byte
constexpr std::uint8_t above_max_80 = 1 << 6;   // F5 or more, then 80 to 8F
constexpr std::uint8_t long_form_4 = 1 << 6;    // F0, then less than 90
constexpr std::uint8_t continuations = 1 << 7;  // two of them: valid inside a longer sequence, checked separately
constexpr std::uint8_t always = short_lead | no_lead | continuations;  // possible with every low nibble
constexpr std::uint8_t from_f5 = always | above_max | above_max_80;
constexpr std::uint8_t continued = no_lead | long_form_2 | continuations;

alignas(16) constexpr std::uint8_t by_first_high[16] = {
    no_lead, no_lead, no_lead, no_lead, no_lead, no_lead, no_lead, no_lead, continuations, continuations, continuations,
    continuations, short_lead | long_form_2, short_lead, short_lead | long_form_3 | half_pair,
    short_lead | above_max | above_max_80 | long_form_4};
alignas(16) constexpr std::uint8_t by_first_low[16] = {
    always | long_form_3 | long_form_2 | long_form_4, always | long_form_2, always, always, always | above_max, from_f5,
    from_f5, from_f5, from_f5, from_f5, from_f5, from_f5, from_f5, from_f5 | half_pair, from_f5, from_f5};
alignas(16) constexpr std::uint8_t by_second_high[16] = {
    short_lead, short_lead, short_lead, short_lead, short_lead, short_lead, short_lead, short_lead,
    continued | long_form_3 | above_max_80 | long_form_4, continued | long_form_3 | above_max,
    continued | half_pair | above_max, continued | half_pair | above_max, short_lead, short_lead, short_lead,
    short_lead};

// Returns a vector that is not zero if `current` has an error. `previous` holds the 16 bytes before it.
uint8x16_t errors_in(uint8x16_t current, uint8x16_t previous) noexcept {
  const uint8x16_t first = vextq_u8(previous, current, 15);
  const uint8x16_t errors = vandq_u8(
      vandq_u8(vqtbl1q_u8(vld1q_u8(by_first_high), vshrq_n_u8(first, 4)),
               vqtbl1q_u8(vld1q_u8(by_first_low), vandq_u8(first, vdupq_n_u8(0x0F)))),
      vqtbl1q_u8(vld1q_u8(by_second_high), vshrq_n_u8(current, 4)));
  // Two continuation bytes are valid exactly if the lead byte of a three-byte sequence is two positions before the
  // second, or that of a four-byte sequence three positions before.
  const uint8x16_t third = vcgeq_u8(vextq_u8(previous, current, 14), vdupq_n_u8(0xE0));
  const uint8x16_t fourth = vcgeq_u8(vextq_u8(previous, current, 13), vdupq_n_u8(0xF0));
  return veorq_u8(errors, vandq_u8(vorrq_u8(third, fourth), vdupq_n_u8(continuations)));
}

}  // namespace

std::size_t well_formed_blocks_neon(const char* text, std::size_t size) noexcept {
  uint8x16_t previous = vdupq_n_u8(0);
  std::size_t at = 0;
  for (; at + 64 <= size; at += 64) {
    const uint8x16x4_t block = vld1q_u8_x4(reinterpret_cast<const std::uint8_t*>(text) + at);
    const uint8x16_t any = vorrq_u8(vorrq_u8(block.val[0], block.val[1]), vorrq_u8(block.val[2], block.val[3]));
    uint8x16_t errors = errors_in(block.val[0], previous);
    // An ASCII block can only have an error at its start, where it may cut short a character.
    if (vmaxvq_u8(any) >= 0x80) {
      for (int i = 1; i < 4; ++i) errors = vorrq_u8(errors, errors_in(block.val[i], block.val[i - 1]));
    }
    if (vmaxvq_u8(errors) != 0) break;
    previous = block.val[3];
  }
  return at;
}

}  // namespace tokmill::unicode

#endif
