#pragma once

#include "split/simd/kernel.hpp"

namespace tokmill::split::simd {

#if defined(__x86_64__)
extern const Kernel avx2_kernel;
extern const Kernel avx512_kernel;
#endif

}  // namespace tokmill::split::simd
