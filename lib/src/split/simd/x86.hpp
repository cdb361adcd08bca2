#pragma once

#include "split/simd/kernel.hpp"

namespace tokmill::split::simd {

#if defined(__x86_64__)
extern const Kernel avx2_kernel;
extern const Kernel avx512_kernel;

/// Whether this machine and its system can run them.
[[nodiscard]] bool runs_avx2() noexcept;
[[nodiscard]] bool runs_avx512() noexcept;
#endif

}  // namespace tokmill::split::simd
