#include "core/unicode/lead_search.hpp"

#include <bit>

#include "core/base/cpu.hpp"
#include "core/unicode/utf8.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tokmill::unicode {

#if defined(__x86_64__)
namespace {

__attribute__((target("avx2"))) std::size_t skip_avx2(const LeadSet& leads, std::string_view text,
                                                      std::size_t at) noexcept {
  const __m256i by_low_nibble =
      _mm256_broadcastsi128_si256(_mm_loadu_si128(reinterpret_cast<const __m128i*>(leads.by_low_nibble.data())));
  // The bit of LeadSet for each high nibble; no bit for ASCII and continuation bytes.
  const __m256i by_high_nibble =
      _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 8));
  const __m256i low_four = _mm256_set1_epi8(0x0F);
  const std::size_t start = at;
  for (; text.size() - at >= 32; at += 32) {
    const __m256i bytes = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(text.data() + at));
    const __m256i low = _mm256_shuffle_epi8(by_low_nibble, _mm256_and_si256(bytes, low_four));
    const __m256i high =
        _mm256_shuffle_epi8(by_high_nibble, _mm256_and_si256(_mm256_srli_epi16(bytes, 4), low_four));
    const __m256i none = _mm256_cmpeq_epi8(_mm256_and_si256(low, high), _mm256_setzero_si256());
    const auto found = ~static_cast<std::uint32_t>(_mm256_movemask_epi8(none));
    if (found != 0) return at + static_cast<std::size_t>(std::countr_zero(found));
  }
  // Go back to the start of the character that spans the last block, if one does.
  while (at > start && at < text.size() && is_continuation(text[at])) --at;
  return at;
}

}  // namespace

std::size_t skip_without_leads(const LeadSet& leads, std::string_view text, std::size_t at) noexcept {
  static const bool use_avx2 = base::has_avx2();
  return use_avx2 && !base::is_portable_only() ? skip_avx2(leads, text, at) : at;
}

#else

std::size_t skip_without_leads(const LeadSet&, std::string_view, std::size_t at) noexcept { return at; }

#endif

}  // namespace tokmill::unicode
