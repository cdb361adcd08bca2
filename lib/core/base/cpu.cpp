#include "core/base/cpu.hpp"

namespace tokmill::base {

#if defined(__x86_64__) && !defined(TOKMILL_SCALAR_ONLY)

bool has_avx2() noexcept { return __builtin_cpu_supports("avx2") != 0; }

bool has_avx512_vbmi() noexcept {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vbmi") != 0;
}

#else

bool has_avx2() noexcept { return false; }
bool has_avx512_vbmi() noexcept { return false; }

#endif

}  // namespace tokmill::base
