#include "chat/image_tokens.hpp"

#include <algorithm>
#include <cmath>

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

constexpr std::uint64_t tile_side = 512;
constexpr std::uint64_t largest_side = 2048;
constexpr std::uint64_t largest_short_side = 768;
constexpr std::uint64_t patch_side = 32;
constexpr std::uint64_t most_patches = 1536;
constexpr std::uint64_t most_tiles = 8;  // 2048 × 768
constexpr std::uint32_t low_detail_side = 512;

std::uint64_t divide_up(std::uint64_t value, std::uint64_t by) {
  return value / by + (value % by != 0 ? 1 : 0);
}

// The largest integer whose square is at most `value`.
std::uint64_t integer_root(std::uint64_t value) {
  auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(value)));
  while (root * root > value) --root;
  while ((root + 1) * (root + 1) <= value) ++root;
  return root;
}

// How patch models handle low detail is not published. The image is counted as if it were scaled down to one tile.
Image shrunk_to_low_detail(Image image) {
  const std::uint64_t longer = std::max(image.width, image.height);
  if (longer <= low_detail_side) return image;
  const auto shrink = [longer](std::uint32_t side) {
    return static_cast<std::uint32_t>(
        std::max<std::uint64_t>(1, std::uint64_t{side} * low_detail_side / longer));
  };
  image.width = shrink(image.width);
  image.height = shrink(image.height);
  return image;
}

}  // namespace

std::uint64_t image_tiles(std::uint32_t width, std::uint32_t height) noexcept {
  // The two steps are equivalent to one scale, the smallest of 1, 2048 / longer and 768 / shorter, kept as a fraction.
  const std::uint64_t longer = std::max(width, height);
  const std::uint64_t shorter = std::min(width, height);
  std::uint64_t numerator = 1;
  std::uint64_t denominator = 1;
  const auto shrink_to = [&](std::uint64_t side, std::uint64_t from) {
    if (side * denominator < numerator * from) {
      numerator = side;
      denominator = from;
    }
  };
  shrink_to(largest_side, longer);
  shrink_to(largest_short_side, shorter);
  return divide_up(width * numerator, denominator * tile_side) *
         divide_up(height * numerator, denominator * tile_side);
}

std::uint64_t image_patches(std::uint32_t width, std::uint32_t height) noexcept {
  const std::uint64_t w = width;
  const std::uint64_t h = height;
  const std::uint64_t whole = divide_up(w, patch_side) * divide_up(h, patch_side);
  if (whole <= most_patches) return whole;

  // The scale √(32²·1536 / (w·h)) gives the image the area of 1536 patches: √(1536·w/h) columns by √(1536·h/w) rows. It
  // is then lowered until one of the two is an integer: the one with the smaller step, which is the columns if
  // a / columns < b / rows, that is, a·h < b·w.
  const std::uint64_t a = integer_root(most_patches * w / h);
  const std::uint64_t b = integer_root(most_patches * h / w);
  if (a == 0) return std::min(divide_up(h, patch_side), most_patches);  // narrower than a patch at any scale
  if (b == 0) return std::min(divide_up(w, patch_side), most_patches);
  return a * h <= b * w ? a * divide_up(h * a, w) : b * divide_up(w * b, h);
}

ImageRange image_range(ImageDetail detail, const ChatRules& rules) noexcept {
  const bool is_low = detail == ImageDetail::low;
  if (rules.image == ImageMethod::patch) {
    constexpr std::uint64_t low_side = low_detail_side / patch_side;
    const std::uint64_t most = is_low ? low_side * low_side : most_patches;
    return {rules.patch_hundredths / 100, most * rules.patch_hundredths / 100};
  }
  if (is_low) return {rules.base_tokens, rules.base_tokens};
  return {rules.base_tokens + rules.tile_tokens, rules.base_tokens + rules.tile_tokens * most_tiles};
}

std::uint64_t image_tokens(const Image& image, const ChatRules& rules) noexcept {
  if (rules.image == ImageMethod::patch) {
    const Image scaled = image.detail == ImageDetail::low ? shrunk_to_low_detail(image) : image;
    return image_patches(scaled.width, scaled.height) * rules.patch_hundredths / 100;
  }
  if (image.detail == ImageDetail::low) return rules.base_tokens;
  return rules.base_tokens + rules.tile_tokens * image_tiles(image.width, image.height);
}

}  // namespace tokmill::chat
