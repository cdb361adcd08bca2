#include "chat/image_tokens.hpp"

#include <doctest/doctest.h>

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

TEST_CASE("a rule is exact only for the models for which it was published") {
  CHECK(is_exact("gpt-4o"));
  CHECK(is_exact("gpt-4o-2024-11-20"));
  CHECK(is_exact("gpt-5-mini"));
  CHECK_FALSE(is_exact("gpt-5.2"));
  CHECK_FALSE(is_exact("gpt-5-mini", ImageDetail::low));
  CHECK_FALSE(is_exact("claude-sonnet-4-6"));
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
}

TEST_CASE("no image is outside of the range") {
  for (const std::string_view model : {"gpt-4o", "gpt-5-mini", "gpt-4o-mini"}) {
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
      const bool is_tiled = model != "gpt-5-mini";
      CHECK((reaches_most || !is_tiled));
    }
  }
}
