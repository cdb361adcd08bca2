#pragma once

#include "split/simd/kernel.hpp"

namespace tokmill::split::simd {

#if defined(__aarch64__)
/// Every AArch64 machine has NEON.
extern const Kernel neon_kernel;
#endif

}  // namespace tokmill::split::simd
