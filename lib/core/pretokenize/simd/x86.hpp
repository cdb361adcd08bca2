#pragma once

#include "core/pretokenize/simd/kernel.hpp"

namespace tokmill::pretokenize::simd {

#if defined(__x86_64__)
extern const Kernel avx2_kernel;
extern const Kernel avx512_kernel;
#endif

}  // namespace tokmill::pretokenize::simd
