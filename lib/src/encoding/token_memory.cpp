#include "encoding/token_memory.hpp"

#include <cstdint>

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace tokmill {

void reserve_tokens(std::vector<TokenId>& out, std::size_t tokens) {
  if (tokens <= out.capacity()) return;
  out.reserve(tokens);
#if defined(__linux__)
  constexpr std::uintptr_t large_page = std::uintptr_t{1} << 21;
  const auto start = reinterpret_cast<std::uintptr_t>(out.data());
  const std::uintptr_t first = (start + out.size() * sizeof(TokenId) + large_page - 1) / large_page * large_page;
  const std::uintptr_t last = (start + out.capacity() * sizeof(TokenId)) / large_page * large_page;
  // A wish: where it is refused, pages are small.
  if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_HUGEPAGE);
#endif
}

}  // namespace tokmill
