#pragma once

#include <cstdint>
#include <optional>

#include "chat/chat_rules.hpp"
#include "tokmill/chat/count.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

/// The number of 512-pixel squares that cover the image after it is scaled down to fit into 2048 × 2048 and then to a
/// shorter side of at most 768.
[[nodiscard]] std::uint64_t image_tiles(std::uint32_t width, std::uint32_t height) noexcept;

/// The number of 32-pixel squares that cover the image after it is scaled down so that they are at most 1536.
[[nodiscard]] std::uint64_t image_patches(std::uint32_t width, std::uint32_t height) noexcept;

/// The number of 28-pixel squares that cover the image after it is scaled down so that its sides, rounded up to whole
/// squares, are at most `largest_side` and the squares at most `most`.
[[nodiscard]] std::uint64_t image_grid(std::uint32_t width, std::uint32_t height, std::uint32_t largest_side,
                                       std::uint32_t most) noexcept;

/// The number of squares of two thirds of the shorter side that cover the image; 1 if both sides are at most 384.
[[nodiscard]] std::uint64_t image_crops(std::uint32_t width, std::uint32_t height) noexcept;

/// The least and the largest number of tokens of an image.
struct ImageRange {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

/// The number of tokens of an image, which is a range if its size (0 × 0) or the effect of its detail is unknown;
/// nullopt if there is no rule, or no upper bound. Without a size, both bounds are those of all images.
[[nodiscard]] std::optional<ImageRange> image_tokens(const Image& image, const ChatRules& rules) noexcept;

}  // namespace tokmill::chat
