#pragma once

// Finding the characters of a text that start with certain bytes.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tokmill::unicode {

/// A set of bytes from 0xC0 to 0xFF. `by_low_nibble` has a bit for each high nibble, the lowest one for 0xC.
struct LeadSet {
  std::array<std::uint8_t, 16> by_low_nibble;

  constexpr void insert(unsigned char lead) noexcept {
    by_low_nibble[lead & 15U] = static_cast<std::uint8_t>(by_low_nibble[lead & 15U] | 1U << ((lead >> 4U) - 12));
  }
};

/// Skips characters whose first byte is not in `leads`, 32 bytes at a time: returns the start of a character at or after
/// `at`, with none of these between. Stops at the first one of them, or less than 32 bytes before the end of the text.
/// Returns `at` on processors without AVX2, and after set_portable_code(true). Preconditions: `text` is UTF-8, and a
/// character starts at `at`, or it is the end. Linear time.
[[nodiscard]] std::size_t skip_without_leads(const LeadSet& leads, std::string_view text, std::size_t at) noexcept;

}  // namespace tokmill::unicode
