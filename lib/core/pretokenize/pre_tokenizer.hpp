#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace tokmill::pretokenize {

/// The pattern that splits text into pieces, named after the first encoding or model that used it.
enum class Pattern {
  gpt2,         ///< gpt2, r50k_base, p50k_base, p50k_edit
  cl100k,       ///< cl100k_base
  o200k,        ///< o200k_base, o200k_harmony
  llama3,       ///< Llama 3, GLM 4
  qwen2,        ///< Qwen 2, 2.5 and 3
  qwen3_5,      ///< Qwen 3.5 and 3.6
  tekken,       ///< Mistral Nemo and later
  kimi,         ///< Kimi K2
  deepseek_v3,  ///< DeepSeek V3, R1 and later
};

/// Writes the ends of the next pieces, in order, to `ends`, at most `capacity` of them, and returns their number: at
/// least one unless at == end.
///
/// `at` is the start of a piece. `end` is the end of the segment, which is the end of the text or the start of a
/// special token. The pieces are [at, ends[0]), [ends[0], ends[1]), and so on. The end of a piece does not depend on
/// the text before its start, so a call can continue where the previous one stopped.
///
/// Precondition: [at, end) is UTF-8. Linear time; words of o200k are read at most twice.
using SplitFunction = std::size_t (*)(const char* at, const char* end, const char** ends, std::size_t capacity);

/// The maximum number of pieces at the end of a text that more text can change. One is the piece that the text ends in.
/// The piece before it can change, too, in these cases only: it is an apostrophe before the start of a contraction; in
/// the family of o200k, it is a word before an apostrophe or the start of a contraction, or before upper-case letters
/// that a lower-case letter would join to it; with Newlines::always, it ends in a newline, and more white space may
/// contain another one.
inline constexpr std::size_t max_unsettled_pieces = 2;

namespace scalar {
/// The type of the scalar machines, of which there is one per pattern.
using Machine = std::size_t(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept;
}  // namespace scalar
scalar::Machine pre_tokenize_gpt2, pre_tokenize_cl100k, pre_tokenize_o200k, pre_tokenize_llama3, pre_tokenize_qwen2,
    pre_tokenize_qwen3_5, pre_tokenize_tekken, pre_tokenize_kimi, pre_tokenize_deepseek_v3;

/// The size of a window in bytes. Large enough that the last piece, which is cut off and repeated in the next window,
/// is a small part of it; small enough that the window and its bitmaps fit into the L1 cache.
inline constexpr std::size_t window_size = 1024;

namespace simd {
struct Kernel;
}

namespace windowed {
/// The type of the windowed machines: the same interface, implemented over windows of text (families/windowed.hpp) with
/// the kernel of an instruction set. Writes the ends of at most window_size pieces.
using Machine = std::size_t(const simd::Kernel& kernel, const char* at, const char* end, const char** ends) noexcept;
}  // namespace windowed
windowed::Machine pre_tokenize_gpt2_windowed, pre_tokenize_cl100k_windowed, pre_tokenize_o200k_windowed,
    pre_tokenize_llama3_windowed, pre_tokenize_qwen2_windowed, pre_tokenize_qwen3_5_windowed,
    pre_tokenize_tekken_windowed, pre_tokenize_kimi_windowed, pre_tokenize_deepseek_v3_windowed;
using WindowedSplitFunction = std::size_t (*)(const simd::Kernel& kernel, const char* at, const char* end,
                                             const char** ends);

/// The names of the patterns, in the order of the enumerators.
[[nodiscard]] std::span<const std::string_view> machine_names() noexcept;

/// The pattern with this name, or nullopt.
[[nodiscard]] std::optional<Pattern> pattern_named(std::string_view name) noexcept;

/// The most numbers that are in one piece; 0 if any number of them.
[[nodiscard]] std::size_t max_numbers_in_piece(Pattern pattern) noexcept;

/// Returns the windowed machine of a pattern.
[[nodiscard]] WindowedSplitFunction windowed_pre_tokenizer_for(Pattern pattern) noexcept;

/// Returns the scalar machine of a pattern.
[[nodiscard]] SplitFunction scalar_pre_tokenizer_for(Pattern pattern) noexcept;

/// Returns the fastest pre-tokenizer for this processor, or the scalar one if the library was built with
/// TOKMILL_SCALAR_ONLY. The `capacity` passed to it must be at least window_size.
[[nodiscard]] SplitFunction pre_tokenizer_for(Pattern pattern) noexcept;

}  // namespace tokmill::pretokenize
