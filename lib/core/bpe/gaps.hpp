#pragma once

#include <bitset>

namespace tokmill::bpe {

/// Whether the byte is part of some UTF-8 text.
[[nodiscard]] constexpr bool is_in_utf8(unsigned byte) noexcept { return byte != 0xC0 && byte != 0xC1 && byte < 0xF5; }

/// What texts can have and a vocabulary lacks.
struct Gaps {
  std::bitset<256> bytes;  ///< Bytes that are not tokens. They are dropped from a piece before it is merged.

  [[nodiscard]] bool empty() const noexcept { return bytes.none(); }
};

}  // namespace tokmill::bpe
