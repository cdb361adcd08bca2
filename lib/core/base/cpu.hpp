#pragma once

#include <atomic>

namespace tokmill::base {

/// What set_portable_code() set.
extern constinit std::atomic<bool> portable_code_only;

/// Whether to use only code for any processor: the setting, or how the library was built.
[[nodiscard]] inline bool is_portable_only() noexcept {
#ifdef TOKMILL_SCALAR_ONLY
  return true;
#else
  return portable_code_only.load(std::memory_order_relaxed);
#endif
}

// The instruction sets that the processor and the operating system support. Both functions return false on processors
// other than x86-64, and everywhere if the library was built with TOKMILL_SCALAR_ONLY.

[[nodiscard]] bool has_avx2() noexcept;
[[nodiscard]] bool has_avx512_vbmi() noexcept;  ///< AVX-512 F, BW and VBMI.

}  // namespace tokmill::base
