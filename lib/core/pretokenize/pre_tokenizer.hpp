#pragma once

#include <cstddef>

namespace tokmill::pretokenize {

/// Which pattern cuts the text. The names are those of the encodings that had them first.
enum class Pattern {
  gpt2,    ///< gpt2, r50k_base, p50k_base, p50k_edit
  cl100k,  ///< cl100k_base
  o200k,   ///< o200k_base, o200k_harmony
};

/// Writes the ends of the next pieces, in order, to `ends`: at most `capacity` of them.
///
/// `at` is where a piece starts, `end` the end of the segment: of the text, or where a special token
/// stands. The first piece is [at, ends[0]), the next [ends[0], ends[1]), and so on. Returns how many were
/// written: at least one, but where `at` is `end`.
///
/// Where a piece ends depends on nothing before its start, so a call may go on where another stopped.
/// Precondition: [at, end) is UTF-8. Linear, but for a word of o200k, which is looked at twice at most.
using PreTokenizer = std::size_t (*)(const char* at, const char* end, const char** ends, std::size_t capacity);

/// The scalar machines, one for each pattern.
std::size_t pre_tokenize_gpt2(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept;
std::size_t pre_tokenize_cl100k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept;
std::size_t pre_tokenize_o200k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept;

/// Bytes in a window: enough that the piece cut off at its end, which the next window sees again, is a small part of
/// it; few enough that all that is known of it stays in the nearest cache.
inline constexpr std::size_t window_size = 1024;

/// The same over windows of text (windowed.hpp), with the kernel of an instruction set: writes the ends of at most
/// window_size pieces.
namespace simd {
struct Kernel;
}
using WindowedPreTokenizer = std::size_t (*)(const simd::Kernel& kernel, const char* at, const char* end,
                                         const char** ends);
std::size_t pre_tokenize_gpt2_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                const char** ends) noexcept;
std::size_t pre_tokenize_cl100k_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                  const char** ends) noexcept;
std::size_t pre_tokenize_o200k_windowed(const simd::Kernel& kernel, const char* at, const char* end,
                                 const char** ends) noexcept;

/// The fastest pre_tokenizer that this machine can run. `capacity` must be at least window_size. The scalar one where the library was
/// built with TOKMILL_SCALAR_ONLY.
[[nodiscard]] PreTokenizer pre_tokenizer_for(Pattern pattern) noexcept;

}  // namespace tokmill::pretokenize
