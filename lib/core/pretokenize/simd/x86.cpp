// Kernels for AVX2 and for AVX-512 with VBMI. Function attributes enable the instruction sets, so that no source file
// needs a compiler flag and no inline function is compiled for the wrong processor. Kernels are selected at run time.

#include "core/pretokenize/simd/x86.hpp"

#if defined(__x86_64__)

#include <immintrin.h>

namespace tokmill::pretokenize::simd {
namespace {

using unicode::CharClass;
using unicode::CharClassSet;

constexpr char as_char(unsigned value) { return static_cast<char>(static_cast<unsigned char>(value)); }

// --- AVX2 ----------------------------------------------------------------------------------------------

// Classifies ASCII bytes by two table lookups, one by the high nibble and one by the low nibble. The results have at
// most one bit in common, that of the byte's group; none for class `other`. There are eight groups: letters of each
// case and blanks need two each, because they are in two rows of 16 characters. Afterwards, each group is mapped to the
// bit of its class. For five groups, both bits are the same.
namespace group {
constexpr unsigned space = 0x02;         // U+0020; the bit of CharClass::space
constexpr unsigned newline = 0x04;       // the bit of CharClass::newline
constexpr unsigned number = 0x08;        // the bit of CharClass::number
constexpr unsigned upper = 0x20;         // A to O; the bit of CharClass::upper
constexpr unsigned lower = 0x40;         // a to o; the bit of CharClass::lower
constexpr unsigned upper_second = 0x01;  // P to Z
constexpr unsigned lower_second = 0x10;  // p to z
constexpr unsigned tab = 0x80;           // U+0009, U+000B, U+000C
}  // namespace group
static_assert(group::space == unicode::set_of(CharClass::space) &&
              group::newline == unicode::set_of(CharClass::newline) &&
              group::number == unicode::set_of(CharClass::number) &&
              group::upper == unicode::set_of(CharClass::upper) &&
              group::lower == unicode::set_of(CharClass::lower));

// A table of 16 bytes, repeated in both lanes of a register.
#define TOKMILL_ROW(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

__attribute__((target("avx2"))) inline __m256i keep_bits(__m256i groups, unsigned bits) {
  return _mm256_and_si256(groups, _mm256_set1_epi8(as_char(bits)));
}

__attribute__((target("avx2"))) inline __m256i classes_of(__m256i bytes) {
  using namespace group;
  const __m256i by_high_nibble =
      TOKMILL_ROW(as_char(newline | tab), 0, as_char(space), as_char(number), as_char(upper), as_char(upper_second),
                  as_char(lower), as_char(lower_second), 0, 0, 0, 0, 0, 0, 0, 0);
  // The groups that are possible with each low nibble: digits for 0 to 9, the first rows of letters for 1 to 15, the
  // second rows for 0 to 10.
  constexpr unsigned first = upper | lower;
  constexpr unsigned second = upper_second | lower_second;
  const __m256i by_low_nibble = TOKMILL_ROW(
      as_char(space | number | second), as_char(number | first | second), as_char(number | first | second),
      as_char(number | first | second), as_char(number | first | second), as_char(number | first | second),
      as_char(number | first | second), as_char(number | first | second), as_char(number | first | second),
      as_char(number | first | second | tab), as_char(first | second | newline), as_char(first | tab),
      as_char(first | tab), as_char(first | newline), as_char(first), as_char(first));
  const __m256i low_four = _mm256_set1_epi8(0x0F);
  const __m256i high_nibble = _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_four);
  const __m256i low_nibble = _mm256_and_si256(bytes, low_four);
  const __m256i groups = _mm256_and_si256(_mm256_shuffle_epi8(by_high_nibble, high_nibble),
                                          _mm256_shuffle_epi8(by_low_nibble, low_nibble));
  // Shifts work on 16-bit lanes, so each is applied to a single group, whose bit cannot leave its byte.
  const __m256i kept = keep_bits(groups, space | newline | number | upper | lower);
  const __m256i uppers = _mm256_slli_epi16(keep_bits(groups, upper_second), 5);
  const __m256i lowers = _mm256_slli_epi16(keep_bits(groups, lower_second), 2);
  const __m256i tabs = _mm256_srli_epi16(keep_bits(groups, tab), 6);
  const __m256i none = _mm256_cmpeq_epi8(groups, _mm256_setzero_si256());
  const __m256i others = _mm256_and_si256(none, _mm256_set1_epi8(as_char(unicode::set_of(CharClass::other))));
  return _mm256_or_si256(_mm256_or_si256(_mm256_or_si256(kept, uppers), _mm256_or_si256(lowers, tabs)), others);
}
#undef TOKMILL_ROW

__attribute__((target("avx2"))) inline std::uint64_t high_bits(__m256i low, __m256i high) {
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(low)) |
         std::uint64_t{static_cast<std::uint32_t>(_mm256_movemask_epi8(high))} << 32;
}

__attribute__((target("avx2"))) inline __m256i load32(const void* at) {
  return _mm256_loadu_si256(static_cast<const __m256i*>(at));
}

__attribute__((target("avx2"))) void classify_avx2(const char* text, std::size_t blocks, CharClassSet* classes,
                                                   ByteBits bits) {
  const __m256i first_lead = _mm256_set1_epi8(as_char(0xC0));
  for (std::size_t block = 0; block < blocks; ++block, text += block_size, classes += block_size) {
    const __m256i low = load32(text);
    const __m256i high = load32(text + 32);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(classes), classes_of(low));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(classes + 32), classes_of(high));
    bits.non_ascii[block] = high_bits(low, high);
    // Continuation bytes are the smallest signed values.
    bits.continuation[block] = high_bits(_mm256_cmpgt_epi8(first_lead, low), _mm256_cmpgt_epi8(first_lead, high));
  }
}

__attribute__((target("avx2"))) void members_avx2(const CharClassSet* classes, std::size_t blocks, CharClassSet set,
                                                  std::uint64_t* out) {
  const __m256i sets = _mm256_set1_epi8(static_cast<char>(set));
  const __m256i zero = _mm256_setzero_si256();
  for (std::size_t block = 0; block < blocks; ++block, classes += block_size) {
    const __m256i low = _mm256_cmpeq_epi8(_mm256_and_si256(load32(classes), sets), zero);
    const __m256i high = _mm256_cmpeq_epi8(_mm256_and_si256(load32(classes + 32), sets), zero);
    out[block] = ~high_bits(low, high);
  }
}

__attribute__((target("avx2"))) void equal_avx2(const char* text, std::size_t blocks, char byte, std::uint64_t* out) {
  const __m256i bytes = _mm256_set1_epi8(byte);
  for (std::size_t block = 0; block < blocks; ++block, text += block_size) {
    out[block] = high_bits(_mm256_cmpeq_epi8(load32(text), bytes), _mm256_cmpeq_epi8(load32(text + 32), bytes));
  }
}

__attribute__((target("avx2"))) inline __m256i are_controls(__m256i bytes) {
  const __m256i last = _mm256_set1_epi8(0x1F);
  return _mm256_or_si256(_mm256_cmpeq_epi8(_mm256_max_epu8(bytes, last), last),
                         _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(0x7F)));
}

__attribute__((target("avx2"))) void controls_avx2(const char* text, std::size_t blocks, std::uint64_t* out) {
  for (std::size_t block = 0; block < blocks; ++block, text += block_size) {
    out[block] = high_bits(are_controls(load32(text)), are_controls(load32(text + 32)));
  }
}

// --- AVX-512 -------------------------------------------------------------------------------------------

#define TOKMILL_AVX512 __attribute__((target("avx512f,avx512bw,avx512vbmi")))

TOKMILL_AVX512 void classify_avx512(const char* text, std::size_t blocks, CharClassSet* classes,
                                    ByteBits bits) {
  const __m512i first = _mm512_load_si512(ascii_classes.of);
  const __m512i second = _mm512_load_si512(ascii_classes.of + 64);
  const __m512i first_lead = _mm512_set1_epi8(as_char(0xC0));
  for (std::size_t block = 0; block < blocks; ++block, text += block_size, classes += block_size) {
    const __m512i bytes = _mm512_loadu_si512(text);
    _mm512_storeu_si512(classes, _mm512_permutex2var_epi8(first, bytes, second));
    bits.non_ascii[block] = _mm512_movepi8_mask(bytes);
    bits.continuation[block] = _mm512_cmplt_epi8_mask(bytes, first_lead);  // the smallest signed values
  }
}

TOKMILL_AVX512 void members_avx512(const CharClassSet* classes, std::size_t blocks, CharClassSet set,
                                   std::uint64_t* out) {
  const __m512i sets = _mm512_set1_epi8(static_cast<char>(set));
  for (std::size_t block = 0; block < blocks; ++block, classes += block_size) {
    out[block] = _mm512_test_epi8_mask(_mm512_loadu_si512(classes), sets);
  }
}

TOKMILL_AVX512 void equal_avx512(const char* text, std::size_t blocks, char byte, std::uint64_t* out) {
  const __m512i bytes = _mm512_set1_epi8(byte);
  for (std::size_t block = 0; block < blocks; ++block, text += block_size) {
    out[block] = _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(text), bytes);
  }
}

TOKMILL_AVX512 void controls_avx512(const char* text, std::size_t blocks, std::uint64_t* out) {
  const __m512i space = _mm512_set1_epi8(0x20);
  const __m512i deleted = _mm512_set1_epi8(0x7F);
  for (std::size_t block = 0; block < blocks; ++block, text += block_size) {
    const __m512i bytes = _mm512_loadu_si512(text);
    out[block] = _mm512_cmplt_epu8_mask(bytes, space) | _mm512_cmpeq_epi8_mask(bytes, deleted);
  }
}

}  // namespace

const Kernel avx2_kernel{"avx2", classify_avx2, members_avx2, equal_avx2, controls_avx2};
const Kernel avx512_kernel{"avx512", classify_avx512, members_avx512, equal_avx512, controls_avx512};

}  // namespace tokmill::pretokenize::simd

#endif
