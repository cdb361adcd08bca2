#include "core/base/cpu.hpp"
#include "core/pretokenize/simd/kernel.hpp"
#include "core/pretokenize/simd/neon.hpp"
#include "core/pretokenize/simd/x86.hpp"

namespace tokmill::pretokenize::simd {
namespace {

struct Kernels {
  const Kernel* of[3]{};
  std::size_t count = 0;

  Kernels() noexcept {
    of[count++] = &portable_kernel;
#if defined(__x86_64__)
    if (base::has_avx2()) of[count++] = &avx2_kernel;
    if (base::has_avx512_vbmi()) of[count++] = &avx512_kernel;
#elif defined(__aarch64__)
    of[count++] = &neon_kernel;
#endif
  }
};

}  // namespace

std::span<const Kernel* const> kernels() noexcept {
  static const Kernels kernels;
  return {kernels.of, base::is_portable_only() ? 1 : kernels.count};
}

}  // namespace tokmill::pretokenize::simd
