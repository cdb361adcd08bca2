#pragma once

#include <cstddef>

namespace tokmill::unicode {

/// Validates `text` in blocks of 64 bytes. Returns the number of bytes, a multiple of 64, in front of the first block
/// in which an ill-formed sequence is detected, or of the incomplete last block. The last character of these bytes may
/// be cut short, so the caller must check it. Returns 0 on processors that have neither AVX2 nor NEON, and after
/// set_portable_code(true).
///
/// Uses the lookup algorithm of J. Keiser and D. Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte",
/// 2021.
[[nodiscard]] std::size_t well_formed_blocks(const char* text, std::size_t size) noexcept;

}  // namespace tokmill::unicode
