#include "core/unicode/utf8_blocks.hpp"

#include "core/base/cpu.hpp"
#include "core/unicode/utf8_blocks_neon.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tokmill::unicode {

#if defined(__x86_64__)
namespace {

#define TOKMILL_AVX2 __attribute__((target("avx2")))

// The possible errors in two consecutive bytes. Three tables, indexed by the high nibble of the first byte, the low
// nibble of the first byte and the high nibble of the second byte, give the errors that are possible with that nibble.
// The pair has the errors that are in all three.
enum Utf8Error : unsigned {
  too_short = 1 << 0,          // a lead byte, then no continuation byte
  too_long = 1 << 1,           // ASCII, then a continuation byte
  overlong_3 = 1 << 2,         // E0, then less than A0
  surrogate = 1 << 3,          // ED, then A0 or more
  overlong_2 = 1 << 4,         // C0 or C1, then a continuation byte
  too_large = 1 << 5,          // F4, then 90 or more; F5 or more, then a continuation byte
  too_large_1000 = 1 << 6,     // F5 or more, then 80 to 8F
  overlong_4 = 1 << 6,         // F0, then less than 90; shares a bit because the first bytes differ
  two_continuations = 1 << 7,  // an error unless a lead byte of three or four bytes precedes, checked separately
};

constexpr char as_char(unsigned value) { return static_cast<char>(static_cast<unsigned char>(value)); }

TOKMILL_AVX2 inline __m256i both_lanes(__m128i table) { return _mm256_broadcastsi128_si256(table); }

// For each byte of `current`, the byte `distance` positions before it. `previous` holds the 32 bytes before `current`.
template <int distance>
TOKMILL_AVX2 inline __m256i bytes_before(__m256i current, __m256i previous) {
  return _mm256_alignr_epi8(current, _mm256_permute2x128_si256(previous, current, 0x21), 16 - distance);
}

TOKMILL_AVX2 inline __m256i high_nibbles(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

// Returns a vector that is not zero if `current` has an error.
TOKMILL_AVX2 inline __m256i errors_in(__m256i current, __m256i previous) {
  constexpr unsigned carry = too_short | too_long | two_continuations;  // possible with every low nibble
  const __m256i by_first_high = both_lanes(_mm_setr_epi8(
      too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long, as_char(two_continuations),
      as_char(two_continuations), as_char(two_continuations), as_char(two_continuations),
      as_char(too_short | overlong_2), too_short, as_char(too_short | overlong_3 | surrogate),
      as_char(too_short | too_large | too_large_1000 | overlong_4)));
  const __m256i by_first_low = both_lanes(_mm_setr_epi8(
      as_char(carry | overlong_3 | overlong_2 | overlong_4), as_char(carry | overlong_2), as_char(carry),
      as_char(carry), as_char(carry | too_large), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000 | surrogate),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000)));
  const __m256i by_second_high = both_lanes(_mm_setr_epi8(
      too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
      as_char(too_long | overlong_2 | two_continuations | overlong_3 | too_large_1000 | overlong_4),
      as_char(too_long | overlong_2 | two_continuations | overlong_3 | too_large),
      as_char(too_long | overlong_2 | two_continuations | surrogate | too_large),
      as_char(too_long | overlong_2 | two_continuations | surrogate | too_large), too_short, too_short, too_short,
      too_short));
  const __m256i first = bytes_before<1>(current, previous);
  const __m256i errors = _mm256_and_si256(
      _mm256_and_si256(_mm256_shuffle_epi8(by_first_high, high_nibbles(first)),
                       _mm256_shuffle_epi8(by_first_low, _mm256_and_si256(first, _mm256_set1_epi8(0x0F)))),
      _mm256_shuffle_epi8(by_second_high, high_nibbles(current)));
  // Two consecutive continuation bytes are valid exactly if the lead byte of a three-byte sequence is two positions
  // before the second, or that of a four-byte sequence three positions before. The saturating subtractions leave the
  // high bit set in these cases.
  const __m256i third = _mm256_subs_epu8(bytes_before<2>(current, previous), _mm256_set1_epi8(as_char(0xE0 - 0x80)));
  const __m256i fourth = _mm256_subs_epu8(bytes_before<3>(current, previous), _mm256_set1_epi8(as_char(0xF0 - 0x80)));
  const __m256i expected =
      _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(as_char(two_continuations)));
  return _mm256_xor_si256(errors, expected);
}

TOKMILL_AVX2 std::size_t well_formed_blocks_avx2(const char* text, std::size_t size) {
  __m256i previous = _mm256_setzero_si256();
  std::size_t at = 0;
  for (; at + 64 <= size; at += 64) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at + 32));
    // An ASCII block can only have an error at its start, where it may cut short a character.
    const bool ascii = _mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0;
    __m256i errors = errors_in(low, previous);
    if (!ascii) errors = _mm256_or_si256(errors, errors_in(high, low));
    if (_mm256_testz_si256(errors, errors) == 0) break;
    previous = high;
  }
  return at;
}

}  // namespace

std::size_t well_formed_blocks(const char* text, std::size_t size) noexcept {
  static const bool use_avx2 = base::has_avx2();
  return use_avx2 && size >= 64 && !base::is_portable_only() ? well_formed_blocks_avx2(text, size) : 0;
}

#elif defined(__aarch64__)

std::size_t well_formed_blocks(const char* text, std::size_t size) noexcept {
  return base::is_portable_only() ? 0 : well_formed_blocks_neon(text, size);
}

#else

std::size_t well_formed_blocks(const char*, std::size_t) noexcept { return 0; }

#endif

}  // namespace tokmill::unicode
