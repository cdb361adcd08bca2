#include "core/pretokenize/pre_tokenizer.hpp"

#include <algorithm>
#include <array>

#include "core/pretokenize/rules.hpp"
#include "core/pretokenize/simd/kernel.hpp"

namespace tokmill::pretokenize {
namespace {

#ifdef TOKMILL_SCALAR_ONLY

template <WindowedSplitFunction, SplitFunction scalar>
constexpr SplitFunction fastest = scalar;

#else

template <WindowedSplitFunction windowed>
std::size_t with_best_kernel(const char* at, const char* end, const char** ends, std::size_t) {
  return windowed(*simd::kernels().back(), at, end, ends);
}
template <WindowedSplitFunction windowed, SplitFunction>
constexpr SplitFunction fastest = with_best_kernel<windowed>;

#endif

struct Row {
  SplitFunction fastest;
  SplitFunction scalar;
  WindowedSplitFunction windowed;
};

template <WindowedSplitFunction windowed, SplitFunction scalar>
constexpr Row row{fastest<windowed, scalar>, scalar, windowed};

// By pattern.
constexpr std::array<Row, all_rules.size()> rows = {
    row<pre_tokenize_gpt2_windowed, pre_tokenize_gpt2>,
    row<pre_tokenize_cl100k_windowed, pre_tokenize_cl100k>,
    row<pre_tokenize_o200k_windowed, pre_tokenize_o200k>,
    row<pre_tokenize_llama3_windowed, pre_tokenize_llama3>,
    row<pre_tokenize_qwen2_windowed, pre_tokenize_qwen2>,
    row<pre_tokenize_qwen3_5_windowed, pre_tokenize_qwen3_5>,
    row<pre_tokenize_tekken_windowed, pre_tokenize_tekken>,
    row<pre_tokenize_kimi_windowed, pre_tokenize_kimi>,
    row<pre_tokenize_deepseek_v3_windowed, pre_tokenize_deepseek_v3>,
};

constexpr std::array<std::string_view, all_rules.size()> names = [] {
  std::array<std::string_view, all_rules.size()> all;
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = all_rules[i].name;
  return all;
}();

const Row& row_of(Pattern pattern) { return rows[static_cast<std::size_t>(pattern)]; }

}  // namespace

std::span<const std::string_view> machine_names() noexcept { return names; }

std::optional<Pattern> pattern_named(std::string_view name) noexcept {
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Pattern>(found - names.begin());
}

std::size_t max_numbers_in_piece(Pattern pattern) noexcept { return rules_of(pattern).max_numbers; }

WindowedSplitFunction windowed_pre_tokenizer_for(Pattern pattern) noexcept { return row_of(pattern).windowed; }

SplitFunction scalar_pre_tokenizer_for(Pattern pattern) noexcept { return row_of(pattern).scalar; }

SplitFunction pre_tokenizer_for(Pattern pattern) noexcept { return row_of(pattern).fastest; }

}  // namespace tokmill::pretokenize
