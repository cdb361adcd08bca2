#include "core/pretokenize/pre_tokenizer.hpp"

#include <algorithm>
#include <iterator>

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

struct Row {
  PreTokenizer fastest;
  PreTokenizer scalar;
};

// By pattern.
constexpr std::string_view names[] = {"gpt2", "cl100k", "o200k"};
constexpr Row rows[] = {
    {fastest<pre_tokenize_gpt2_windowed, pre_tokenize_gpt2>, pre_tokenize_gpt2},
    {fastest<pre_tokenize_cl100k_windowed, pre_tokenize_cl100k>, pre_tokenize_cl100k},
    {fastest<pre_tokenize_o200k_windowed, pre_tokenize_o200k>, pre_tokenize_o200k},
};

}  // namespace

std::span<const std::string_view> pattern_names() noexcept { return names; }

std::optional<Pattern> pattern_named(std::string_view name) noexcept {
  const auto* const found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<Pattern>(found - names);
}

PreTokenizer scalar_pre_tokenizer_for(Pattern pattern) noexcept { return rows[static_cast<std::size_t>(pattern)].scalar; }

PreTokenizer pre_tokenizer_for(Pattern pattern) noexcept { return rows[static_cast<std::size_t>(pattern)].fastest; }

}  // namespace tokmill::pretokenize
