#pragma once

#include <cstdint>

#include "chat/chat_rules.hpp"
#include "tokmill/chat/count.hpp"

namespace tokmill::chat {

/// The 512-pixel squares that an image takes once it is shrunk to fit into 2048 × 2048 and then so that its
/// shorter side is at most 768.
[[nodiscard]] std::uint64_t image_tiles(std::uint32_t width, std::uint32_t height) noexcept;

/// The 32-pixel squares that an image takes, once it is shrunk so that they are at most 1536.
[[nodiscard]] std::uint64_t image_patches(std::uint32_t width, std::uint32_t height) noexcept;

/// The tokens of an image that has a size. Exact integer arithmetic: no scale is ever a binary fraction.
[[nodiscard]] std::uint64_t image_tokens(const Image& image, const ChatRules& rules) noexcept;

}  // namespace tokmill::chat
