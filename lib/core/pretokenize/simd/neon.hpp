#pragma once

#include "core/pretokenize/simd/kernel.hpp"

namespace tokmill::pretokenize::simd {

#if defined(__aarch64__)
/// All AArch64 processors support NEON.
extern const Kernel neon_kernel;
#endif

}  // namespace tokmill::pretokenize::simd
