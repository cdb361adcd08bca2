#pragma once

#include <cstddef>

namespace tokmill::unicode {

#if defined(__aarch64__)
/// well_formed_blocks() for AArch64, all of whose processors support NEON.
[[nodiscard]] std::size_t well_formed_blocks_neon(const char* text, std::size_t size) noexcept;
#endif

}  // namespace tokmill::unicode
