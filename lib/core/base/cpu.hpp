#pragma once

namespace tokmill::base {

// The instruction sets that the processor and the operating system support. Both functions return false on processors
// other than x86-64, and everywhere if the library was built with TOKMILL_SCALAR_ONLY.

[[nodiscard]] bool has_avx2() noexcept;
[[nodiscard]] bool has_avx512_vbmi() noexcept;  ///< AVX-512 F, BW and VBMI.

}  // namespace tokmill::base
