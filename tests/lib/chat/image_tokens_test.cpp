#include "chat/image_tokens.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

using namespace tokmill;
using namespace tokmill::chat;

namespace {

std::uint64_t tokens(std::string_view model, std::uint32_t width, std::uint32_t height,
                     ImageDetail detail = ImageDetail::high) {
  return count_image({width, height, detail}, model).tokens;
}

bool is_exact(std::string_view model, ImageDetail detail = ImageDetail::high) {
  return count_image({1024, 1024, detail}, model).exact;
}

}  // namespace

TEST_CASE("images counted in tiles") {
  CHECK(tokens("gpt-4o", 1024, 1024) == 765);
  CHECK(tokens("gpt-4o", 2048, 4096) == 1105);
  CHECK(tokens("gpt-4o", 4096, 2048) == 1105);
  CHECK(tokens("gpt-4o", 4096, 8192, ImageDetail::low) == 85);
  CHECK(tokens("gpt-4o", 1, 1) == 255);
  CHECK(tokens("gpt-4o", 512, 513) == 85 + 2 * 170);
  CHECK(tokens("gpt-5", 1024, 1024) == 70 + 4 * 140);
  CHECK(tokens("gpt-4o-mini", 1024, 1024) == 2833 + 4 * 5667);
  CHECK(tokens("o1", 1024, 1024) == 75 + 4 * 150);
  CHECK(tokens("gpt-4o", 4294967295U, 1) == 85 + 4 * 170);
}

TEST_CASE("images counted in patches") {
  CHECK(chat::image_patches(1024, 1024) == 1024);
  CHECK(chat::image_patches(1800, 2400) == 33 * 44);
  CHECK(chat::image_patches(2400, 1800) == 33 * 44);
  CHECK(tokens("gpt-5-mini", 1800, 2400) == 2352);
  CHECK(tokens("gpt-4.1-mini", 1024, 1024) == 1658);
  CHECK(tokens("gpt-4.1-nano", 1024, 1024) == 2519);
  CHECK(tokens("o4-mini", 1024, 1024) == 1761);
  CHECK(chat::image_patches(1, 4294967295U) == 1536);
  for (const std::uint32_t side : {1537U, 2000U, 4999U, 65536U, 4294967295U}) {
    CAPTURE(side);
    CHECK(chat::image_patches(side, side) <= 1536);
    CHECK(chat::image_patches(side, side) >= 39 * 39);
  }
}

TEST_CASE("images counted in a grid, as Anthropic documents them") {
  struct Documented {
    std::uint32_t width, height;
    std::uint64_t standard, high_resolution;
  };
  constexpr Documented sizes[] = {
      {200, 200, 64, 64},        {1000, 1000, 1296, 1296},  {1092, 1092, 1521, 1521}, {1920, 1080, 1560, 2691},
      {2000, 1500, 1564, 3888},  {3840, 2160, 1560, 4784},  {1075, 1520, 33 * 47, 39 * 55},
  };
  for (const auto& [width, height, standard, high_resolution] : sizes) {
    const auto& its_width = width;  // clang 14 cannot capture width
    CAPTURE(its_width);
    for (const char* model : {"claude-3-5-sonnet", "claude-haiku-4-5", "claude-sonnet-4-6", "claude-opus-4-20250514"}) {
      CHECK(tokens(model, width, height) == standard);
      CHECK(tokens(model, height, width, ImageDetail::low) == standard);
    }
    for (const char* model : {"claude-opus-4-7", "claude-opus-4-8", "claude-sonnet-5", "claude-fable-5-2"}) {
      CHECK(tokens(model, width, height) == high_resolution);
    }
  }
  CHECK(tokens("claude-sonnet-4-6", 4294967295U, 1) == 56);
  CHECK(tokens("claude-sonnet-4-6", 1, 4294967295U) == 56);
  CHECK(tokens("claude-sonnet-4-6", 1, 1) == 1);
}

TEST_CASE("the grid is the largest that fits, by trying every size") {
  const auto squares = [](std::uint64_t side) { return (side + 27) / 28; };
  for (const std::uint32_t width : {1600U, 2999U, 4001U}) {
    for (std::uint32_t height = 40; height <= width; height = height * 3 / 2 + 1) {
      std::uint64_t most = 0;
      for (std::uint64_t side = 1; side <= width; ++side) {
        const double ratio = static_cast<double>(width) / height;
        const double exact_other = static_cast<double>(side) / ratio;
        const auto other = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::nearbyint(exact_other)));
        if (squares(side) * 28 > 1568 || squares(side) * squares(other) > 1568) continue;
        most = std::max(most, squares(side) * squares(other));
      }
      CAPTURE(width);
      CAPTURE(height);
      CHECK(chat::image_grid(width, height, 1568, 1568) == most);
    }
  }
}

TEST_CASE("images of Gemini") {
  CHECK(tokens("gemini-2.5-pro", 384, 384) == 258);
  CHECK(tokens("gemini-2.5-flash", 960, 540) == 6 * 258);
  CHECK(tokens("gemini-2.0-flash", 4000, 4000) == 4 * 258);
  CHECK(tokens("gemini-2.5-pro", 385, 1) == 385 * 258);
  CHECK(tokens("gemini-1.5-pro", 4000, 4000) == 258);
  for (const char* model : {"gemini-3-pro-preview", "gemini-4-argon", "gemini-pro-latest", "gemini-flash-latest"}) {
    CHECK(tokens(model, 100, 4000) == 1120);
    CHECK(tokens(model, 0, 0) == 1120);
  }
  const Item low = count_image({960, 540, ImageDetail::low}, "gemini-2.5-pro");
  CHECK(low.tokens == 64);
  CHECK(low.most == 6 * 258);
  CHECK(count_image({0, 0, ImageDetail::low}, "gemini-3-pro-preview").most == 1120);
}

TEST_CASE("an image without a rule, or without the size that the rule needs, is unknown") {
  for (const char* model : {"grok-4", "mistral-large-latest", "deepseek-chat", "my-model", ""}) {
    CAPTURE(model);
    CHECK(count_image({1000, 1000, ImageDetail::high}, model).unknown);
  }
  CHECK(count_image({0, 0, ImageDetail::high}, "gemini-2.5-pro").unknown);
  CHECK_FALSE(count_image({1, 1, ImageDetail::high}, "gemini-2.5-pro").unknown);
  CHECK_FALSE(count_image({0, 0, ImageDetail::high}, "gpt-6-sol").unknown);
}

TEST_CASE("a rule is exact only for the models for which it was published") {
  CHECK(is_exact("gpt-4o"));
  CHECK(is_exact("gpt-4o-2024-11-20"));
  CHECK(is_exact("gpt-5-mini"));
  CHECK_FALSE(is_exact("gpt-5.2"));
  CHECK_FALSE(is_exact("gpt-5-mini", ImageDetail::low));
  CHECK(is_exact("claude-sonnet-4-6"));
  CHECK_FALSE(is_exact("gemini-2.5-pro"));
  CHECK_FALSE(is_exact("gemini-3-pro-preview"));
  CHECK_FALSE(is_exact("gpt-4-turbo"));
}

TEST_CASE("an image without a size is a range, unless the size does not matter") {
  const auto range = [](std::string_view model, ImageDetail detail) {
    const Item item = count_image({0, 0, detail}, model);
    CHECK(item.exact == !item.most.has_value());
    return std::pair(item.tokens, item.most.value_or(item.tokens));
  };
  using Range = std::pair<std::uint64_t, std::uint64_t>;
  CHECK(range("gpt-4o", ImageDetail::low) == Range(85, 85));
  CHECK(range("gpt-4o", ImageDetail::high) == Range(85 + 170, 85 + 8 * 170));
  CHECK(range("gpt-5-mini", ImageDetail::high) == Range(1, 2488));
  CHECK(range("gpt-5-mini", ImageDetail::low) == Range(1, 256 * 162 / 100));
  CHECK(range("claude-sonnet-4-6", ImageDetail::low) == Range(1, 1568));
  CHECK(range("claude-opus-5", ImageDetail::high) == Range(1, 4784));
}

TEST_CASE("no image is outside of the range") {
  for (const std::string_view model : {"gpt-4o", "gpt-5-mini", "gpt-4o-mini", "claude-3-opus", "claude-opus-5"}) {
    for (const ImageDetail detail : {ImageDetail::low, ImageDetail::high}) {
      const Item any = count_image({0, 0, detail}, model);
      bool reaches_least = false;
      bool reaches_most = false;
      for (std::uint32_t width = 1; width < 8192; width = width * 5 / 4 + 1) {
        for (std::uint32_t height = 1; height < 8192; height = height * 5 / 4 + 1) {
          const std::uint64_t tokens = count_image({width, height, detail}, model).tokens;
          const bool is_inside = tokens >= any.tokens && tokens <= any.most.value_or(any.tokens);
          if (!is_inside) FAIL(model << " " << width << " " << height << " " << tokens);
          reaches_least = reaches_least || tokens == any.tokens;
          reaches_most = reaches_most || tokens == any.most.value_or(any.tokens);
        }
      }
      CHECK(reaches_least);
      // Rounding keeps patches just below the most.
      const bool is_tiled = model.starts_with("gpt-4o");
      CHECK((reaches_most || !is_tiled));
    }
  }
}
