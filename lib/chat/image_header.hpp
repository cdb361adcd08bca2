#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::inline TOKMILL_ABI::chat {

struct ImageSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// The size in pixels from the header of a base64-encoded PNG, JPEG, GIF or WebP file; nullopt if the file has none of
/// these formats or is truncated. Decodes only the bytes of the header that it needs.
[[nodiscard]] std::optional<ImageSize> image_size_of_base64(std::string_view base64);

}  // namespace tokmill::chat
