#include "split/splitter.hpp"

#include "split/simd/kernel.hpp"

namespace tokmill::split {
namespace {

#ifdef TOKMILL_SCALAR_ONLY

template <WindowedSplitter, Splitter scalar>
constexpr Splitter fastest = scalar;

#else

template <WindowedSplitter windowed>
std::size_t with_best_kernel(const char* at, const char* end, const char** ends, std::size_t) {
  return windowed(*simd::kernels().back(), at, end, ends);
}
template <WindowedSplitter windowed, Splitter>
constexpr Splitter fastest = with_best_kernel<windowed>;

#endif

}  // namespace

Splitter splitter_for(Grammar grammar) noexcept {
  switch (grammar) {
    case Grammar::gpt2: return fastest<split_gpt2_windowed, split_gpt2>;
    case Grammar::cl100k: return fastest<split_cl100k_windowed, split_cl100k>;
    case Grammar::o200k: break;
  }
  return fastest<split_o200k_windowed, split_o200k>;
}

}  // namespace tokmill::split
