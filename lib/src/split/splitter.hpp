#pragma once

#include <cstddef>

namespace tokmill::split {

/// Which pattern cuts the text. The names are those of the encodings that had them first.
enum class Grammar {
  gpt2,    ///< gpt2, r50k_base, p50k_base, p50k_edit
  cl100k,  ///< cl100k_base
  o200k,   ///< o200k_base, o200k_harmony
};

/// Writes the ends of the next pieces, in order, to `ends`: at most `capacity` of them.
///
/// `at` is where a piece starts, `end` the end of the segment: of the text, or where a special token
/// stands. The first piece is [at, ends[0]), the next [ends[0], ends[1]), and so on. Returns how many were
/// written: fewer than `capacity` only where the last one written is `end`, none where `at` is `end`.
///
/// Where a piece ends depends on nothing before its start, so a call may go on where another stopped.
/// Precondition: [at, end) is UTF-8. Linear, but for a word of o200k, which is looked at twice at most.
using Splitter = std::size_t (*)(const char* at, const char* end, const char** ends, std::size_t capacity);

/// The scalar machines, one for each pattern.
std::size_t split_gpt2(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept;
std::size_t split_cl100k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept;
std::size_t split_o200k(const char* at, const char* end, const char** ends, std::size_t capacity) noexcept;

/// The fastest splitter that this machine can run.
[[nodiscard]] Splitter splitter_for(Grammar grammar) noexcept;

}  // namespace tokmill::split
