#include "chat/image_tokens.hpp"

#include <algorithm>
#include <cmath>

namespace tokmill::inline TOKMILL_ABI::chat {
namespace {

constexpr std::uint64_t tile_side = 512;
constexpr std::uint64_t largest_tiled_side = 2048;
constexpr std::uint64_t largest_short_side = 768;
constexpr std::uint64_t patch_side = 32;
constexpr std::uint64_t most_patches = 1536;
constexpr std::uint64_t most_tiles = 8;  // 2048 × 768
constexpr std::uint32_t low_detail_side = 512;
constexpr std::uint64_t grid_side = 28;
constexpr std::uint32_t largest_uncropped_side = 384;

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
  shrink_to(largest_tiled_side, longer);
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

std::uint64_t image_grid(std::uint32_t width, std::uint32_t height, std::uint32_t largest_side,
                         std::uint32_t most) noexcept {
  const std::uint64_t longer = std::max(width, height);
  const std::uint64_t shorter = std::min(width, height);
  // Anthropic's documentation has this search and this rounding, of a double, ties to even.
  const double ratio = static_cast<double>(longer) / static_cast<double>(shorter);
  const auto other_side = [&](std::uint64_t side) {
    if (side == longer) return shorter;
    return std::max(std::uint64_t{1}, static_cast<std::uint64_t>(std::nearbyint(static_cast<double>(side) / ratio)));
  };
  const auto squares = [&](std::uint64_t side) {
    return divide_up(side, grid_side) * divide_up(other_side(side), grid_side);
  };
  const auto fits = [&](std::uint64_t side) {
    return divide_up(side, grid_side) * grid_side <= largest_side && squares(side) <= most;
  };
  if (fits(longer)) return squares(longer);
  std::uint64_t fitting = 1;
  std::uint64_t too_long = longer;
  while (fitting + 1 < too_long) {
    const std::uint64_t middle = (fitting + too_long) / 2;
    (fits(middle) ? fitting : too_long) = middle;
  }
  return squares(fitting);
}

std::uint64_t image_crops(std::uint32_t width, std::uint32_t height) noexcept {
  if (width <= largest_uncropped_side && height <= largest_uncropped_side) return 1;
  const std::uint64_t shorter = std::min(width, height);
  const std::uint64_t side = std::max(std::uint64_t{1}, shorter * 2 / 3);
  return divide_up(width, side) * divide_up(height, side);
}

std::optional<ImageRange> image_tokens(const Image& image, const ChatRules& rules) noexcept {
  const auto exactly = [](std::uint64_t tokens) { return ImageRange{tokens, tokens}; };
  const bool has_size = image.width > 0 && image.height > 0;
  const bool is_low = image.detail == ImageDetail::low;
  switch (rules.image) {
    case ImageMethod::unknown:
      break;
    case ImageMethod::tile: {
      const std::uint64_t base = rules.base_tokens;
      if (is_low) return exactly(base);
      if (has_size) return exactly(base + rules.tile_tokens * image_tiles(image.width, image.height));
      return ImageRange{base + rules.tile_tokens, base + rules.tile_tokens * most_tiles};
    }
    case ImageMethod::patch: {
      const auto tokens = [&rules](std::uint64_t patches) { return patches * rules.patch_hundredths / 100; };
      const Image scaled = is_low ? shrunk_to_low_detail(image) : image;
      if (has_size) return exactly(tokens(image_patches(scaled.width, scaled.height)));
      constexpr std::uint64_t low_side = low_detail_side / patch_side;
      return ImageRange{tokens(1), tokens(is_low ? low_side * low_side : most_patches)};
    }
    case ImageMethod::grid:
      if (has_size) return exactly(image_grid(image.width, image.height, rules.largest_side, rules.most_tokens));
      return ImageRange{1, rules.most_tokens};
    case ImageMethod::crop: {
      if (!has_size) break;
      const std::uint64_t tokens = rules.tile_tokens * image_crops(image.width, image.height);
      return is_low ? ImageRange{rules.base_tokens, tokens} : exactly(tokens);
    }
    case ImageMethod::fixed:
      if (!is_low || rules.base_tokens == not_published) return exactly(rules.tile_tokens);
      return ImageRange{rules.base_tokens, rules.tile_tokens};
  }
  return std::nullopt;
}

}  // namespace tokmill::chat
