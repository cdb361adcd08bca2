#include "core/tokenizer/token_memory.hpp"

#include <algorithm>
#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

#include "core/unicode/utf8.hpp"

namespace tokmill::inline TOKMILL_ABI {

void reserve_tokens(std::vector<TokenId>& out, std::size_t tokens) {
  if (tokens <= out.capacity()) return;
  out.reserve(tokens);
#if defined(__linux__)
  constexpr std::uintptr_t large_page = std::uintptr_t{1} << 21;
  const auto start = reinterpret_cast<std::uintptr_t>(out.data());
  const std::uintptr_t first = (start + out.size() * sizeof(TokenId) + large_page - 1) / large_page * large_page;
  const std::uintptr_t last = (start + out.capacity() * sizeof(TokenId)) / large_page * large_page;
  // Only advice: if the system refuses, it uses normal pages.
  if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#endif
}

std::size_t forecast_tokens(const Encoding& encoding, std::string_view text, IllFormed ill_formed) {
  constexpr std::size_t samples = 64;
  const std::size_t size = text.size() / (samples * 128);
  std::size_t tokens = 0;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < samples; ++i) {
    // Move both ends to character boundaries. If the text is not UTF-8, give up after three bytes.
    std::size_t start = text.size() / samples * i;
    for (int moved = 0; moved < 3 && !unicode::is_character_boundary(text, start); ++moved) ++start;
    std::size_t end = start + size;
    for (int moved = 0; moved < 3 && !unicode::is_character_boundary(text, end); ++moved) ++end;
    tokens += encoding.count(text.substr(start, end - start), ill_formed);
    bytes += end - start;
  }
  return static_cast<std::size_t>(static_cast<double>(tokens) / static_cast<double>(std::max<std::size_t>(bytes, 1)) *
                                  static_cast<double>(text.size()));
}

void reserve_for(const Encoding& encoding, std::string_view text, IllFormed ill_formed, std::vector<TokenId>& out) {
  if (text.size() < std::size_t{4} << 20) return;
  const std::size_t tokens = forecast_tokens(encoding, text, ill_formed);
  reserve_tokens(out, out.size() + tokens + tokens / 16);
}

}  // namespace tokmill
