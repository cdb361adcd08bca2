#include "core/base/cpu.hpp"

#include "tokmill/portable_code.hpp"

namespace tokmill::base {

constinit std::atomic<bool> portable_code_only{false};

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

namespace tokmill::inline TOKMILL_ABI {

void set_portable_code(bool only) noexcept { base::portable_code_only.store(only, std::memory_order_relaxed); }
bool portable_code() noexcept { return base::is_portable_only(); }

}  // namespace tokmill
