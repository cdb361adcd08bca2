#pragma once

#include "core/pretokenize/simd/kernel.hpp"

namespace tokmill::pretokenize::simd {

#if defined(__aarch64__)
/// Every AArch64 machine has NEON.
extern const Kernel neon_kernel;
#endif

}  // namespace tokmill::pretokenize::simd
