#include "split/simd/kernel.hpp"
#include "split/simd/neon.hpp"
#include "split/simd/x86.hpp"
#include "support/cpu.hpp"

namespace tokmill::split::simd {
namespace {

struct Kernels {
  const Kernel* of[3]{};
  std::size_t count = 0;

  Kernels() noexcept {
    of[count++] = &portable_kernel;
#if defined(__x86_64__)
    if (support::has_avx2()) of[count++] = &avx2_kernel;
    if (support::has_avx512_vbmi()) of[count++] = &avx512_kernel;
#elif defined(__aarch64__)
    of[count++] = &neon_kernel;
#endif
  }
};

}  // namespace

std::span<const Kernel* const> kernels() noexcept {
  static const Kernels kernels;
  return {kernels.of, kernels.count};
}

}  // namespace tokmill::split::simd
