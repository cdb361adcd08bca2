#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "tokmill/export.hpp"

/// Finds the end of the plain text in a JSON string, several bytes at a time.
namespace tokmill::inline TOKMILL_ABI::formats {

/// Whether a string ends or needs decoding at this byte: a quote, a backslash or a control character.
inline bool is_special(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

#if defined(__SSE2__)

inline constexpr std::size_t plain_step = 16;

/// The number of bytes before the first special one of `plain_step` bytes. Sets bits of `high_bits` if one of all these
/// bytes is not ASCII.
inline std::size_t plain_size(const char* bytes, unsigned& high_bits) {
  __m128i block;
  std::memcpy(&block, bytes, sizeof block);
  high_bits |= static_cast<unsigned>(_mm_movemask_epi8(block));
  const __m128i quotes = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
  const __m128i backslashes = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
  const __m128i control_characters = _mm_cmpeq_epi8(_mm_max_epu8(block, _mm_set1_epi8(0x1F)), _mm_set1_epi8(0x1F));
  const __m128i special = _mm_or_si128(_mm_or_si128(quotes, backslashes), control_characters);
  const auto mask = static_cast<std::uint32_t>(_mm_movemask_epi8(special));
  return static_cast<std::size_t>(std::countr_zero(mask | 1U << plain_step));
}

#else

inline constexpr std::size_t plain_step = 8;

/// As above.
inline std::size_t plain_size(const char* bytes, unsigned& high_bits) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  constexpr std::uint64_t all_high_bits = ones << 7U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  if ((word & all_high_bits) != 0) high_bits |= 1U;
  const auto has_below = [](std::uint64_t value, std::uint64_t limit) {
    return ((value - ones * limit) & ~value & all_high_bits) != 0;
  };
  const bool has_special =
      has_below(word, 0x20) || has_below(word ^ (ones * '"'), 1) || has_below(word ^ (ones * '\\'), 1);
  if (!has_special) return plain_step;
  std::size_t size = 0;
  while (!is_special(bytes[size])) ++size;
  return size;
}

#endif

/// The first special byte of [at, end); `end` if there is none. Sets bits of `high_bits` if a byte before it, or one of
/// the next in [at, end), is not ASCII.
inline const char* find_special(const char* at, const char* end, unsigned& high_bits) {
  while (static_cast<std::size_t>(end - at) >= plain_step) {
    const std::size_t plain = plain_size(at, high_bits);
    at += plain;
    if (plain != plain_step) return at;
  }
  for (; at != end && !is_special(*at); ++at) high_bits |= static_cast<unsigned char>(*at) & 0x80U;
  return at;
}

}  // namespace tokmill::formats
