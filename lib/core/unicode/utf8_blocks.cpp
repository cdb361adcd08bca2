#include "core/unicode/utf8_blocks.hpp"

#include "core/base/cpu.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tokmill::unicode {

#if defined(__x86_64__)
namespace {

#define TOKMILL_AVX2 __attribute__((target("avx2")))

// What can be wrong with two bytes that follow each other. Three look-ups, by the upper and the lower half of the first byte and
// by the upper half of the second, each give the faults that their half allows; what all three allow is a fault.
enum Fault : unsigned {
  too_short = 1 << 0,       // a lead, and no continuation
  too_long = 1 << 1,        // ASCII, and a continuation
  overlong_3 = 1 << 2,      // E0, and less than A0
  surrogate = 1 << 3,       // ED, and A0 or more
  overlong_2 = 1 << 4,      // C0 or C1, and a continuation
  too_large = 1 << 5,       // F4, and 90 or more; F5 and above
  too_large_1000 = 1 << 6,  // F5 and above, and 80 to 8F; and, the same bit, F0 and less than 90:
  overlong_4 = 1 << 6,      // no first byte is both
  two_continuations = 1 << 7,  // no fault behind a lead of three or four bytes, which is looked at apart
};

constexpr char as_char(unsigned value) { return static_cast<char>(static_cast<unsigned char>(value)); }

TOKMILL_AVX2 inline __m256i row(__m128i sixteen) { return _mm256_broadcastsi128_si256(sixteen); }

// The bytes that stand `by` places before those of `here`.
template <int by>
TOKMILL_AVX2 inline __m256i bytes_before(__m256i here, __m256i block_before) {
  return _mm256_alignr_epi8(here, _mm256_permute2x128_si256(block_before, here, 0x21), 16 - by);
}

TOKMILL_AVX2 inline __m256i upper_half(__m256i bytes) {
  return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

TOKMILL_AVX2 inline __m256i faults_of(__m256i here, __m256i block_before) {
  constexpr unsigned carry = too_short | too_long | two_continuations;  // of any lower half
  const __m256i by_first_upper = row(_mm_setr_epi8(
      too_long, too_long, too_long, too_long, too_long, too_long, too_long, too_long, as_char(two_continuations),
      as_char(two_continuations), as_char(two_continuations), as_char(two_continuations),
      as_char(too_short | overlong_2), too_short, as_char(too_short | overlong_3 | surrogate),
      as_char(too_short | too_large | too_large_1000 | overlong_4)));
  const __m256i by_first_lower = row(_mm_setr_epi8(
      as_char(carry | overlong_3 | overlong_2 | overlong_4), as_char(carry | overlong_2), as_char(carry),
      as_char(carry), as_char(carry | too_large), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000 | surrogate),
      as_char(carry | too_large | too_large_1000), as_char(carry | too_large | too_large_1000)));
  const __m256i by_second_upper = row(_mm_setr_epi8(
      too_short, too_short, too_short, too_short, too_short, too_short, too_short, too_short,
      as_char(too_long | overlong_2 | two_continuations | overlong_3 | too_large_1000 | overlong_4),
      as_char(too_long | overlong_2 | two_continuations | overlong_3 | too_large),
      as_char(too_long | overlong_2 | two_continuations | surrogate | too_large),
      as_char(too_long | overlong_2 | two_continuations | surrogate | too_large), too_short, too_short, too_short,
      too_short));
  const __m256i first = bytes_before<1>(here, block_before);
  const __m256i faults = _mm256_and_si256(
      _mm256_and_si256(_mm256_shuffle_epi8(by_first_upper, upper_half(first)),
                       _mm256_shuffle_epi8(by_first_lower, _mm256_and_si256(first, _mm256_set1_epi8(0x0F)))),
      _mm256_shuffle_epi8(by_second_upper, upper_half(here)));
  // A continuation that follows one is right exactly where a lead of three bytes stands two places before it, or one of
  // four three places before. What is left of the subtraction has its upper bit there.
  const __m256i third = _mm256_subs_epu8(bytes_before<2>(here, block_before), _mm256_set1_epi8(as_char(0xE0 - 0x80)));
  const __m256i fourth = _mm256_subs_epu8(bytes_before<3>(here, block_before), _mm256_set1_epi8(as_char(0xF0 - 0x80)));
  const __m256i expected =
      _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8(as_char(two_continuations)));
  return _mm256_xor_si256(faults, expected);
}

TOKMILL_AVX2 std::size_t well_formed_blocks_avx2(const char* text, std::size_t size) {
  __m256i before = _mm256_setzero_si256();
  std::size_t at = 0;
  for (; at + 64 <= size; at += 64) {
    const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at));
    const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text + at + 32));
    // ASCII needs a look only at where it begins.
    const bool ascii = _mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0;
    __m256i faults = faults_of(low, before);
    if (!ascii) faults = _mm256_or_si256(faults, faults_of(high, low));
    if (_mm256_testz_si256(faults, faults) == 0) break;
    before = high;
  }
  return at;
}

}  // namespace

std::size_t well_formed_blocks(const char* text, std::size_t size) noexcept {
  static const bool can = base::has_avx2();
  return can && size >= 64 ? well_formed_blocks_avx2(text, size) : 0;
}

#else

std::size_t well_formed_blocks(const char*, std::size_t) noexcept { return 0; }

#endif

}  // namespace tokmill::unicode
