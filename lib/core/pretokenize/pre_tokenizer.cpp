#include "core/pretokenize/pre_tokenizer.hpp"

#include "core/pretokenize/simd/kernel.hpp"

namespace tokmill::pretokenize {
namespace {

#ifdef TOKMILL_SCALAR_ONLY

template <WindowedPreTokenizer, PreTokenizer scalar>
constexpr PreTokenizer fastest = scalar;

#else

template <WindowedPreTokenizer windowed>
std::size_t with_best_kernel(const char* at, const char* end, const char** ends, std::size_t) {
  return windowed(*simd::kernels().back(), at, end, ends);
}
template <WindowedPreTokenizer windowed, PreTokenizer>
constexpr PreTokenizer fastest = with_best_kernel<windowed>;

#endif

}  // namespace

PreTokenizer pre_tokenizer_for(Pattern pattern) noexcept {
  switch (pattern) {
    case Pattern::gpt2: return fastest<pre_tokenize_gpt2_windowed, pre_tokenize_gpt2>;
    case Pattern::cl100k: return fastest<pre_tokenize_cl100k_windowed, pre_tokenize_cl100k>;
    case Pattern::o200k: break;
  }
  return fastest<pre_tokenize_o200k_windowed, pre_tokenize_o200k>;
}

}  // namespace tokmill::pretokenize
