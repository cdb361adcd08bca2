#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "tokmill/export.hpp"

namespace tokmill::chat {

struct ImageSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// The size in pixels that the header of a PNG, JPEG, GIF or WebP file gives, the file being in base64;
/// nothing where it is none of these or ends too early. Decodes no more than the header needs.
[[nodiscard]] std::optional<ImageSize> image_size_of_base64(std::string_view base64);

}  // namespace tokmill::chat
