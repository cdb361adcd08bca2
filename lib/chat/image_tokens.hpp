#pragma once

#include <cstdint>

#include "chat/chat_rules.hpp"
#include "tokmill/chat/count.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The number of 512-pixel squares that cover the image after it is scaled down to fit into 2048 × 2048 and then to a
/// shorter side of at most 768.
[[nodiscard]] std::uint64_t image_tiles(std::uint32_t width, std::uint32_t height) noexcept;

/// The number of 32-pixel squares that cover the image after it is scaled down so that they are at most 1536.
[[nodiscard]] std::uint64_t image_patches(std::uint32_t width, std::uint32_t height) noexcept;

/// The least and the largest number of tokens of an image of any size.
struct ImageRange {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

[[nodiscard]] ImageRange image_range(ImageDetail detail, const ChatRules& rules) noexcept;

/// The number of tokens of an image whose width and height are not 0. Uses only integer arithmetic, so it is exact.
[[nodiscard]] std::uint64_t image_tokens(const Image& image, const ChatRules& rules) noexcept;

}  // namespace tokmill::chat
